import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { hasBookingSamples, readBookingSample } from '../../testing/booking-samples.ts';
import {
  book,
  offer,
  putSlots,
  runJob,
  sampleProvider,
  sampleService,
  secretName,
  writtenByRuns,
} from '../../testing/test-bookings.ts';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';

const start = Date.parse('2026-03-02T04:00:00Z');
const minuteMs = 60_000;

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
});
afterEach(() => test.close());

function hold(id: string, from: string, expiresAt: number, date = '2026-03-03'): void {
  const slot = { date, from, serviceId: 's1' };
  book(test.engine.store, id, slot, { status: 'pending', createdAt: start - 30 * minuteMs, expiresAt });
}

function offerSlots(days = 1): void {
  const { store } = test.engine;
  offer(store, sampleProvider(), sampleService());
  putSlots(store, 's1', '2026-03-03', days);
}

const expire = (isDryRun = false) => runJob(test, 'reservations.expire', {}, isDryRun);
const statusOf = (id: string) => test.engine.store.reservations.get(id).status;
const bookingsAt = (from: string): number =>
  test.engine.store.bookingSlots
    .board({ from: '2026-03-03', days: 1, providerId: null, serviceId: 's1' })
    .find((slot) => slot.from === from)?.bookings.length ?? -1;

describe('a sweep of holds', () => {
  beforeEach(() => offerSlots());

  it('cancels what ran out before now, not what runs out at this very instant, and frees the slot', async () => {
    hold('r1', '09:00', start - 1);
    hold('r2', '10:00', start);
    hold('r3', '11:00', start + 1);
    const run = await expire();
    expect(run).toMatchObject({ status: 'succeeded', counts: { checked: 1, changed: 1 } });
    expect(['r1', 'r2', 'r3'].map(statusOf)).toEqual(['cancelled', 'pending', 'pending']);
    expect(test.engine.store.reservations.get('r1')).toMatchObject({
      cancelledAt: start,
      cancelledBy: 'expiry',
      slotId: null,
    });
    expect([bookingsAt('09:00'), bookingsAt('10:00')]).toEqual([0, 1]);
  });

  it('leaves paid and cancelled ones alone, and has nothing to do a second time', async () => {
    hold('r1', '09:00', start - 1);
    book(test.engine.store, 'r2', { date: '2026-03-03', from: '10:00', serviceId: 's1' }, { expiresAt: start - 5 });
    await expire();
    const again = await expire();
    expect(again).toMatchObject({ status: 'succeeded', counts: { checked: 0, changed: 0 } });
    expect(statusOf('r2')).toBe('paid');
  });

  it('lets the freed slot be booked again', async () => {
    hold('r1', '09:00', start - 1);
    await expire();
    hold('r2', '09:00', start + 1);
    expect(bookingsAt('09:00')).toBe(1);
  });

  it('writes down at the reservation which run it was', async () => {
    hold('r1', '09:00', start - 1);
    const { id } = await expire();
    expect(test.engine.store.reservations.events('r1').at(-1)).toMatchObject({
      action: 'expired',
      actor: null,
      runId: id,
      at: start,
    });
  });

  it('says what it would do and changes nothing in a dry run', async () => {
    hold('r1', '09:00', start - 1);
    const run = await expire(true);
    expect(run).toMatchObject({ status: 'succeeded', isDryRun: true });
    expect(statusOf('r1')).toBe('pending');
    expect(test.engine.store.plans.get(Number(run.id)).counts).toEqual({ creates: 0, updates: 1, removes: 0 });
  });

  it('never writes a name into runs, plans, logs, the audit or what is told', async () => {
    hold('r1', '09:00', start - 1);
    await expire(true);
    await expire();
    expect(`${writtenByRuns(test)}${JSON.stringify(test.told)}`).not.toMatch(
      new RegExp(`${secretName}|zebulon|6000`, 'i'),
    );
    expect(test.told.map(({ name }) => name)).toContain('bookings.changed');
  });

  it('reports a hold that cannot be cancelled, and cancels the others', async () => {
    hold('r1', '09:00', start - 2);
    hold('r2', '10:00', start - 1);
    test.engine.store.connection.raw.exec(
      `CREATE TRIGGER refuse BEFORE UPDATE ON reservation WHEN OLD.id = 'r1'
       BEGIN SELECT RAISE(ABORT, 'refused by the test'); END`,
    );
    const run = await expire();
    expect(run).toMatchObject({ status: 'partial', counts: { failed: 1, changed: 1 } });
    expect(['r1', 'r2'].map(statusOf)).toEqual(['pending', 'cancelled']);
    expect(test.engine.store.runs.errors(run.id)).toMatchObject([{ target: 'r1' }]);
  });
});

