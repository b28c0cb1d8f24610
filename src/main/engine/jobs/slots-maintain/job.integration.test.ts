import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import {
  book,
  everythingElse,
  offer,
  putSlots,
  runJob,
  sampleProvider,
  sampleService,
  storedSlots,
} from '../../testing/test-bookings.ts';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';

/** A Monday, 09:45 in Kathmandu. */
const start = Date.parse('2026-03-02T04:00:00Z');
/** Fewer services than the brake lets through unasked. */
const week = { daysAhead: 6 };

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
});
afterEach(() => test.close());

const maintain = (params: object = week, isDryRun = false) => runJob(test, 'slots.maintain', params, isDryRun);
const slots = (serviceId?: string) => storedSlots(test.engine.store, serviceId);
const planOf = (id: string) => test.engine.store.plans.get(Number(id));

describe('slot maintenance', () => {
  it('fills the window from today on, each provider by its own date, and makes nothing twice', async () => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService());
    // There it is still Sunday evening.
    offer(
      store,
      sampleProvider({ id: 'p2', timeZone: 'Pacific/Honolulu' }),
      sampleService({ id: 's2', providerId: 'p2' }),
    );
    const run = await maintain();
    expect(run).toMatchObject({ status: 'succeeded', counts: { checked: 2, changed: 2, failed: 0 } });
    expect(slots()).toHaveLength(15);
    expect(slots()[0]).toBe('2026-03-02 09:00');
    expect(slots('s2')[0]).toBe('2026-03-02 09:00');
    expect(slots('s2').at(-1)).toBe('2026-03-06 11:00');
    const before = everythingElse(test.engine.store);
    const again = await maintain();
    expect(again).toMatchObject({ status: 'succeeded', counts: { checked: 2, changed: 0, unchanged: 2 } });
    expect(planOf(again.id).counts).toEqual({ creates: 0, updates: 0, removes: 0 });
    expect(everythingElse(test.engine.store)).toBe(before);
  });

  it('removes free slots of past dates, keeps booked ones and says how many, and fills up what is new', async () => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService());
    const [first] = putSlots(store, 's1', '2026-02-27', 1);
    if (first !== undefined) book(store, 'r1', first);
    const run = await maintain({ daysAhead: 0 });
    expect(slots()).toEqual(['2026-02-27 09:00*', '2026-03-02 09:00', '2026-03-02 10:00', '2026-03-02 11:00']);
    expect(store.runs.log(run.id).map(({ message }) => message)).toContain('Kept one booked slot of past dates.');
  });

  it('writes down how many slots past dates had before the free ones go', async () => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService());
    const [first] = putSlots(store, 's1', '2026-02-27', 1);
    if (first !== undefined) book(store, 'r1', first);
    await maintain();
    const days = store.connection.raw.prepare('SELECT date, offered, booked FROM booking_day').all();
    expect(days).toEqual([{ date: '2026-02-27', offered: 3, booked: 1 }]);
    const snapshots = store.connection.raw.prepare('SELECT window_days, active_services FROM booking_snapshot').all();
    expect(snapshots).toEqual([{ window_days: 7, active_services: 1 }]);
  });

  it('removes free slots that are not offered any more, and names services whose booked ones stay', async () => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService());
    const [first] = putSlots(store, 's1', '2026-03-03', 2);
    if (first !== undefined) book(store, 'r1', first);
    store.providers.save(sampleProvider({ availability: [] }), start);
    const run = await maintain();
    expect(slots()).toEqual(['2026-03-03 09:00*']);
    expect(store.runs.log(run.id)).toContainEqual(
      expect.objectContaining({ level: 'warn', message: expect.stringContaining('Repair (1)') }),
    );
  });

  it('never changes category, price, capacity or length of a stored slot', async () => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService());
    await maintain();
    const change = { price: '900.00', durationMinutes: 90, maxBookingsPerSlot: 5 };
    store.services.save(sampleService(change), start);
    await maintain();
    const [monday] = store.bookingSlots.board({ from: '2026-03-03', days: 1, providerId: null, serviceId: 's1' });
    expect(monday).toMatchObject({ from: '09:00', until: '10:00', price: '100.00', maxBookings: 1 });
  });

  it('takes what is off the board for a slot like others', async () => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService());
    putSlots(store, 's1', '2026-02-27', 1);
    await maintain();
    const [slot] = store.bookingSlots.board({ from: '2026-03-03', days: 1, providerId: null, serviceId: 's1' });
    if (slot !== undefined) store.bookingSlots.setAvailable(slot.id, slot.version, false);
    expect((await maintain()).counts).toMatchObject({ unchanged: 1 });
  });

  it('puts the instants of free slots right after a provider has moved', async () => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService());
    await maintain();
    store.providers.save(sampleProvider({ timeZone: 'Asia/Dubai' }), start);
    const run = await maintain();
    expect(planOf(run.id).counts.updates).toBe(15);
    const [slot] = store.bookingSlots.board({ from: '2026-03-03', days: 1, providerId: null, serviceId: 's1' });
    expect(new Date(slot?.startsAt ?? 0).toISOString()).toBe('2026-03-03T05:00:00.000Z');
    expect((await maintain()).counts).toMatchObject({ unchanged: 1 });
  });

  it('says why a draft and a provider without hours get no slots, and that there is nothing to do without any', async () => {
    expect(await maintain()).toMatchObject({ status: 'succeeded', counts: { checked: 0 } });
    offer(
      test.engine.store,
      sampleProvider({ availability: [] }),
      sampleService(),
      sampleService({ id: 's2', status: 'draft' }),
    );
    expect(await maintain()).toMatchObject({ status: 'succeeded', counts: { checked: 2, unchanged: 2 } });
    expect([...slots(), ...slots('s2')]).toEqual([]);
  });

  it('leaves a service alone whose rules have run away, with an error that says so, and looks after the others', async () => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService(), sampleService({ id: 's2', name: 'Runaway', durationMinutes: 5 }));
    const run = await maintain({ ...week, mostSlotsPerService: 100 });
    expect(run).toMatchObject({ status: 'partial', counts: { changed: 1, failed: 1 } });
    expect(store.runs.errors(run.id)).toMatchObject([
      {
        target: 's2',
        code: 'invalid_input',
        message: expect.stringContaining('Runaway would get 180 slots in 7 days'),
      },
    ]);
    expect(slots()).toHaveLength(15);
    expect(slots('s2')).toEqual([]);
  });

  it('is told to whoever shows slots', async () => {
    offer(test.engine.store, sampleProvider(), sampleService());
    await maintain();
    expect(test.told).toContainEqual({ name: 'bookings.changed', payload: { serviceIds: ['s1'] } });
  });
});

