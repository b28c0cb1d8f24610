import type { Selectable } from 'kysely';
import { z } from 'zod';
import { reservationPrice } from '#shared/booking/price.ts';
import { AppError } from '#shared/errors.ts';
import { Customer, Reservation, type Service, SlotCategory } from '#shared/model/booking.ts';
import { Money, minorUnitsOf, moneyOf } from '#shared/model/money.ts';
import { Id } from '#shared/model/primitives.ts';
import { minuteOfDay } from '#shared/schedule/rule.ts';
import { categoryOf } from '#shared/booking/category.ts';
import { dayNumberOf } from '#shared/model/calendar-date.ts';
import { dayMs, weekdayOf } from '#shared/schedule/zone.ts';
import { timeInWords } from './booking-words.ts';
import type { Connection } from './connection.ts';
import { orConflict } from './refused.ts';
import { findRow, freePlaceOf, noteDeed, type ReservationRow } from './reservation-rows.ts';
import type { Deed, ImportedReservation } from './reservations.ts';
import type { Schema } from './schema.ts';
import type { Services } from './services.ts';

type SlotRow = Selectable<Schema['booking_slot']>;

const Imported = Reservation.omit({ slotId: true, version: true, until: true, providerId: true }).extend({
  ...Customer.shape,
  id: Id,
  people: z.int().min(1).max(1000),
  totalPrice: Money.nullable(),
});

/** Takes in a reservation from another system under its own id. */
export function importReservation(
  connection: Connection,
  services: Pick<Services, 'get'>,
  reservation: ImportedReservation,
  deed: Deed,
): 'created' | 'changed' | 'unchanged' {
  const imported = checked(reservation);
  const service = services.get(imported.serviceId);
  const before = findRow(connection, imported.id);
  const isLive = imported.status !== 'cancelled';
  const slot = findSlot(connection, service, imported);
  if (isLive && slot === undefined) {
    throw new AppError(
      'not_found',
      `Reservation ${imported.id}: ${service.name} has no slot on ${imported.date} at ${imported.from}.`,
    );
  }
  if (before?.status === 'cancelled' && isLive) {
    throw new AppError('conflict', `Reservation ${imported.id} is cancelled here; a cancelled one never comes back.`);
  }
  const row = toRow(imported, service, slot, before);
  if (before !== undefined && isSame(before, row)) return 'unchanged';
  const keepsPlace = isLive && before !== undefined && before.slot_id === slot?.id;
  const place = isLive && slot !== undefined ? (keepsPlace ? before.place : freePlaceOf(connection, slot)) : null;
  if (place === undefined) {
    throw new AppError('conflict', `Reservation ${imported.id}: ${service.name} on ${timeInWords(row)} is full.`);
  }
  const seq = write(connection, { ...row, place }, before);
  noteDeed(
    connection,
    seq,
    deed,
    'imported',
    before === undefined ? 'Taken in from elsewhere.' : 'Changed by an import.',
  );
  return before === undefined ? 'created' : 'changed';
}

function checked(reservation: ImportedReservation): z.output<typeof Imported> {
  const parsed = Imported.safeParse(reservation);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new AppError('invalid_input', `Reservation ${String(reservation.id)} cannot be taken in: ${faults}.`);
}

function findSlot(
  connection: Connection,
  { id, providerId }: Service,
  { date, from }: Pick<Reservation, 'date' | 'from'>,
): SlotRow | undefined {
  return connection
    .prepare<SlotRow>(
      `SELECT * FROM booking_slot WHERE service_id = ? AND date = ? AND from_minute = ?
       ORDER BY provider_id <> ?, id LIMIT 1`,
    )
    .get(id, date, minuteOfDay(from), providerId);
}

type ImportedRow = Omit<ReservationRow, 'seq' | 'version' | 'place'>;

function toRow(
  imported: z.output<typeof Imported>,
  service: Service,
  slot: SlotRow | undefined,
  before: ReservationRow | undefined,
): ImportedRow {
  const fromMinute = minuteOfDay(imported.from);
  const isPaid = imported.status === 'paid';
  const isCancelled = imported.status === 'cancelled';
  const wasCancelled = before?.status === 'cancelled';
  const total = imported.totalPrice ?? before?.total_price ?? priceOf(imported, service, slot);
  return {
    id: imported.id,
    slot_id: isCancelled ? null : (slot?.id ?? null),
    service_id: service.id,
    provider_id: slot?.provider_id ?? service.providerId,
    date: imported.date,
    from_minute: fromMinute,
    until_minute: slot?.until_minute ?? fromMinute + service.durationMinutes,
    customer_name: imported.customerName,
    customer_email: imported.customerEmail,
    customer_phone: imported.customerPhone,
    people: imported.people,
    total_price: typeof total === 'number' ? total : minorUnitsOf(total),
    status: imported.status,
    created_at: imported.createdAt,
    expires_at: imported.expiresAt,
    // Where the other system does not say when, the earliest time that it can have been: the same for every import.
    paid_at: isPaid ? (imported.paidAt ?? before?.paid_at ?? imported.createdAt) : isCancelled ? imported.paidAt : null,
    cancelled_at: isCancelled ? (imported.cancelledAt ?? before?.cancelled_at ?? imported.createdAt) : null,
    cancelled_by: isCancelled ? (imported.cancelledBy ?? (wasCancelled ? before.cancelled_by : 'desk')) : null,
    cancel_reason: isCancelled ? imported.cancelReason : null,
    detached_at: null,
  };
}

function priceOf(imported: z.output<typeof Imported>, service: Service, slot: SlotRow | undefined): number {
  const weekday = weekdayOf(dayNumberOf(imported.date) * dayMs);
  const priced =
    slot === undefined
      ? { basePrice: service.price, category: categoryOf(weekday, minuteOfDay(imported.from)) }
      : { basePrice: moneyOf(slot.base_price), category: SlotCategory.parse(slot.category) };
  return minorUnitsOf(reservationPrice(service, priced, imported.people));
}

function isSame(before: ReservationRow, row: ImportedRow): boolean {
  const { seq: _seq, version: _version, place: _place, ...stored } = before;
  const known: Readonly<Record<string, unknown>> = stored;
  return Object.entries(row).every(([column, value]) => known[column] === value);
}

/** Writes the row; returns its number. */
function write(
  connection: Connection,
  row: ImportedRow & { readonly place: number | null },
  before: ReservationRow | undefined,
): number {
  const columns = Object.keys(row);
  if (before === undefined) {
    const names = columns.join(', ');
    const values = columns.map((column) => `@${column}`).join(', ');
    const insert = connection.prepare(`INSERT INTO reservation (${names}, version) VALUES (${values}, 1)`);
    return Number(orConflict(() => insert.run(row)).lastInsertRowid);
  }
  const set = columns.map((column) => `${column} = @${column}`).join(', ');
  const update = connection.prepare(`UPDATE reservation SET ${set}, version = version + 1 WHERE seq = @seq`);
  orConflict(() => update.run({ ...row, seq: before.seq }));
  return before.seq;
}
