import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Reads rows of a profile's database from outside the app. */
function queryProfile<Row>(profile: string, sql: string): Row[] {
  const database = new Database(join(profile, 'rounds.db'), { readonly: true });
  try {
    return database.prepare<[], Row>(sql).all();
  } finally {
    database.close();
  }
}

/** Writes to a profile's database from outside the app, as no part of it would. */
export function tamperWith(profile: string, sql: string): void {
  const database = new Database(join(profile, 'rounds.db'));
  try {
    database.prepare(sql).run();
  } finally {
    database.close();
  }
}

/** What SQLite finds wrong with a profile's database; `ok` where nothing is. */
export function integrityOf(profile: string): string {
  const rows = queryProfile<{ integrity_check: string }>(profile, 'PRAGMA integrity_check');
  const strangers = queryProfile<{ table: string }>(profile, 'PRAGMA foreign_key_check');
  return [...rows.map((row) => row.integrity_check), ...strangers.map(({ table }) => `foreign key in ${table}`)].join(
    '\n',
  );
}

/** Everything that is known of buildings, in a form that can be compared. */
export function storedStates(profile: string): unknown[] {
  return queryProfile(
    profile,
    `SELECT target.key, state.status, state.busyness_percent, state.people, state.capacity, state.hour_summary,
       state.best_spot, state.first_checked, target.last_checked
     FROM occupancy_state AS state JOIN check_target AS target ON target.id = state.target_id ORDER BY target.key`,
  );
}

/** Every row of the occupancy history, oldest first. */
export function storedHistory(profile: string): unknown[] {
  return queryProfile(
    profile,
    `SELECT target.key, history.first_checked, history.last_checked, history.status, history.busyness_percent
     FROM occupancy_history AS history JOIN check_target AS target ON target.id = history.target_id
     ORDER BY target.key, history.first_checked`,
  );
}

/** A run as it is stored. */
export interface StoredRun {
  readonly id: number;
  readonly status: string;
  readonly trigger: string;
  readonly error_code: string | null;
  readonly error_message: string | null;
}

/** Every run, oldest first. */
export function storedRuns(profile: string): StoredRun[] {
  return queryProfile(profile, 'SELECT id, status, "trigger", error_code, error_message FROM job_run ORDER BY id');
}

/** What became of every slot of a schedule, oldest first, stretches of the same verdict as one. */
export function storedVerdicts(profile: string, scheduleId: string): { first_planned: number; verdict: string }[] {
  const rows = queryProfile<{ schedule_id: string; first_planned: number; verdict: string; note: string | null }>(
    profile,
    'SELECT schedule_id, first_planned, verdict, note FROM slot_verdict ORDER BY revision, first_planned',
  );
  return rows.filter((row) => row.schedule_id === scheduleId);
}

/** A stored setting; undefined where it was never written. */
export function storedSetting(profile: string, key: string): string | undefined {
  const rows = queryProfile<{ key: string; value: string }>(profile, 'SELECT key, value FROM setting');
  return rows.find((row) => row.key === key)?.value;
}

/** Who schedules: the pid of the process that holds the lease; null where nobody does. */
export function leaseHolder(profile: string): number | null {
  const rows = queryProfile<{ pid: number }>(
    profile,
    'SELECT pid FROM scheduler_lease JOIN app_process ON app_process.id = scheduler_lease.process_id',
  );
  return rows[0]?.pid ?? null;
}
