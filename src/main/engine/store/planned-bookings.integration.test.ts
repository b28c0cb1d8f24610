import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slotsOf } from '#shared/booking/slots.ts';
import type { PlannedSlot } from '#shared/model/booking.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import {
  deskDay,
  deskDeed,
  deskNow,
  deskProvider,
  deskRequest,
  deskService,
  halfAnHour,
  keyOfSlot,
  saveDesk,
  slotValues,
} from './fixtures/booking-desk.ts';
import type { PlannedEntity, RowValues } from './planned-entity.ts';
import { plannedReservations } from './planned-reservations.ts';
import { plannedSlots } from './planned-slots.ts';

let test: TestStore;
let ids: string[];
let first: PlannedSlot;
let slots: PlannedEntity;
let reservations: PlannedEntity;
beforeEach(async () => {
  test = await createTestStore(deskNow);
  ids = saveDesk(test.store);
  slots = plannedSlots(test.connection);
  reservations = plannedReservations(test.connection);
  const [slot] = slotsOf(deskProvider(), deskService(), deskDay, 1);
  if (slot === undefined) throw new Error('There is no slot.');
  first = slot;
});
afterEach(() => test.close());

const hold = (slot = ids[0]) => test.store.reservations.hold(deskRequest(slot), halfAnHour, deskDeed);

function found(entity: PlannedEntity, key: string): RowValues {
  const values = entity.find(key);
  if (values === undefined) throw new Error(`There is no ${key}.`);
  return values;
}

/** Values with some of them replaced. */
function changed(
  { columns }: PlannedEntity,
  values: RowValues,
  change: Readonly<Record<string, string | number | null>>,
) {
  return values.map((value, index) => {
    const column = columns[index] ?? '';
    return column in change ? (change[column] ?? null) : value;
  });
}

describe('slots in plans', () => {
  it('come back exactly after they were removed, with their number', () => {
    const before = found(slots, keyOfSlot(first));
    slots.remove(keyOfSlot(first));
    expect(slots.find(keyOfSlot(first))).toBeUndefined();
    slots.insert(before);
    expect(slots.find(keyOfSlot(first))).toEqual(before);
  });

  it('are there once at a time', () => {
    expect(() => slots.insert(slotValues(first))).toThrow('The service has a slot at this time already.');
  });

  it('are not removed while they are booked', () => {
    hold();
    expect(() => slots.remove(keyOfSlot(first))).toThrow('still hangs on it');
    expect(test.store.bookingSlots.get(ids[0] ?? '').bookings).toHaveLength(1);
  });

  it('are put to other instants, and never to another price', () => {
    const before = found(slots, keyOfSlot(first));
    const later = changed(slots, before, { starts_at: first.startsAt + 1, ends_at: first.endsAt + 1 });
    slots.update(keyOfSlot(first), later);
    expect(slots.find(keyOfSlot(first))).toEqual(changed(slots, later, { version: 2 }));
    expect(() => slots.update(keyOfSlot(first), changed(slots, before, { price: 1 }))).toThrow(
      'Category and price of a slot are fixed when it is made.',
    );
  });

  it('are told of in words', () => {
    const values = found(slots, keyOfSlot(first));
    expect(slots.label(values)).toBe('Repair, Mon 23 Nov 2026 09:00–10:00');
    const shown = slots.fields.map(({ name, column, show }) => [
      name,
      show(values[slots.columns.indexOf(column)] ?? null),
    ]);
    expect(Object.fromEntries(shown)).toEqual({
      Date: 'Mon 23 Nov 2026',
      From: '09:00',
      Until: '10:00',
      'Starts (UTC)': '2026-11-23 09:00',
      'Ends (UTC)': '2026-11-23 10:00',
      Category: 'normal',
      Price: '100.00',
      Places: 1,
      'On the board': true,
    });
  });
});

describe('reservations in plans', () => {
  const expired = { status: 'cancelled', cancelled_at: deskNow, cancelled_by: 'expiry', slot_id: null, place: null };

  it('expire and free their slot, and come back as they were', () => {
    const { id } = hold();
    const before = found(reservations, id);
    const after = changed(reservations, before, expired);
    reservations.update(id, after);
    expect(test.store.reservations.get(id)).toMatchObject({ status: 'cancelled', cancelledBy: 'expiry', slotId: null });
    expect(test.store.bookingSlots.get(ids[0] ?? '').bookings).toEqual([]);
    expect(reservations.touches?.(before, after)).toEqual([{ entity: slots.name, key: keyOfSlot(first) }]);
    reservations.update(id, before);
    expect(reservations.find(id)).toEqual(changed(reservations, before, { version: 3 }));
  });

  it('do not come back to a place that somebody else has taken', () => {
    const { id } = hold();
    const before = found(reservations, id);
    reservations.update(id, changed(reservations, before, expired));
    hold();
    expect(() => reservations.update(id, before)).toThrow('Somebody else has taken this place of the slot.');
  });

  it('never expire once they are paid', () => {
    const { id, version } = hold();
    test.store.reservations.pay(id, version, deskDeed);
    const paid = found(reservations, id);
    expect(() => reservations.update(id, changed(reservations, paid, expired))).toThrow('never expires');
    expect(test.store.reservations.get(id).status).toBe('paid');
  });

  it('tell nothing of who they are for', () => {
    const values = found(reservations, hold().id);
    const told = [
      values,
      reservations.label(values),
      reservations.columns,
      reservations.fields.map(({ name }) => name),
    ];
    expect(JSON.stringify(told)).not.toMatch(/Ada|Lovelace|example|\+41|customer/i);
    expect(reservations.label(values)).toBe('Reservation R-1, Repair, Mon 23 Nov 2026 09:00–10:00');
  });

  it('are neither made nor removed', () => {
    const { id } = hold();
    expect(() => reservations.insert(found(reservations, id))).toThrow('never made by a plan');
    expect(() => reservations.remove(id)).toThrow('never removed by a plan');
  });

  it('are noted with the run, not with a name', () => {
    const { id } = hold();
    test.store.reservations.noteRun([{ id, at: deskNow + 1, runId: 7, action: 'expired', summary: 'Was not paid.' }]);
    expect(test.store.reservations.events(id).at(-1)).toEqual({
      at: deskNow + 1,
      actor: null,
      runId: '7',
      action: 'expired',
      summary: 'Was not paid.',
    });
  });
});
