import type { ChangeLogArea, ObservedRow } from '../../src/main/engine/store/change-plan.ts';
import type { Connection } from '../../src/main/engine/store/connection.ts';
import { digestTriggers } from '../../src/main/engine/store/migrations/0006-look-digests.ts';

/** An area made up for the benchmark, like a hut's beds: a target has a state for each day of a year. */
export const dayArea: ChangeLogArea = {
  area: 'day',
  stateTable: 'day_state',
  historyTable: 'day_history',
  key: ['date'],
  compared: ['free', 'total', 'status', 'kind'],
  kept: ['note'],
};

/** The looks of a round, in order; a seed makes the figures. */
export const stages = [
  { name: 'first fill', seed: 0, atLeast: 0.7 },
  { name: '5 % changed', seed: 1, atLeast: 1 },
  { name: 'nothing changed', seed: 1, atLeast: 5 },
] as const;

const dates = Array.from({ length: 365 }, (_, day) =>
  new Date(Date.UTC(2026, 10, 22) + day * 86_400_000).toISOString().slice(0, 10),
);

/** The year of a target as seen in a look; between seed 0 and seed 1 one day in twenty differs. */
export function daysOf(target: number, seed: number): ObservedRow[] {
  return dates.map((date, day) => {
    const isOther = seed === 1 && (day * 7 + target) % 20 === 0;
    const free = ((day * 31 + target * 17) % 40) + (isOther ? 1 : 0);
    return {
      date,
      free,
      total: 48,
      status: free === 0 ? 'full' : 'open',
      kind: day % 7 < 5 ? 'serviced' : 'winter room',
      note: `Bookable until noon of the day before (${day % 30})`,
    };
  });
}

/** Makes the area's tables, and those of the naive log, which differ in what it has to write only. */
export function createDayTables({ raw }: Connection): void {
  const figures =
    "free INTEGER CHECK (free >= 0), total INTEGER CHECK (total >= 0), status TEXT CHECK (status IN ('open', 'full', 'closed')), kind TEXT";
  for (const [name, lastChecked] of [
    ['day', ''],
    ['naive', 'last_checked INTEGER NOT NULL,'],
  ]) {
    raw.exec(`
      CREATE TABLE ${name}_state (
        target_id INTEGER NOT NULL REFERENCES check_target (id), date TEXT NOT NULL, first_checked INTEGER NOT NULL,
        ${lastChecked} missing_since INTEGER, unread_from INTEGER, ${figures}, note TEXT, PRIMARY KEY (target_id, date)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE ${name}_history (
        target_id INTEGER NOT NULL REFERENCES check_target (id), date TEXT NOT NULL, first_checked INTEGER NOT NULL,
        last_checked INTEGER CHECK (last_checked >= first_checked), is_listed INTEGER NOT NULL, run_id INTEGER,
        ${figures}, PRIMARY KEY (target_id, date, first_checked)
      ) STRICT, WITHOUT ROWID;`);
  }
  raw.exec('CREATE UNIQUE INDEX day_history_open ON day_history (target_id, date) WHERE last_checked IS NULL');
  for (const trigger of digestTriggers('day_state')) raw.exec(trigger);
}
