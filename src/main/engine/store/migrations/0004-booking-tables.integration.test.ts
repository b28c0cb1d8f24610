import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deskNow, deskService, saveDesk } from '../fixtures/booking-desk.ts';
import { createTestStore, type TestStore } from '../../testing/test-store.ts';

type Row = Readonly<Record<string, string | number | null>>;

let test: TestStore;
/** A slot with two places, and another one. */
let slot: number;
let other: number;
beforeEach(async () => {
  test = await createTestStore(deskNow);
  const ids = saveDesk(test.store, { service: deskService({ maxBookingsPerSlot: 2 }) });
  [slot = 0, other = 0] = ids.map(Number);
});
afterEach(() => test.close());

const run = (text: string, ...parameters: unknown[]) => test.connection.raw.prepare(text).run(...parameters);
const get = (text: string) => test.connection.raw.prepare<[], Row>(text).get();

function insert(table: string, row: Row): void {
  const columns = Object.keys(row);
  run(`INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map((name) => `@${name}`).join()})`, row);
}

const hold = (change: Row = {}): void =>
  insert('reservation', {
    id: 'R-1',
    slot_id: slot,
    place: 0,
    service_id: 'repair',
    provider_id: 'anna',
    date: '2026-11-23',
    from_minute: 540,
    until_minute: 600,
    customer_name: 'Ada',
    people: 1,
    total_price: 10_000,
    status: 'pending',
    created_at: deskNow,
    expires_at: deskNow + 1,
    version: 1,
    ...change,
  });

const change = (set: string) => run(`UPDATE reservation SET ${set}, version = version + 1 WHERE id = 'R-1'`);
const cancelled = (by: string) =>
  `status = 'cancelled', cancelled_at = 1, cancelled_by = '${by}', slot_id = NULL, place = NULL`;

describe('a place of a slot', () => {
  it('cannot be booked twice', () => {
    hold();
    expect(() => hold({ id: 'R-2' })).toThrow('UNIQUE constraint failed: reservation.slot_id, reservation.place');
    hold({ id: 'R-2', place: 1 });
    expect(() => change('place = 1')).toThrow('UNIQUE constraint failed');
  });

  it('exists only within the capacity of its slot', () => {
    expect(() => hold({ place: 2 })).toThrow('the slot is full');
    expect(() => hold({ place: -1 })).toThrow('CHECK constraint failed');
    hold();
    expect(() => change('place = 2')).toThrow('the slot is full');
    run('UPDATE booking_slot SET max_bookings = 1, version = version + 1 WHERE id = ?', other);
    expect(() => change(`slot_id = ${other}, place = 1`)).toThrow('the slot is full');
    change(`slot_id = ${other}, place = 0`);
  });

  it('stays while somebody owns it', () => {
    hold({ place: 1 });
    expect(() => run('UPDATE booking_slot SET max_bookings = 1, version = version + 1 WHERE id = ?', slot)).toThrow(
      'the slot has more bookings than that',
    );
    expect(() => run('DELETE FROM booking_slot WHERE id = ?', slot)).toThrow('FOREIGN KEY constraint failed');
  });

  it('is free again when its reservation is cancelled', () => {
    hold();
    change(cancelled('desk'));
    hold({ id: 'R-2' });
    expect(() => change('slot_id = 1, place = 0')).toThrow('CHECK constraint failed');
  });
});

describe('a reservation', () => {
  it.each<[string, Row]>([
    ['a live one without a slot', { slot_id: null, place: null }],
    ['a slot without a place', { place: null }],
    ['a slot that is not there', { slot_id: 999_999 }],
    ['a cancelled one with a slot', { status: 'cancelled', cancelled_at: 1, cancelled_by: 'desk' }],
    ['a cancelled one without a time', { status: 'cancelled', slot_id: null, place: null }],
    ['a paid one without a time', { status: 'paid' }],
    ['a hold that was paid', { paid_at: 1 }],
    ['a time of cancelling without who did it', { ...gone, cancelled_by: null }],
    ['a stranger who cancelled', { ...gone, cancelled_by: 'somebody' }],
    ['another state', { status: 'corrupted' }],
    ['nobody who comes', { people: 0 }],
    ['no name', { customer_name: '' }],
    ['a price below zero', { total_price: -1 }],
    ['a date that is none', { date: '23.11.2026' }],
    ['an end before its beginning', { until_minute: 540 }],
    ['version 0', { version: 0 }],
  ])('is never %s', (_what, row) => {
    expect(() => hold(row)).toThrow(/CHECK|FOREIGN KEY/);
    expect(get('SELECT count(*) AS count FROM reservation')).toEqual({ count: 0 });
  });

  it('has an id of its own', () => {
    hold();
    expect(() => hold({ place: 1 })).toThrow('UNIQUE constraint failed: reservation.id');
  });

  it('raises its version by one with every change, and that of its slots', () => {
    hold();
    expect(() => run(`UPDATE reservation SET people = 2 WHERE id = 'R-1'`)).toThrow('raises its version by one');
    expect(() => run(`UPDATE reservation SET people = 2, version = version + 2 WHERE id = 'R-1'`)).toThrow('by one');
    change(`slot_id = ${other}`);
    const versions = test.connection.raw.prepare('SELECT version FROM booking_slot WHERE id IN (?, ?) ORDER BY id');
    expect(versions.pluck().all(slot, other)).toEqual([3, 2]);
    run(`DELETE FROM reservation WHERE id = 'R-1'`);
    expect(versions.pluck().all(slot, other)).toEqual([3, 3]);
  });

  it('never expires, nor is a hold again, once it is paid, but the desk may cancel it', () => {
    hold();
    change(`status = 'paid', paid_at = ${deskNow}`);
    expect(() => change(cancelled('expiry'))).toThrow('a paid reservation never expires');
    expect(() => change(`status = 'pending', paid_at = NULL`)).toThrow('a paid reservation never expires');
    change(cancelled('desk'));
    expect(get('SELECT status, version FROM reservation')).toEqual({ status: 'cancelled', version: 3 });
  });

  it('lives without a slot only where that was removed by force', () => {
    hold();
    expect(() => change('slot_id = NULL, place = NULL')).toThrow('CHECK constraint failed');
    change(`slot_id = NULL, place = NULL, detached_at = ${deskNow}`);
    run('DELETE FROM booking_slot WHERE id = ?', slot);
  });
});