describe('a sweep that would go too far', () => {
  beforeEach(() => offerSlots(30));

  it('is held, and cancels nothing, once the clock has leapt a day ahead', async () => {
    await expire();
    hold('r1', '09:00', start + 20 * minuteMs);
    test.clock.setWall(start + 24 * 60 * minuteMs);
    const run = await expire();
    expect(run.status).toBe('held');
    expect(statusOf('r1')).toBe('pending');
    expect(test.engine.store.plans.get(Number(run.id)).heldReason).toMatch(/clock went forward/);
  });

  it('is held where far more holds than ever would be cancelled', async () => {
    const slots = test.engine.store.bookingSlots.board({
      from: '2026-03-03',
      days: 14,
      providerId: null,
      serviceId: 's1',
    });
    slots.forEach(({ date, from }, index) => hold(`r${index}`, from, start - 1, date));
    const run = await expire();
    expect(slots.length).toBeGreaterThan(25);
    expect(run.status).toBe('held');
    expect(slots.map((_, index) => statusOf(`r${index}`))).not.toContain('cancelled');
  });
});

describe('a cancellation that was taken back', () => {
  beforeEach(() => offerSlots());

  it('brings the hold back as it was, and is not made again for the same end', async () => {
    hold('r1', '09:00', start - 1);
    const { id } = await expire();
    const undo = await test.engine.handlers['plans.undo']({ runId: id, reason: 'It was paid in cash.' });
    await test.engine.runner.endOf(undo.id);
    expect(statusOf('r1')).toBe('pending');
    expect(bookingsAt('09:00')).toBe(1);
    expect(test.engine.store.reservations.events('r1').at(-1)).toMatchObject({ action: 'restored', runId: undo.id });
    await expire();
    expect(statusOf('r1')).toBe('pending');
    const held = test.engine.store.reservations.get('r1');
    const deed = { now: start, actor: 'tester' };
    test.engine.store.reservations.extend('r1', held.version, start + minuteMs, deed);
    await test.clock.advance(2 * minuteMs);
    await expire();
    expect(statusOf('r1')).toBe('cancelled');
  });
});

const Sweep = z.object({
  now: z.string(),
  cancelled_ids: z.array(z.number()),
  left_alone: z.record(z.string(), z.string()),
  slot_status_after: z.record(z.string(), z.enum(['active', 'reserved'])),
});
const Page = z.object({
  reservations: z.array(
    z.object({
      id: z.number(),
      room_id: z.number().nullable(),
      date: z.string().nullable(),
      time: z.string().nullable(),
      num_people: z.number(),
      status: z.enum(['pending', 'paid', 'cancelled', 'corrupted']),
      created_at: z.string().nullable(),
      expires_at: z.string().nullable(),
    }),
  ),
});
type Row = z.output<typeof Page>['reservations'][number];

/** Hours of the escape rooms, and prices that play no part here. */
function offerRooms(): void {
  const { store } = test.engine;
  const availability = (['fri', 'sat', 'sun'] as const).map((weekday) => ({ weekday, from: '10:00', until: '22:00' }));
  offer(
    store,
    sampleProvider({ availability, timeZone: 'America/Panama' }),
    sampleService({ id: 'room-1' }),
    sampleService({ id: 'room-2' }),
  );
  for (const id of ['room-1', 'room-2']) putSlots(store, id, '2025-09-20', 2);
}

/** Rows that could not be read there, and stand in for nothing, are refused here. */
function takeIn({ id, room_id, date, time, num_people, status, created_at, expires_at }: Row): void {
  if (status === 'corrupted' || date === null || time === null || created_at === null) {
    throw new AppError('invalid_input', `Reservation ${id} is only a placeholder.`);
  }
  const createdAt = Date.parse(created_at);
  book(
    test.engine.store,
    String(id),
    { serviceId: `room-${room_id}`, date, from: time.slice(0, 5) },
    {
      status,
      people: num_people,
      createdAt,
      expiresAt: expires_at === null ? null : Date.parse(expires_at),
      paidAt: status === 'paid' ? createdAt : null,
      ...(status === 'cancelled' && { cancelledAt: createdAt, cancelledBy: 'desk' as const }),
    },
  );
}

describe.skipIf(!hasBookingSamples)('the answer key of the sweep', () => {
  it('comes out: which are cancelled, which are left alone, and which slots are free', async () => {
    const expected = Sweep.parse(readBookingSample('escape-room/sweep-expected'));
    const { reservations } = Page.parse(readBookingSample('escape-room/admin-reservations-page-1'));
    test.clock.setWall(Date.parse(expected.now));
    offerRooms();
    const before = reservations.filter(({ status }) => status !== 'corrupted');
    before.forEach(takeIn);
    const run = await expire();
    const after = before.map(({ id }) => test.engine.store.reservations.get(String(id)));
    const changed = after.filter(({ status }, index) => status !== before[index]?.status);
    expect(changed.map(({ id }) => Number(id))).toEqual(expected.cancelled_ids);
    expect(run.counts.changed).toBe(expected.cancelled_ids.length);
    for (const [id, status] of Object.entries(expected.slot_status_after))
      expect(test.engine.store.reservations.get(id).slotId === null ? 'active' : 'reserved').toBe(status);
  });

  it('has a placeholder row that is no reservation and cannot be taken in', () => {
    const { reservations } = Page.parse(readBookingSample('escape-room/admin-reservations-page-1'));
    offerRooms();
    const placeholder = reservations.find(({ status }) => status === 'corrupted');
    expect(() => placeholder !== undefined && takeIn(placeholder)).toThrow(/placeholder/);
  });
});
