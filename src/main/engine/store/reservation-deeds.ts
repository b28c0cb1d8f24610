import type { Selectable } from 'kysely';
import { reservationPrice } from '#shared/booking/price.ts';
import { AppError } from '#shared/errors.ts';
import { type Reservation, type Service, SlotCategory } from '#shared/model/booking.ts';
import { minorUnitsOf, moneyOf } from '#shared/model/money.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { minuteMs } from '#shared/schedule/zone.ts';
import { peopleInWords, timeInWords } from './booking-words.ts';
import type { Connection } from './connection.ts';
import { orConflict } from './refused.ts';
import { freePlaceOf, getRow, noteDeed, type ReservationRow, toReservation } from './reservation-rows.ts';
import type { Deed, HoldRequest, Reservations } from './reservations.ts';
import type { Schema } from './schema.ts';
import type { Services } from './services.ts';

type SlotRow = Selectable<Schema['booking_slot']>;
type Deeds = Pick<Reservations, 'hold' | 'pay' | 'cancel' | 'reschedule' | 'setPeople' | 'extend'>;

/** What people at the desk do to reservations: each of it whole or not at all. */
export function createDeeds(connection: Connection, services: Pick<Services, 'get'>): Deeds {
  const change = (id: string, version: number, deed: (row: ReservationRow, service: Service) => void): Reservation =>
    connection.transaction(() => {
      const row = getRow(connection, id);
      refuseStale(row, version);
      deed(row, services.get(row.service_id));
      return toReservation(getRow(connection, id));
    });
  return {
    hold: (request, holdMs, deed) =>
      connection.transaction(() => hold(connection, services, request, deed, deed.now + holdMs)),
    pay: (id, version, deed) => change(id, version, (row) => pay(connection, row, deed)),
    cancel: (id, version, reason, deed) => change(id, version, (row) => cancel(connection, row, reason, deed)),
    reschedule: (id, version, slotId, deed) =>
      change(id, version, (row, service) => reschedule(connection, row, service, slotId, deed)),
    setPeople: (id, version, people, deed) =>
      change(id, version, (row, service) => setPeople(connection, row, service, people, deed)),
    extend: (id, version, expiresAt, deed) => change(id, version, (row) => extend(connection, row, expiresAt, deed)),
  };
}

const standings = { pending: 'a hold', paid: 'paid', cancelled: 'cancelled' } as const;

function standingOf(row: ReservationRow): string {
  return standings[toReservation(row).status];
}

function refuseStale(row: ReservationRow, version: number): void {
  if (row.version === version) return;
  const when = `for ${peopleInWords(row.people)} on ${timeInWords(row)}`;
  throw new AppError(
    'conflict',
    `${row.id} was changed meanwhile: it is ${standingOf(row)} now, ${when}. Look at it anew.`,
  );
}

/** A slot that can be booked now, and its lowest free place. Rejects with `not_found`, or `conflict` that says why not. */
function takePlace(connection: Connection, service: Service, slotId: string, now: EpochMs) {
  const slot = getSlot(connection, slotId);
  const what = `${service.name} on ${timeInWords(slot)}`;
  if (slot.ends_at <= now) throw new AppError('conflict', `${what} is over. Choose a later slot.`);
  if (slot.starts_at < now) throw new AppError('conflict', `${what} has begun already. Choose a later slot.`);
  if (slot.starts_at - service.noticeMinutes * minuteMs < now) {
    throw new AppError(
      'conflict',
      `${what} begins too soon: it has to be booked ${service.noticeMinutes} minutes ahead. Choose a later slot.`,
    );
  }
  if (slot.is_available === 0) throw new AppError('conflict', `${what} is off the board. Choose another slot.`);
  const place = freePlaceOf(connection, slot);
  if (place === undefined) throw new AppError('conflict', `${what} is full. Choose another slot.`);
  return { slot, place };
}

