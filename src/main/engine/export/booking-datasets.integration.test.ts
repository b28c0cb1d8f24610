import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { book, offer, putSlots, sampleProvider, sampleService, secretName } from '../testing/test-bookings.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { exportDataset } from './export-dataset.ts';
import { parseRange } from './range.ts';

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore();
  offer(test.store, sampleProvider(), sampleService({ maxBookingsPerSlot: 3 }));
  const [first, second] = putSlots(test.store, 's1', '2026-03-03', 2);
  if (first === undefined || second === undefined) throw new Error('There are no slots.');
  book(test.store, 'r1', first, { createdAt: Date.parse('2026-03-01T08:00:00Z') });
  book(test.store, 'r2', first, { status: 'pending', expiresAt: Date.parse('2026-03-02T08:30:00Z') });
  book(test.store, 'r3', second, {
    status: 'cancelled',
    cancelledAt: 5000,
    cancelledBy: 'expiry',
    customerName: '=1+1',
  });
});
afterEach(() => test.close());

function lines(
  dataset: string,
  options: { readonly personal?: boolean; readonly from?: string; readonly to?: string } = {},
) {
  const choice = { includePersonal: options.personal ?? false };
  const range = parseRange(options.from, options.to);
  return [...exportDataset(dataset, 'csv', range, test.store, test.clock.now(), choice)]
    .join('')
    .split('\r\n')
    .slice(0, -1);
}

describe('the export of slots', () => {
  it('has the columns of the format, by date and time, with the bookings that live', () => {
    const [header, first, second] = lines('booking-slots');
    expect(header).toBe(
      'serviceId,providerId,date,from,until,category,isAvailable,maxBookings,currentBookings,price,origin',
    );
    expect(first).toBe('s1,p1,2026-03-03,09:00,10:00,normal,true,3,2,100.00,availability');
    expect(second).toBe('s1,p1,2026-03-03,10:00,11:00,normal,true,3,0,100.00,availability');
  });

  it('has those that start within the range', () => {
    expect(lines('booking-slots', { from: '2026-03-04' })).toHaveLength(1 + 3);
    expect(lines('booking-slots', { to: '2026-03-02' })).toHaveLength(1);
  });
});

describe('the export of reservations', () => {
  it('has the columns of the format and nobody by name', () => {
    const [header, ...rows] = lines('reservations');
    expect(header).toBe('id,serviceId,date,from,status,people,totalPrice,createdAt,expiresAt,cancelledAt,cancelledBy');
    expect(rows).toContain('r1,s1,2026-03-03,09:00,paid,1,100.00,2026-03-01T08:00:00.000Z,,,');
    expect(rows.join('')).not.toMatch(new RegExp(`${secretName}|zebulon|6000`, 'i'));
  });

  it('tells for whom they are where that is asked for, and makes formulas safe', () => {
    const [header, ...rows] = lines('reservations', { personal: true });
    expect(header).toMatch(/,cancelledBy,customerName,customerEmail,customerPhone$/);
    expect(rows.find((row) => row.startsWith('r1'))).toContain(
      `,${secretName},zebulon@example.invalid,'+507 6000 0011`,
    );
    expect(rows.find((row) => row.startsWith('r3'))).toContain(",'=1+1,");
  });

  it('has those that were made within the range', () => {
    expect(lines('reservations', { from: '2026-01-01' })).toHaveLength(1 + 1);
  });

  it('keeps what is missing apart from zero in JSON', () => {
    const [text] = [...exportDataset('reservations', 'ndjson', parseRange('2026-01-01'), test.store, 0)];
    expect(JSON.parse(text ?? '')).toMatchObject({ id: 'r1', people: 1, expiresAt: null, cancelledBy: null });
  });

  it('is the only one that tells of persons', () => {
    expect(() => lines('booking-slots', { personal: true })).toThrow(/tells of no persons/);
  });
});
