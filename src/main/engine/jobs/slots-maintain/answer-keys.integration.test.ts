import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { minuteOfDay } from '#shared/schedule/rule.ts';
import { hasBookingSamples, readBookingSample } from '../../testing/booking-samples.ts';
import { book, offer, runJob, sampleProvider, sampleService } from '../../testing/test-bookings.ts';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';
import { slotInstant } from '../../handlers/slot-instant.ts';
import { entityOf } from '../../store/planned-entities.ts';

const timeZone = 'Asia/Kathmandu';
const Ids = z.array(z.number());
const Cleanup = z.object({
  today: z.string(),
  as_the_code_does: z.object({
    safe_mode_deleted: Ids,
    safe_mode_preserved_booked: Ids,
    force_deleted: Ids,
    kept_because_yesterday_or_later: Ids,
  }),
  as_the_seed_text_says: z.object({ safe_mode_deleted: Ids }),
});
const Slots = z.array(
  z.object({
    id: z.number(),
    date: z.string(),
    start_time: z.string(),
    end_time: z.string(),
    is_available: z.boolean(),
    max_bookings: z.number(),
    current_bookings: z.number(),
  }),
);
const byNumber = (left: number, right: number): number => left - right;

describe.skipIf(!hasBookingSamples)('the answer key of the clean-up', () => {
  let test: TestEngine;
  beforeEach(async () => {
    // Eight in the morning in Kathmandu.
    test = await createTestEngine(Date.parse('2025-10-06T02:15:00Z'));
    const availability = (['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const).map((weekday) => ({
      weekday,
      from: '09:00',
      until: '10:00',
    }));
    offer(
      test.engine.store,
      sampleProvider({ id: '501', availability }),
      sampleService({ id: '71', providerId: '501' }),
    );
    for (const row of Slots.parse(readBookingSample('sewabazaar/booking-slots-before-cleanup'))) putSlot(row);
  });
  afterEach(() => test.close());

  /** Stores a slot of the sample under its own number, with as many bookings as its counter says. */
  function putSlot(row: z.output<typeof Slots>[number]): void {
    const { store } = test.engine;
    const [from, until] = [row.start_time.slice(0, 5), row.end_time.slice(0, 5)];
    const values: Readonly<Record<string, string | number>> = {
      id: row.id,
      service_id: '71',
      provider_id: '501',
      date: row.date,
      from_minute: minuteOfDay(from),
      until_minute: minuteOfDay(until),
      starts_at: slotInstant(timeZone, row.date, minuteOfDay(from)),
      ends_at: slotInstant(timeZone, row.date, minuteOfDay(until)),
      category: 'normal',
      base_price: 150_000,
      price: 150_000,
      max_bookings: row.max_bookings,
      is_available: row.is_available ? 1 : 0,
      origin: 'availability',
      created_at: 0,
      version: 1,
    };
    const entity = entityOf(store, 'booking_slot');
    entity.insert(entity.columns.map((column) => values[column] ?? null));
    for (let place = 0; place < row.current_bookings; place += 1)
      book(store, `b${row.id}-${place}`, { serviceId: '71', date: row.date, from });
  }

  const expected = () => Cleanup.parse(readBookingSample('sewabazaar/cleanup-expected'));
  const storedIds = (): number[] =>
    z
      .array(z.number())
      .parse(
        test.engine.store.connection.raw
          .prepare('SELECT id FROM booking_slot WHERE id < 10000 ORDER BY id')
          .pluck()
          .all(),
      );

  async function cleanUp(params: object): Promise<{ readonly gone: number[]; readonly kept: number[] }> {
    const before = storedIds();
    const run = await runJob(test, 'slots.maintain', { daysAhead: 0, ...params });
    const { confirmText } = test.engine.store.plans.get(Number(run.id));
    if (confirmText !== null) {
      const apply = await test.engine.handlers['plans.apply']({ runId: run.id, reason: 'A test.', confirmText });
      await test.engine.runner.endOf(apply.id);
    }
    const kept = storedIds().filter((id) => before.includes(id));
    return { gone: before.filter((id) => !kept.includes(id)), kept };
  }

  it('comes out in safe mode as the text says, and keeps what is booked', async () => {
    const { gone, kept } = await cleanUp({});
    expect(gone).toEqual(expected().as_the_seed_text_says.safe_mode_deleted);
    expect(kept).toEqual(expect.arrayContaining(expected().as_the_code_does.safe_mode_preserved_booked));
  });

  it('differs from the original in that the free slots of yesterday go today, and not a day later', async () => {
    const { as_the_code_does: original } = expected();
    const { gone } = await cleanUp({});
    const extra = gone.filter((id) => !original.safe_mode_deleted.includes(id));
    expect(extra).toEqual([9004]);
    expect(original.kept_because_yesterday_or_later).toContain(9004);
    expect([...original.safe_mode_deleted, ...extra].toSorted(byNumber)).toEqual(gone);
  });

  it('comes out with forced clean-up, in which the booked slot of yesterday goes too', async () => {
    const { as_the_code_does: original } = expected();
    const { gone, kept } = await cleanUp({ forceCleanup: true });
    expect(gone).toEqual([...original.force_deleted, 9004, 9005].toSorted(byNumber));
    expect(kept).toEqual([9006]);
  });
});