describe('what slot maintenance looks after', () => {
  beforeEach(() => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService(), sampleService({ id: 's2' }));
    offer(
      store,
      sampleProvider({ id: 'p2', timeZone: 'Europe/Zurich' }),
      sampleService({ id: 's3', providerId: 'p2' }),
    );
  });
  const filled = () => ['s1', 's2', 's3'].filter((id) => slots(id).length > 0);

  it.each([
    [{ providers: ['p1'] }, ['s1', 's2']],
    [{ services: ['s2', 's3'] }, ['s2', 's3']],
    [{ timeZone: 'Europe/Zurich' }, ['s3']],
    [{ timeZone: 'Asia/Tokyo' }, []],
    [{}, ['s1', 's2', 's3']],
  ])('follows from the parameters %j', async (params, expected) => {
    await maintain({ ...week, ...params });
    expect(filled()).toEqual(expected);
  });

  it.each([
    [{ providers: ['p9'] }, /p9/],
    [{ services: ['s9'] }, /s9/],
    [{ providers: ['p2'], services: ['s1'] }, /no service "s1" of p2/],
  ])('must be there: %j', async (params, message) => {
    const failure = await maintain({ ...week, ...params }).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(AppError);
    expect(failure).toMatchObject({ code: 'not_found', message: expect.stringMatching(message) });
  });
});

describe('a dry run of slot maintenance', () => {
  it('shows the plan and changes nothing else', async () => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService());
    putSlots(store, 's1', '2026-02-27', 1);
    const before = everythingElse(test.engine.store);
    const run = await maintain(week, true);
    expect(planOf(run.id)).toMatchObject({ state: 'dry', counts: { creates: 15, updates: 0, removes: 3 } });
    expect(everythingElse(test.engine.store)).toBe(before);
  });
});

describe('the schedules that keep slots filled', () => {
  it('fill the slots of every zone after a night in which Rounds was closed, though only one of them runs', async () => {
    const { handlers, store, scheduler } = test.engine;
    for (const [index, timeZone] of ['Europe/Zurich', 'Europe/Berlin', 'Europe/Paris'].entries()) {
      const id = `p${index}`;
      await handlers['providers.save']({ provider: sampleProvider({ id, timeZone }), isNew: true });
      await handlers['services.save']({ service: sampleService({ id: `s${index}`, providerId: id }), isNew: true });
    }
    expect(store.schedules.list()).toHaveLength(7);
    await test.clock.advance(24 * 3_600_000);
    const runs = await Promise.all(scheduler.runDue('command-line').map(({ done }) => done));
    const own = runs.map(({ run }) => run).filter(({ kind }) => kind === 'slots.maintain');
    expect(own).toMatchObject([{ status: 'succeeded', counts: { checked: 3, changed: 3 } }]);
    expect(['s0', 's1', 's2'].map((id) => slots(id).length > 0)).toEqual([true, true, true]);
  });
});
