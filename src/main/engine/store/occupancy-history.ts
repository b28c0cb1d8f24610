import type { InferResult } from 'kysely';
import {
  OccupancyStatus,
  type OccupancyHistory,
  type OccupancyHistoryRow,
  type OccupancyPoint,
} from '#shared/model/occupancy.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import { hourMs, type Measure, observedStates, readStretches } from './occupancy-hours.ts';
import { fromFlag } from './occupancy-log.ts';

export interface HistoryRange {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** A range up to this long is read state by state; a longer one from the hours. */
const exactUpToMs = 8 * 24 * hourMs;

/**
 * A building's history over a range in at most `maxPoints` points. Points keep the least and greatest figure of what
 * they merge. `now` ends what can have been observed.
 */
export function readHistory(
  connection: Connection,
  code: string,
  { from, until, maxPoints, now }: HistoryRange & { readonly maxPoints: number; readonly now: EpochMs },
): OccupancyHistory {
  const bucketMs = bucketSize(until - from, maxPoints);
  const start = from - (from % bucketMs);
  const targetId = findTargetId(connection, code);
  const isExact = until - from <= exactUpToMs;
  // Hours are whole: the last point lasts until the end of its hour where the range ends within one.
  const buckets = new Buckets(start, isExact ? until : Math.ceil(until / hourMs) * hourMs, bucketMs);
  if (targetId !== undefined) {
    if (isExact) fillFromStates(connection, targetId, buckets, { from, until });
    else fillFromHours(connection, targetId, buckets, { from: start, until });
  }
  const unobserved =
    targetId === undefined
      ? [{ from, until: Math.min(until, now) }]
      : gaps(connection, targetId, { from, until: Math.min(until, now) });
  const spanMs = Math.max(0, Math.min(until, now) - from);
  const missedMs = unobserved.reduce((sum, gap) => sum + gap.until - gap.from, 0);
  return {
    from,
    until,
    bucketMs,
    points: buckets.points(),
    unobserved: unobserved.filter((gap) => gap.until > gap.from),
    coverage: spanMs === 0 ? 0 : Math.max(0, 1 - missedMs / spanMs),
  };
}

function findTargetId(connection: Connection, code: string): number | undefined {
  return connection.get(
    connection.sql.selectFrom('check_target').select('id').where('area', '=', 'occupancy').where('key', '=', code),
  )?.id;
}

/** A bucket that gives at most so many points, in whole minutes, or whole hours for long ranges. */
function bucketSize(spanMs: number, maxPoints: number): number {
  const unitMs = spanMs <= exactUpToMs ? 60_000 : hourMs;
  // One point more may be touched, because buckets begin on whole units.
  return Math.max(1, Math.ceil(spanMs / Math.max(1, maxPoints - 1) / unitMs)) * unitMs;
}

function fillFromStates(
  connection: Connection,
  targetId: number,
  buckets: Buckets,
  { from, until }: HistoryRange,
): void {
  for (const state of observedStates(connection, targetId, from, until)) {
    buckets.add(state.measure, state.from, state.until);
    // A look that begins a bucket counts for it, as it does for its hour, even where nobody looked after it.
    if (state.isSeenAtEnd && state.until > state.from) buckets.add(state.measure, state.until, state.until);
  }
}

type HourRow = [number, number | null, number | null, number, number, number, number];

function fillFromHours(
  connection: Connection,
  targetId: number,
  buckets: Buckets,
  { from, until }: HistoryRange,
): void {
  const rows = connection
    .prepare<HourRow>(
      `SELECT hour, min_percent, max_percent, percent_ms, measured_ms, closed_ms, no_data_ms FROM occupancy_hour
       WHERE target_id = ? AND hour >= ? AND hour < ? ORDER BY hour`,
    )
    .raw()
    .all(targetId, from, until);
  for (const row of rows) buckets.addHour(row);
}

function gaps(connection: Connection, targetId: number, { from, until }: HistoryRange): HistoryRange[] {
  const found: HistoryRange[] = [];
  let seenUntil = from;
  for (const [first, last] of readStretches(connection, targetId, from, until)) {
    if (first > seenUntil) found.push({ from: seenUntil, until: first });
    seenUntil = Math.max(seenUntil, last);
  }
  const stepMs = connection.get(
    connection.sql.selectFrom('check_target').select('step_ms').where('id', '=', targetId),
  )?.step_ms;
  // The newest stretch is still going on while the next look is not overdue.
  if (until - seenUntil > (stepMs ?? 0) * 1.5) found.push({ from: seenUntil, until });
  return found;
}

interface Bucket {
  min: number | null;
  max: number | null;
  percentMs: number;
  lookSum: number;
  looks: number;
  measuredMs: number;
  closedMs: number;
  noDataMs: number;
}

/** Buckets of equal length that gather measures. */
class Buckets {
  readonly #start: EpochMs;
  readonly #until: EpochMs;
  readonly #sizeMs: number;
  readonly #cells = new Map<number, Bucket>();

  constructor(start: EpochMs, until: EpochMs, sizeMs: number) {
    this.#start = start;
    this.#until = until;
    this.#sizeMs = sizeMs;
  }

