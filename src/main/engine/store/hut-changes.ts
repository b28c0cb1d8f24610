import { AppError } from '#shared/errors.ts';
import { type CalendarDate, dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { HutChange } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import { reservations } from './hut-codes.ts';
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

/** For one page at most so many changes are passed over by their night, and so many compared with what was before. */
const mostSeen = 4_000;
const mostCompared = 1_500;
/** So many changes of all huts are read at a time where a filter may pass over them. */
const batchSize = 500;
/** Few are compared at a time, for most filters let most changes pass. */
const chunkSize = 100;

/** Where a change stands in the order of all: time, target, night. */
type Place = readonly [at: number, targetId: number, night: number];

/** A page of the changes that fit, from the place on that the page before ended at. Rejects with `invalid_input`. */
export function readChanges(
  connection: Connection,
  filter: ChangeFilter,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): ChangePage {
  const huts = readHuts(connection, filter.slug);
  const [target] = filter.slug === null ? [null] : huts.keys();
  if (target === undefined) return { changes: [], next: null };
  const size = sizeOfBatch(filter, limit);
  const found: HutChange[] = [];
  let place = after === null ? beforeAll(filter.asOf) : readPlace(after);
  for (let seen = 0, compared = 0; seen < mostSeen && compared < mostCompared; seen += size) {
    const places = readPlaces(connection, target, filter, { before: place, size });
    const candidates = places.filter(([, targetId, night]) => huts.has(targetId) && isWithin(night, filter));
    for (let first = 0; first < candidates.length; first += chunkSize) {
      const chunk = candidates.slice(first, first + chunkSize);
      found.push(...compare(connection, chunk, filter.kinds, huts));
      const last = found[limit - 1];
      if (last !== undefined) return { changes: found.slice(0, limit), next: last.id };
    }
    compared += candidates.length;
    place = places.at(-1) ?? place;
    if (places.length < size) return { changes: found, next: null };
  }
  return { changes: found, next: place.join('-') };
}

function sizeOfBatch({ slug, from, until, kinds }: ChangeFilter, limit: number): number {
  if (from === null && until === null && kinds.length === 0) return limit;
  // To read some of one hut costs as much as to read them all.
  return slug === null ? batchSize : mostCompared;
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

/** Where the next changes stand, newest first: of one target within the nights asked for, else of all of them. */
function readPlaces(
  { prepare }: Connection,
  target: number | null,
  filter: ChangeFilter,
  { before, size }: { readonly before: Place; readonly size: number },
): Place[] {
  const isBefore = '(first_checked, target_id, night) < (?, ?, ?)';
  const order = 'ORDER BY first_checked DESC, target_id DESC, night DESC LIMIT ?';
  if (target === null) {
    return prepare<Place>(
      `SELECT first_checked, target_id, night FROM hut_night_history INDEXED BY hut_night_change
       WHERE is_change = 1 AND ${isBefore} ${order}`,
    )
      .raw()
      .all(...before, size);
  }
  const from = filter.from === null ? 0 : dayNumberOf(filter.from);
  const until = filter.until === null ? Number.MAX_SAFE_INTEGER : dayNumberOf(filter.until);
  // The states of one hut are few enough to be put in order.
  return prepare<Place>(
    `SELECT first_checked, target_id, night FROM hut_night_history NOT INDEXED
     WHERE target_id = ? AND night BETWEEN ? AND ? AND is_change = 1 AND ${isBefore} ${order}`,
  )
    .raw()
    .all(target, from, until, ...before, size);
}

function isWithin(night: number, { from, until }: ChangeFilter): boolean {
  return (from === null || night >= dayNumberOf(from)) && (until === null || night <= dayNumberOf(until));
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

interface ChangeRow extends HistoryCells {
  readonly target_id: number;
  readonly night: number;
  readonly run_id: number | null;
  readonly kind: HutChange['kind'];
  readonly previous: string | null;
}

/** A state beside the one before it; what kind of change that is follows from both. */
const comparison = `SELECT now.target_id, now.night, now.first_checked, now.last_checked, now.is_listed, now.run_id,
    now.free, now.total, now.hut_type, now.reservation,
    iif(old.night IS NULL, NULL, json_object('first_checked', old.first_checked, 'last_checked', old.last_checked,
      'is_listed', old.is_listed, 'free', old.free, 'total', old.total, 'hut_type', old.hut_type,
      'reservation', old.reservation)) AS previous,
    CASE
      WHEN now.is_listed = 0 THEN 'unlisted'
      WHEN old.night IS NULL THEN 'other'
      WHEN old.is_listed = 0 THEN 'listed'
      WHEN now.reservation = @closed AND old.reservation <> @closed THEN 'closed'
      WHEN now.reservation <> @closed AND old.reservation = @closed THEN 'opened'
      WHEN now.free > old.free THEN 'freed'
      WHEN now.free < old.free THEN 'filled'
      ELSE 'other'
    END AS kind
  FROM json_each(@places) AS place
  CROSS JOIN hut_night_history AS now ON now.first_checked = place.value ->> 0 AND now.target_id = place.value ->> 1
    AND now.night = place.value ->> 2
  LEFT JOIN hut_night_history AS old ON old.target_id = now.target_id AND old.night = now.night
    AND old.first_checked = (SELECT max(first_checked) FROM hut_night_history
      WHERE target_id = now.target_id AND night = now.night AND first_checked < now.first_checked)
  WHERE @kinds = '[]' OR kind IN (SELECT value FROM json_each(@kinds))
  ORDER BY place.key`;

/** The changes of these kinds, of all where there are none, at these places and in their order. */
function compare(
  { prepare }: Connection,
  places: readonly Place[],
  kinds: readonly HutChange['kind'][],
  huts: ReadonlyMap<number, NamedHut>,
): HutChange[] {
  const closed = reservations.indexOf('not_possible');
  return prepare<ChangeRow>(comparison)
    .all({ places: JSON.stringify(places), kinds: JSON.stringify(kinds), closed })
    .flatMap((row) => {
      const hut = huts.get(row.target_id);
      return hut === undefined ? [] : [toChange(row, hut)];
    });
}

function toChange(row: ChangeRow, { slug, name }: NamedHut): HutChange {
  return {
    id: [row.first_checked, row.target_id, row.night].join('-'),
    slug,
    hutName: name,
    date: dateOfDayNumber(row.night),
    at: row.first_checked,
    runId: row.run_id === null ? null : String(row.run_id),
    kind: row.kind,
    before: row.previous === null ? null : toNightState(parsePrevious(row.previous), row.first_checked),
    after: toNightState(row, row.last_checked ?? row.first_checked),
  };
}

function parsePrevious(text: string): HistoryCells {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the statement above made it of these very columns
  return JSON.parse(text) as HistoryCells;
}
