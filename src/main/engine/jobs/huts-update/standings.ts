import { addDays, dateIn, dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { Hut } from '#shared/model/hut.ts';
import { occupancyStatus } from '#shared/model/hut-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from '../../store/connection.ts';
import { decidingNights, type HutStanding } from './due.ts';

interface TargetRow {
  readonly id: number;
  readonly key: string;
  readonly last_checked: number | null;
  readonly failed_at: number | null;
  readonly failures_in_row: number;
}

interface NightRow {
  readonly target_id: number;
  readonly night: number;
  readonly free: number | null;
  readonly total: number | null;
}

/** How huts stand at an instant, by slug: what decides when each is looked at next. */
export function readStandings(
  { prepare }: Connection,
  huts: readonly Hut[],
  now: EpochMs,
): ReadonlyMap<string, HutStanding> {
  const targets = new Map(
    prepare<TargetRow>("SELECT id, key, last_checked, failed_at, failures_in_row FROM check_target WHERE area = 'huts'")
      .all()
      .map((row) => [row.key, row]),
  );
  // What was looked at under another number was another hut.
  const renamed = new Set(
    prepare<string>(
      'SELECT hut.slug FROM hut JOIN hut_master ON hut_master.slug = hut.slug WHERE hut_master.booking_ref <> hut.booking_ref',
    )
      .pluck()
      .all(),
  );
  const nightsOf = prepare<NightRow>(
    `SELECT target_id, night, free, total FROM hut_night_state
     WHERE target_id = ? AND night >= ? AND night < ? AND missing_since IS NULL ORDER BY night`,
  );
  return new Map(
    huts.map(({ slug, timeZone }) => {
      const target = renamed.has(slug) ? undefined : targets.get(slug);
      const today = dayNumberOf(dateIn(timeZone, now));
      const nights = target === undefined ? [] : nightsOf.all(target.id, today, today + decidingNights);
      return [
        slug,
        {
          lastChecked: target?.last_checked ?? null,
          failedAt: target?.failed_at ?? null,
          failuresInRow: target?.failures_in_row ?? 0,
          nights: nights.map(({ night, free, total }) => ({
            date: dateOfDayNumber(night),
            status: occupancyStatus(free, total),
          })),
        },
      ];
    }),
  );
}

/** A hut's today and the last night, both inclusive, of so many days. */
export function horizonOf(timeZone: string, now: EpochMs, days: number) {
  const today = dateIn(timeZone, now);
  return { today, lastNight: addDays(today, days) };
}
