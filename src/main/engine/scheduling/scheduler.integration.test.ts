import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { sampleBuilding } from '../testing/test-store.ts';
import { createTestEngine, playSchool, siteLocation, type TestEngine } from '../testing/test-engine.ts';
import { dueSlot, nextStartOf, stepOf } from './plan.ts';
import { findJob } from '../jobs/registry.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 10, 22, 8);

let test: TestEngine;
let endScheduler: (() => void) | undefined;
beforeEach(async () => {
  test = await createTestEngine(start);
  endScheduler = undefined;
  playSchool(test.site, [siteLocation(8, 'North Library', 41)]);
  const { store } = test.engine;
  store.sources.save(test.source(), start);
  store.buildings.save(sampleBuilding(), start);
  store.schedules.save(schedule(), start);
});
afterEach(async () => {
  endScheduler?.();
  await test.close();
});

function schedule(change: Partial<Schedule> = {}): Schedule {
  const retry = { attempts: 1, backoffSeconds: 0 };
  return Schedule.parse({
    id: 'one',
    job: 'occupancy.update',
    params: { sourceId: 'harbour' },
    every: 'PT10M',
    retry,
    ...change,
  });
}

async function startScheduler(): Promise<void> {
  endScheduler = test.engine.scheduler.start();
  await test.idle();
}

async function ring(id = 'one'): Promise<void> {
  test.wakeUps.ring(id);
  await test.idle();
}

/** Trigger, planned instant (minutes after the start) and status of every run, oldest first. */
function runs(): unknown[] {
  return [...test.engine.store.runs.each({ from: 0, until: Number.MAX_SAFE_INTEGER })].map(
    ({ trigger, scheduledFor, status }) => [
      trigger,
      scheduledFor === null ? null : (scheduledFor - start) / minute,
      status,
    ],
  );
}

describe('the scheduler', () => {
  it('runs what is due when it begins and arms the next wake-up', async () => {
    await startScheduler();
    expect(runs()).toEqual([['schedule', 0, 'succeeded']]);
    expect([...test.wakeUps.armed]).toEqual([['one', start + 10 * minute]]);
    expect(test.told.some(({ name }) => name === 'schedules.changed')).toBe(true);
  });

  it('runs once for each planned instant, however often it is woken', async () => {
    await startScheduler();
    await ring();
    await ring();
    await test.clock.advance(10 * minute);
    await ring();
    await ring();
    expect(runs()).toEqual([
      ['schedule', 0, 'succeeded'],
      ['schedule', 10, 'succeeded'],
    ]);
    expect(test.wakeUps.armed.get('one')).toBe(start + 20 * minute);
  });

  it('stays in step when it is woken late', async () => {
    await startScheduler();
    await test.clock.advance(10 * minute + 5000);
    await ring();
    await test.clock.advance(10 * minute);
    await ring();
    expect(runs().slice(1)).toEqual([
      ['schedule', 10, 'succeeded'],
      ['schedule', 20, 'succeeded'],
    ]);
  });

  it('makes up for the newest of the missed instants only, and says that it does', async () => {
    await startScheduler();
    await test.clock.advance(64 * minute);
    await ring();
    expect(runs().slice(1)).toEqual([['catch-up', 60, 'succeeded']]);
    expect(test.wakeUps.armed.get('one')).toBe(start + 70 * minute);
  });

  it('runs once when the clock is put forward, and not at all when it is put back', async () => {
    await startScheduler();
    test.clock.setWall(start + hour);
    await ring();
    test.clock.setWall(start - hour);
    await ring();
    test.clock.setWall(start + hour + minute);
    await ring();
    expect(runs()).toEqual([
      ['schedule', 0, 'succeeded'],
      ['schedule', 60, 'succeeded'],
    ]);
  });

  it('leaves alone what is paused or switched off, and begins again when it is resumed', async () => {
    const { store, scheduler } = test.engine;
    store.schedules.setPaused('one', { at: start, reason: 'Exam week.' });
    store.schedules.save(schedule({ id: 'off', enabled: false }), start);
    await startScheduler();
    expect([runs(), [...test.wakeUps.armed]]).toEqual([[], []]);
    await test.clock.advance(25 * minute);
    store.schedules.setPaused('one', null);
    scheduler.replan();
    await test.idle();
    expect(runs()).toEqual([['catch-up', 20, 'succeeded']]);
    expect([...test.wakeUps.armed.keys()]).toEqual(['one']);
  });

  it('does not let a schedule that cannot run stop the others', async () => {
    test.engine.store.schedules.save(schedule({ id: 'a-broken', job: 'coffee.make' }), start);
    test.engine.store.schedules.save(schedule({ id: 'a-lost', params: { sourceId: 'nobody' } }), start);
    test.engine.store.schedules.save(schedule({ id: 'a-odd', params: { floor: 1 } }), start);
    await startScheduler();
    expect(runs()).toEqual([['schedule', 0, 'succeeded']]);
    const broken = test.log.lines.filter(({ message }) => message === 'This schedule cannot run');
    expect(broken.map(({ fields }) => [fields['schedule'], (fields['err'] as { code: string }).code])).toEqual([
      ['a-broken', 'not_found'],
      ['a-lost', 'not_found'],
      ['a-odd', 'invalid_input'],
    ]);
  });

  it('leaves a planned run out while the same work goes on', async () => {
    await startScheduler();
    const { runner, store } = test.engine;
    let answer = (): void => {};
    test.site.on('/live/harbour', (_request, response) => {
      answer = () => void response.writeHead(200).end('{"data":[]}');
    });
    const job = findJob('occupancy.update');
    const [part] = job.split({ sourceId: 'harbour' }, store);
    if (part === undefined) throw new Error('The job has no part.');
    await test.clock.advance(10 * minute);
    const limits = { stepMs: minute, timeLimitMs: hour, retry: { attempts: 1, backoffMs: 0 } };
    const { done } = runner.start({
      job,
      part,
      trigger: 'manual',
      reason: null,
      scheduleId: null,
      scheduledFor: null,
      isDryRun: false,
      ...limits,
    });
    await expect.poll(() => test.site.count('/live/harbour')).toBe(2);
    test.wakeUps.ring('one');
    expect(runs().slice(1)).toEqual([['manual', null, 'running']]);
    answer();
    await done;
  });

  it('shares the planned instants with another process on the same file', async () => {
    const other = await test.beside();
    await startScheduler();
    const endOther = other.engine.scheduler.start();
    for (let round = 0; round < 3; round += 1) {
      await test.clock.advance(10 * minute);
      test.wakeUps.ring('one');
      other.wakeUps.ring('one');
      await test.idle();
    }
    endOther();
    expect(runs()).toEqual([0, 10, 20, 30].map((planned) => ['schedule', planned, 'succeeded']));
  });

  it('records a failure as the end of that instant and goes on with the next', async () => {
    test.site.on(
      '/live/harbour',
      { status: 404 },
      { body: JSON.stringify({ data: [siteLocation(8, 'North Library', 41)] }) },
    );
    await startScheduler();
    await ring();
    await test.clock.advance(10 * minute);
    await ring();
    expect(runs()).toEqual([
      ['schedule', 0, 'failed'],
      ['schedule', 10, 'succeeded'],
    ]);
  });

  it('leaves nothing armed and does nothing more once it is ended', async () => {
    await startScheduler();
    endScheduler?.();
    expect([[...test.wakeUps.armed], test.wakeUps.isClosed]).toEqual([[], true]);
    await test.clock.advance(hour);
    test.engine.scheduler.replan();
    await test.idle();
    expect(runs()).toHaveLength(1);
    expect(test.clock.pending).toBe(0);
  });
});

