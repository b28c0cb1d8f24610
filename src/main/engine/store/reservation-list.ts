import type { Reservation } from '#shared/model/booking.ts';
import type { Connection } from './connection.ts';
import { type ReservationRow, toReservation } from './reservation-rows.ts';
import type { ReservationPage, ReservationQuery } from './reservations.ts';

/** Where a page ended: date, start and number of its last reservation. */
type Place = readonly [date: string, fromMinute: number, seq: number];

const atTheTop: Place = ['~', 1440, Number.MAX_SAFE_INTEGER];
const atTheBottom: Place = ['', 0, 0];

/** So many reservations are looked at in one step. */
const rowsPerStep = 2_000;

/** A page of reservations, the latest slot first; in small steps, for a search may have to look at all there are. */
export function* listSteps(
  connection: Connection,
  query: ReservationQuery,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Generator<unknown, ReservationPage> {
  const found: ReservationRow[] = [];
  let place = after === null ? atTheTop : placeOf(after);
  let hasMore = true;
  // One more than the page holds tells whether another one follows.
  while (hasMore && found.length <= limit) {
    const most = limit + 1 - found.length;
    const end = endOfStep(connection, query, place);
    const rows = readPiece(connection, query, { after: place, until: end ?? atTheBottom, limit: most });
    found.push(...rows.filter((row) => matches(row, query.text)));
    const last = rows.length === most ? rows.at(-1) : undefined;
    hasMore = last !== undefined || end !== undefined;
    place = last === undefined ? (end ?? place) : placeOfRow(last);
    yield place;
  }
  const page = found.slice(0, limit);
  const last = page.at(-1);
  const isCut = found.length > limit && last !== undefined;
  return { reservations: page.map(toReservation), next: isCut ? placeOfRow(last).join('|') : null };
}

/** Where a step that begins after a place ends; undefined where it is the last one. */
function endOfStep(
  connection: Connection,
  { from, until }: ReservationQuery,
  [date, fromMinute, seq]: Place,
): Place | undefined {
  return connection
    .prepare<Place>(
      `SELECT date, from_minute, seq FROM reservation
       WHERE (date, from_minute, seq) < (@date, @fromMinute, @seq) AND date >= @from AND date <= @until
       ORDER BY date DESC, from_minute DESC, seq DESC LIMIT 1 OFFSET ${rowsPerStep - 1}`,
    )
    .raw()
    .get({ date, fromMinute, seq, from: from ?? '', until: until ?? '~' });
}

interface Piece {
  /** Excluded, and included. */
  readonly after: Place;
  readonly until: Place;
  readonly limit: number;
}

function readPiece(connection: Connection, query: ReservationQuery, piece: Piece): readonly ReservationRow[] {
  const { from, until, status, providerId, serviceId } = query;
  const patterns = query.text === '' ? [] : patternsOf(query.text);
  const conditions = [
    '(date, from_minute, seq) < (@date, @fromMinute, @seq)',
    '(date, from_minute, seq) >= (@lastDate, @lastMinute, @lastSeq)',
    ...(from === null ? [] : ['date >= @from']),
    ...(until === null ? [] : ['date <= @until']),
    ...(status.length === 0 ? [] : ['status IN (SELECT value FROM json_each(@status))']),
    ...(providerId === null ? [] : ['provider_id = @providerId']),
    // The plus keeps the order by date: sorting all of a service anew for each page would take longer.
    ...(serviceId === null ? [] : ['+service_id = @serviceId']),
    ...(patterns.length === 0 ? [] : [textCondition(patterns)]),
  ];
  const [date, fromMinute, seq] = piece.after;
  const [lastDate, lastMinute, lastSeq] = piece.until;
  return connection
    .prepare<ReservationRow>(
      `SELECT * FROM reservation WHERE ${conditions.join(' AND ')}
       ORDER BY date DESC, from_minute DESC, seq DESC LIMIT @limit`,
    )
    .all({
      date,
      fromMinute,
      seq,
      lastDate,
      lastMinute,
      lastSeq,
      limit: piece.limit,
      ...(from === null ? {} : { from }),
      ...(until === null ? {} : { until }),
      ...(status.length === 0 ? {} : { status: JSON.stringify(status) }),
      ...(providerId === null ? {} : { providerId }),
      ...(serviceId === null ? {} : { serviceId }),
      ...Object.fromEntries(patterns.map((pattern, index) => [`pattern${index}`, pattern])),
    });
}

/** More letters than this with both cases are left to `matches`. */
const mostFolded = 4;

/**
 * Patterns of which one fits where a field holds the text. SQLite folds the letters of English only, so every other one is
 * asked for in both cases; `matches` looks closer.
 */
function patternsOf(text: string): string[] {
  let patterns = [''];
  for (const letter of text.toLowerCase()) {
    const upper = letter.toUpperCase();
    const hasCases = letter > '~' && upper !== letter;
    if (!hasCases) patterns = patterns.map((pattern) => pattern + letter.replace(/[\\%_]/, String.raw`\$&`));
    else if (patterns.length >= 2 ** mostFolded) patterns = patterns.map((pattern) => `${pattern}%`);
    else patterns = patterns.flatMap((pattern) => [pattern + letter, pattern + upper]);
  }
  return patterns.map((pattern) => `%${pattern}%`);
}

const textColumns = ['customer_name', 'customer_email', 'customer_phone', 'id'];

function textCondition(patterns: readonly string[]): string {
  const tests = textColumns.flatMap((column) =>
    patterns.map((_, index) => String.raw`${column} LIKE @pattern${index} ESCAPE '\'`),
  );
  return `(${tests.join(' OR ')})`;
}

function matches(row: ReservationRow, text: string): boolean {
  const wanted = text.toLowerCase();
  return [row.customer_name, row.customer_email, row.customer_phone, row.id].some(
    (field) => field?.toLowerCase().includes(wanted) ?? false,
  );
}

function placeOfRow({ date, from_minute: fromMinute, seq }: ReservationRow): Place {
  return [date, fromMinute, seq];
}

function placeOf(token: string): Place {
  const [date = '', fromMinute = '', seq = ''] = token.split('|');
  return [date, Number(fromMinute), Number(seq)];
}

/** Read in pieces, so that other statements can run between two reservations. */
const exportPiece = 500;

/** Every reservation as they were made, one at a time. */
export function* eachReservation(connection: Connection): Generator<Reservation> {
  const piece = connection.prepare<ReservationRow>(
    `SELECT * FROM reservation WHERE seq > ? ORDER BY seq LIMIT ${exportPiece}`,
  );
  let after = 0;
  for (;;) {
    const rows = piece.all(after);
    yield* rows.map(toReservation);
    const last = rows.at(-1);
    if (last === undefined || rows.length < exportPiece) return;
    after = last.seq;
  }
}
