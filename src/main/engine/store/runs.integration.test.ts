import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '#shared/model/run.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { planOf } from './fixtures/query-plan.ts';
import { claimOf, codeOf, noCounts as none } from './fixtures/runs.ts';
import type { RunClaim, Runs } from './runs.ts';

const start = Date.UTC(2026, 10, 22, 8);
const some = { checked: 3, changed: 1, created: 1, unchanged: 0, failed: 1, skipped: 2 };

let test: TestStore;
let runs: Runs;
beforeEach(async () => {
  test = await createTestStore(start);
  runs = test.store.runs;
});
afterEach(() => test.close());

function finish(run: Run, status: 'succeeded' | 'failed' = 'succeeded', now = start): Run {
  return runs.finish(run.id, { status, counts: none, error: null }, now);
}

const revisions = (): unknown[] =>
  test.connection.raw.prepare('SELECT schedule_revision FROM job_run ORDER BY id').pluck().all();

describe('a claim', () => {
  it('is refused while a run with the same key is not finished', () => {
    const first = runs.claim(claimOf(), start);
    expect(codeOf(() => runs.claim(claimOf(), start))).toBe('conflict');
    runs.start(first.id, 1, start);
    expect(codeOf(() => runs.claim(claimOf({ trigger: 'schedule' }), start))).toBe('conflict');
    finish(first);
    expect(runs.claim(claimOf(), start).id).not.toBe(first.id);
  });

  it('says who is at it in words', () => {
    runs.claim(claimOf(), start);
    expect(() => runs.claim(claimOf(), start)).toThrow(
      'Update building occupancy for Harbour University is running already.',
    );
  });

  it('is granted beside a run with another key', () => {
    runs.claim(claimOf(), start);
    expect(codeOf(() => runs.claim(claimOf({ claimKey: 'occupancy.update/other' }), start))).toBe('nothing thrown');
  });

  it('is refused for a planned instant that has a run already, finished or not', () => {
    const slot = { scheduleId: 'one', scheduleRevision: 2, scheduledFor: start };
    finish(runs.claim(claimOf(slot), start));
    expect(() => runs.claim(claimOf(slot), start)).toThrow(
      'Update building occupancy for Harbour University has a run for this slot already.',
    );
    finish(runs.claim(claimOf({ ...slot, scheduledFor: start + 1 }), start));
    finish(runs.claim(claimOf({ ...slot, scheduleRevision: 3 }), start));
    expect(revisions()).toEqual([2, 2, 3]);
  });

  it('is refused for a planned instant also where no revision is known', () => {
    const slot = { scheduleId: 'one', scheduledFor: start };
    finish(runs.claim(claimOf(slot), start));
    expect(codeOf(() => runs.claim(claimOf(slot), start))).toBe('conflict');
    finish(runs.claim(claimOf(), start));
    expect(revisions()).toEqual([0, null]);
  });

  it('is granted to one of two processes on the same file only', async () => {
    const other = await test.openAnother();
    const mine = runs.claim(claimOf(), start);
    expect(codeOf(() => other.store.runs.claim(claimOf(), start))).toBe('conflict');
    finish(mine);
    const theirs = other.store.runs.claim(claimOf(), start);
    expect(codeOf(() => runs.claim(claimOf(), start))).toBe('conflict');
    expect(runs.find(theirs.id)).toEqual(theirs);
  });
});

