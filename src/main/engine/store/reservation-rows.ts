import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors.ts';
import { BookingStatus, Reservation, type ReservationEvent } from '#shared/model/booking.ts';
import { moneyOf } from '#shared/model/money.ts';
import { timeOfDay } from '#shared/schedule/rule.ts';
import type { Connection } from './connection.ts';
import type { Deed } from './reservations.ts';
import type { Schema } from './schema.ts';

export type ReservationRow = Selectable<Schema['reservation']>;

const CancelledBy = Reservation.shape.cancelledBy;

/** A reservation as it is stored. */
export function toReservation(row: ReservationRow): Reservation {
  return {
    id: row.id,
    serviceId: row.service_id,
    providerId: row.provider_id,
    slotId: row.slot_id === null ? null : String(row.slot_id),
    date: row.date,
    from: timeOfDay(row.from_minute),
    until: timeOfDay(row.until_minute % 1440),
    customerName: row.customer_name,
    customerEmail: row.customer_email,
    customerPhone: row.customer_phone,
    people: row.people,
    totalPrice: moneyOf(row.total_price),
    status: BookingStatus.parse(row.status),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    paidAt: row.paid_at,
    cancelledAt: row.cancelled_at,
    cancelledBy: CancelledBy.parse(row.cancelled_by),
    cancelReason: row.cancel_reason,
    version: row.version,
  };
}

/** The stored row of a reservation; undefined where there is none. */
export function findRow(connection: Connection, id: string): ReservationRow | undefined {
  return connection.prepare<ReservationRow>('SELECT * FROM reservation WHERE id = ?').get(id);
}

/** Like `findRow`; rejects with `not_found`. */
export function getRow(connection: Connection, id: string): ReservationRow {
  const row = findRow(connection, id);
  if (row === undefined) throw new AppError('not_found', `There is no reservation ${id}.`);
  return row;
}

/** Writes down what a person did to a reservation; `summary` has no names in it. */
export function noteDeed(
  connection: Connection,
  seq: number,
  { now, actor }: Deed,
  action: ReservationEvent['action'],
  summary: string,
): void {
  connection
    .prepare(
      `INSERT INTO reservation_event (reservation_seq, at, actor, run_id, "action", summary) VALUES (?, ?, ?, NULL, ?, ?)`,
    )
    .run(seq, now, actor, action, summary);
}

/** The lowest place of a slot that nobody owns; undefined where it is full. */
export function freePlaceOf(connection: Connection, slot: { readonly id: number; readonly max_bookings: number }) {
  const taken = new Set(
    connection.prepare<number>('SELECT place FROM reservation WHERE slot_id = ?').pluck().all(slot.id),
  );
  for (let place = 0; place < slot.max_bookings; place++) if (!taken.has(place)) return place;
  return undefined;
}
