import { atOnce } from '../slices.ts';
import type { ReservationPage } from './reservations.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reservation } from '#shared/model/booking.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { deskDeed, deskNow, deskRequest, deskService, halfAnHour, saveDesk } from './fixtures/booking-desk.ts';
import { plannedReservations } from './planned-reservations.ts';
import type { HoldRequest } from './reservations.ts';

let test: TestStore;
let slots: string[];
beforeEach(async () => {
  test = await createTestStore(deskNow);
  slots = saveDesk(test.store, { days: 2 });
});
afterEach(() => test.close());

const minute = 60_000;
const later = (minutes: number) => ({ ...deskDeed, now: deskNow + minutes * minute });
const desk = () => test.store.reservations;
const hold = (slot = slots[0], change: Partial<HoldRequest> = {}, deed = deskDeed) =>
  desk().hold(deskRequest(slot, change), halfAnHour, deed);
const bookingsOf = (slot = slots[0]) =>
  test.store.bookingSlots.get(slot ?? '').bookings.map(({ id, status }) => `${id} ${status}`);
const summaries = (id: string) =>
  desk()
    .events(id)
    .map(({ action, actor, summary }) => `${action} ${actor}: ${summary}`);

describe('a hold', () => {
  it('takes a place of its slot until it runs out', () => {
    const reservation = hold(slots[0], { people: 2, customerPhone: null });
    expect(reservation).toEqual({
      id: 'R-1',
      serviceId: 'repair',
      providerId: 'anna',
      slotId: slots[0],
      date: '2026-11-23',
      from: '09:00',
      until: '10:00',
      customerName: 'Ada Lovelace',
      customerEmail: 'ada@example.invalid',
      customerPhone: null,
      people: 2,
      totalPrice: '100.00',
      status: 'pending',
      createdAt: deskNow,
      expiresAt: deskNow + halfAnHour,
      paidAt: null,
      cancelledAt: null,
      cancelledBy: null,
      cancelReason: null,
      version: 1,
    });
    expect(desk().get('R-1')).toEqual(reservation);
    expect(bookingsOf()).toEqual(['R-1 pending']);
    expect(summaries('R-1')).toEqual(['held desk: Held for 2 people on Mon 23 Nov 2026 09:00–10:00, for 30 minutes.']);
  });

  it('is refused where the slot is full, and nothing is changed', () => {
    hold();
    expect(() => hold()).toThrow('Repair on Mon 23 Nov 2026 09:00–10:00 is full. Choose another slot.');
    expect(bookingsOf()).toEqual(['R-1 pending']);
    expect(test.store.bookingSlots.get(slots[0] ?? '').version).toBe(2);
  });

  it('is refused off the board, once the slot has begun or is over, and without a slot', () => {
    test.store.bookingSlots.setAvailable(slots[1] ?? '', 1, false);
    expect(() => hold(slots[1])).toThrow('is off the board');
    const nine = Date.UTC(2026, 10, 23, 9);
    expect(hold(slots[0], {}, { ...deskDeed, now: nine })).toMatchObject({ status: 'pending' });
    expect(() => hold(slots[0], {}, { ...deskDeed, now: nine + 1 })).toThrow('has begun already');
    expect(() => hold(slots[0], {}, { ...deskDeed, now: nine + 60 * minute })).toThrow('is over');
    expect(() => hold('999')).toThrow('This slot is gone.');
  });

  it('is refused sooner before the slot than the service wants', () => {
    test.store.services.save(deskService({ noticeMinutes: 60 }), deskNow);
    const eight = Date.UTC(2026, 10, 23, 8);
    expect(() => hold(slots[0], {}, { ...deskDeed, now: eight + 1 })).toThrow(
      'begins too soon: it has to be booked 60 minutes ahead',
    );
    expect(hold(slots[0], {}, { ...deskDeed, now: eight }).status).toBe('pending');
  });

  it('is refused for more people than the service takes', () => {
    expect(() => hold(slots[0], { people: 11 })).toThrow('people: Repair takes at most 10 people in one booking.');
    expect(bookingsOf()).toEqual([]);
  });

  it('takes the lowest free place of a slot with several', () => {
    const [slot] = saveDesk(test.store, { service: deskService({ id: 'class', maxBookingsPerSlot: 3 }) });
    const ids = [hold(slot), hold(slot), hold(slot)].map(({ id }) => id);
    expect(() => hold(slot)).toThrow('is full');
    desk().cancel(ids[1] ?? '', 1, '', deskDeed);
    expect(hold(slot).id).toBe('R-4');
    expect(bookingsOf(slot)).toEqual(['R-1 pending', 'R-4 pending', 'R-3 pending']);
  });

  it('costs by the heads and the category of its slot', () => {
    const groupPrices = [
      { fromPeople: 1, pricePerPerson: '30.00' },
      { fromPeople: 4, pricePerPerson: '25.00' },
    ];
    test.store.services.save(deskService({ groupPrices }), deskNow);
    expect([hold(slots[0], { people: 3 }), hold(slots[1], { people: 4 })].map((each) => each.totalPrice)).toEqual([
      '90.00',
      '100.00',
    ]);
  });

  it('gets a number that no other ever had, nor one that came with an import', () => {
    hold();
    desk().import(imported({ id: 'R-3', from: '10:00' }), deskDeed);
    expect(hold(slots[2]).id).toBe('R-4');
    desk().import(imported({ id: 'R-5', from: '12:00' }), deskDeed);
    desk().import(imported({ id: 'R-7', from: '13:00' }), deskDeed);
    expect(hold(slots[5]).id).toBe('R-6');
    expect(hold(slots[6]).id).toBe('R-8');
  });
});