describe('a run', () => {
  it('goes from claimed over running to one end', () => {
    const claimed = runs.claim(claimOf({ reason: 'Because.' }), start);
    expect(claimed).toMatchObject({
      status: 'claimed',
      createdAt: start,
      startedAt: null,
      finishedAt: null,
      reason: 'Because.',
      attempts: 0,
    });
    expect(runs.open()).toEqual([claimed]);
    expect(runs.start(claimed.id, 1, start + 1)).toMatchObject({
      status: 'running',
      startedAt: start + 1,
      attempts: 1,
    });
    expect(runs.start(claimed.id, 2, start + 5)).toMatchObject({ startedAt: start + 1, attempts: 2 });
    expect(runs.progress(claimed.id, none, { done: 1, total: 3, note: '166' }).progress).toEqual({
      done: 1,
      total: 3,
      note: '166',
    });
    const error = { target: 'harbour', code: 'network', message: 'No answer.' } as const;
    const ended = runs.finish(claimed.id, { status: 'partial', counts: some, error }, start + 9);
    expect(ended).toMatchObject({
      status: 'partial',
      finishedAt: start + 9,
      counts: some,
      error: { code: 'network', message: 'No answer.' },
      progress: null,
    });
    expect(runs.open()).toEqual([]);
  });

  it('never changes once it has ended', () => {
    const ended = finish(runs.claim(claimOf(), start));
    const attempts = [
      () => runs.finish(ended.id, { status: 'failed', counts: some, error: null }, start + 1),
      () => runs.start(ended.id, 2, start + 1),
      () => runs.progress(ended.id, some, { done: 1, total: 1, note: '' }),
    ];
    for (const attempt of attempts) expect(attempt).toThrow('a finished run never changes');
    expect(runs.interrupt(['process-1'], start + 1)).toEqual([]);
    expect(runs.find(ended.id)).toEqual(ended);
  });

  it('cannot end with counts that do not add up', () => {
    const run = runs.claim(claimOf(), start);
    expect(() =>
      runs.finish(run.id, { status: 'succeeded', counts: { ...none, checked: 2, failed: 1 }, error: null }, start),
    ).toThrow(/CHECK/);
    expect(runs.find(run.id)?.status).toBe('claimed');
  });

  it('is unknown under an id that nobody gave out', () => {
    expect(runs.find('999')).toBeUndefined();
    expect(runs.find('no number')).toBeUndefined();
    expect(codeOf(() => runs.finish('999', { status: 'failed', counts: none, error: null }, start))).toBe('not_found');
  });
});

describe('the runs of a process that is gone', () => {
  it('end as interrupted, and nobody else’s do', async () => {
    const other = await test.openAnother();
    const theirs = other.store.runs.claim(claimOf({ claimKey: 'theirs' }), start);
    const mine = runs.claim(claimOf(), start);
    const ended = runs.interrupt([other.processId], start + 5);
    expect(ended).toMatchObject([
      { id: theirs.id, status: 'interrupted', finishedAt: start + 5, error: { code: 'canceled' } },
    ]);
    expect(runs.find(mine.id)?.status).toBe('claimed');
    expect(runs.interrupt([other.processId], start + 6)).toEqual([]);
    expect(codeOf(() => runs.claim(claimOf({ claimKey: 'theirs' }), start))).toBe('nothing thrown');
  });

  it('are none where no process is named', () => {
    runs.claim(claimOf(), start);
    expect(runs.interrupt([], start)).toEqual([]);
    expect(runs.open()).toHaveLength(1);
  });
});

describe('what is written down about a run', () => {
  it('is one check for each target, the newest attempt’s', () => {
    const { id } = runs.claim(claimOf(), start);
    runs.noteCheck(id, { target: '166', outcome: 'failed', code: 'network', message: 'Away.' }, start);
    runs.noteCheck(id, { target: '166', outcome: 'changed', code: null, message: 'Busy, 70 %' }, start + 1);
    runs.noteCheck(id, { target: '200', outcome: 'failed', code: 'source_changed', message: 'Not listed.' }, start + 1);
    expect(runs.errors(id)).toEqual([{ target: '200', code: 'source_changed', message: 'Not listed.' }]);
    expect(runs.checksOf('166', 10)).toEqual([{ runId: id, at: start + 1, outcome: 'changed', message: 'Busy, 70 %' }]);
  });

  it('is a line for each try, with its error and the next one', () => {
    const { id } = runs.claim(claimOf(), start);
    const error = { code: 'timeout', message: 'No answer in time.' } as const;
    runs.noteAttempt(id, { number: 1, startedAt: start });
    runs.endAttempt(id, 1, { finishedAt: start + 5, error, nextAt: start + 30 });
    runs.noteAttempt(id, { number: 2, startedAt: start + 31 });
    const first = { number: 1, startedAt: start, finishedAt: start + 5, error, nextAt: start + 30 };
    const second = { number: 2, startedAt: start + 31, finishedAt: null, error: null, nextAt: null };
    expect(runs.attempts(id)).toEqual([first, second]);
    runs.endAttempt(id, 2, { finishedAt: start + 40, error: null, nextAt: null });
    expect(runs.attempts(id)).toEqual([first, { ...second, finishedAt: start + 40 }]);
    expect(runs.attempts('999')).toEqual([]);
    expect(codeOf(() => runs.endAttempt(id, 3, { finishedAt: start, error: null, nextAt: null }))).toBe('not_found');
  });

  it('is a change for each field with its type', () => {
    const { id } = runs.claim(claimOf(), start);
    const change = { target: '166', key: '', field: 'isOpen', before: null, after: false };
    runs.noteChanges(id, [change, { ...change, field: 'status', before: 'busy', after: 'closed' }]);
    runs.noteChanges(id, [{ ...change, before: true }]);
    expect(runs.changes(id)).toEqual([
      { ...change, before: true },
      { ...change, field: 'status', before: 'busy', after: 'closed' },
    ]);
  });

  it('is the log in the order in which it was written', () => {
    const { id } = runs.claim(claimOf(), start);
    const lines = ['one', 'two', 'three'].map((message, index) => ({
      at: start - index,
      level: 'info' as const,
      message,
    }));
    for (const line of lines) runs.noteLine(id, line);
    expect(runs.log(id)).toEqual(lines);
  });
});

