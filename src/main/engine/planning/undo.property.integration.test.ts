import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPlannedWorld, type PlannedWorld } from '../testing/planned-job.ts';

let test: PlannedWorld;
beforeEach(async () => {
  test = await createPlannedWorld();
  test.aims.floor = 1_000;
});
afterEach(() => test.close());

const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
const amounts = fc.dictionary(fc.constantFrom(...keys), fc.integer({ min: 1, max: 3 }));

/** What a person does after a run: writes an amount over it, or removes the row where it is null. */
const deeds = fc.array(fc.tuple(fc.constantFrom(...keys), fc.option(fc.integer({ min: 7, max: 9 }))), { maxLength: 4 });

it('whatever was stored, changed and touched since, taking back restores what is untouched and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(amounts, amounts, deeds, async (stored, wanted, since) => {
      test.connection.raw.exec('DELETE FROM test_item');
      for (const [key, amount] of Object.entries(stored)) test.put(key, amount);
      const before = new Map(test.items().map((item) => [item.key, item]));
      test.aims.wanted = wanted;
      const { id } = await test.run();
      const planned = new Map(test.items().map((item) => [item.key, item]));
      const touched = new Set<string>();
      for (const [key, amount] of since) {
        if (amount !== null) test.put(key, amount);
        else if (test.connection.raw.prepare('DELETE FROM test_item WHERE key = ?').run(key).changes === 0) continue;
        touched.add(key);
      }
      const left = new Map(test.items().map((item) => [item.key, item]));
      const plan = await test.engine.handlers['plans.get']({ runId: id });
      if (plan.undoProblem !== null) return;
      const preview = await test.engine.handlers['plans.undoPreview']({ runId: id });
      const undo = await test.engine.handlers['plans.undo']({ runId: id, reason: '' });
      await test.ended(undo.id);
      const after = new Map(test.items().map((item) => [item.key, item]));
      // A row that was made anew and removed again stands as the run left it: gone.
      const isTouched = (key: string): boolean => touched.has(key) && (planned.has(key) || left.has(key));
      const changed = keys.filter((key) => JSON.stringify(before.get(key)) !== JSON.stringify(planned.get(key)));
      const expected = keys.map((key) => {
        const was = before.get(key);
        // Rows that are as the run found them, or gone as they were, need nothing; all others stay as they were left.
        if (!changed.includes(key) || isTouched(key)) return left.get(key);
        const isUpdate = was !== undefined && planned.has(key);
        return isUpdate ? { ...was, version: was.version + 2 } : was;
      });
      expect(keys.map((key) => after.get(key))).toEqual(expected);
      const conflicts = changed.filter((key) => isTouched(key) && !(before.get(key) === undefined && !left.has(key)));
      expect(preview.conflictCount).toBe(conflicts.length);
    }),
    {
      numRuns: 60,
      examples: [
        [
          { a: 1 },
          {},
          [
            ['a', 7],
            ['a', null],
          ],
        ],
      ],
    },
  );
});
