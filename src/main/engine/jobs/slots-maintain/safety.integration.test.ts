import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  book,
  everythingElse,
  offer,
  putSlots,
  runJob,
  sampleProvider,
  sampleService,
  secretName,
  storedSlots,
  writtenByRuns,
} from '../../testing/test-bookings.ts';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';

/** A Monday, 09:45 in Kathmandu. */
const start = Date.parse('2026-03-02T04:00:00Z');
const dayMs = 86_400_000;

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
});
afterEach(() => test.close());

const maintain = (params: object) => runJob(test, 'slots.maintain', params);
const slots = () => storedSlots(test.engine.store);
const planOf = (id: string) => test.engine.store.plans.get(Number(id));

describe('slot maintenance that would go too far', () => {
  beforeEach(async () => {
    offer(test.engine.store, sampleProvider(), sampleService());
    await maintain({ daysAhead: 30 });
  });

  it.each([
    ['the clock has leapt a day ahead', () => test.clock.setWall(start + dayMs)],
    [
      'the clock was set back and a day was closed',
      () => {
        test.clock.setWall(start - dayMs);
        const exceptions = [{ kind: 'closed', date: '2026-03-04' }];
        test.engine.store.providers.save(sampleProvider({ exceptions }), start);
      },
    ],
    [
      'a provider was emptied',
      () => void test.engine.store.providers.save(sampleProvider({ availability: [] }), start),
    ],
    [
      'a provider was put into the wrong time zone',
      () => void test.engine.store.providers.save(sampleProvider({ timeZone: 'America/Panama' }), start),
    ],
  ])('is held where %s, and changes nothing', async (_what, change) => {
    change();
    const before = everythingElse(test.engine.store);
    const run = await maintain({ daysAhead: 30 });
    expect(run.status).toBe('held');
    expect(everythingElse(test.engine.store)).toBe(before);
  });
});

describe('forced clean-up', () => {
  beforeEach(() => {
    const { store } = test.engine;
    offer(store, sampleProvider(), sampleService({ maxBookingsPerSlot: 2 }));
    const [first, second] = putSlots(store, 's1', '2026-02-27', 1);
    if (first === undefined || second === undefined) throw new Error('There are no slots.');
    book(store, 'r1', first);
    book(store, 'r2', first);
    book(store, 'r3', second);
  });
  const force = { daysAhead: 0, forceCleanup: true };

  async function applied(): Promise<string> {
    const run = await maintain(force);
    const { confirmText } = planOf(run.id);
    const apply = await test.engine.handlers['plans.apply']({
      runId: run.id,
      reason: 'Agreed with the owner.',
      confirmText: confirmText ?? '',
    });
    await test.engine.runner.endOf(apply.id);
    return apply.id;
  }

  it('waits until somebody has typed what the plan asks for', async () => {
    const run = await maintain(force);
    expect(run.status).toBe('held');
    expect(planOf(run.id)).toMatchObject({
      state: 'held',
      confirmText: 'remove 3',
      counts: { updates: 3, removes: 3 },
    });
    expect(slots()).toHaveLength(3);
    const apply = test.engine.handlers['plans.apply']({ runId: run.id, reason: '', confirmText: 'yes' });
    await expect(apply).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('removes booked slots of the past; their reservations stay, without a slot, and say why', async () => {
    const { reservations } = test.engine.store;
    const id = await applied();
    expect(slots()).toEqual(['2026-03-02 09:00', '2026-03-02 10:00', '2026-03-02 11:00']);
    expect(reservations.get('r1')).toMatchObject({ status: 'paid', slotId: null, date: '2026-02-27', from: '09:00' });
    expect(reservations.events('r1').at(-1)).toMatchObject({ action: 'detached', runId: id });
    expect(writtenByRuns(test)).not.toMatch(new RegExp(`${secretName}|zebulon|6000`, 'i'));
  });

  it('can be taken back: slots and reservations are as they were', async () => {
    const stored = () => [slots(), ['r1', 'r2', 'r3'].map((id) => test.engine.store.reservations.get(id).slotId)];
    const before = stored();
    const id = await applied();
    const undo = await test.engine.handlers['plans.undo']({ runId: id, reason: 'A mistake.' });
    await test.engine.runner.endOf(undo.id);
    expect(stored()).toEqual(before);
    expect(test.engine.store.reservations.events('r1').at(-1)).toMatchObject({ action: 'restored' });
  });

  it('leaves booked slots of today and later alone', async () => {
    const { store } = test.engine;
    const [future] = putSlots(store, 's1', '2026-03-03', 1);
    if (future !== undefined) book(store, 'r4', future);
    store.providers.save(sampleProvider({ availability: [] }), start);
    await applied();
    expect(slots()).toEqual(['2026-03-03 09:00*']);
  });

  it('is refused in schedules', async () => {
    const draft = { id: 'slots', job: 'slots.maintain', params: force, dailyAt: ['02:00'] };
    const saved = test.engine.handlers['schedules.save']({ id: null, draft });
    await expect(saved).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('never removed by a schedule'),
    });
  });
});
