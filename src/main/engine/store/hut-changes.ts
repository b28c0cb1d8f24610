import { AppError } from '#shared/errors.ts';
import { type CalendarDate, dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { HutChange, HutNightState } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import { type HistoryCells, toNightState } from './hut-nights.ts';

/** Which changes; all of them where everything is null or empty. */
export interface ChangeFilter {
  readonly slug: string | null;
  /** Of nights from and until these, both inclusive. */
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
  readonly kinds: readonly HutChange['kind'][];
  /** Made by this instant. */
  readonly asOf: EpochMs | null;
}

/** A page of changes, newest first, and where the next begins; null at the end. */
export interface ChangePage {
  readonly changes: readonly HutChange[];
  readonly next: string | null;
}

/** So many changes are read at a time, and for one page at most so many, whatever the filter passes over. */
const batchSize = 400;
const mostRead = 4_000;

interface ChangeRow extends HistoryCells {
  readonly target_id: number;
  readonly night: number;
  readonly run_id: number | null;
}

/** Where a change stands in the order of all: time, target, night. */
type Place = readonly [at: number, targetId: number, night: number];

/** A page of the changes that fit, from the place on that the page before ended at. Rejects with `invalid_input`. */
export function readChanges(
  connection: Connection,
  filter: ChangeFilter,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): ChangePage {
  const huts = readHuts(connection, filter.slug);
  const found: HutChange[] = [];
  let place = after === null ? beforeAll(filter.asOf) : readPlace(after);
  for (let read = 0; read < mostRead; read += batchSize) {
    const rows = readBatch(connection, [...huts.keys()], filter.slug !== null, place);
    for (const row of rows) {
      place = placeOf(row);
      const hut = huts.get(row.target_id);
      const change = hut === undefined ? null : toChange(connection, row, hut);
      if (change !== null && fits(change, filter)) found.push(change);
      if (found.length === limit) return { changes: found, next: place.join('-') };
    }
    if (rows.length < batchSize) return { changes: found, next: null };
  }
  return { changes: found, next: place.join('-') };
}

interface NamedHut {
  readonly slug: string;
  readonly name: string;
}

function readHuts({ prepare }: Connection, slug: string | null): Map<number, NamedHut> {
  const rows = prepare<NamedHut & { id: number }>(
    `SELECT id, slug, name FROM hut JOIN check_target ON area = 'huts' AND key = slug
     WHERE removed_at IS NULL AND (@slug IS NULL OR slug = @slug)`,
  ).all({ slug });
  return new Map(rows.map(({ id, ...hut }) => [id, hut]));
}

const columns = 'target_id, night, first_checked, last_checked, is_listed, run_id, free, total, hut_type, reservation';

function readBatch(
  { prepare }: Connection,
  targets: readonly number[],
  isOneHut: boolean,
  place: Place,
): readonly ChangeRow[] {
  const before = '(first_checked, target_id, night) < (?, ?, ?)';
  const order = `ORDER BY first_checked DESC, target_id DESC, night DESC LIMIT ${batchSize}`;
  if (!isOneHut) {
    return prepare<ChangeRow>(
      `SELECT ${columns} FROM hut_night_history INDEXED BY hut_night_change WHERE is_change = 1 AND ${before} ${order}`,
    ).all(...place);
  }
  const [target] = targets;
  if (target === undefined) return [];
  // The states of one hut are few enough to be put in order.
  return prepare<ChangeRow>(
    `SELECT ${columns} FROM hut_night_history NOT INDEXED WHERE target_id = ? AND is_change = 1 AND ${before} ${order}`,
  ).all(target, ...place);
}

function placeOf({ first_checked: at, target_id: targetId, night }: ChangeRow): Place {
  return [at, targetId, night];
}

function beforeAll(asOf: EpochMs | null): Place {
  return [asOf === null ? Number.MAX_SAFE_INTEGER : asOf + 1, 0, 0];
}

function readPlace(text: string): Place {
  const [at, targetId, night, ...rest] = text.split('-').map(Number);
  const isWhole = [at, targetId, night].every(Number.isSafeInteger) && rest.length === 0;
  if (!isWhole) throw new AppError('invalid_input', 'The list of changes cannot go on from there.');
  return [at ?? 0, targetId ?? 0, night ?? 0];
}

function toChange(connection: Connection, row: ChangeRow, { slug, name }: NamedHut): HutChange {
  const previous = connection
    .prepare<HistoryCells>(
      `SELECT first_checked, last_checked, is_listed, free, total, hut_type, reservation FROM hut_night_history
       WHERE target_id = ? AND night = ? AND first_checked < ? ORDER BY first_checked DESC LIMIT 1`,
    )
    .get(row.target_id, row.night, row.first_checked);
  const before = previous === undefined ? null : toNightState(previous, row.first_checked);
  const after = toNightState(row, row.last_checked ?? row.first_checked);
  return {
    id: placeOf(row).join('-'),
    slug,
    hutName: name,
    date: dateOfDayNumber(row.night),
    at: row.first_checked,
    runId: row.run_id === null ? null : String(row.run_id),
    kind: kindOf(before, after),
    before,
    after,
  };
}

function kindOf(before: HutNightState | null, after: HutNightState): HutChange['kind'] {
  if (!after.isListed) return 'unlisted';
  if (before === null) return 'other';
  if (!before.isListed) return 'listed';
  const wasClosed = before.reservationStatus === 'not_possible';
  const isClosed = after.reservationStatus === 'not_possible';
  if (wasClosed !== isClosed) return isClosed ? 'closed' : 'opened';
  if (before.free === null || after.free === null || before.free === after.free) return 'other';
  return after.free > before.free ? 'freed' : 'filled';
}

function fits({ date, kind }: HutChange, { from, until, kinds }: ChangeFilter): boolean {
  const night = dayNumberOf(date);
  if (from !== null && night < dayNumberOf(from)) return false;
  if (until !== null && night > dayNumberOf(until)) return false;
  return kinds.length === 0 || kinds.includes(kind);
}
