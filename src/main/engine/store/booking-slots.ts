import { AppError } from '#shared/errors.ts';
import type { BookingSlot, PlannedSlot } from '#shared/model/booking.ts';
import { addDays, type CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { daysAround } from './booking-coverage.ts';
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
  readonly providerId: string;
  readonly date: CalendarDate;
  readonly fromMinute: number;
  /** From 1440 on: on the next day. */
  readonly untilMinute: number;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  /** Bookings that live on it. */
  readonly bookedCount: number;
  readonly version: number;
  /** The whole row, for a plan; read when it is asked for. Throws `conflict` where it is gone by then. */
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

type StoredRow = [
  id: number,
  providerId: string,
  date: CalendarDate,
  fromMinute: number,
  untilMinute: number,
  startsAt: EpochMs,
  endsAt: EpochMs,
  version: number,
  bookedCount: number,
];

/** Upkeep looks at every slot there is and changes few of them, so that little of each is read. */
function readStored(
  connection: Connection,
  serviceId: string,
  { from, before }: { readonly from: CalendarDate | null; readonly before: CalendarDate | null },
): StoredSlot[] {
  const rows = connection
    .prepare<StoredRow>(
      `SELECT id, provider_id, date, from_minute, until_minute, starts_at, ends_at, version,
         (SELECT count(*) FROM reservation WHERE slot_id = booking_slot.id)
       FROM booking_slot WHERE service_id = ? AND date >= ? AND date < ? ORDER BY provider_id, date, from_minute`,
    )
    .raw()
    .all(serviceId, from ?? '', before ?? '~');
  const whole = connection.prepare<RowValues>(`SELECT ${slotColumns.join(', ')} FROM booking_slot WHERE id = ?`).raw();
  const valuesOf = (id: number): RowValues => {
    const values = whole.get(id);
    if (values === undefined) throw new AppError('conflict', 'A slot went while it was looked at. Try again.');
    return values;
  };
  const slots = rows.map((row) => toStored(row, valuesOf));
  // Only a service that moved from one provider to another has slots of two.
  if (slots[0]?.providerId === slots.at(-1)?.providerId) return slots;
  return slots.toSorted(
    (left, right) => left.date.localeCompare(right.date) || left.fromMinute - right.fromMinute || left.id - right.id,
  );
}

function toStored(
  [id, providerId, date, fromMinute, untilMinute, startsAt, endsAt, version, bookedCount]: StoredRow,
  valuesOf: (id: number) => RowValues,
): StoredSlot {
  let values: RowValues | undefined;
  return {
    key: `${providerId}|${date}|${fromMinute}`,
    id,
    providerId,
    date,
    fromMinute,
    untilMinute,
    startsAt,
    endsAt,
    bookedCount,
    version,
    get values() {
      values ??= valuesOf(id);
      return values;
    },
  };
}

function countSlots(connection: Connection, providerId: string, now: EpochMs) {
  const timeZone = connection.prepare<string>('SELECT time_zone FROM provider WHERE id = ?').pluck().get(providerId);
  if (timeZone === undefined) return { slotCount: 0, bookedCount: 0 };
  const { yesterday, today } = daysAround(timeZone, now);
  const ids = '(SELECT id FROM service WHERE provider_id = @providerId)';
  // Dates that lie ahead are counted by the index alone.
  const slotCount = connection
    .prepare<number>(
      `SELECT (SELECT count(*) FROM booking_slot WHERE service_id IN ${ids} AND provider_id = @providerId AND date > @today)
         + (SELECT count(*) FROM booking_slot WHERE service_id IN ${ids} AND provider_id = @providerId
              AND date >= @yesterday AND date <= @today AND ends_at > @now)`,
    )
    .pluck()
    .get({ providerId, yesterday, today, now });
  const bookedCount = connection
    .prepare<number>(
      `SELECT count(DISTINCT slot_id) FROM reservation JOIN booking_slot ON booking_slot.id = slot_id
       WHERE reservation.service_id IN ${ids} AND reservation.date >= @yesterday AND ends_at > @now
         AND booking_slot.provider_id = @providerId`,
    )
    .pluck()
    .get({ providerId, yesterday, now });
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
