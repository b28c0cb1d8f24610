import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HutChange } from '#shared/model/hut.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { saveStoryHuts, story, storyHuts, storyNights, storyStart, tellStory } from './fixtures/hut-story.ts';
import type { NaiveChange } from './fixtures/naive-hut-log.ts';
import { type ChangeFilter, readChanges } from './hut-changes.ts';

const everything: ChangeFilter = { slug: null, from: null, until: null, kinds: [], asOf: null };
const filter = fc.record({
  slug: fc.constantFrom(null, ...storyHuts),
  from: fc.constantFrom(null, ...storyNights),
  until: fc.constantFrom(null, ...storyNights),
  kinds: fc.subarray([...HutChange.shape.kind.options]),
  asOf: fc.option(fc.integer({ min: 0, max: 5 * 86_400_000 }).map((ms) => storyStart + ms)),
});

/** The whole list, page by page; `limits` are those of the pages, one after the other and over again. */
function readAll({ connection }: TestStore, wanted: ChangeFilter, limits: readonly number[]): HutChange[] {
  const found: HutChange[] = [];
  let after: string | null = null;
  for (let page = 0; ; page += 1) {
    const limit = limits[page % limits.length] ?? 1;
    const { changes, next }: ReturnType<typeof readChanges> = readChanges(connection, wanted, { after, limit });
    expect(changes.length).toBeLessThanOrEqual(limit);
    found.push(...changes);
    if (next === null) return found;
    after = next;
  }
}

/** What both logs tell alike; how far a state was confirmed later is not part of a change. */
function compare({ slug, date, at, kind, before, after }: NaiveChange) {
  const { lastChecked: _later, ...state } = after;
  return { slug, date, at, kind, before, after: state };
}

function fits({ slug, date, at, kind }: NaiveChange, wanted: ChangeFilter): boolean {
  if (wanted.slug !== null && slug !== wanted.slug) return false;
  if (wanted.from !== null && date < wanted.from) return false;
  if (wanted.until !== null && date > wanted.until) return false;
  if (wanted.kinds.length > 0 && !wanted.kinds.includes(kind)) return false;
  return wanted.asOf === null || at <= wanted.asOf;
}

const keyOf = ({ at, slug, date }: NaiveChange): string => `${at} ${slug} ${date}`;
const byKey = (left: NaiveChange, right: NaiveChange): number => (keyOf(left) < keyOf(right) ? -1 : 1);

describe('the list of changes', () => {
  it.each([7, 20_261_224, undefined])(
    'has every difference between two answers once, newest first, however it is paged and filtered; seed %s',
    async (seed) => {
      const limits = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 });
      await fc.assert(
        fc.asyncProperty(story, filter, limits, async (steps, some, pages) => {
          const test = await createTestStore(storyStart);
          try {
            saveStoryHuts(test.store);
            const { logs } = tellStory(test.store, steps);
            const expected = logs.flatMap((log) => log.changes(storyNights)).toSorted(byKey);
            for (const wanted of [everything, some]) {
              const found = readAll(test, wanted, pages);
              expect(found.map(({ at }) => at)).toEqual(found.map(({ at }) => at).toSorted((a, b) => b - a));
              expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
              expect(found.toSorted(byKey).map(compare)).toEqual(
                expected.filter((change) => fits(change, wanted)).map(compare),
              );
            }
            // One page of all has the same changes in the same order as many small ones.
            expect(readAll(test, everything, [200])).toEqual(readAll(test, everything, pages));
          } finally {
            test.close();
          }
        }),
        { numRuns: 25, interruptAfterTimeLimit: 45_000, endOnFailure: true, ...(seed !== undefined && { seed }) },
      );
    },
    60_000,
  );
});
