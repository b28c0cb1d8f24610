import { AppError } from '#shared/errors.ts';
import type { HutCurve } from '#shared/contract/huts.ts';
import { type CalendarDate, dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { HutNights, HutNightState, NightMark } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import { readStretches } from './occupancy-hours.ts';
import { hutTypeOfCode, markOf, reservationOfCode } from './hut-codes.ts';

/** Which nights of which huts, as known at an instant; null: as known now. */
export interface NightRange {
  readonly slugs: readonly string[];
  readonly from: CalendarDate;
  readonly nights: number;
  readonly asOf: EpochMs | null;
}

/** The nights of huts in the order asked for; a hut that is not watched is left out. */
export function readNights(connection: Connection, { slugs, from, nights, asOf }: NightRange): HutNights[] {
  const first = dayNumberOf(from);
  const read = asOf === null ? readPresent(connection) : readPast(connection, asOf);
  const targets = findTargets(connection, slugs);
  return slugs.flatMap((slug) => {
    const target = targets.get(slug);
    if (target === undefined) return [];
    const row = new NightRow(first, nights);
    if (target !== null) read(row, target);
    return [row.toNights(slug)];
  });
}

/** A hut's nights while they are read. One array for each column: the window draws thousands of nights at a time. */
class NightRow {
  readonly first: number;
  readonly end: number;
  readonly #marks: NightMark[];
  readonly #free: (number | null)[];
  readonly #total: (number | null)[];

  constructor(first: number, nights: number) {
    this.first = first;
    this.end = first + nights;
    this.#marks = Array<NightMark>(nights).fill('.');
    this.#free = Array<null>(nights).fill(null);
    this.#total = Array<null>(nights).fill(null);
  }

  set(night: number, mark: NightMark, free: number | null, total: number | null): void {
    const index = night - this.first;
    this.#marks[index] = mark;
    this.#free[index] = free;
    this.#total[index] = total;
  }

  toNights(slug: string): HutNights {
    return { slug, marks: this.#marks.join(''), free: this.#free, total: this.#total };
  }
}

type ReadRow = (row: NightRow, targetId: number) => void;

type StateCells = readonly [
  night: number,
  free: number | null,
  total: number | null,
  reservation: number,
  missingSince: number | null,
  unreadFrom: number | null,
];

function readPresent(connection: Connection): ReadRow {
  const states = connection
    .prepare<StateCells>(
      `SELECT night, free, total, reservation, missing_since, unread_from FROM hut_night_state
       WHERE target_id = ? AND night >= ? AND night < ?`,
    )
    .raw();
  return (row, targetId) => {
    for (const [night, free, total, reservation, missingSince, unreadFrom] of states.all(
      targetId,
      row.first,
      row.end,
    )) {
      // A night that was over when it went from the list keeps its last figures; one that was still to come is gone.
      const isGone = missingSince !== null && unreadFrom === null;
      const isUnread = missingSince === null && unreadFrom !== null;
      const mark = isUnread ? 'q' : markOf(free, reservation);
      if (isGone) row.set(night, 'x', null, null);
      else row.set(night, mark, free, total);
    }
  };
}

type PastCells = readonly [
  night: number,
  free: number | null,
  total: number | null,
  reservation: number | null,
  isListed: number,
];

function readPast(connection: Connection, asOf: EpochMs): ReadRow {
  // One statement looks up all the nights of a hut: to call it for each costs several times what it does.
  const newest = connection
    .prepare<PastCells>(
      `WITH RECURSIVE wanted (night) AS (
         SELECT @first UNION ALL SELECT night + 1 FROM wanted WHERE night < @end - 1
       )
       SELECT wanted.night, free, total, reservation, is_listed FROM wanted
       CROSS JOIN hut_night_history AS state ON state.target_id = @targetId AND state.night = wanted.night
         AND state.first_checked = (SELECT max(first_checked) FROM hut_night_history
           WHERE target_id = @targetId AND night = wanted.night AND first_checked <= @asOf)`,
    )
    .raw();
  return (row, targetId) => {
    const { first, end } = row;
    for (const [night, free, total, reservation, isListed] of newest.all({ first, end, targetId, asOf })) {
      if (isListed === 0) row.set(night, 'x', null, null);
      else row.set(night, markOf(free, reservation), free, total);
    }
  };
}

/** The targets of watched huts by slug; null where nobody has looked yet. */
function findTargets(connection: Connection, slugs: readonly string[]): Map<string, number | null> {
  const rows = connection
    .prepare<readonly [slug: string, id: number | null]>(
      `SELECT slug, check_target.id FROM json_each(?) AS wanted CROSS JOIN hut ON slug = wanted.value
       LEFT JOIN check_target ON area = 'huts' AND check_target.key = slug WHERE removed_at IS NULL`,
    )
    .raw()
    .all(JSON.stringify(slugs));
  return new Map(rows);
}

/** The target of a watched hut; its id is null where nobody has looked yet, and undefined stands for no such hut. */
export function findTarget(connection: Connection, slug: string): { readonly id: number | null } | undefined {
  return connection
    .prepare<{ id: number | null }>(
      `SELECT check_target.id FROM hut LEFT JOIN check_target ON area = 'huts' AND key = slug
       WHERE slug = ? AND removed_at IS NULL`,
    )
    .get(slug);
}

/** The newest look at a target that was made by an instant; null where there was none. */
export function lastLookBy(connection: Connection, targetId: number, asOf: EpochMs): EpochMs | null {
  const lastChecked = connection
    .prepare<number>(
      `SELECT last_checked FROM observed_stretch WHERE target_id = ? AND first_checked <= ?
       ORDER BY first_checked DESC LIMIT 1`,
    )
    .pluck()
    .get(targetId, asOf);
  return lastChecked === undefined ? null : Math.min(lastChecked, asOf);
}

/** A state of a night as the history keeps it; an open one has no last confirmation of its own. */
export interface HistoryCells {
  readonly first_checked: number;
  readonly last_checked: number | null;
  readonly is_listed: number;
  readonly free: number | null;
  readonly total: number | null;
  readonly hut_type: number | null;
  readonly reservation: number | null;
}

/** The state in the words of the contract; `openUntil` is the last confirmation of one that is open. */
export function toNightState(row: HistoryCells, openUntil: EpochMs): HutNightState {
  return {
    firstChecked: row.first_checked,
    lastChecked: Math.max(row.first_checked, Math.min(row.last_checked ?? openUntil, openUntil)),
    isListed: row.is_listed === 1,
    free: row.free,
    total: row.total,
    hutType: hutTypeOfCode(row.hut_type),
    reservationStatus: reservationOfCode(row.reservation),
  };
}

/** Every state that a night was in, oldest first. Rejects with `not_found`. */
export function readCurve(
  connection: Connection,
  { slug, date, asOf }: { readonly slug: string; readonly date: CalendarDate; readonly asOf: EpochMs | null },
): HutCurve {
  const target = findTarget(connection, slug);
  if (target === undefined) throw new AppError('not_found', `There is no hut "${slug}".`);
  const by = asOf ?? Number.MAX_SAFE_INTEGER;
  const night = dayNumberOf(date);
  const lastLook = target.id === null ? null : lastLookBy(connection, target.id, by);
  if (target.id === null || lastLook === null) return { date, states: [], unobserved: [] };
  const unreadFrom = connection
    .prepare<number | null>('SELECT unread_from FROM hut_night_state WHERE target_id = ? AND night = ?')
    .pluck()
    .get(target.id, night);
  const openUntil = Math.min(lastLook, unreadFrom ?? lastLook);
  const rows = connection
    .prepare<HistoryCells>(
      `SELECT first_checked, last_checked, is_listed, free, total, hut_type, reservation FROM hut_night_history
       WHERE target_id = ? AND night = ? AND first_checked <= ? ORDER BY first_checked`,
    )
    .all(target.id, night, by);
  // A state that is closed ends by itself; only the newest depends on how far confirmation reaches.
  const states = rows.map((row) => toNightState(row, row.last_checked === null ? openUntil : lastLook));
  const first = states[0]?.firstChecked;
  return { date, states, unobserved: first === undefined ? [] : holesIn(connection, target.id, first, lastLook) };
}

/** Times between two looks that were farther apart than planned. */
function holesIn(connection: Connection, targetId: number, from: EpochMs, until: EpochMs): HutCurve['unobserved'] {
  const stretches = readStretches(connection, targetId, from, until + 1);
  return stretches.slice(1).map(([first], index) => ({ from: stretches[index]?.[1] ?? first, until: first }));
}

/** First and last night that a hut's source lists; null where it lists none. */
export function listedNights(
  connection: Connection,
  targetId: number,
): { readonly first: CalendarDate; readonly last: CalendarDate } | null {
  const row = connection
    .prepare<{ first: number | null; last: number | null }>(
      'SELECT min(night) AS first, max(night) AS last FROM hut_night_state WHERE target_id = ? AND missing_since IS NULL',
    )
    .get(targetId);
  if (row === undefined || row.first === null || row.last === null) return null;
  return { first: dateOfDayNumber(row.first), last: dateOfDayNumber(row.last) };
}
