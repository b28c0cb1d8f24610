import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunFilter } from '#shared/contract/runs.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { planOf } from './fixtures/query-plan.ts';
import { insertRuns, type RunSample } from './fixtures/runs.ts';

const start = Date.UTC(2026, 10, 22, 8);

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
});
afterEach(() => test.close());

/** Every id that fits, page after page, and how many pages it took. */
function readAll(filter: RunFilter, limit = 3): { readonly ids: number[]; readonly pages: number } {
  const ids: number[] = [];
  let pages = 0;
  let before: string | null = null;
  do {
    const page = test.store.runs.list(filter, before, limit);
    expect(page.runs.length).toBeLessThanOrEqual(limit);
    ids.push(...page.runs.map(({ id }) => Number(id)));
    before = page.nextBefore;
    pages += 1;
  } while (before !== null);
  return { ids, pages };
}

const insert = (samples: readonly RunSample[]): void => insertRuns(test.connection, samples);

describe('pages of runs', () => {
  it('are newest first and say where to go on', () => {
    insert([1, 2, 3].map((id) => ({ id, createdAt: start })));
    expect(test.store.runs.list({}, null, 2)).toMatchObject({ runs: [{ id: '3' }, { id: '2' }], nextBefore: '2' });
    expect(test.store.runs.list({}, '2', 2)).toMatchObject({ runs: [{ id: '1' }], nextBefore: null });
    expect(test.store.runs.list({}, '1', 2)).toEqual({ runs: [], nextBefore: null });
    expect(test.store.runs.list({}, '9'.repeat(400), 3).runs).toHaveLength(3);
    expect(readAll({}, 3)).toEqual({ ids: [3, 2, 1], pages: 1 });
  });

  it('are empty where there are no runs', () => {
    for (const filter of [{}, { status: ['running' as const] }, { from: 0 }, { scheduleId: 'one' }]) {
      expect(test.store.runs.list(filter, null, 5)).toEqual({ runs: [], nextBefore: null });
    }
  });

  it('look at a bounded number of runs and may be empty on the way', () => {
    insert([1, 25_000].map((id) => ({ id, createdAt: start, kind: id === 1 ? 'wanted' : 'other' })));
    expect(test.store.runs.list({ kind: 'wanted' }, null, 5)).toEqual({ runs: [], nextBefore: '15001' });
    expect(readAll({ kind: 'wanted' })).toEqual({ ids: [1], pages: 3 });
  });

  it('count the looks at a schedule’s own runs only', () => {
    const samples = Array.from({ length: 10_001 }, (_, index) => ({ id: index * 9 + 1, createdAt: start }));
    insert(samples.map((sample) => ({ ...sample, scheduleId: 'one' })));
    insert([{ id: 5, createdAt: start, scheduleId: 'two' }]);
    expect(readAll({ scheduleId: 'two' })).toEqual({ ids: [5], pages: 1 });
    expect(test.store.runs.list({ scheduleId: 'one', kind: 'none' }, null, 5)).toEqual({ runs: [], nextBefore: '10' });
    expect(readAll({ scheduleId: 'one', kind: 'none' })).toEqual({ ids: [], pages: 2 });
  });

  it('find what is not finished at once, however much came before or after it', () => {
    insert([1, 90_000].map((id) => ({ id, createdAt: start })));
    insert([{ id: 45_000, createdAt: start, status: 'planned' }]);
    expect(readAll({ status: ['planned', 'claimed', 'running'] })).toEqual({ ids: [45_000], pages: 1 });
  });

  it('jump to a date at once, also where the clock was set back over it', () => {
    const early = start - 1000;
    insert([
      { id: 1, createdAt: early },
      { id: 50_000, createdAt: start },
      { id: 70_000, createdAt: early + 1 },
      { id: 200_000, createdAt: start + 1 },
    ]);
    expect(readAll({ from: early, until: early + 1 })).toEqual({ ids: [1], pages: 1 });
    expect(readAll({ until: start }).ids).toEqual([70_000, 1]);
    expect(readAll({ from: start + 1 })).toEqual({ ids: [200_000], pages: 1 });
    expect(readAll({ from: start + 2 })).toEqual({ ids: [], pages: 1 });
    expect(readAll({ from: start, until: early })).toEqual({ ids: [], pages: 1 });
  });
});

