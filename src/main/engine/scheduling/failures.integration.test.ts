import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { createTestWork, type TestWork } from '../testing/test-job.ts';
import { sampleSource } from '../testing/test-store.ts';

const minute = 60_000;
const passing = new AppError('network', 'It did not answer.');
const lasting = new AppError('refused', 'It answered 404.');

let test: TestWork;
beforeEach(async () => {
  test = await createTestWork();
});
afterEach(() => test.close());

describe('another attempt', () => {
  it('begins while there is time before the next planned run, and not after', async () => {
    test.work.answer = passing;
    // Half of 60 seconds, then a minute at most: the third would begin with the next run.
    test.save({ retry: { attempts: 5, backoffSeconds: 60 } });
    test.schedule();
    await test.clock.advance(minute - 1);
    const [run] = test.engine.store.runs.recent(1);
    expect(run).toMatchObject({ status: 'failed', attempts: 2 });
    const { attempts } = await test.engine.handlers['runs.get']({ id: run?.id ?? '' });
    const start = test.clock.now() - minute + 1;
    expect(attempts.map(({ startedAt, nextAt }) => [startedAt - start, nextAt])).toEqual([
      [0, start + 30_000],
      [30_000, null],
    ]);
  });

  it('is not begun once somebody has stopped the run', async () => {
    test.work.answer = passing;
    test.save({ every: 'PT1H', retry: { attempts: 5, backoffSeconds: 60 } });
    test.schedule();
    await test.clock.advance(1);
    await test.engine.handlers['runs.cancel']({ id: '1' });
    await test.clock.advance(5 * minute);
    expect(test.runs()).toEqual(['canceled']);
    expect(test.engine.store.runs.attempts('1')).toHaveLength(1);
  });
});

describe('a limit of time', () => {
  it('for a check ends that check alone, and not the run', async () => {
    test.work.isCheck = true;
    test.save();
    test.schedule();
    await test.clock.advance(29_999);
    expect(test.runs()).toEqual(['running']);
    await test.clock.advance(1);
    const detail = await test.engine.handlers['runs.get']({ id: '1' });
    expect(detail.run).toMatchObject({ status: 'failed', counts: { checked: 1, failed: 1 }, error: null });
    expect(detail.errors).toEqual([{ target: 'a', code: 'timeout', message: 'It took too long.' }]);
  });

  it('for the run is the schedule’s own, and counts all attempts together', async () => {
    test.save({ every: 'PT1H', timeoutSeconds: 90, retry: { attempts: 2, backoffSeconds: 60 } });
    test.schedule();
    await test.clock.advance(minute);
    test.work.works[0]?.fail(passing);
    await test.clock.advance(30_000 - 1);
    expect(test.runs()).toEqual(['running']);
    await test.clock.advance(1);
    expect(test.engine.store.runs.find('1')).toMatchObject({ status: 'timed_out', error: { code: 'timeout' } });
  });

  it('is the job’s where the schedule has none', async () => {
    test.save({ every: 'PT1H' });
    test.schedule();
    await test.clock.advance(10 * minute - 1);
    expect(test.runs()).toEqual(['running']);
    await test.clock.advance(1);
    expect(test.runs()).toEqual(['timed_out']);
  });
});

describe('a schedule that fails and fails', () => {
  beforeEach(() => {
    test.work.answer = lasting;
    test.save({ pauseAfterFailures: 2 });
    test.schedule();
  });

  const failed = '2 runs failed in a row; the last: It answered 404.';

  it('pauses itself after so many failures in a row, says why and tells it', async () => {
    await test.clock.advance(3 * minute);
    const [status] = await test.engine.handlers['schedules.list']({});
    const pause = { at: test.clock.now() - 2 * minute, by: 'failures', reason: failed, until: null };
    expect(status).toMatchObject({ state: 'paused', note: failed, pause, nextAt: null, failuresInRow: 2 });
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'ran', '2'],
      [2, 'paused', null],
      [3, 'paused', null],
    ]);
    expect((await test.stretches()).at(-1)?.story).toBe(`Paused: ${failed}`);
    expect(test.told).toContainEqual({ name: 'schedules.changed', payload: { ids: ['main'] } });
  });

  it('goes on at the next slot when a person resumes it', async () => {
    await test.clock.advance(90_000);
    test.work.answer = 'good';
    const input = { scheduleId: 'main', isPaused: false, reason: '', until: null };
    const [status] = await test.engine.handlers['schedules.setPaused'](input);
    expect(status).toMatchObject({ pause: null, nextAt: test.clock.now() + 30_000 });
    await test.clock.advance(30_000);
    expect(test.runs()).toEqual(['failed', 'failed', 'succeeded']);
    expect((await test.engine.handlers['schedules.list']({}))[0]).toMatchObject({ state: 'active', failuresInRow: 0 });
  });

  it('begins to count anew with a good run', async () => {
    test.work.answer = 'good';
    await test.clock.advance(minute);
    test.work.answer = lasting;
    await test.clock.advance(minute);
    expect((await test.engine.handlers['schedules.list']({}))[0]).toMatchObject({ state: 'failed', pause: null });
  });
});

describe('a slot that cannot run', () => {
  it('has the verdict error with the reason where its target is gone, and stops no other schedule', async () => {
    test.work.answer = 'good';
    test.save();
    test.save({ id: 'other', job: 'coffee.make' });
    test.save({ id: 'third', params: { bogus: true } });
    test.schedule();
    await test.clock.advance(0);
    test.work.isGone = true;
    await test.clock.advance(minute);
    const stories = (await test.stretches()).map(({ verdict, story }) => [verdict, story]);
    expect(stories).toEqual([
      ['ran', '1 checked, 0 changed, 0 failed.'],
      ['error', 'There is no item "a".'],
    ]);
    const note = 'There is no job "coffee.make". Known: test.work.';
    expect(await test.stretches('other')).toMatchObject([{ count: 2, verdict: 'error', story: note }]);
    expect((await test.stretches('third'))[0]).toMatchObject({
      verdict: 'error',
      story: expect.stringContaining('bogus'),
    });
  });

  it('has the verdict over budget where the host’s requests of the day are spent', async () => {
    const limits = { connections: 1, minGapMs: 0, requestsPerDay: 1, timeoutMs: 15_000 };
    test.work.sources = [sampleSource({ limits })];
    test.work.answer = 'good';
    test.save();
    test.schedule();
    await test.clock.advance(0);
    test.engine.store.hosts.reserve('waitz.example', limits, test.clock.now());
    await test.clock.advance(2 * minute);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'over_budget', null],
      [2, 'over_budget', null],
    ]);
    expect((await test.stretches())[1]?.story).toBe('The requests of today to waitz.example are spent.');
  });
});
