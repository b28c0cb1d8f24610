import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** What a chart needs of a state: closed, without data, or open with a figure in percent. */
export type Measure =
  | { readonly kind: 'measured'; readonly percent: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'no_data' };

export const hourMs = 3_600_000;

/** The measure of a stored status and figure; null where there is none, as for a state that is not listed. */
export function measureOf(status: string | null, percent: number | null): Measure | null {
  if (status === null) return null;
  if (status === 'closed') return { kind: 'closed' };
  if (status === 'no_data' || percent === null) return { kind: 'no_data' };
  return { kind: 'measured', percent };
}

/** Gathers states into hours, so that a year's chart reads thousands of rows where history has a million. */
export interface OccupancyHours {
  /** The state held from `from` until `until` and somebody looked often enough to say so. */
  addStretch(targetId: number, measure: Measure, from: EpochMs, until: EpochMs): void;
  /** A single look: it counts for the hour's least and greatest, whatever comes after. */
  addLook(targetId: number, measure: Measure, at: EpochMs): void;
  /** Makes a target's hours anew from its history and observed stretches. */
  rebuild(targetId: number): void;
}

/** Makes the hour gatherer of a connection. */
export function createOccupancyHours(connection: Connection): OccupancyHours {
  const add = connection.prepare(`
    INSERT INTO occupancy_hour
      (target_id, hour, min_percent, max_percent, percent_ms, measured_ms, closed_ms, no_data_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (target_id, hour) DO UPDATE SET
      min_percent = coalesce(min(min_percent, excluded.min_percent), min_percent, excluded.min_percent),
      max_percent = coalesce(max(max_percent, excluded.max_percent), max_percent, excluded.max_percent),
      percent_ms = percent_ms + excluded.percent_ms,
      measured_ms = measured_ms + excluded.measured_ms,
      closed_ms = closed_ms + excluded.closed_ms,
      no_data_ms = no_data_ms + excluded.no_data_ms`);
  const addToHour = (targetId: number, hour: EpochMs, measure: Measure, durationMs: number): void => {
    const percent = measure.kind === 'measured' ? measure.percent : null;
    const shareOf = (kind: Measure['kind']): number => (measure.kind === kind ? durationMs : 0);
    add.run(
      targetId,
      hour,
      percent,
      percent,
      (percent ?? 0) * durationMs,
      shareOf('measured'),
      shareOf('closed'),
      shareOf('no_data'),
    );
  };
  const addStretch = (targetId: number, measure: Measure, from: EpochMs, until: EpochMs): void => {
    for (const [hour, durationMs] of hoursOf(from, until)) addToHour(targetId, hour, measure, durationMs);
  };
  const addLook = (targetId: number, measure: Measure, at: EpochMs): void => {
    addToHour(targetId, at - (at % hourMs), measure, 0);
  };
  return {
    addStretch,
    addLook,
    rebuild: (targetId) =>
      connection.transaction(() => {
        connection.run(connection.sql.deleteFrom('occupancy_hour').where('target_id', '=', targetId));
        for (const state of observedStates(connection, targetId, 0, Number.MAX_SAFE_INTEGER)) {
          addLook(targetId, state.measure, state.from);
          addStretch(targetId, state.measure, state.from, state.until);
          if (state.isSeenAtEnd) addLook(targetId, state.measure, state.until);
        }
      }),
  };
}

/** The hours that a stretch touches, each with its share in milliseconds. */
function* hoursOf(from: EpochMs, until: EpochMs): Generator<readonly [EpochMs, number]> {
  for (let hour = from - (from % hourMs); hour < until; hour += hourMs) {
    yield [hour, Math.min(until, hour + hourMs) - Math.max(from, hour)];
  }
}

export interface ObservedState {
  readonly measure: Measure;
  readonly from: EpochMs;
  /** Equal to `from` where nobody looked again soon enough. */
  readonly until: EpochMs;
  /** Whether the end is a look that still found this state. */
  readonly isSeenAtEnd: boolean;
}

/**
 * The states that touch a range, each cut to what was observed, oldest first. A state holds until the next look, so
 * until the next state begins, as long as looks followed one another closely enough.
 */
export function* observedStates(
  connection: Connection,
  targetId: number,
  from: EpochMs,
  until: EpochMs,
): Generator<ObservedState> {
  const stretches = readStretches(connection, targetId, from, until);
  const rows = connection
    .prepare<[number, string | null, number | null]>(
      `SELECT first_checked, status, busyness_percent FROM occupancy_history
       WHERE target_id = @targetId AND first_checked < @until AND first_checked >=
         coalesce((SELECT max(first_checked) FROM occupancy_history WHERE target_id = @targetId AND first_checked <= @from), @from)
       ORDER BY first_checked`,
    )
    .raw()
    .all({ targetId, from, until });
  let index = 0;
  for (let row = 0; row < rows.length; row += 1) {
    const [start, status, percent] = rows[row] ?? [0, null, null];
    const measure = measureOf(status, percent);
    if (measure === null) continue;
    const end = rows[row + 1]?.[0] ?? until;
    while ((stretches[index]?.[1] ?? Number.POSITIVE_INFINITY) < start) index += 1;
    for (let at = index; at < stretches.length && (stretches[at]?.[0] ?? end) < end; at += 1) {
      const [first, last] = stretches[at] ?? [0, 0];
      const cutFrom = Math.max(start, first, from);
      const cutUntil = Math.min(end, last, until);
      if (cutUntil >= cutFrom)
        yield { measure, from: cutFrom, until: cutUntil, isSeenAtEnd: last === cutUntil && last < end };
    }
  }
}

/** Observed stretches that touch a range, oldest first, as pairs of their first and last look. */
export function readStretches(
  connection: Connection,
  targetId: number,
  from: EpochMs,
  until: EpochMs,
): readonly (readonly [EpochMs, EpochMs])[] {
  return connection
    .prepare<[number, number]>(
      `SELECT first_checked, last_checked FROM observed_stretch
       WHERE target_id = @targetId AND first_checked < @until AND first_checked >=
         coalesce((SELECT max(first_checked) FROM observed_stretch WHERE target_id = @targetId AND first_checked <= @from), @from)
       ORDER BY first_checked`,
    )
    .raw()
    .all({ targetId, from, until })
    .filter(([, last]) => last >= from);
}