describe('the text of a filter', () => {
  const find = (text: string): number[] => readAll({ text }, 10).ids;

  beforeEach(() =>
    insert([
      { id: 1, createdAt: start, subject: 'Universität Zürich' },
      { id: 2, createdAt: start, reason: 'Straßenfest, 50 % fewer people' },
      { id: 3, createdAt: start, error: 'The host_a gave NO answer.' },
      { id: 45, createdAt: start, subject: 'Harbour', reason: 'Room 3' },
    ]),
  );

  it('is found in subject, reason and error, whatever the case of its letters', () => {
    expect(find('zürich')).toEqual([1]);
    expect(find('ZÜRICH')).toEqual([1]);
    expect(find('strassenFEST')).toEqual([2]);
    expect(find('no answer')).toEqual([3]);
    expect(find('  HARBOUR ')).toEqual([45, 3, 2]);
    expect(find('zurich')).toEqual([]);
  });

  it('means every character as it is', () => {
    expect(find('50 %')).toEqual([2]);
    expect(find('%')).toEqual([2]);
    expect(find('host_a')).toEqual([3]);
    expect(find('t_a')).toEqual([3]);
    expect(find('hostXa')).toEqual([]);
    expect(find("'")).toEqual([]);
    expect(find('HarbourRoom')).toEqual([]);
  });

  it('finds the run of a number too', () => {
    expect(find('3')).toEqual([45, 3]);
    expect(find('45')).toEqual([45]);
    expect(find('4')).toEqual([]);
  });

  it('does not narrow where it is blank, nor do empty lists', () => {
    expect(find(' ')).toHaveLength(4);
    expect(readAll({ status: [], trigger: [] }, 10).ids).toHaveLength(4);
  });
});

const someOf = <T>(...values: T[]) => fc.constantFrom(...values);
const sample = fc.record({
  id: fc.integer({ min: 1, max: 30_000 }),
  createdAt: fc.integer({ min: 0, max: 12 }),
  kind: someOf('a', 'b'),
  scheduleId: someOf(null, 'one', 'two'),
  status: someOf('succeeded', 'failed', 'planned', 'running'),
  trigger: someOf('manual', 'schedule'),
  subject: someOf('Ähre', 'Bay'),
});
const filter = fc.record(
  {
    kind: someOf('a', 'b'),
    scheduleId: someOf('one', 'two'),
    status: fc.subarray(['succeeded', 'failed', 'planned', 'running'] as const),
    trigger: fc.subarray(['manual', 'schedule'] as const),
    from: fc.integer({ min: 0, max: 12 }),
    until: fc.integer({ min: 0, max: 12 }),
    text: someOf('ähr', 'AY', '7'),
  },
  { requiredKeys: [] },
);

function fits(run: Required<RunSample>, { kind, scheduleId, status, trigger, from, until, text }: RunFilter): boolean {
  const isIn = (list: readonly string[] | undefined, value: string): boolean =>
    list === undefined || list.length === 0 || list.includes(value);
  return (
    (kind === undefined || run.kind === kind) &&
    (scheduleId === undefined || run.scheduleId === scheduleId) &&
    isIn(status, run.status) &&
    isIn(trigger, run.trigger) &&
    run.createdAt >= (from ?? 0) &&
    run.createdAt < (until ?? 99) &&
    (text === undefined || run.subject.toUpperCase().includes(text.toUpperCase()) || String(run.id) === text)
  );
}

describe('any filter', () => {
  it('gives every run that fits once, in order, over its pages', () => {
    const samples = fc.uniqueArray(sample, { selector: ({ id }) => id, maxLength: 40 });
    fc.assert(
      fc.property(samples, fc.array(filter, { minLength: 5, maxLength: 10 }), (made, filters) => {
        test.connection.raw.exec('DROP TRIGGER IF EXISTS job_run_end_is_final; DELETE FROM job_run');
        insert(made);
        for (const one of filters) {
          const expected = made.filter((run) => fits({ reason: null, error: null, ...run }, one)).map(({ id }) => id);
          expect(readAll(one).ids).toEqual(expected.toSorted((left, right) => right - left));
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('the statements of a page', () => {
  const all = { kind: 'a', status: ['failed' as const], trigger: ['manual' as const], text: 'x' };

  it('reach their runs by id or by an index', () => {
    insert([{ id: 1, createdAt: start, status: 'running' }]);
    const steps = [
      ...planOf(test, () => test.store.runs.list({}, null, 5)),
      ...planOf(test, () => test.store.runs.list(all, null, 5)),
      ...planOf(test, () => test.store.runs.list({ ...all, from: 0, until: start + 1 }, null, 5)),
      ...planOf(test, () => test.store.runs.list({ status: ['running'] }, null, 5)),
    ];
    const byIndex =
      /^SEARCH job_run (EXISTS )?USING (INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)|COVERING INDEX job_run_by_block \(<expr>=\? AND created_at>\? AND created_at<\?\))$/;
    expect(steps.filter((step) => byIndex.test(step))).toHaveLength(5);
    const others = steps.filter((step) => step.includes('job_run') && !byIndex.test(step));
    expect(others).toEqual([
      'SEARCH job_run',
      'SCAN job_run USING INDEX job_run_claim',
      'SCAN job_run USING COVERING INDEX job_run_waiting',
    ]);
    expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  });

  it('reach a schedule’s runs by its index', () => {
    insert([{ id: 1, createdAt: start }]);
    const steps = planOf(test, () => test.store.runs.list({ ...all, scheduleId: 'one' }, null, 5));
    expect(
      steps.filter((step) => /INDEX job_run_by_schedule \(schedule_id=\? AND id>\? AND id<\?\)/.test(step)),
    ).toHaveLength(2);
    expect(steps.filter((step) => step.includes('TEMP B-TREE'))).toEqual([]);
  });
});