describe('lists of runs', () => {
  const make = (change: Partial<RunClaim>, now = start): Run =>
    finish(runs.claim(claimOf(change), now), 'succeeded', now);

  it('are newest first and no longer than asked for', () => {
    const made = [make({}), make({}), make({})];
    expect(runs.recent(2).map(({ id }) => id)).toEqual([made[2]?.id, made[1]?.id]);
  });

  it('leave dry runs out where the state of the work is meant', () => {
    make({ claimKey: 'a' });
    const dry = make({ claimKey: 'a', isDryRun: true });
    const wet = make({ claimKey: 'b' });
    expect(runs.recentOf(['a', 'b'], 10).map(({ id }) => id)).toEqual([wet.id, '1']);
    expect(runs.recentOf([], 10)).toEqual([]);
    runs.noteCheck(dry.id, { target: '166', outcome: 'changed', code: null, message: '' }, start);
    expect(runs.checksOf('166', 10)).toEqual([]);
  });

  it('know the runs of slots that were planned within a time', () => {
    for (const scheduledFor of [start, start + 20, start + 10]) make({ scheduleId: 'one', scheduledFor });
    const slots = (range: { from: number; until: number }) => runs.ofSlots('one', range).map((run) => run.scheduledFor);
    expect(slots({ from: start + 10, until: start + 21 })).toEqual([start + 10, start + 20]);
    expect(slots({ from: start + 10, until: start + 20 })).toEqual([start + 10]);
  });

  it('stream every run of a range, oldest first', () => {
    for (const now of [start, start + 10, start + 20]) make({}, now);
    expect([...runs.each({ from: start + 10, until: start + 20 })].map(({ createdAt }) => createdAt)).toEqual([
      start + 10,
    ]);
    expect([...runs.each({ from: 0, until: start + 99 })].map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  it('are read by an index, however many runs there are', () => {
    const plan = [
      ...planOf(test, () => runs.recentOf(['a'], 5)),
      ...planOf(test, () => runs.ofSlots('one', { from: start, until: start + 99 })),
      ...planOf(test, () => runs.open()),
      ...planOf(test, () => runs.cancelRequests()),
      ...planOf(test, () => runs.interrupt(['process-9'], start)),
    ];
    const byIndex =
      /^(SEARCH|SCAN) job_run USING (COVERING )?INDEX (job_run_by_claim|job_run_slot|job_run_claim|job_run_waiting)\b/;
    expect(plan.filter((step) => !byIndex.test(step) && step.includes('job_run'))).toEqual([]);
    expect(plan.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
    expect(plan).toContainEqual(
      expect.stringMatching(
        /SEARCH job_run .*job_run_slot \(schedule_id=\? AND scheduled_for>\? AND scheduled_for<\?\)/,
      ),
    );
    const scans = (index: string) => plan.filter((step) => step === `SCAN job_run USING INDEX ${index}`);
    expect(scans('job_run_claim')).toHaveLength(3);
    expect(scans('job_run_waiting')).toHaveLength(2);
  });
});
