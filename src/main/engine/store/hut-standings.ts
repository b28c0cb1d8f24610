import { type CalendarDate, dateIn, dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { Hut, HutOccupancyStatus } from '#shared/model/hut.ts';
import { occupancyStatus, totalOrCapacity } from '#shared/model/hut-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** What decides when a hut is looked at next. */
export interface HutStanding {
  readonly lastChecked: EpochMs | null;
  readonly failedAt: EpochMs | null;
  readonly failuresInRow: number;
  /** The first of the nights from the hut's today on for each status that they have; one whose total is not told counts by the capacity that the desk set. */
  readonly nights: readonly { readonly date: CalendarDate; readonly status: HutOccupancyStatus }[];
}

interface TargetRow {
  readonly id: number;
  readonly key: string;
  readonly last_checked: number | null;
  readonly failed_at: number | null;
  readonly failures_in_row: number;
}

/** How huts stand at an instant, by slug, with so many nights that count. */
export function readStandings(
  { prepare }: Connection,
  huts: readonly Hut[],
  { now, nights }: { readonly now: EpochMs; readonly nights: number },
): ReadonlyMap<string, HutStanding> {
  const targets = new Map(
    prepare<TargetRow>(
      // What was looked at under another number was another hut.
      `SELECT id, key, last_checked, failed_at, failures_in_row FROM check_target WHERE area = 'huts' AND NOT EXISTS (
         SELECT 1 FROM hut JOIN hut_master USING (slug) WHERE slug = key AND hut_master.booking_ref <> hut.booking_ref)`,
    )
      .all()
      .map((row) => [row.key, row]),
  );
  const todays = new Map(huts.map(({ timeZone }) => [timeZone, 0]));
  for (const zone of todays.keys()) todays.set(zone, dayNumberOf(dateIn(zone, now)));
  const known = readNights({ prepare }, Math.min(...todays.values()), Math.max(...todays.values()) + nights);
  return new Map(
    huts.map((hut) => {
      const target = targets.get(hut.slug);
      const today = todays.get(hut.timeZone) ?? 0;
      const own = (target === undefined ? undefined : known.get(target.id)) ?? [];
      return [
        hut.slug,
        {
          lastChecked: target?.last_checked ?? null,
          failedAt: target?.failed_at ?? null,
          failuresInRow: target?.failures_in_row ?? 0,
          nights: firstOfEach(own, today, today + nights, hut),
        },
      ];
    }),
  );
}

type NightCells = readonly [targetId: number, night: number, free: number | null, total: number | null];

/** The listed nights of all huts within two days, the later not included, by target and in order. */
function readNights({ prepare }: Pick<Connection, 'prepare'>, from: number, until: number): Map<number, NightCells[]> {
  const rows = prepare<NightCells>(
    `SELECT target_id, night, free, total FROM check_target CROSS JOIN hut_night_state ON target_id = id
       AND night >= ? AND night < ? WHERE area = 'huts' AND missing_since IS NULL ORDER BY target_id, night`,
  )
    .raw()
    .all(from, until);
  const byTarget = new Map<number, NightCells[]>();
  for (const row of rows) {
    const own = byTarget.get(row[0]);
    if (own === undefined) byTarget.set(row[0], [row]);
    else own.push(row);
  }
  return byTarget;
}

/** The first night of each status; dates are made for these alone, for there are thousands of nights. */
function firstOfEach(cells: readonly NightCells[], from: number, until: number, hut: Hut): HutStanding['nights'] {
  const first = new Map<HutOccupancyStatus, number>();
  for (const [, night, free, total] of cells) {
    if (night < from || night >= until) continue;
    const status = occupancyStatus(free, totalOrCapacity(free, total, hut));
    if (!first.has(status)) first.set(status, night);
  }
  return [...first]
    .toSorted(([, left], [, right]) => left - right)
    .map(([status, night]) => ({ date: dateOfDayNumber(night), status }));
}
