import { AppError } from '#shared/errors.ts';
import type { BookingSlot, PlannedSlot } from '#shared/model/booking.ts';
import { addDays, type CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { datesAround } from './booking-coverage.ts';
import { bookingColumns, type BookingRow, slotColumns, type SlotRow, toBooking, toSlot } from './booking-slot-rows.ts';
import type { Connection } from './connection.ts';
import type { RowValues } from './planned-entity.ts';

/** Which slots the board shows. */
export interface BoardQuery {
  readonly from: CalendarDate;
  readonly days: number;
  readonly providerId: string | null;
  readonly serviceId: string | null;
}

/** A stored slot as upkeep looks at it. */
export interface StoredSlot {
  /** `providerId|date|from` within its service: what the plan finds it by is `slotKey(serviceId, …)`. */
  readonly key: string;
  readonly id: number;
  readonly date: CalendarDate;
  readonly fromMinute: number;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  /** Bookings that live on it. */
  readonly bookedCount: number;
  readonly version: number;
  /** The whole row, for a plan. */
  readonly values: RowValues;
}

/** Slots that can be booked. */
export interface BookingSlots {
  /** By provider, service, date and start. */
  board(query: BoardQuery): BookingSlot[];
  /** Rejects with `not_found`. */
  get(id: string): BookingSlot;
  /** Every stored slot of a service from a date on and before another; null: without bound. By date and start. */
  ofService(
    serviceId: string,
    range: { readonly from: CalendarDate | null; readonly before: CalendarDate | null },
  ): StoredSlot[];
  /** How many slots a service has that start on or after this date. */
  countFrom(serviceId: string, from: CalendarDate): number;
  /** Slots that are not over, and those of them that are booked, by service. */
  countsOf(providerId: string, now: EpochMs): { readonly slotCount: number; readonly bookedCount: number };
  /** Takes a slot off the board or puts it back. Rejects with `conflict` where the version is another. */
  setAvailable(id: string, version: number, isAvailable: boolean): BookingSlot;
  /** Every slot in the order of the export, one at a time. */
  each(): Generator<PlannedSlot & { readonly isAvailable: boolean; readonly currentBookings: number }>;
}

/** What a plan finds a slot by: `serviceId|providerId|date|fromMinute`. */
export function slotKey(serviceId: string, providerId: string, date: CalendarDate, fromMinute: number): string {
  return `${serviceId}|${providerId}|${date}|${fromMinute}`;
}

/** Makes the slot repository of a connection. */
export function createBookingSlots(connection: Connection): BookingSlots {
  const get = (id: string): BookingSlot => {
    const slot = readSlots(connection, 'WHERE id = @id', { id: Number(id) })[0];
    if (slot === undefined) throw new AppError('not_found', 'This slot is gone. Look at the board anew.');
    return slot;
  };
  return {
    board: (query) => readBoard(connection, query),
    get,
    ofService: (serviceId, range) => readStored(connection, serviceId, range),
    countFrom: (serviceId, from) =>
      connection
        .prepare<number>('SELECT count(*) FROM booking_slot WHERE service_id = ? AND date >= ?')
        .pluck()
        .get(serviceId, from) ?? 0,
    countsOf: (providerId, now) => countSlots(connection, providerId, now),
    setAvailable: (id, version, isAvailable) =>
      connection.transaction(() => {
        const slot = get(id);
        refuseStale(slot, version);
        if (slot.isAvailable === isAvailable) return slot;
        connection
          .prepare('UPDATE booking_slot SET is_available = ?, version = version + 1 WHERE id = ?')
          .run(isAvailable ? 1 : 0, Number(id));
        return get(id);
      }),
    each: () => eachSlot(connection),
  };
}

function refuseStale(slot: BookingSlot, version: number): void {
  if (slot.version === version) return;
  const board = slot.isAvailable ? 'on the board' : 'off the board';
  throw new AppError(
    'conflict',
    `Somebody changed this slot meanwhile: it is ${board}, with ${slot.bookings.length} of ${slot.maxBookings} places taken. Look at it anew.`,
  );
}

function readBoard(connection: Connection, { from, days, providerId, serviceId }: BoardQuery): BookingSlot[] {
  const dates = Array.from({ length: days }, (_, index) => addDays(from, index));
  const ofProvider = providerId === null ? '' : 'AND provider_id = @providerId';
  // Date by date, so that those of other providers and services are not even looked at.
  const where =
    serviceId === null
      ? `INDEXED BY booking_slot_by_date WHERE date IN (SELECT value FROM json_each(@dates)) ${ofProvider}`
      : `WHERE service_id = @serviceId ${ofProvider} AND +date IN (SELECT value FROM json_each(@dates))`;
  return readSlots(connection, where, { dates: JSON.stringify(dates), providerId, serviceId });
}

/** Slots for which a condition holds, with their bookings, by provider, service, date and start. */
function readSlots(connection: Connection, where: string, parameters: object): BookingSlot[] {
  const rows = connection
    .prepare<SlotRow>(`SELECT * FROM booking_slot ${where} ORDER BY provider_id, service_id, date, from_minute`)
    .all(parameters);
  const bookings = connection
    .prepare<BookingRow>(
      `SELECT ${bookingColumns} FROM (SELECT id AS slot FROM booking_slot ${where})
       CROSS JOIN reservation ON slot_id = slot ORDER BY slot_id, place`,
    )
    .all(parameters);
  const slots = new Map(rows.map((row) => [row.id, toSlot(row)]));
  for (const row of bookings) slots.get(row.slot_id)?.bookings.push(toBooking(row));
  return [...slots.values()];
}

type StoredRow = [bookedCount: number, ...RowValues];

const columnAt = {
  id: slotColumns.indexOf('id'),
  provider: slotColumns.indexOf('provider_id'),
  date: slotColumns.indexOf('date'),
  from: slotColumns.indexOf('from_minute'),
  startsAt: slotColumns.indexOf('starts_at'),
  endsAt: slotColumns.indexOf('ends_at'),
  version: slotColumns.indexOf('version'),
};

function readStored(
  connection: Connection,
  serviceId: string,
  { from, before }: { readonly from: CalendarDate | null; readonly before: CalendarDate | null },
): StoredSlot[] {
  const rows = connection
    .prepare<StoredRow>(
      `SELECT (SELECT count(*) FROM reservation WHERE slot_id = booking_slot.id), ${slotColumns.join(', ')}
       FROM booking_slot WHERE service_id = ? AND date >= ? AND date < ? ORDER BY provider_id, date, from_minute`,
    )
    .raw()
    .all(serviceId, from ?? '', before ?? '~');
  const slots = rows.map(([bookedCount, ...values]) => toStored(Number(bookedCount), values));
  const provider = slots[0]?.values[columnAt.provider];
  // Only a service that moved from one provider to another has slots of two.
  if (slots.at(-1)?.values[columnAt.provider] === provider) return slots;
  return slots.toSorted(
    (left, right) => left.date.localeCompare(right.date) || left.fromMinute - right.fromMinute || left.id - right.id,
  );
}

function toStored(bookedCount: number, values: RowValues): StoredSlot {
  const date = String(values[columnAt.date]);
  const fromMinute = Number(values[columnAt.from]);
  return {
    key: `${String(values[columnAt.provider])}|${date}|${fromMinute}`,
    id: Number(values[columnAt.id]),
    date,
    fromMinute,
    startsAt: Number(values[columnAt.startsAt]),
    endsAt: Number(values[columnAt.endsAt]),
    bookedCount,
    version: Number(values[columnAt.version]),
    values,
  };
}

function countSlots(connection: Connection, providerId: string, now: EpochMs) {
  const { first, last } = datesAround(now);
  const ids = '(SELECT id FROM service WHERE provider_id = @providerId)';
  // Dates that lie ahead wherever one is are counted by the index alone.
  const slotCount = connection
    .prepare<number>(
      `SELECT (SELECT count(*) FROM booking_slot WHERE service_id IN ${ids} AND provider_id = @providerId AND date > @last)
         + (SELECT count(*) FROM booking_slot WHERE service_id IN ${ids} AND provider_id = @providerId
              AND date >= @first AND date <= @last AND ends_at > @now)`,
    )
    .pluck()
    .get({ providerId, first, last, now });
  const bookedCount = connection
    .prepare<number>(
      `SELECT count(DISTINCT slot_id) FROM reservation JOIN booking_slot ON booking_slot.id = slot_id
       WHERE reservation.service_id IN ${ids} AND reservation.date >= @first AND ends_at > @now
         AND booking_slot.provider_id = @providerId`,
    )
    .pluck()
    .get({ providerId, first, now });
  return { slotCount: slotCount ?? 0, bookedCount: bookedCount ?? 0 };
}

/** Read in pieces, so that other statements can run between two slots. */
const exportPiece = 500;

function* eachSlot(connection: Connection): ReturnType<BookingSlots['each']> {
  const piece = connection.prepare<SlotRow & { readonly booked: number }>(
    `SELECT *, (SELECT count(*) FROM reservation WHERE slot_id = booking_slot.id) AS booked FROM booking_slot
     WHERE (service_id, provider_id, date, from_minute) > (?, ?, ?, ?)
     ORDER BY service_id, provider_id, date, from_minute LIMIT ${exportPiece}`,
  );
  let after: [string, string, string, number] = ['', '', '', 0];
  for (;;) {
    const rows = piece.all(...after);
    for (const row of rows) {
      const { id: _id, bookings: _bookings, version: _version, ...slot } = toSlot(row);
      yield { ...slot, currentBookings: row.booked };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < exportPiece) return;
    after = [last.service_id, last.provider_id, last.date, last.from_minute];
  }
}
