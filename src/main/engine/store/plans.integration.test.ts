import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlanAction } from '#shared/model/run-plan.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { claimOf, noCounts } from './fixtures/runs.ts';
import { planOf } from './fixtures/query-plan.ts';
import { createPlans, type NewPlan, type Plans } from './plans.ts';
import type { PlanPart, RowQuery } from './plan-parts.ts';

let test: TestStore;
let plans: Plans;
beforeEach(async () => {
  test = await createTestStore();
  plans = test.store.plans;
});
afterEach(() => test.close());

/** Makes a run with a plan; returns its number. */
function open(change: Partial<NewPlan> = {}): number {
  const run = test.store.runs.claim(claimOf({ claimKey: 'key' }), 1);
  test.store.runs.finish(run.id, { status: 'succeeded', counts: noCounts, error: null }, 2);
  const runId = Number(run.id);
  const usual = {
    runId,
    kind: 'test',
    claimKey: 'key',
    madeAt: 10,
    uptimeMs: 5,
    source: 'job',
    ofRunId: null,
  } as const;
  plans.open({ ...usual, ...change });
  return runId;
}

function part(number: number, firstRow: number, count: number, change: Partial<PlanPart> = {}): PlanPart {
  const rows = Array.from({ length: count }, (_, index) => ({
    key: `row-${firstRow + index}`,
    version: null,
    before: null,
    after: [firstRow + index, 'text', null, 1.5],
  }));
  const kind = { target: null, isOrdinary: false, entity: 'thing', action: 'create' } as const;
  return { number, firstRow, ...kind, rowCount: count, rows, ...change };
}

/** A plan that did so much. */
function done(action: PlanAction, count: number, change: Partial<NewPlan> = {}): number {
  const runId = open(change);
  if (count > 0) plans.addParts(runId, [part(1, 1, count, { action })]);
  plans.setVerdict(runId, { state: 'applied' });
  return runId;
}

const everything = { after: 0, limit: 100, action: null, entity: null };

