import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlannedWorld, type PlannedWorld } from '../testing/planned-job.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let test: PlannedWorld;
beforeEach(async () => {
  test = await createPlannedWorld();
});
afterEach(() => test.close());

describe('taking a run back', () => {
  it('puts every row back exactly as it was', async () => {
    test.put('old', 1);
    test.put('kept', 2);
    const before = test.items();
    test.aims.wanted = { kept: 3, new: 4 };
    const { id } = await test.run();
    const preview = await test.engine.handlers['plans.undoPreview']({ runId: id });
    expect(preview).toEqual({ counts: { creates: 1, updates: 1, removes: 1 }, conflictCount: 0, conflicts: [] });
    const { id: undoId, status } = await test.undo(id);
    expect(status).toBe('succeeded');
    const [kept, old] = before;
    // An update is a new change, so that its version goes on.
    expect(test.items()).toEqual([{ ...kept, version: 3 }, old]);
    expect(await test.plan(id)).toMatchObject({
      undoneByRunId: undoId,
      undoProblem: `It was taken back by run ${undoId}.`,
    });
    await expect(test.undo(id)).rejects.toThrow(/taken back by run/);
  });

  it('lists rows that were touched since, and overwrites none', async () => {
    test.put('changed', 1);
    test.put('touched', 1);
    test.put('gone', 1);
    test.put('removed', 1);
    test.aims.wanted = { changed: 2, touched: 2, gone: 2, made: 1, madeAndTouched: 1 };
    const { id } = await test.run();
    test.put('touched', 3);
    test.put('madeAndTouched', 3);
    test.put('removed', 5);
    test.connection.raw.exec(`DELETE FROM test_item WHERE key = 'gone'`);
    const preview = await test.engine.handlers['plans.undoPreview']({ runId: id });
    expect(preview.counts).toEqual({ creates: 0, updates: 1, removes: 1 });
    expect(preview.conflicts.map(({ label, reason }) => `${label}: ${reason}`).toSorted()).toEqual([
      'Item gone: It was removed since.',
      'Item madeAndTouched: It was changed since.',
      'Item removed: It was made anew since.',
      'Item touched: It was changed since.',
    ]);
    const { id: undoId, status } = await test.undo(id);
    expect(status).toBe('partial');
    expect(test.amounts()).toEqual({ changed: 1, touched: 3, madeAndTouched: 3, removed: 5 });
    expect((await test.plan(undoId)).state).toBe('partly_applied');
    const { rows } = await test.engine.handlers['plans.rows']({
      runId: undoId,
      after: 0,
      limit: 9,
      action: null,
      entity: null,
    });
    expect(rows.filter(({ problem }) => problem !== null)).toHaveLength(4);
  });

  it('can itself be taken back', async () => {
    test.put('old', 1);
    test.put('kept', 2);
    test.aims.wanted = { kept: 3, new: 4 };
    const { id } = await test.run();
    const first = await test.undo(id);
    expect((await test.undo(first.id)).status).toBe('succeeded');
    expect(test.amounts()).toEqual({ kept: 3, new: 4 });
  });

  it('goes back over the run that applied a plan', async () => {
    test.aims.wanted = { a: 1 };
    const dry = await test.run(true);
    await test.apply(dry.id);
    await expect(test.undo(dry.id)).rejects.toThrow(/Run 2 carried it out/);
    expect((await test.undo('2')).status).toBe('succeeded');
    expect(test.items()).toEqual([]);
  });

  it('is possible for seven days', async () => {
    test.aims.wanted = { a: 1 };
    const { id } = await test.run();
    test.clock.sleep(7 * day);
    expect((await test.plan(id)).undoProblem).toBeNull();
    test.clock.sleep(1);
    expect((await test.plan(id)).undoProblem).toBe('It ended more than 7 days ago.');
    await expect(test.undo(id)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('takes nothing back of a run that changed nothing', async () => {
    const { id } = await test.run();
    expect((await test.plan(id)).undoProblem).toBe('It changed nothing.');
  });
});
