import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { slotsOf } from '#shared/booking/slots.ts';
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
import { planOf } from './fixtures/query-plan.ts';
import { plannedSlots } from './planned-slots.ts';

let test: TestStore;
let slots: string[];
beforeEach(async () => {
  test = await createTestStore(deskNow);
  slots = saveDesk(test.store, { days: 3 });
});
afterEach(() => test.close());

const everything = { from: deskDay, days: 14, providerId: null, serviceId: null };

describe('the board', () => {
  it('shows the slots of the dates asked for, with those who hold them', () => {
    const { id } = test.store.reservations.hold(deskRequest(slots[1], { people: 2 }), halfAnHour, deskDeed);
    const board = test.store.bookingSlots.board({ ...everything, days: 2 });
    expect(board.map(({ date, from }) => `${date} ${from}`)).toEqual(
      ['2026-11-23', '2026-11-24'].flatMap((date) =>
        ['09', '10', '11', '12', '13', '14', '15', '16'].map((hour) => `${date} ${hour}:00`),
      ),
    );
    expect(board[0]).toMatchObject({ until: '10:00', price: '100.00', category: 'normal', bookings: [], version: 1 });
    expect(board[1]?.version).toBe(2);
    expect(board[1]?.bookings).toEqual([
      { id, status: 'pending', customerName: 'Ada Lovelace', people: 2, expiresAt: deskNow + halfAnHour, version: 1 },
    ]);
  });

  it('goes by provider, service, date and start, and narrows to one of them', () => {
    saveDesk(test.store, { service: deskService({ id: 'build' }) });
    saveDesk(test.store, {
      provider: deskProvider({ id: 'aaron' }),
      service: deskService({ id: 'zither', providerId: 'aaron' }),
    });
    const ids = (query: object) => [
      ...new Set(test.store.bookingSlots.board({ ...everything, ...query }).map(({ serviceId }) => serviceId)),
    ];
    expect(ids({})).toEqual(['zither', 'build', 'repair']);
    expect(ids({ providerId: 'anna' })).toEqual(['build', 'repair']);
    expect(ids({ serviceId: 'build' })).toEqual(['build']);
    expect(ids({ serviceId: 'build', providerId: 'aaron' })).toEqual([]);
  });

  it('is read by index', () => {
    const plans = [everything, { ...everything, serviceId: 'repair' }, { ...everything, providerId: 'anna' }].flatMap(
      (query) => planOf(test, () => test.store.bookingSlots.board(query)),
    );
    expect(plans.filter((step) => /^SCAN (?!json_each)/.test(step))).toEqual([]);
    expect(plans.join('\n')).toContain('USING INDEX booking_slot_by_date (date=? AND provider_id=?)');
    expect(plans.join('\n')).toContain('USING INDEX reservation_place (slot_id=?)');
  });
});

describe('a slot', () => {
  it('is found by its id, or is gone', () => {
    expect(test.store.bookingSlots.get(slots[0] ?? '')).toMatchObject({ id: slots[0], from: '09:00' });
    expect(() => test.store.bookingSlots.get('999')).toThrow('This slot is gone. Look at the board anew.');
    expect(() => test.store.bookingSlots.get('rubbish')).toThrow('This slot is gone');
  });

  it('is taken off the board and put back, by whoever saw it last', () => {
    const off = test.store.bookingSlots.setAvailable(slots[0] ?? '', 1, false);
    expect(off).toMatchObject({ isAvailable: false, version: 2 });
    expect(() => test.store.bookingSlots.setAvailable(slots[0] ?? '', 1, true)).toThrow(
      'Somebody changed this slot meanwhile: it is off the board, with 0 of 1 places taken.',
    );
    expect(test.store.bookingSlots.setAvailable(slots[0] ?? '', 2, false).version).toBe(2);
    expect(test.store.bookingSlots.setAvailable(slots[0] ?? '', 2, true)).toMatchObject({
      isAvailable: true,
      version: 3,
    });
  });
});

describe('the slots of a service', () => {
  it('come by date and start with their bookings counted, and the row that a plan needs', () => {
    test.store.reservations.hold(deskRequest(slots[9]), halfAnHour, deskDeed);
    const stored = test.store.bookingSlots.ofService('repair', { from: '2026-11-24', before: '2026-11-25' });
    expect(stored.map(({ key, bookedCount, version }) => [key, bookedCount, version])).toEqual(
      [540, 600, 660, 720, 780, 840, 900, 960].map((minute) => [
        `anna|2026-11-24|${minute}`,
        minute === 600 ? 1 : 0,
        minute === 600 ? 2 : 1,
      ]),
    );
    const [planned] = slotsOf(deskProvider(), deskService(), '2026-11-24', 1);
    if (planned === undefined) throw new Error('There is no slot.');
    expect(stored[0]?.values).toEqual(slotValues(planned, { id: Number(slots[8]) }));
    expect(plannedSlots(test.connection).find(keyOfSlot(planned))).toEqual(stored[0]?.values);
    expect(test.store.bookingSlots.ofService('repair', { from: null, before: null })).toHaveLength(24);
  });

  it('come by date where they are of two providers', () => {
    const provider = deskProvider({ id: 'aaron' });
    saveDesk(test.store, { provider, service: deskService({ providerId: 'aaron' }), days: 2 });
    const dates = test.store.bookingSlots.ofService('repair', { from: null, before: null }).map(({ date }) => date);
    expect(dates).toHaveLength(40);
    expect(dates).toEqual(dates.toSorted());
  });

  it('are counted as far as they are not over', () => {
    test.store.reservations.hold(deskRequest(slots[0]), halfAnHour, deskDeed);
    expect(test.store.bookingSlots.countFrom('repair', '2026-11-24')).toBe(16);
    expect(test.store.bookingSlots.countsOf('anna', deskNow)).toEqual({ slotCount: 24, bookedCount: 1 });
    const noon = Date.UTC(2026, 10, 23, 12);
    expect(test.store.bookingSlots.countsOf('anna', noon)).toEqual({ slotCount: 21, bookedCount: 0 });
    expect(test.store.bookingSlots.countsOf('nobody', noon)).toEqual({ slotCount: 0, bookedCount: 0 });
  });
});

it('every slot is exported once, in order, also when there are more than are read at a time', () => {
  saveDesk(test.store, { service: deskService({ id: 'build', maxBookingsPerSlot: 2 }), days: 100 });
  test.store.reservations.hold(deskRequest(slots[0]), halfAnHour, deskDeed);
  const exported = [...test.store.bookingSlots.each()];
  expect(exported).toHaveLength(824);
  expect(exported[0]).toEqual({
    ...slotsOf(deskProvider(), deskService({ id: 'build', maxBookingsPerSlot: 2 }), deskDay, 1)[0],
    isAvailable: true,
    currentBookings: 0,
  });
  expect(exported[800]).toMatchObject({ serviceId: 'repair', currentBookings: 1 });
  const places = exported.map(({ serviceId, date, from }) => `${serviceId} ${date} ${from}`);
  expect(places).toEqual(places.toSorted());
});
