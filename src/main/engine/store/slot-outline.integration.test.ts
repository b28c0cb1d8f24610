import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { minuteOfDay } from '#shared/schedule/rule.ts';
import { book, offer, putSlots, sampleProvider, sampleService } from '../testing/test-bookings.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { readOutline, slotStamp } from './slot-outline.ts';

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore();
});
afterEach(() => test.close());

const outline = (today: string) => readOutline(test.connection, { serviceId: 's1', providerId: 'p1', today });

describe('the outline of a service', () => {
  it('has the same stamps from the database as from the rules, over midnight and days on which clocks change', () => {
    const availability = [
      { weekday: 'sat', from: '22:15', until: '04:00' },
      { weekday: 'sun', from: '09:05', until: '24:00', breakFrom: '12:20', breakUntil: '13:00' },
    ];
    offer(
      test.store,
      sampleProvider({ availability, timeZone: 'Europe/Zurich' }),
      sampleService({ durationMinutes: 45 }),
    );
    const slots = putSlots(test.store, 's1', '2026-03-21', 15);
    expect(slots.length).toBeGreaterThan(40);
    expect(outline('2026-03-21').stamps).toEqual(
      slots.map(({ date, from, startsAt, endsAt }) => slotStamp(date, minuteOfDay(from), startsAt, endsAt)),
    );
    expect(new Set(outline('2026-03-21').stamps).size).toBe(slots.length);
  });

  it('counts booked and free slots of the past, and sees those of another provider', () => {
    offer(test.store, sampleProvider(), sampleService());
    const [first] = putSlots(test.store, 's1', '2026-02-27', 1);
    putSlots(test.store, 's1', '2026-03-03', 1);
    if (first !== undefined) book(test.store, 'r1', first);
    expect(outline('2026-03-02')).toMatchObject({
      bookedPast: 1,
      freePast: 2,
      hasOthers: false,
      lastDate: '2026-03-03',
    });
    const { hasOthers } = readOutline(test.connection, { serviceId: 's1', providerId: 'p2', today: '2026-03-02' });
    expect(hasOthers).toBe(true);
    expect(outline('2026-03-04')).toMatchObject({ stamps: [], bookedPast: 1, freePast: 5 });
  });
});