describe('paying', () => {
  it('keeps the slot for good', () => {
    const { id, version } = hold();
    expect(desk().pay(id, version, later(5))).toMatchObject({
      status: 'paid',
      paidAt: deskNow + 5 * minute,
      version: 2,
    });
    expect(bookingsOf()).toEqual(['R-1 paid']);
    expect(summaries(id).at(-1)).toBe('paid desk: Paid: 100.00.');
  });

  it('is in time as long as nothing has cancelled the hold', () => {
    const { id, version } = hold();
    expect(desk().pay(id, version, later(31)).status).toBe('paid');
    expect(desk().expired(deskNow + 60 * minute, null, 10)).toEqual([]);
  });

  it('is for holds only', () => {
    const { id } = hold();
    desk().pay(id, 1, deskDeed);
    expect(() => desk().pay(id, 2, deskDeed)).toThrow('R-1 is paid, not a hold.');
    desk().cancel(id, 2, 'ill', deskDeed);
    expect(() => desk().pay(id, 3, deskDeed)).toThrow('R-1 is cancelled, not a hold.');
  });
});

describe('cancelling', () => {
  it('frees the slot, which can be booked again', () => {
    const { id } = hold();
    expect(desk().cancel(id, 1, ' called ', later(1))).toMatchObject({
      status: 'cancelled',
      slotId: null,
      cancelledAt: deskNow + minute,
      cancelledBy: 'desk',
      cancelReason: 'called',
    });
    expect(bookingsOf()).toEqual([]);
    expect(hold().id).toBe('R-2');
  });

  it('happens once', () => {
    const { id } = hold();
    desk().cancel(id, 1, '', deskDeed);
    expect(() => desk().cancel(id, 2, '', deskDeed)).toThrow('R-1 is cancelled already.');
    expect(summaries(id)).toHaveLength(2);
  });

  it('needs a reason once it is paid', () => {
    const { id } = hold();
    desk().pay(id, 1, deskDeed);
    expect(() => desk().cancel(id, 2, ' ', deskDeed)).toThrow('R-1 is paid. Say why it is cancelled.');
    expect(desk().cancel(id, 2, 'ill', deskDeed)).toMatchObject({ status: 'cancelled', cancelReason: 'ill' });
    expect(summaries(id).at(-1)).toBe(
      'cancelled desk: Cancelled at the desk; its slot is free again. It was paid: 100.00.',
    );
  });
});

