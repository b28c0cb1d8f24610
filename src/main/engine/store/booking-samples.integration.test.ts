import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Weekday } from '#shared/schedule/rule.ts';
import { hasBookingSamples, readBookingSample } from '../testing/booking-samples.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { deskDeed, deskNow, deskProvider, deskService, saveDesk } from './fixtures/booking-desk.ts';
import type { ImportedReservation } from './reservations.ts';

const Row = z.object({
  id: z.int(),
  room_id: z.int().nullable(),
  customer_name: z.string(),
  customer_email: z.string(),
  customer_phone: z.string(),
  date: z.string().nullable(),
  time: z.string().nullable(),
  num_people: z.int(),
  total_price: z.number(),
  status: z.string(),
  created_at: z.string().nullable(),
  expires_at: z.string().nullable(),
});
const Page = z.object({ reservations: z.array(Row) });
const Sweep = z.object({
  now: z.iso.datetime(),
  cancelled_ids: z.array(z.int()),
  left_alone: z.record(z.string(), z.string()),
});

/** A row as an import has it; what is missing in it stays missing. */
function toImported(row: z.output<typeof Row>): ImportedReservation {
  const instant = (text: string | null) => (text === null ? null : Date.parse(text));
  const imported = {
    id: String(row.id),
    serviceId: `room-${String(row.room_id)}`,
    date: row.date,
    from: row.time?.slice(0, 5),
    customerName: row.customer_name,
    customerEmail: row.customer_email,
    customerPhone: row.customer_phone,
    people: row.num_people,
    totalPrice: row.total_price.toFixed(2),
    status: row.status,
    createdAt: instant(row.created_at),
    expiresAt: instant(row.expires_at),
    paidAt: null,
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
  };
  // One row of the sample is none: it is to be refused, not to be missed.
  return imported as unknown as ImportedReservation;
}

const hours = (weekdays: readonly Weekday[], from: string, until: string) =>
  weekdays.map((weekday) => ({ weekday, from, until }));

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(deskNow);
  const provider = deskProvider({
    id: 'rooms',
    timeZone: 'America/Panama',
    availability: [
      ...hours(['mon', 'tue', 'wed', 'thu'], '12:00', '21:00'),
      ...hours(['fri'], '12:00', '22:00'),
      ...hours(['sat'], '10:00', '22:00'),
      ...hours(['sun'], '10:00', '21:00'),
    ],
  });
  const groupPrices = [
    { fromPeople: 1, pricePerPerson: '30.00' },
    { fromPeople: 4, pricePerPerson: '25.00' },
  ];
  for (const id of ['room-1', 'room-2'])
    saveDesk(test.store, {
      provider,
      service: deskService({ id, providerId: 'rooms', groupPrices }),
      from: '2025-09-19',
      days: 4,
    });
});
afterEach(() => test.close());

describe.skipIf(!hasBookingSamples)('reservations of the escape rooms', () => {
  const rows = () => Page.parse(readBookingSample('escape-room/admin-reservations-page-1')).reservations;
  const takeIn = () =>
    rows()
      .filter(({ status }) => status !== 'corrupted')
      .map((row) => test.store.reservations.import(toImported(row), deskDeed));

  it('are taken in, each that lives at its slot', () => {
    expect(takeIn()).toEqual(Array.from({ length: 6 }, () => 'created'));
    expect(takeIn()).toEqual(Array.from({ length: 6 }, () => 'unchanged'));
    const stored = [...test.store.reservations.each()];
    expect(stored.map(({ id, status, slotId }) => [id, status, slotId !== null])).toEqual([
      ['11', 'paid', true],
      ['12', 'pending', true],
      ['13', 'pending', true],
      ['14', 'pending', true],
      ['15', 'cancelled', false],
      ['16', 'pending', true],
    ]);
  });

  it('expire as the answer key has it: strictly before now, so that one that runs out at the instant stays', () => {
    takeIn();
    const sweep = Sweep.parse(readBookingSample('escape-room/sweep-expected'));
    const now = Date.parse(sweep.now);
    const expired = (at: number) => test.store.reservations.expired(at, null, 100).map(({ id }) => Number(id));
    expect(expired(now)).toEqual(sweep.cancelled_ids);
    expect(Object.keys(sweep.left_alone)).toContain('12');
    expect(expired(now + 1)).toEqual([...sweep.cancelled_ids, 12]);
    expect(expired(now + 2)).toEqual([...sweep.cancelled_ids, 12, 13]);
  });

  it('are refused where a row is corrupt, and the error says what is wrong with it', () => {
    const corrupt = rows().find(({ status }) => status === 'corrupted');
    if (corrupt === undefined) throw new Error('The sample has no corrupt row.');
    expect(() => test.store.reservations.import(toImported(corrupt), deskDeed)).toThrow(
      /^Reservation 17 cannot be taken in: .*date: .*status: .*createdAt: /,
    );
    expect([...test.store.reservations.each()]).toEqual([]);
  });
});
