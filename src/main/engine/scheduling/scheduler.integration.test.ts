import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { Schedule } from '#shared/model/schedule.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { createTestJob, type TestJob } from '../testing/test-job.ts';
import { judgedSlots } from './slots.ts';
import { saveSchedule, setPause } from './timetable.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 10, 22, 8);

let test: TestEngine;
let work: TestJob;
let endScheduler: (() => void) | undefined;
beforeEach(async () => {
  work = createTestJob();
  work.answer = 'good';
  test = await createTestEngine(start, { jobs: [work.job], lookEveryMs: day });
  endScheduler = undefined;
  save();
});
afterEach(async () => {
  endScheduler?.();
  await test.close();
});

function save(change: Record<string, unknown> = {}): void {
  const retry = { attempts: 1, backoffSeconds: 0 };
  const base = { id: 'one', job: work.job.kind, params: { item: 'one' }, every: 'PT10M', retry };
  saveSchedule(test.engine.store, Schedule.parse({ ...base, ...change }), test.clock.now());
}

async function startScheduler(): Promise<void> {
  endScheduler = test.engine.scheduler.start();
  await test.idle();
}

/** Rings the one wake-up there is. */
async function ring(): Promise<void> {
  test.wakeUps.ring('next');
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

/** Verdicts of the slots of a schedule up to now, as `verdict minute`. */
function verdicts(id = 'one'): string[] {
  const range = { from: start - 100 * day, until: test.clock.now() + 1 };
  return [...judgedSlots(test.engine.store, id, range)].map(
    ({ verdict, plannedAt }) => `${verdict} ${(plannedAt - start) / minute}`,
  );
}

describe('the scheduler', () => {
  it('runs what is due when it begins and arms the next wake-up', async () => {
    await startScheduler();
    expect(runs()).toEqual([['schedule', 0, 'succeeded']]);
    expect([...test.wakeUps.armed]).toEqual([['next', start + 10 * minute]]);
    expect(test.told.some(({ name }) => name === 'schedules.changed')).toBe(true);
  });

  it('arms one wake-up only, for whatever comes next', async () => {
    save({ id: 'two', params: { item: 'two' }, every: 'PT3M' });
    await startScheduler();
    expect([...test.wakeUps.armed]).toEqual([['next', start + 3 * minute]]);
  });

  it('runs once for each planned instant, however often it is woken', async () => {
    await startScheduler();
    await ring();
    await test.clock.advance(10 * minute);
    await ring();
    await ring();
    expect(runs()).toEqual([
      ['schedule', 0, 'succeeded'],
      ['schedule', 10, 'succeeded'],
    ]);
    expect(test.wakeUps.armed.get('next')).toBe(start + 20 * minute);
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

  it('makes up for the newest of the missed instants only, and says why the others did not run', async () => {
    await startScheduler();
    test.clock.sleep(64 * minute);
    await ring();
    expect(runs().slice(1)).toEqual([['catch-up', 60, 'succeeded']]);
    const asleep = [10, 20, 30, 40, 50].map((planned) => `asleep ${planned}`);
    expect(verdicts()).toEqual(['ran 0', ...asleep, 'ran 60']);
    expect(test.wakeUps.armed.get('next')).toBe(start + 70 * minute);
  });

  it('leaves late slots out where the schedule says so', async () => {
    save({ missed: 'skip' });
    await startScheduler();
    test.clock.sleep(64 * minute);
    await ring();
    expect(runs()).toHaveLength(1);
    expect(verdicts().at(-1)).toBe('asleep 60');
  });

  it('makes up for all missed slots one after the other where the schedule says so, and for no more than 24', async () => {
    save({ missed: 'all' });
    await startScheduler();
    test.clock.sleep(301 * minute);
    await ring();
    await expect.poll(() => runs().length).toBe(25);
    const planned = runs().map((run) => (run as number[])[1]);
    expect(planned).toEqual([0, ...Array.from({ length: 24 }, (_, index) => 70 + index * 10)]);
    expect(verdicts().slice(1, 8)).toEqual([10, 20, 30, 40, 50, 60].map((at) => `asleep ${at}`).concat('ran 70'));
  });

  it('runs nothing for a time that the clock leapt over but the newest, and nothing twice when it is put back', async () => {
    await startScheduler();
    test.clock.setWall(start + 3650 * day);
    await ring();
    expect(runs()).toHaveLength(2);
    test.clock.setWall(start + 5 * minute);
    await ring();
    expect(runs()).toHaveLength(2);
    await test.clock.advance(10 * minute);
    await ring();
    expect(runs()).toHaveLength(3);
    expect(runs()[2]).toEqual(['schedule', 15, 'succeeded']);
  });

  it.each([minute, hour, day, 400 * day, 3650 * day])(
    'goes on within one interval when the clock is put back by %i ms',
    async (byMs) => {
      await startScheduler();
      await test.clock.advance(30 * minute);
      await ring();
      const before = runs().length;
      test.clock.setWall(test.clock.now() - byMs);
      await ring();
      expect(runs()).toHaveLength(before);
      await test.clock.advance(10 * minute);
      await ring();
      expect(runs()).toHaveLength(before + 1);
    },
  );

  it('does not do fixed times twice that lie within one step of a clock that was put back', async () => {
    save({ every: undefined, dailyAt: ['09:00'] });
    await startScheduler();
    await test.clock.advance(hour + minute);
    await ring();
    expect(runs()).toHaveLength(1);
    test.clock.setWall(start + hour - 5 * minute);
    await ring();
    await test.clock.advance(10 * minute);
    await ring();
    expect(runs()).toHaveLength(1);
    await test.clock.advance(day);
    await ring();
    expect(runs()).toHaveLength(2);
  });

  it('gives paused slots their verdict with the reason, and begins again when it is resumed', async () => {
    const { store, scheduler } = test.engine;
    setPause(store, 'one', { at: start, by: 'hand', reason: 'Exam week.', until: null }, start);
    await startScheduler();
    await test.clock.advance(25 * minute);
    setPause(store, 'one', null, test.clock.now());
    scheduler.replan(['one']);
    await test.clock.advance(5 * minute);
    await ring();
    expect(verdicts()).toEqual(['paused 0', 'paused 10', 'paused 20', 'ran 30']);
  });

  it('ends a pause by itself when its time has come', async () => {
    const until = start + 15 * minute;
    setPause(test.engine.store, 'one', { at: start, by: 'hand', reason: 'Lunch.', until }, start);
    await startScheduler();
    await test.clock.advance(20 * minute);
    await ring();
    expect(verdicts()).toEqual(['paused 0', 'paused 10', 'ran 20']);
    expect(test.engine.store.schedules.get('one').pause).toBeNull();
  });

  it('does not let a schedule that cannot run stop the others, and says why in its slots', async () => {
    save({ id: 'a-broken', job: 'coffee.make' });
    save({ id: 'a-odd', params: { floor: 1 } });
    await startScheduler();
    expect(runs()).toEqual([['schedule', 0, 'succeeded']]);
    expect([verdicts('a-broken'), verdicts('a-odd')]).toEqual([['error 0'], ['error 0']]);
  });

  it('does not let a schedule that cannot be read stop the others', async () => {
    save({ id: 'a-gone', params: { item: 'gone' } });
    save({ id: 'a-never', params: { item: 'never' } });
    const { raw } = test.engine.store.connection;
    raw.exec("UPDATE schedule SET time_zone = 'Moon/Crater' WHERE id = 'a-gone'");
    raw.exec("UPDATE schedule SET every = NULL, cron = '0 0 31 2 *' WHERE id = 'a-never'");
    await startScheduler();
    expect(test.engine.store.runs.recent(9).map(({ subject }) => subject)).toEqual(['Item one']);
  });

  it('shares the planned instants with another process on the same file', async () => {
    const other = await test.beside();
    await startScheduler();
    const endOther = other.engine.scheduler.start();
    for (let round = 0; round < 3; round += 1) {
      await test.clock.advance(10 * minute);
      test.wakeUps.ring('next');
      other.wakeUps.ring('next');
      await test.idle();
    }
    endOther();
    expect(runs()).toEqual([0, 10, 20, 30].map((planned) => ['schedule', planned, 'succeeded']));
  });

  it('runs what is due once, whichever of many processes is asked', async () => {
    const others = [];
    for (let index = 0; index < 5; index += 1) others.push(await test.beside());
    const started = [test.engine, ...others.map(({ engine }) => engine)].flatMap(({ scheduler }) =>
      scheduler.runDue('command-line'),
    );
    await Promise.all(started.map(({ done }) => done));
    expect(runs()).toEqual([['command-line', 0, 'succeeded']]);
  });

  it('records a failure as the end of that instant and goes on with the next', async () => {
    work.answer = new AppError('refused', 'No.');
    await startScheduler();
    work.answer = 'good';
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
    expect(test.wakeUps.isClosed).toBe(true);
    expect(test.engine.store.lease.holder()).toBeNull();
    await test.clock.advance(hour);
    test.engine.scheduler.replan();
    await test.idle();
    expect(runs()).toHaveLength(1);
    expect(test.clock.pending).toBe(0);
  });
});
