import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWork, type TestWork } from '../testing/test-job.ts';
import { sampleSource } from '../testing/test-store.ts';

const minute = 60_000;

let test: TestWork;
beforeEach(async () => {
  test = await createTestWork();
  test.work.answer = 'good';
});
afterEach(() => test.close());

describe('without a network', () => {
  beforeEach(async () => {
    test.work.sources = [sampleSource()];
  });

  it('a slot waits, is made up for when the network is back, and is missed when the next one comes', async () => {
    test.save();
    test.schedule();
    await test.clock.advance(30_000);
    test.setOnline(false);
    await test.clock.advance(2 * minute + 15_000);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'offline', null],
    ]);
    const [row] = await test.engine.handlers['schedules.heartbeats']({});
    expect(row?.cells.at(-1)).toMatchObject({
      verdict: 'pending',
      story: 'Its start has come and it waits for the network.',
    });
    expect(await test.engine.handlers['schedules.scheduler']({})).toMatchObject({ isOnline: false });
    test.setOnline(true);
    await test.clock.advance(5_000);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'offline', null],
      [2, 'ran', '2'],
    ]);
    expect(await test.engine.handlers['schedules.scheduler']({})).toMatchObject({ isOnline: true });
  });

  it('all missed slots are made up for where the schedule wants them all', async () => {
    test.save({ missed: 'all' });
    test.setOnline(false);
    test.schedule();
    await test.clock.advance(2 * minute);
    expect(test.runs()).toEqual([]);
    test.setOnline(true);
    await test.clock.advance(5_000);
    expect(test.runs()).toEqual(['succeeded', 'succeeded', 'succeeded']);
  });

  it('work on this machine or without a source goes on', async () => {
    test.save();
    test.setOnline(false);
    test.schedule();
    test.work.sources = [];
    await test.clock.advance(minute);
    test.work.sources = [sampleSource({ baseUrl: 'http://127.0.0.1:8080' }), sampleSource({ baseUrl: 'http://[::1]' })];
    await test.clock.advance(minute);
    expect(await test.slots()).toEqual([
      [0, 'offline', null],
      [1, 'ran', '1'],
      [2, 'ran', '2'],
    ]);
  });
});

describe('sleep', () => {
  it('is the verdict of what was slept through, and the newest slot is made up for', async () => {
    test.save();
    test.schedule();
    await test.clock.advance(30_000);
    test.clock.sleep(5 * minute + 10_000);
    await test.clock.advance(5_000);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'asleep', null],
      [2, 'asleep', null],
      [3, 'asleep', null],
      [4, 'asleep', null],
      [5, 'ran', '2'],
    ]);
  });
});

describe('a pause', () => {
  const pause = (until: number | null, reason = 'Exam week.') =>
    test.engine.handlers['schedules.setPaused']({ scheduleId: 'main', isPaused: true, reason, until });

  it('is the verdict of its slots, with the reason', async () => {
    test.save();
    test.schedule();
    await test.clock.advance(30_000);
    await pause(null);
    await test.clock.advance(2 * minute);
    const [, paused] = await test.stretches();
    expect(paused).toMatchObject({ count: 2, verdict: 'paused', runId: null, story: 'Paused: Exam week.' });
  });

  it('with an end resumes by itself at that instant', async () => {
    test.save();
    test.schedule();
    await test.clock.advance(30_000);
    await pause(test.clock.now() + 90_000);
    await test.clock.advance(3 * minute);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [1, 'paused', null],
      [2, 'ran', '2'],
      [3, 'ran', '3'],
    ]);
    expect((await test.engine.handlers['schedules.list']({}))[0]).toMatchObject({ state: 'active', pause: null });
  });

  it('that ended while Rounds was closed is over when Rounds begins', async () => {
    test.save();
    await pause(test.clock.now() + 150_000);
    await test.clock.advance(4 * minute + 1000);
    test.schedule();
    await test.clock.advance(0);
    expect(await test.slots()).toEqual([
      [0, 'paused', null],
      [1, 'paused', null],
      [2, 'paused', null],
      [3, 'app_closed', null],
      [4, 'ran', '1'],
    ]);
  });

  it('must end in the time ahead', async () => {
    test.save();
    await expect(pause(test.clock.now())).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('a start-up run', () => {
  it('is made each time Rounds begins to schedule, beside the timetable', async () => {
    test.save({ every: 'PT1H', runAtStart: true });
    test.save({ id: 'off', params: { item: 'b' }, runAtStart: true, enabled: false });
    test.save({ id: 'paused', params: { item: 'c' }, runAtStart: true });
    const rest = { scheduleId: 'paused', isPaused: true, reason: '', until: null };
    await test.engine.handlers['schedules.setPaused'](rest);
    await test.clock.advance(30 * minute);
    test.engine.store.schedules.setJudged('main', test.clock.now() - 30 * minute);
    test.schedule();
    await test.clock.advance(0);
    const runs = test.engine.store.runs.recent(9);
    expect(runs).toMatchObject([
      { trigger: 'start-up', status: 'succeeded', subject: 'Item a', scheduleId: 'main', scheduledFor: null },
    ]);
    const [status] = (await test.engine.handlers['schedules.list']({})).filter(({ id }) => id === 'main');
    expect(status?.nextAt).toBe(test.clock.now() + 30 * minute);
  });
});