describe('rescheduling', () => {
  /** Another slot of the service, in the evening and at a price of its own. */
  const express = () => {
    const timeSlots = [{ weekday: 'mon', from: '18:00', until: '19:00', priceMultiplier: '1.50' }];
    saveDesk(test.store, { service: deskService({ timeSlots }) });
    return test.store.bookingSlots
      .board({ from: '2026-11-23', days: 1, providerId: null, serviceId: null })
      .find(({ from }) => from === '18:00')?.id;
  };

  it('moves to a free slot and frees the old one, and what it costs is reckoned anew', () => {
    const { id } = hold();
    const evening = express();
    expect(desk().reschedule(id, 1, evening ?? '', deskDeed)).toMatchObject({
      from: '18:00',
      until: '19:00',
      slotId: evening,
      totalPrice: '225.00',
      expiresAt: deskNow + halfAnHour,
    });
    expect([bookingsOf(), bookingsOf(evening)]).toEqual([[], ['R-1 pending']]);
    expect(summaries(id).at(-1)).toBe(
      'rescheduled desk: Moved from Mon 23 Nov 2026 09:00–10:00 to Mon 23 Nov 2026 18:00–19:00. It costs 225.00.',
    );
  });

  it('leaves what was paid as it is, and says what it would cost now', () => {
    const { id } = hold();
    desk().pay(id, 1, deskDeed);
    expect(desk().reschedule(id, 2, express() ?? '', deskDeed)).toMatchObject({ status: 'paid', totalPrice: '100.00' });
    expect(summaries(id).at(-1)).toContain('Paid 100.00; now it would cost 225.00.');
  });

  it('is refused to a full slot, its own, one of another service, and for what is cancelled', () => {
    const { id } = hold();
    hold(slots[1]);
    const [other] = saveDesk(test.store, { service: deskService({ id: 'other' }) });
    expect(() => desk().reschedule(id, 1, slots[1] ?? '', deskDeed)).toThrow('is full');
    expect(() => desk().reschedule(id, 1, slots[0] ?? '', deskDeed)).toThrow('R-1 has this slot already.');
    expect(() => desk().reschedule(id, 1, other ?? '', deskDeed)).toThrow('The slot is of another service.');
    expect(bookingsOf()).toEqual(['R-1 pending']);
    desk().cancel(id, 1, '', deskDeed);
    expect(() => desk().reschedule(id, 2, slots[2] ?? '', deskDeed)).toThrow('Take a new hold instead.');
  });
});

describe('other changes', () => {
  it('more people may come, never fewer, and cost what so many do', () => {
    test.store.services.save(deskService({ groupPrices: [{ fromPeople: 1, pricePerPerson: '30.00' }] }), deskNow);
    const { id } = hold(slots[0], { people: 3 });
    expect(desk().setPeople(id, 1, 5, deskDeed)).toMatchObject({ people: 5, totalPrice: '150.00' });
    expect(summaries(id).at(-1)).toBe('resized desk: For 5 people instead of 3: 150.00 instead of 90.00.');
    expect(() => desk().setPeople(id, 2, 5, deskDeed)).toThrow('R-1 is for 5 people; it can only be for more.');
    expect(() => desk().setPeople(id, 2, 11, deskDeed)).toThrow('takes at most 10 people');
  });

  it('a hold may run out later, but not at once', () => {
    const { id } = hold();
    expect(desk().extend(id, 1, deskNow + 45 * minute, deskDeed).expiresAt).toBe(deskNow + 45 * minute);
    expect(() => desk().extend(id, 2, deskNow, deskDeed)).toThrow('would run out at once');
    desk().pay(id, 2, deskDeed);
    expect(() => desk().extend(id, 3, deskNow + minute, deskDeed)).toThrow('R-1 is paid, not a hold.');
  });

  it.each([
    ['pay', (id: string) => desk().pay(id, 1, deskDeed)],
    ['cancel', (id: string) => desk().cancel(id, 1, 'ill', deskDeed)],
    ['reschedule', (id: string) => desk().reschedule(id, 1, slots[3] ?? '', deskDeed)],
    ['set the people of', (id: string) => desk().setPeople(id, 1, 9, deskDeed)],
    ['extend', (id: string) => desk().extend(id, 1, deskNow + 90 * minute, deskDeed)],
  ])('who saw an older state does not %s anything', (_what, deed) => {
    const { id } = hold();
    const seen = desk().extend(id, 1, deskNow + 40 * minute, deskDeed);
    expect(() => deed(id)).toThrow(
      'R-1 was changed meanwhile: it is a hold now, for 1 person on Mon 23 Nov 2026 09:00–10:00. Look at it anew.',
    );
    expect(desk().get(id)).toEqual(seen);
    expect(() => deed('R-99')).toThrow('There is no reservation R-99.');
  });
});

/** A reservation of another system at 09:00. */
function imported(change: Partial<Reservation> = {}) {
  return {
    id: '41',
    serviceId: 'repair',
    date: '2026-11-23',
    from: '09:00',
    customerName: 'Grace Hopper',
    customerEmail: null,
    customerPhone: null,
    people: 2,
    totalPrice: '60.00',
    status: 'pending' as Reservation['status'],
    createdAt: deskNow - halfAnHour,
    expiresAt: deskNow,
    paidAt: null,
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
    ...change,
  };
}

