import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlannedWorld, type PlannedWorld } from '../testing/planned-job.ts';

let test: PlannedWorld;
beforeEach(async () => {
  test = await createPlannedWorld();
});
afterEach(() => test.close());

const plan = (runId: string) => test.engine.handlers['plans.get']({ runId });
const rows = async (runId: string) =>
  (await test.engine.handlers['plans.rows']({ runId, after: 0, limit: 500, action: null, entity: null })).rows;
const amounts = () => Object.fromEntries(test.items().map(({ key, amount }) => [key, amount]));

describe('a run of a job that plans what it writes', () => {
  it('makes, changes and removes what is wanted, and does nothing where all is as wanted', async () => {
    test.put('old', 1);
    test.put('kept', 2);
    test.aims.wanted = { kept: 3, new: 4 };
    const { id, status } = await test.run();
    expect(status).toBe('succeeded');
    expect(amounts()).toEqual({ kept: 3, new: 4 });
    expect(await plan(id)).toMatchObject({
      state: 'applied',
      counts: { creates: 1, updates: 1, removes: 1 },
      entities: [{ entity: 'test_item', title: 'Items' }],
      source: 'job',
      undoProblem: null,
    });
    expect(await rows(id)).toEqual([
      {
        number: 1,
        entity: 'test_item',
        action: 'create',
        label: 'Item new',
        fields: [{ name: 'Amount', before: null, after: 4 }],
        problem: null,
      },
      expect.objectContaining({ action: 'update', fields: [{ name: 'Amount', before: 2, after: 3 }] }),
      expect.objectContaining({ action: 'remove', fields: [{ name: 'Amount', before: 1, after: null }] }),
    ]);
    const before = test.everythingElse();
    const again = await test.run();
    expect(again.status).toBe('succeeded');
    expect((await plan(again.id)).counts).toEqual({ creates: 0, updates: 0, removes: 0 });
    expect(test.everythingElse()).toBe(before);
    expect(test.engine.store.runs.find(again.id)?.counts).toMatchObject({ checked: 1, unchanged: 1 });
  });

  it('writes nothing but itself and its plan in a dry run', async () => {
    test.put('old', 1);
    test.put('kept', 2);
    test.aims.wanted = { kept: 3, new: 4 };
    const before = test.everythingElse();
    const { id, status } = await test.run(true);
    expect(status).toBe('succeeded');
    expect(test.everythingElse()).toBe(before);
    expect(await plan(id)).toMatchObject({ state: 'dry', applyProblem: null, undoProblem: 'It changed nothing.' });
    expect(test.engine.store.runs.find(id)?.counts).toMatchObject({ checked: 3, created: 1, changed: 2 });
  });

  it('counts rows for their target where they have one', async () => {
    test.aims.wanted = { a: 1, b: 2, c: 3 };
    test.aims.target = 'shelf';
    const { id } = await test.run();
    expect(test.engine.store.runs.find(id)?.counts).toMatchObject({ checked: 1, changed: 1, created: 0 });
  });

  it('leaves a target alone that cannot be planned', async () => {
    test.aims.wanted = { a: 1 };
    test.aims.target = 'shelf';
    test.aims.failing = ['shelf', 'box'];
    const { id, status } = await test.run();
    expect(status).toBe('failed');
    expect(test.items()).toEqual([]);
    expect((await plan(id)).counts).toEqual({ creates: 0, updates: 0, removes: 0 });
    expect(test.engine.store.runs.errors(id).map(({ target }) => target)).toEqual(['box', 'shelf']);
  });

  it('reports a row that cannot be written, and goes on with the rest', async () => {
    test.aims.wanted = { a: 1, b: 5_000_000, c: 3 };
    const { id, status } = await test.run();
    expect(status).toBe('partial');
    expect(amounts()).toEqual({ a: 1, c: 3 });
    expect(test.engine.store.runs.errors(id)).toMatchObject([{ target: 'b', code: 'conflict' }]);
    expect((await rows(id)).map(({ problem }) => problem)).toEqual([null, 'Other rows stand against it.', null]);
    expect((await plan(id)).state).toBe('partly_applied');
  });

  it('leaves a row as it is that was changed after the plan was made', async () => {
    test.put('a', 1);
    test.put('b', 1);
    test.aims.wanted = { a: 2, b: 2 };
    test.aims.before = () => test.put('a', 7);
    const { id, status } = await test.run();
    expect(status).toBe('succeeded');
    expect(amounts()).toEqual({ a: 7, b: 2 });
    expect((await rows(id)).map(({ problem }) => problem)).toEqual(['Left as it is: it was changed since.', null]);
  });

  it('has an effect once for a slot, also where it was taken back', async () => {
    test.put('a', 1);
    test.aims.wanted = { a: 2 };
    test.aims.effectSlot = '08:00';
    const { id } = await test.run();
    expect(amounts()).toEqual({ a: 2 });
    await test.ended((await test.engine.handlers['plans.undo']({ runId: id, reason: '' })).id);
    expect(amounts()).toEqual({ a: 1 });
    await test.run();
    expect(amounts()).toEqual({ a: 1 });
    test.aims.effectSlot = '09:00';
    await test.run();
    expect(amounts()).toEqual({ a: 2 });
  });

  it('tells what was carried out, part by part', async () => {
    const seen: string[] = [];
    test.aims.carriedOut = ({ action, rows: done, source }) => void seen.push(`${source} ${action} ${done.length}`);
    test.put('a', 1);
    test.aims.wanted = { a: 2, b: 1, c: 1 };
    const { id } = await test.run();
    expect(seen).toEqual(['job create 2', 'job update 1']);
    await test.ended((await test.engine.handlers['plans.undo']({ runId: id, reason: '' })).id);
    expect(seen.slice(2)).toEqual(['undo update 1', 'undo remove 2']);
  });

  it('that is stopped between batches is made whole by the next one, with nothing done twice', async () => {
    test.aims.wanted = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`item-${index}`, index]));
    let batches = 0;
    test.aims.carriedOut = () => {
      batches += 1;
      const [run] = test.engine.store.runs.open();
      if (batches === 5 && run !== undefined) test.engine.runner.cancel(run.id, 'Stopped by a test.');
    };
    const { id, status } = await test.run();
    expect(status).toBe('canceled');
    const count = test.items().length;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(5_000);
    expect((await plan(id)).state).toBe('partly_applied');
    await test.run();
    expect(amounts()).toEqual(test.aims.wanted);
    expect(test.items().every(({ version }) => version === 1)).toBe(true);
    // What the stopped run did can still be taken back, and that alone.
    const undo = await test.engine.handlers['plans.undoPreview']({ runId: id });
    expect(undo).toMatchObject({ counts: { removes: count }, conflictCount: 0 });
  });
});