describe('the plan', () => {
  it('is due from the planned instant on until it has a run', () => {
    const { store } = test.engine;
    const stored = store.schedules.get('one');
    expect(dueSlot(stored, store, start - 1)).toBeNull();
    expect(dueSlot(stored, store, start)).toBe(start);
    expect(dueSlot(stored, store, start + 25 * minute)).toBe(start + 20 * minute);
    expect(nextStartOf(stored, start)).toBe(start + 10 * minute);
    expect(nextStartOf({ ...stored, pausedAt: start }, start)).toBeNull();
    expect(dueSlot({ ...stored, schedule: { ...stored.schedule, enabled: false } }, store, start)).toBeNull();
  });

  it('is not due for an instant older than one that has run, as after an edit of the interval', () => {
    const { store } = test.engine;
    const slot = { scheduleId: 'one', scheduledFor: start + 7 * minute, claimKey: 'any', params: {} };
    const words = {
      kind: 'occupancy.update',
      title: '',
      subject: '',
      reason: null,
      trigger: 'schedule',
      isDryRun: false,
    } as const;
    store.runs.claim({ ...slot, ...words }, start);
    expect(dueSlot(store.schedules.get('one'), store, start + 8 * minute)).toBeNull();
    expect(dueSlot(store.schedules.get('one'), store, start + 10 * minute)).toBe(start + 10 * minute);
  });

  it('takes the shortest interval of the schedules that do the same work, whatever else is broken', () => {
    const { store } = test.engine;
    const job = findJob('occupancy.update');
    const key = 'occupancy.update/harbour';
    store.schedules.save(schedule({ id: 'fast', params: {}, every: 'PT1M' }), start);
    store.schedules.save(schedule({ id: 'off', every: 'PT30S', enabled: false }), start);
    store.schedules.save(schedule({ id: 'a-broken', params: { buildings: ['removed'] }, every: 'PT30S' }), start);
    expect(stepOf(job, key, store, 0)).toBe(minute);
    expect(stepOf(job, 'occupancy.update/nobody', store, 0)).toBe(10 * minute);
  });
});
