import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { manualRequests } from '../handlers/runs.ts';
import { createTestWork, type TestWork } from '../testing/test-job.ts';
import type { RunRequest } from './run-request.ts';
import type { StartedRun } from './runner.ts';

let test: TestWork;
beforeEach(async () => {
  test = await createTestWork();
});
afterEach(() => test.close());

/** Starts work on so many items. */
function startMany(count: number, change: Partial<RunRequest> = {}): StartedRun[] {
  const { engine, work, clock } = test;
  const start = { trigger: 'manual', reason: 'a test', isDryRun: false } as const;
  return Array.from({ length: count }, (_, index) => {
    const [request] = manualRequests(work.job, { item: `item ${index}` }, engine, start, clock.now());
    return engine.runner.start({ ...request!, ...change });
  });
}

const expectBegun = (count: number): Promise<void> => vi.waitFor(() => expect(test.work.works).toHaveLength(count));

describe('the pool', () => {
  it('has places for four runs, and the next begins as soon as the work of one is done', async () => {
    startMany(6);
    await expectBegun(4);
    await test.clock.advance(1_000);
    expect(test.work.works).toHaveLength(4);
    test.work.works[2]?.end();
    await expectBegun(5);
  });

  it('begins no work of a run that was stopped while it waited for a place', async () => {
    const started = startMany(5);
    await expectBegun(4);
    test.engine.runner.cancel(started[4]!.run.id, 'Not needed any more.');
    test.work.works[0]?.end();
    expect((await started[4]!.done).run).toMatchObject({ status: 'canceled', error: { code: 'canceled' } });
    expect(test.work.works).toHaveLength(4);
  });

  it('keeps no place for a run that waits for another attempt', async () => {
    startMany(5, { retry: { attempts: 2, backoffMs: 60_000, untilAt: null } });
    await expectBegun(4);
    for (const held of test.work.works) held.fail(new AppError('network', 'No answer.', { retryable: true }));
    await expectBegun(5);
  });

  it('lets the time of a run begin with its first attempt, however long it waited for a place', async () => {
    const started = startMany(5);
    await expectBegun(4);
    await test.clock.advance(600_000);
    await expectBegun(5);
    test.work.works[4]?.end();
    const ends = await Promise.all(started.map(async ({ done }) => (await done).run.status));
    expect(ends).toEqual(['timed_out', 'timed_out', 'timed_out', 'timed_out', 'succeeded']);
  });
});