const gone: Row = { status: 'cancelled', slot_id: null, place: null, cancelled_at: 1, cancelled_by: 'desk' };

describe('a slot', () => {
  const update = (set: string) => run(`UPDATE booking_slot SET ${set}, version = version + 1 WHERE id = ?`, slot);

  it('is there once for its service, provider, date and start', () => {
    const { id: _id, ...row } = get(`SELECT * FROM booking_slot WHERE id = ${slot}`) ?? {};
    expect(() => insert('booking_slot', row)).toThrow('UNIQUE constraint failed: booking_slot.service_id');
    insert('booking_slot', { ...row, date: '2026-12-01' });
  });

  it.each(["category = 'urgent'", 'price = 1', 'base_price = 1', "service_id = 'other'", "provider_id = 'other'"])(
    'never gets another one: %s',
    (set) => {
      expect(() => update(set)).toThrow('category and price of a slot are fixed when it is made');
    },
  );

  it.each([
    'until_minute = from_minute',
    'until_minute = from_minute + 1441',
    'from_minute = 1440',
    'ends_at = starts_at',
    'max_bookings = 0',
    'is_available = 2',
    "origin = 'dream'",
    "date = 'today'",
  ])('is never %s', (set) => {
    expect(() => update(set)).toThrow('CHECK constraint failed');
  });

  it('raises its version by one with every change', () => {
    expect(() => run('UPDATE booking_slot SET is_available = 0 WHERE id = ?', slot)).toThrow(
      'raises its version by one',
    );
    update('is_available = 0');
    expect(get(`SELECT version FROM booking_slot WHERE id = ${slot}`)).toEqual({ version: 2 });
  });
});

describe('the rest', () => {
  it('an event of a reservation was done by a person or by a run, not by both nor by nobody', () => {
    hold();
    const seq = Number(get('SELECT seq FROM reservation')?.['seq']);
    const event = { reservation_seq: seq, at: 1, action: 'held', summary: 'Held.' };
    insert('reservation_event', { ...event, actor: 'desk', run_id: null });
    insert('reservation_event', { ...event, actor: null, run_id: 1 });
    expect(() => insert('reservation_event', { ...event, actor: 'desk', run_id: 1 })).toThrow('CHECK');
    expect(() => insert('reservation_event', { ...event, actor: null, run_id: null })).toThrow('CHECK');
    expect(() => insert('reservation_event', { ...event, actor: 'desk', run_id: null, action: 'lost' })).toThrow(
      'CHECK',
    );
  });

  it('a break has both ends or none, and only extra hours have hours', () => {
    const window = { provider_id: 'anna', position: 99, weekday: 0, from_minute: 0, until_minute: 1440 };
    expect(() => insert('provider_window', { ...window, break_from: 1, break_until: null })).toThrow('CHECK');
    expect(() => insert('provider_window', { ...window, weekday: 7 })).toThrow('CHECK');
    const exception = { provider_id: 'anna', position: 99, date: '2026-12-24' };
    expect(() => insert('provider_exception', { ...exception, kind: 'extra' })).toThrow('CHECK');
    expect(() =>
      insert('provider_exception', { ...exception, kind: 'closed', from_minute: 1, until_minute: 2 }),
    ).toThrow('CHECK');
    insert('provider_exception', { ...exception, kind: 'closed' });
  });

  it('a provider with services, and a service with slots, stay', () => {
    expect(() => run(`DELETE FROM provider WHERE id = 'anna'`)).toThrow('FOREIGN KEY');
    expect(() => run(`DELETE FROM service WHERE id = 'repair'`)).toThrow('FOREIGN KEY');
  });

  it('no more of a date is booked than was offered', () => {
    const day = { service_id: 'repair', date: '2026-11-20', offered: 2 };
    expect(() => insert('booking_day', { ...day, booked: 3 })).toThrow('CHECK');
    insert('booking_day', { ...day, booked: 2 });
  });
});
