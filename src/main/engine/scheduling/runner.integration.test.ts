import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Run } from '#shared/model/run.ts';
import { occupancyUpdate } from '../jobs/occupancy-update/job.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { watchSchool } from '../testing/test-school.ts';
import { manualRequests } from '../handlers/runs.ts';
import type { RunRequest } from './run-request.ts';

let test: TestEngine;

beforeEach(async () => {
  test = await createTestEngine();
  watchSchool(test, [{ code: 'LIB', name: 'North Library', waitzId: '8' }]);
  test.site.on('/compare/ucsd', { status: 404 });
});

afterEach(() => test.close());

const good = JSON.stringify({
  data: [
    {
      id: 8,
      name: 'North Library',
      busyness: 41,
      people: 4,
      capacity: 10,
      isAvailable: true,
      isOpen: true,
      subLocs: false,
    },
  ],
});

function request(change: Partial<RunRequest> = {}): RunRequest {
  const start = { trigger: 'manual', reason: 'a test', isDryRun: false } as const;
  return { ...manualRequests(occupancyUpdate, {}, test.engine, start, test.clock.now())[0]!, ...change };
}

/** The site takes the request and says nothing until the test does; resolves when it has come. */
function holdAnswer(): Promise<ServerResponse> {
  return new Promise((resolve) => {
    test.site.on('/live/ucsd', (_request, response) => resolve(response));
  });
}

function toldStates(): string[] {
  // The event's name tells the payload's type.
  return test.told.filter(({ name }) => name === 'run.changed').map(({ payload }) => (payload as Run).status);
}

describe('a run', () => {
  it('goes from claimed over running to one end, and says so', async () => {
    test.site.on('/live/ucsd', { body: good });
    const { run, done } = test.engine.runner.start(request());
    expect(run).toMatchObject({
      status: 'claimed',
      attempts: 0,
      trigger: 'manual',
      reason: 'a test',
      subject: 'Test school',
    });
    const { run: ended } = await done;
    expect(ended).toMatchObject({ status: 'succeeded', attempts: 1, progress: null });
    expect(new Set(toldStates())).toEqual(new Set(['claimed', 'running', 'succeeded']));
    expect(test.clock.pending).toBe(0);
  });

  it('keeps a log, the checks of its targets and its changes', async () => {
    test.site.on('/live/ucsd', { body: good }, { body: good.replace('41', '55') });
    await test.engine.runner.start(request()).done;
    await test.clock.advance(60_000);
    const { run } = await test.engine.runner.start(request()).done;
    const detail = await test.engine.handlers['runs.get']({ id: run.id });
    expect(detail.changes).toEqual([{ target: 'LIB', key: '', field: 'busynessPercent', before: 41, after: 55 }]);
    expect(detail.log.map(({ message }) => message)).toContain('Test school lists 1 locations.');
    const checks = await test.engine.handlers['occupancy.checks']({ code: 'LIB', limit: 10 });
    expect(checks.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['changed', 'Moderate, 55 %'],
      ['created', 'Moderate, 41 %'],
    ]);
  });

  it('is refused while the same work goes on', async () => {
    const arrived = holdAnswer();
    const first = test.engine.runner.start(request());
    const response = await arrived;
    expect(() => test.engine.runner.start(request())).toThrow(/Test school is running already/);
    response.end(good);
    expect((await first.done).run.status).toBe('succeeded');
    test.site.on('/live/ucsd', { body: good });
    await expect(test.engine.runner.start(request()).done).resolves.toMatchObject({ run: { status: 'succeeded' } });
  });

  it('ends canceled when asked to, and the request in flight is broken off', async () => {
    const arrived = holdAnswer();
    const { run, done } = test.engine.runner.start(request());
    const response = await arrived;
    const closed = new Promise((resolve) => response.once('close', resolve));
    test.engine.runner.cancel(run.id, 'Stopped by hand.');
    expect((await done).run).toMatchObject({ status: 'canceled', error: { code: 'canceled' } });
    await closed;
    expect(await test.engine.handlers['occupancy.building']({ code: 'LIB' })).toMatchObject({ failure: null });
  });

  it('ends timed out at its limit', async () => {
    const arrived = holdAnswer();
    const { done } = test.engine.runner.start(request({ timeLimitMs: 5_000 }));
    await arrived;
    await test.clock.advance(5_000);
    expect((await done).run).toMatchObject({ status: 'timed_out', error: { code: 'timeout' } });
  });

  it('ends canceled when the engine closes, and nothing is left running', async () => {
    const arrived = holdAnswer();
    const { done } = test.engine.runner.start(request());
    await arrived;
    await test.engine.runner.stop();
    expect((await done).run.status).toBe('canceled');
    expect(test.engine.store.runs.open()).toEqual([]);
  });
});