  add(measure: Measure, from: EpochMs, until: EpochMs): void {
    const last = Math.max(from, until - 1);
    for (let index = this.#index(from); index <= this.#index(last); index += 1) {
      const begin = this.#start + index * this.#sizeMs;
      const durationMs = Math.max(0, Math.min(until, begin + this.#sizeMs) - Math.max(from, begin));
      const cell = this.#cell(index);
      if (measure.kind === 'closed') cell.closedMs += durationMs;
      else if (measure.kind === 'no_data') cell.noDataMs += durationMs;
      else {
        cell.min = Math.min(cell.min ?? measure.percent, measure.percent);
        cell.max = Math.max(cell.max ?? measure.percent, measure.percent);
        cell.percentMs += measure.percent * durationMs;
        cell.measuredMs += durationMs;
        cell.lookSum += measure.percent;
        cell.looks += 1;
      }
    }
  }

  addHour([hour, min, max, percentMs, measuredMs, closedMs, noDataMs]: HourRow): void {
    const cell = this.#cell(this.#index(hour));
    if (min !== null) cell.min = Math.min(cell.min ?? min, min);
    if (max !== null) cell.max = Math.max(cell.max ?? max, max);
    cell.percentMs += percentMs;
    cell.measuredMs += measuredMs;
    cell.closedMs += closedMs;
    cell.noDataMs += noDataMs;
  }

  points(): OccupancyPoint[] {
    return [...this.#cells.entries()]
      .toSorted(([left], [right]) => left - right)
      .map(([index, cell]) => ({
        from: this.#start + index * this.#sizeMs,
        until: Math.min(this.#until, this.#start + (index + 1) * this.#sizeMs),
        minPercent: cell.min,
        maxPercent: cell.max,
        meanPercent: meanOf(cell),
        measuredMs: cell.measuredMs,
        closedMs: cell.closedMs,
        noDataMs: cell.noDataMs,
      }));
  }

  #index(at: EpochMs): number {
    return Math.floor((at - this.#start) / this.#sizeMs);
  }

  #cell(index: number): Bucket {
    const known = this.#cells.get(index);
    if (known !== undefined) return known;
    const cell: Bucket = {
      min: null,
      max: null,
      percentMs: 0,
      lookSum: 0,
      looks: 0,
      measuredMs: 0,
      closedMs: 0,
      noDataMs: 0,
    };
    this.#cells.set(index, cell);
    return cell;
  }
}

/** Weighted by time; a bucket that holds single looks only gives their plain mean. */
function meanOf(cell: Readonly<Bucket>): number | null {
  if (cell.measuredMs > 0) return cell.percentMs / cell.measuredMs;
  if (cell.looks > 0) return cell.lookSum / cell.looks;
  return cell.min === null || cell.max === null ? null : (cell.min + cell.max) / 2;
}

/** A building's states within a range, newest first. */
export function readStates(
  connection: Connection,
  code: string,
  { from, until, limit }: HistoryRange & { readonly limit: number },
): OccupancyHistoryRow[] {
  return connection
    .all(
      historyRows(connection)
        .where('check_target.key', '=', code)
        .where('occupancy_history.first_checked', '<', until)
        .orderBy('occupancy_history.first_checked', 'desc')
        .limit(limit),
    )
    .map(toHistoryRow)
    .filter((row) => row.lastChecked >= from);
}

/** Every listed state of every building, or those that touch a range; streamed in constant memory. */
export function* eachHistoryRow(connection: Connection, { from, until }: HistoryRange): Generator<OccupancyHistoryRow> {
  const query = historyRows(connection)
    .where('occupancy_history.first_checked', '<', until)
    .orderBy('check_target.key')
    .orderBy('occupancy_history.first_checked')
    .compile();
  // A statement of its own: an open iteration keeps its statement busy.
  const rows = connection.raw.prepare<unknown[], HistoryQueryRow>(query.sql).iterate(...query.parameters);
  for (const row of rows) {
    const history = toHistoryRow(row);
    if (history.lastChecked >= from) yield history;
  }
}

function historyRows(connection: Connection) {
  return connection.sql
    .selectFrom('check_target')
    .innerJoin('occupancy_history', 'occupancy_history.target_id', 'check_target.id')
    .where('check_target.area', '=', 'occupancy')
    .where('occupancy_history.is_listed', '=', 1)
    .select([
      'check_target.key as code',
      'check_target.last_checked as target_checked',
      'occupancy_history.first_checked',
      'occupancy_history.last_checked',
      'occupancy_history.run_id',
      'occupancy_history.status',
      'occupancy_history.busyness_percent',
      'occupancy_history.people',
      'occupancy_history.capacity',
      'occupancy_history.is_open',
    ]);
}

type HistoryQueryRow = InferResult<ReturnType<typeof historyRows>>[number];

function toHistoryRow(row: HistoryQueryRow): OccupancyHistoryRow {
  return {
    buildingCode: row.code,
    status: OccupancyStatus.parse(row.status),
    busynessPercent: row.busyness_percent,
    people: row.people,
    capacity: row.capacity,
    isOpen: fromFlag(row.is_open),
    firstChecked: row.first_checked,
    lastChecked: row.last_checked ?? row.target_checked ?? row.first_checked,
    runId: row.run_id === null ? null : String(row.run_id),
  };
}