function getSlot(connection: Connection, slotId: string): SlotRow {
  const slot = connection.prepare<SlotRow>('SELECT * FROM booking_slot WHERE id = ?').get(Number(slotId));
  if (slot === undefined) throw new AppError('not_found', 'This slot is gone. Look at the board anew.');
  return slot;
}

function refuseTooMany(service: Service, people: number): void {
  if (people <= service.maxPeople) return;
  throw new AppError(
    'invalid_input',
    `people: ${service.name} takes at most ${peopleInWords(service.maxPeople)} in one booking.`,
  );
}

function priceOf(service: Service, slot: SlotRow, people: number): number {
  const category = SlotCategory.parse(slot.category);
  return minorUnitsOf(reservationPrice(service, { basePrice: moneyOf(slot.base_price), category }, people));
}

function hold(
  connection: Connection,
  services: Pick<Services, 'get'>,
  request: HoldRequest,
  deed: Deed,
  expiresAt: EpochMs,
): Reservation {
  const service = services.get(getSlot(connection, request.slotId).service_id);
  refuseTooMany(service, request.people);
  const { slot, place } = takePlace(connection, service, request.slotId, deed.now);
  const id = nextId(connection);
  const { lastInsertRowid } = orConflict(() =>
    connection
      .prepare(
        `INSERT INTO reservation (id, slot_id, place, service_id, provider_id, date, from_minute, until_minute,
           customer_name, customer_email, customer_phone, people, total_price, status, created_at, expires_at, version)
         VALUES (@id, @slotId, @place, @serviceId, @providerId, @date, @fromMinute, @untilMinute,
           @customerName, @customerEmail, @customerPhone, @people, @totalPrice, 'pending', @now, @expiresAt, 1)`,
      )
      .run({
        id,
        slotId: slot.id,
        place,
        serviceId: slot.service_id,
        providerId: slot.provider_id,
        date: slot.date,
        fromMinute: slot.from_minute,
        untilMinute: slot.until_minute,
        customerName: request.customerName,
        customerEmail: request.customerEmail,
        customerPhone: request.customerPhone,
        people: request.people,
        totalPrice: priceOf(service, slot, request.people),
        now: deed.now,
        expiresAt,
      }),
  );
  const summary = `Held for ${peopleInWords(request.people)} on ${timeInWords(slot)}, for ${minutesFrom(deed.now, expiresAt)}.`;
  noteDeed(connection, Number(lastInsertRowid), deed, 'held', summary);
  return toReservation(getRow(connection, id));
}

/** The next id: no number comes twice, and those that came with imports are passed over. */
function nextId(connection: Connection): string {
  const last = connection.prepare<number>("SELECT seq FROM sqlite_sequence WHERE name = 'reservation'").pluck().get();
  const isTaken = connection.prepare('SELECT 1 FROM reservation WHERE id = ?');
  let number = (last ?? 0) + 1;
  while (isTaken.get(`R-${number}`) !== undefined) number += 1;
  return `R-${number}`;
}