describe('an import', () => {
  it('takes a place under its own id, and says what it did', () => {
    expect(desk().import(imported(), deskDeed)).toBe('created');
    expect(desk().import(imported(), deskDeed)).toBe('unchanged');
    expect(desk().get('41')).toMatchObject({ slotId: slots[0], until: '10:00', totalPrice: '60.00', version: 1 });
    expect(desk().import(imported({ people: 3 }), deskDeed)).toBe('changed');
    expect(summaries('41')).toEqual([
      'imported desk: Taken in from elsewhere.',
      'imported desk: Changed by an import.',
    ]);
  });

  it('fills in what the other system does not say, each time the same', () => {
    const paid = { ...imported({ status: 'paid' }), totalPrice: null };
    expect(desk().import(paid, deskDeed)).toBe('created');
    expect(desk().get('41')).toMatchObject({ paidAt: deskNow - halfAnHour, totalPrice: '100.00' });
    expect(desk().import(paid, later(9))).toBe('unchanged');
    const cancelled = imported({ id: '42', status: 'cancelled', date: '2020-01-01' });
    expect(desk().import(cancelled, deskDeed)).toBe('created');
    expect(desk().get('42')).toMatchObject({ slotId: null, cancelledBy: 'desk', cancelledAt: deskNow - halfAnHour });
    expect(desk().import(cancelled, later(9))).toBe('unchanged');
  });

  it('needs a slot with a place', () => {
    hold();
    expect(() => desk().import(imported(), deskDeed)).toThrow(
      'Reservation 41: Repair on Mon 23 Nov 2026 09:00–10:00 is full.',
    );
    expect(() => desk().import(imported({ from: '07:00' }), deskDeed)).toThrow(
      'Reservation 41: Repair has no slot on 2026-11-23 at 07:00.',
    );
    expect(() => desk().import(imported({ serviceId: 'other' }), deskDeed)).toThrow('There is no service "other".');
    expect(desk().find('41')).toBeUndefined();
  });

  it('moves and cancels, but never brings back nor makes a hold of what was paid', () => {
    desk().import(imported({ status: 'paid' }), deskDeed);
    expect(() => desk().import(imported(), deskDeed)).toThrow('The reservation is paid');
    expect(desk().import(imported({ status: 'paid', from: '11:00' }), deskDeed)).toBe('changed');
    expect([bookingsOf(slots[0]), bookingsOf(slots[2])]).toEqual([[], ['41 paid']]);
    desk().import(imported({ status: 'cancelled' }), deskDeed);
    expect(bookingsOf(slots[2])).toEqual([]);
    expect(() => desk().import(imported(), deskDeed)).toThrow('a cancelled one never comes back');
  });
});

