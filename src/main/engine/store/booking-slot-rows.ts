import type { Selectable } from 'kysely';
import { type BookingSlot, BookingStatus, type SlotBooking, SlotCategory, SlotOrigin } from '#shared/model/booking.ts';
import { moneyOf } from '#shared/model/money.ts';
import { timeOfDay } from '#shared/schedule/rule.ts';
import type { Schema } from './schema.ts';

export type SlotRow = Selectable<Schema['booking_slot']>;

/** Columns of a slot in a plan. The id of one that is to be made is null: the database gives it. */
export const slotColumns = [
  'id',
  'service_id',
  'provider_id',
  'date',
  'from_minute',
  'until_minute',
  'starts_at',
  'ends_at',
  'category',
  'base_price',
  'price',
  'max_bookings',
  'is_available',
  'origin',
  'run_id',
  'created_at',
  'version',
] as const;

/** A booking that lives on a slot, as it is read for the board. */
export interface BookingRow {
  readonly slot_id: number;
  readonly id: string;
  readonly status: string;
  readonly customer_name: string;
  readonly people: number;
  readonly expires_at: number | null;
  readonly version: number;
}

/** The columns of `BookingRow`. */
export const bookingColumns = `reservation.slot_id, reservation.id, reservation.status, reservation.customer_name,
  reservation.people, reservation.expires_at, reservation.version`;

const LiveStatus = BookingStatus.exclude(['cancelled']);

/** A slot without its bookings, which are added later. */
export function toSlot(row: SlotRow): BookingSlot {
  return {
    id: String(row.id),
    serviceId: row.service_id,
    providerId: row.provider_id,
    date: row.date,
    from: timeOfDay(row.from_minute),
    until: timeOfDay(row.until_minute % 1440),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    category: SlotCategory.parse(row.category),
    basePrice: moneyOf(row.base_price),
    price: moneyOf(row.price),
    maxBookings: row.max_bookings,
    origin: SlotOrigin.parse(row.origin),
    isAvailable: row.is_available === 1,
    bookings: [],
    version: row.version,
  };
}

/** A booking that lives on a slot. */
export function toBooking(row: BookingRow): SlotBooking {
  return {
    id: row.id,
    status: LiveStatus.parse(row.status),
    customerName: row.customer_name,
    people: row.people,
    expiresAt: row.expires_at,
    version: row.version,
  };
}