function minutesFrom(now: EpochMs, until: EpochMs): string {
  const minutes = Math.round((until - now) / minuteMs);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

function pay(connection: Connection, row: ReservationRow, deed: Deed): void {
  if (row.status !== 'pending') throw new AppError('conflict', `${row.id} is ${standingOf(row)}, not a hold.`);
  orConflict(() =>
    connection
      .prepare(`UPDATE reservation SET status = 'paid', paid_at = ?, version = version + 1 WHERE seq = ?`)
      .run(deed.now, row.seq),
  );
  noteDeed(connection, row.seq, deed, 'paid', `Paid: ${moneyOf(row.total_price)}.`);
}

function cancel(connection: Connection, row: ReservationRow, reason: string, deed: Deed): void {
  if (row.status === 'cancelled') throw new AppError('conflict', `${row.id} is cancelled already.`);
  if (row.status === 'paid' && reason.trim() === '') {
    throw new AppError('invalid_input', `reason: ${row.id} is paid. Say why it is cancelled.`);
  }
  orConflict(() =>
    connection
      .prepare(
        `UPDATE reservation SET status = 'cancelled', slot_id = NULL, place = NULL, cancelled_at = ?, cancelled_by = 'desk',
           cancel_reason = ?, version = version + 1 WHERE seq = ?`,
      )
      .run(deed.now, reason.trim() === '' ? null : reason.trim(), row.seq),
  );
  const was = row.status === 'paid' ? ` It was paid: ${moneyOf(row.total_price)}.` : '';
  noteDeed(connection, row.seq, deed, 'cancelled', `Cancelled at the desk; its slot is free again.${was}`);
}

function reschedule(connection: Connection, row: ReservationRow, service: Service, slotId: string, deed: Deed): void {
  if (row.status === 'cancelled') throw new AppError('conflict', `${row.id} is cancelled. Take a new hold instead.`);
  if (String(row.slot_id) === slotId) throw new AppError('conflict', `${row.id} has this slot already.`);
  const { slot, place } = takePlace(connection, service, slotId, deed.now);
  if (slot.service_id !== row.service_id) {
    throw new AppError('conflict', `The slot is of another service. ${row.id} stays with ${service.name}.`);
  }
  const price = priceOf(service, slot, row.people);
  // What was paid stays paid: the desk settles the difference, which the event names.
  const total = row.status === 'paid' ? row.total_price : price;
  orConflict(() =>
    connection
      .prepare(
        `UPDATE reservation SET slot_id = ?, place = ?, provider_id = ?, date = ?, from_minute = ?, until_minute = ?,
           total_price = ?, detached_at = NULL, version = version + 1 WHERE seq = ?`,
      )
      .run(slot.id, place, slot.provider_id, slot.date, slot.from_minute, slot.until_minute, total, row.seq),
  );
  const costs =
    total === price ? `It costs ${moneyOf(price)}.` : `Paid ${moneyOf(total)}; now it would cost ${moneyOf(price)}.`;
  const summary = `Moved from ${timeInWords(row)} to ${timeInWords(slot)}. ${costs}`;
  noteDeed(connection, row.seq, deed, 'rescheduled', summary);
}

function setPeople(connection: Connection, row: ReservationRow, service: Service, people: number, deed: Deed): void {
  if (row.status === 'cancelled') throw new AppError('conflict', `${row.id} is cancelled. Take a new hold instead.`);
  if (people <= row.people) {
    throw new AppError('conflict', `${row.id} is for ${peopleInWords(row.people)}; it can only be for more.`);
  }
  refuseTooMany(service, people);
  if (row.slot_id === null) throw new AppError('conflict', `${row.id} has no slot any more. Move it to one first.`);
  const price = priceOf(service, getSlot(connection, String(row.slot_id)), people);
  // Never less than was paid.
  const total = row.status === 'paid' ? Math.max(price, row.total_price) : price;
  orConflict(() =>
    connection
      .prepare('UPDATE reservation SET people = ?, total_price = ?, version = version + 1 WHERE seq = ?')
      .run(people, total, row.seq),
  );
  const summary = `For ${peopleInWords(people)} instead of ${row.people}: ${moneyOf(total)} instead of ${moneyOf(row.total_price)}.`;
  noteDeed(connection, row.seq, deed, 'resized', summary);
}

function extend(connection: Connection, row: ReservationRow, expiresAt: EpochMs, deed: Deed): void {
  if (row.status !== 'pending') throw new AppError('conflict', `${row.id} is ${standingOf(row)}, not a hold.`);
  if (expiresAt <= deed.now) throw new AppError('conflict', `${row.id} would run out at once. Choose a later time.`);
  orConflict(() =>
    connection
      .prepare('UPDATE reservation SET expires_at = ?, version = version + 1 WHERE seq = ?')
      .run(expiresAt, row.seq),
  );
  noteDeed(connection, row.seq, deed, 'extended', `Runs out ${minutesFrom(deed.now, expiresAt)} from then.`);
}