describe('lists', () => {
  const all = { text: '', from: null, until: null, status: [], providerId: null, serviceId: null };
  const found = (query: object) =>
    atOnce(desk().listSteps({ ...all, ...query }, { after: null, limit: 50 })).reservations.map(({ id }) => id);
  const fill = () => {
    hold(slots[0], { customerName: 'Ågot Ünsal', customerEmail: 'agot@example.invalid', customerPhone: '+47 111' });
    hold(slots[9], { customerName: 'Bo 100%_sure', customerEmail: null });
    hold(slots[3], { customerName: 'Cleo', customerPhone: '079 222 33 44' });
    desk().pay('R-3', 1, deskDeed);
    desk().cancel('R-1', 1, '', deskDeed);
  };

  it('begin with the latest slot and narrow by date, state, provider and service', () => {
    fill();
    expect(found({})).toEqual(['R-2', 'R-3', 'R-1']);
    expect(found({ from: '2026-11-24' })).toEqual(['R-2']);
    expect(found({ until: '2026-11-23' })).toEqual(['R-3', 'R-1']);
    expect(found({ status: ['paid', 'cancelled'] })).toEqual(['R-3', 'R-1']);
    expect([found({ providerId: 'anna' }), found({ serviceId: 'other' })]).toEqual([['R-2', 'R-3', 'R-1'], []]);
  });

  it.each([
    ['åGOT ü', ['R-1']],
    ['100%', ['R-2']],
    ['%_s', ['R-2']],
    ['%', ['R-2']],
    ['CLEO', ['R-3']],
    ['AGOT@', ['R-1']],
    ['222 33', ['R-3']],
    ['r-3', ['R-3']],
    ['nobody', []],
    ['é', []],
  ])('find “%s” in name, address, telephone and id, whatever the case', (text, ids) => {
    fill();
    expect(found({ text })).toEqual(ids);
  });

  it('go on where a page ended, without a gap or a repeat', () => {
    const [slot] = saveDesk(test.store, { service: deskService({ id: 'class', maxBookingsPerSlot: 30 }) });
    for (let count = 0; count < 25; count++) hold(slot, { customerName: count % 3 === 0 ? 'Übel' : 'Uwe' });
    const pages: string[][] = [];
    let after: string | null = null;
    do {
      const { reservations, next }: ReservationPage = atOnce(
        desk().listSteps({ ...all, text: 'übel' }, { after, limit: 4 }),
      );
      pages.push(reservations.map(({ id }) => id));
      after = next;
    } while (after !== null);
    expect(pages.map((page) => page.length)).toEqual([4, 4, 1]);
    expect(pages.flat()).toEqual([25, 22, 19, 16, 13, 10, 7, 4, 1].map((number) => `R-${number}`));
  });

  it('find the few among many, over several steps', () => {
    const [slot] = saveDesk(test.store, { service: deskService({ id: 'class', maxBookingsPerSlot: 1 }) });
    const { id } = hold(slot, { customerName: 'Needle' });
    test.store.connection.raw.exec(
      `WITH RECURSIVE many (number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM many WHERE number < 4500)
       INSERT INTO reservation (id, service_id, provider_id, date, from_minute, until_minute, customer_name, people,
         total_price, status, created_at, cancelled_at, cancelled_by, version)
       SELECT 'hay-' || number, service_id, provider_id, '2030-01-0' || (1 + number % 9), number % 1440, number % 1440 + 1, 'Hay', 1, 0,
         'cancelled', 1, 1, 'desk', 1
       FROM many CROSS JOIN reservation WHERE reservation.id = '${id}'`,
    );
    expect(found({ text: 'needle' })).toEqual([id]);
    expect([...desk().listSteps({ ...all, text: 'needle' }, { after: null, limit: 5 })]).toHaveLength(3);
    const ids: string[] = [];
    let after: string | null = null;
    do {
      const { reservations, next }: ReservationPage = atOnce(desk().listSteps(all, { after, limit: 199 }));
      ids.push(...reservations.map((reservation) => reservation.id));
      after = next;
    } while (after !== null);
    expect(ids).toHaveLength(4501);
    expect(new Set(ids).size).toBe(4501);
    expect(ids.at(-1)).toBe(id);
  });

  it('name the holds that run out next, and those that have, the first first', () => {
    const ids = [0, 1, 2, 3].map((index) => hold(slots[index], {}, later(index)).id);
    desk().pay(ids[1] ?? '', 1, deskDeed);
    expect(
      desk()
        .expiring(2)
        .map(({ id }) => id),
    ).toEqual(['R-1', 'R-3']);
    const at = deskNow + 32 * minute;
    expect(
      desk()
        .expired(at, null, 10)
        .map(({ id }) => id),
    ).toEqual(['R-1']);
    const piece = desk().expired(at + 100 * minute, null, 2);
    expect(piece.map(({ id }) => id)).toEqual(['R-1', 'R-3']);
    expect(
      desk()
        .expired(at + 100 * minute, piece[1] ?? null, 2)
        .map(({ id }) => id),
    ).toEqual(['R-4']);
    expect(piece[0]?.values).toEqual(plannedReservations(test.connection).find('R-1'));
  });

  it('hold every reservation for the export', () => {
    fill();
    expect([...desk().each()].map(({ id }) => id)).toEqual(['R-1', 'R-2', 'R-3']);
  });
});

it('what is written about a deed has no name in it', () => {
  const { id } = hold();
  desk().setPeople(id, 1, 2, deskDeed);
  desk().reschedule(id, 2, slots[1] ?? '', deskDeed);
  desk().pay(id, 3, deskDeed);
  desk().cancel(id, 4, 'because', deskDeed);
  expect(summaries(id)).toHaveLength(5);
  expect(summaries(id).join('\n')).not.toMatch(/Ada|Lovelace|example|\+41/);
});