describe('the rows of a plan', () => {
  it('come back as they were, in their order, with their counts', () => {
    const runId = open();
    const parts = [part(1, 1, 2), part(2, 3, 3, { action: 'remove', entity: 'other', target: 'shelf' })];
    plans.addParts(runId, parts);
    expect(plans.get(runId).counts).toEqual({ creates: 2, updates: 0, removes: 3 });
    expect(plans.partHeads(runId).map((head) => plans.readPart(runId, head))).toEqual(parts);
    expect(plans.countsByEntity(runId)).toEqual([
      { entity: 'thing', counts: { creates: 2, updates: 0, removes: 0 } },
      { entity: 'other', counts: { creates: 0, updates: 0, removes: 3 } },
    ]);
  });

  it('are paged, also by action and entity', () => {
    const runId = open();
    const parts = [part(1, 1, 4), part(2, 5, 4, { action: 'update' }), part(3, 9, 4, { entity: 'other' })];
    plans.addParts(runId, parts);
    const numbers = (query: Partial<RowQuery>) => {
      const { rows, next } = plans.rows(runId, { ...everything, ...query });
      return [rows.map(({ number }) => number), next];
    };
    expect(numbers({ limit: 3 })).toEqual([[1, 2, 3], 3]);
    expect(numbers({ after: 3, limit: 3 })).toEqual([[4, 5, 6], 6]);
    expect(numbers({ after: 9, limit: 3 })).toEqual([[10, 11, 12], null]);
    expect(numbers({ after: 12 })).toEqual([[], null]);
    expect(numbers({ action: 'update' })).toEqual([[5, 6, 7, 8], null]);
    expect(numbers({ after: 6, action: 'update', limit: 1 })).toEqual([[7], 7]);
    expect(numbers({ after: 2, entity: 'other', limit: 2 })).toEqual([[9, 10], 10]);
  });

  it('of a target are taken out again, with their counts', () => {
    const runId = open();
    plans.addParts(runId, [
      part(1, 1, 2, { target: 'a' }),
      part(2, 3, 2, { target: 'b' }),
      part(3, 5, 1, { target: 'a' }),
    ]);
    plans.dropTarget(runId, 'a');
    expect(plans.get(runId).counts.creates).toBe(2);
    expect(plans.rows(runId, everything).rows.map(({ number }) => number)).toEqual([3, 4]);
  });

  it('after one are taken out again, within a part too', () => {
    const runId = open();
    plans.addParts(runId, [part(1, 1, 3), part(2, 4, 3), part(3, 7, 3)]);
    plans.dropAfter(runId, 5);
    expect(plans.get(runId).counts.creates).toBe(5);
    expect(plans.rows(runId, everything).rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
    plans.dropAfter(runId, 0);
    expect(plans.partHeads(runId)).toEqual([]);
  });

  it('that were not carried out have a reason each', () => {
    const runId = open();
    plans.addMisses(runId, [
      { rowNumber: 3, reason: 'It is gone.' },
      { rowNumber: 9, reason: 'It was changed.' },
    ]);
    expect(plans.misses(runId, 4, 9)).toEqual(new Map([[9, 'It was changed.']]));
    expect(plans.misses(runId).size).toBe(2);
  });
});

describe('plans', () => {
  it('say what is usual: what the newest runs that did something changed and removed', () => {
    done('update', 9);
    done('remove', 4);
    done('create', 7);
    done('update', 0);
    const dry = open();
    plans.addParts(dry, [part(1, 1, 50, { action: 'remove' })]);
    plans.setVerdict(dry, { state: 'dry' });
    done('remove', 80, { claimKey: 'other' });
    done('remove', 60, { source: 'undo', ofRunId: 1 });
    expect(plans.usual('key', 30)).toEqual([0, 4, 9]);
    expect(plans.usual('key', 2)).toEqual([0, 4]);
  });

  it('that another run took over count once', () => {
    const held = done('remove', 9);
    done('remove', 9, { source: 'apply', ofRunId: held });
    expect(plans.usual('key', 30)).toEqual([9]);
  });

  it('tell when the work was done last, by which clocks', () => {
    expect(plans.lastDone('key')).toBeUndefined();
    done('update', 0, { madeAt: 100, uptimeMs: 7.5 });
    done('update', 1, { madeAt: 200, source: 'undo', ofRunId: 1 });
    open({ madeAt: 300 });
    expect(plans.lastDone('key')).toEqual({ at: 100, uptimeMs: 7.5, bootId: 'boot' });
  });

  it('that are held make way for a later one', () => {
    const runId = open();
    plans.setVerdict(runId, { state: 'held', heldReason: 'Many.', confirmText: 'yes' });
    expect(plans.heldOf('key')).toMatchObject({ runId, heldReason: 'Many.', confirmText: 'yes' });
    expect(plans.held()).toHaveLength(1);
    plans.supersede('key', 99);
    expect(plans.heldOf('key')).toBeUndefined();
    expect(plans.get(runId)).toMatchObject({ state: 'superseded', decidedAt: 99, decidedBy: null });
  });

  it('know the effects that a job had', () => {
    const runId = open();
    expect(plans.noteEffect('test', '08:00', 'a', runId)).toBe(true);
    expect(plans.noteEffect('test', '08:00', 'a', runId)).toBe(false);
    expect(plans.hasEffect('test', '08:00', 'a')).toBe(true);
    expect(plans.hasEffect('test', '09:00', 'a')).toBe(false);
  });

  it('are found by an index, however many there are', async () => {
    const other = await test.openAnother();
    const steps = planOf({ ...test, connection: freshConnection(other.store.connection) }, () => {
      const fresh = createPlans(freshConnection(other.store.connection));
      fresh.heldOf('key');
    });
    expect(steps.filter((step) => /SCAN (run_plan|run_plan_part|run_effect|job_run|app_process)$/.test(step))).toEqual(
      [],
    );
    const used = (text: string) => steps.some((step) => step.includes(text));
    expect(used('run_plan_effective (claim_key=?)')).toBe(true);
    expect(used('run_plan_by_claim (claim_key=?)')).toBe(true);
    expect(used('run_plan_held (claim_key=?)')).toBe(true);
    expect(used('run_plan_of (of_run_id=? AND source=?)')).toBe(true);
    expect(used('run_plan_part_rows (run_id=? AND first_row>?)')).toBe(true);
  });
});

/** The same file with no statement prepared yet. */
function freshConnection(connection: TestStore['connection']): TestStore['connection'] {
  // Every row type is whatever its caller states, as with the statements that are kept.
  const prepare = ((text: string) => connection.raw.prepare(text)) as TestStore['connection']['prepare'];
  return { ...connection, prepare };
}