describe('another attempt', () => {
  const patient = { retry: { attempts: 3, backoffMs: 4_000, untilAt: null } };

  it('follows a passing failure after a jittered wait, and the run counts both', async () => {
    test.site.on('/live/ucsd', { status: 503 }, { body: good });
    const { done } = test.engine.runner.start(request(patient));
    await vi.waitFor(() => expect(test.site.count('/live/ucsd')).toBe(1));
    await test.clock.advance(1_999);
    expect(test.site.count('/live/ucsd')).toBe(1);
    await test.clock.advance(1);
    expect((await done).run).toMatchObject({ status: 'succeeded', attempts: 2, counts: { checked: 1, failed: 0 } });
  });

  it('is given up after the last, with one failure beside the building', async () => {
    test.site.on('/live/ucsd', { status: 503 });
    const { done } = test.engine.runner.start(request({ retry: { attempts: 2, backoffMs: 2_000, untilAt: null } }));
    await vi.waitFor(() => expect(test.site.count('/live/ucsd')).toBe(1));
    await test.clock.advance(2_000);
    const { run } = await done;
    expect(run).toMatchObject({ status: 'failed', attempts: 2 });
    const { failure } = await test.engine.handlers['occupancy.building']({ code: 'LIB' });
    expect(failure).toMatchObject({ code: 'network', inRow: 1 });
  });

  it('never follows a lasting failure', async () => {
    test.site.on('/live/ucsd', { status: 404 });
    expect((await test.engine.runner.start(request(patient)).done).run.attempts).toBe(1);
  });

  it('does not wait for a pause that is longer than a minute', async () => {
    test.site.on('/live/ucsd', { status: 429, headers: { 'retry-after': '600' } });
    expect((await test.engine.runner.start(request(patient)).done).run).toMatchObject({
      status: 'failed',
      attempts: 1,
    });
    expect(test.site.count('/live/ucsd')).toBe(1);
  });
});

describe('schedules', () => {
  it('run what is due at once, then wait for the next planned instant', async () => {
    test.site.on('/live/ucsd', { body: good });
    const stop = test.engine.scheduler.start();
    await vi.waitFor(() => expect(test.engine.store.runs.recent(1)[0]?.status).toBe('succeeded'));
    expect(test.wakeUps.armed.get('next')).toBe(test.clock.now() + 600_000);
    test.wakeUps.ring('next');
    expect(test.engine.store.runs.recent(10)).toHaveLength(1);
    await test.clock.advance(600_000);
    test.wakeUps.ring('next');
    await vi.waitFor(() =>
      expect(test.engine.store.runs.recent(10).map(({ status }) => status)).toEqual(['succeeded', 'succeeded']),
    );
    stop();
    expect(test.wakeUps.isClosed).toBe(true);
  });

  it('make up for one missed instant after a long pause, not for all', async () => {
    test.site.on('/live/ucsd', { body: good });
    await test.clock.advance(100 * 600_000 + 300_000);
    const stop = test.engine.scheduler.start();
    await vi.waitFor(() => expect(test.engine.store.runs.recent(1)[0]?.status).toBe('succeeded'));
    expect(test.engine.store.runs.recent(10)).toMatchObject([{ trigger: 'catch-up' }]);
    stop();
  });

  it('are left alone while paused, and resumed by hand', async () => {
    test.site.on('/live/ucsd', { body: good });
    const stop = test.engine.scheduler.start();
    await vi.waitFor(() => expect(test.engine.store.runs.recent(1)[0]?.status).toBe('succeeded'));
    const [paused] = await test.engine.handlers['schedules.setPaused']({
      scheduleId: null,
      isPaused: true,
      reason: '',
      until: null,
    });
    expect(paused).toMatchObject({ state: 'paused', nextAt: null, note: 'Paused by hand.' });
    await test.clock.advance(1_200_000);
    test.engine.scheduler.replan();
    expect(test.engine.store.runs.recent(10)).toHaveLength(1);
    await test.engine.handlers['schedules.setPaused']({ scheduleId: 'main', isPaused: false, reason: '', until: null });
    expect(test.engine.store.runs.recent(10)).toHaveLength(1);
    await test.clock.advance(600_000);
    await vi.waitFor(() => expect(test.engine.store.runs.recent(10)).toHaveLength(2));
    stop();
  });

  it('are not moved by a run by hand', async () => {
    test.site.on('/live/ucsd', { body: good });
    const stop = test.engine.scheduler.start();
    await vi.waitFor(() => expect(test.engine.store.runs.open()).toHaveLength(0));
    const before = test.wakeUps.armed.get('next');
    await test.clock.advance(60_000);
    await test.engine.handlers['runs.startSchedule']({ scheduleId: 'main', reason: 'a test', isDryRun: false });
    await vi.waitFor(() => expect(test.engine.store.runs.recent(1)[0]?.status).toBe('succeeded'));
    const [status] = await test.engine.handlers['schedules.list']({});
    expect(status?.nextAt).toBe(before);
    stop();
  });
});
