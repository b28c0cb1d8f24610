import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { createChangeLog } from './change-log.ts';
import {
  createLevelTables,
  levelArea,
  type LevelHistory,
  type LevelRows,
  type LevelState,
  minute,
  readLevels,
} from './fixtures/level-area.ts';

type Levels = Readonly<Record<string, readonly [number | null, string]>>;

/** The change log as one would write it without a thought for speed: everything in memory, every row looked at. */
class NaiveLog {
  lastChecked: number | null = null;
  #stepMs = 0;
  readonly #states = new Map<string, LevelState>();
  readonly #history: LevelHistory[] = [];
  readonly #stretches: [number, number][] = [];

  apply(givenAt: number, stepMs: number, levels: Levels): string {
    const before = this.lastChecked;
    const at = before === null ? givenAt : Math.max(givenAt, before + 1);
    let isChanged = false;
    for (const place of ['a', 'b', 'c']) {
      if (this.#see(place, levels[place], at, before)) isChanged = true;
    }
    const longestMs = Math.max(this.#stepMs, stepMs);
    const stretch = this.#stretches.at(-1);
    if (before !== null && stretch !== undefined && at - before <= 1.5 * longestMs) stretch[1] = at;
    else this.#stretches.push([at, at]);
    this.lastChecked = at;
    this.#stepMs = stepMs;
    return before === null ? 'created' : isChanged ? 'changed' : 'unchanged';
  }

  rows(): LevelRows {
    const byPlace = (left: { place: string }, right: { place: string }): number =>
      left.place.localeCompare(right.place);
    return {
      lastChecked: this.lastChecked,
      states: [...this.#states.values()].toSorted(byPlace),
      history: this.#history.toSorted(
        (left, right) => byPlace(left, right) || left.first_checked - right.first_checked,
      ),
      stretches: this.#stretches,
    };
  }

  #see(place: string, seen: Levels[string] | undefined, at: number, before: number | null): boolean {
    const state = this.#states.get(place);
    if (seen === undefined && (state === undefined || state.missing_since !== null)) return false;
    const [level, note] = seen ?? [null, null];
    if (seen !== undefined && state !== undefined && state.missing_since === null && state.level === level) {
      this.#states.set(place, { ...state, note });
      return false;
    }
    const open = this.#history.findIndex((row) => row.place === place && row.last_checked === null);
    const last = this.#history[open];
    if (last !== undefined) this.#history[open] = { ...last, last_checked: before };
    this.#history.push({
      place,
      first_checked: at,
      last_checked: null,
      is_listed: Number(seen !== undefined),
      run_id: 1,
      level,
    });
    if (seen !== undefined) this.#states.set(place, { place, first_checked: at, missing_since: null, level, note });
    else if (state !== undefined) this.#states.set(place, { ...state, missing_since: at });
    return true;
  }
}

const levels = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.tuple(fc.constantFrom(null, 0, 1, 2), fc.constantFrom('x', 'y')),
  { maxKeys: 3, noNullPrototype: true },
);
const step = fc.record({
  what: fc.constantFrom('apply', 'apply', 'apply', 'apply', 'fail', 'preview'),
  /** The clock may go back. */
  laterMs: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: 0, max: 40 * minute }) },
    fc.integer({ min: -90 * minute, max: 0 }),
  ),
  stepMs: fc.constantFrom(10 * minute, 30 * minute),
  target: fc.constantFrom('one', 'two'),
  levels,
});

describe('the change log', () => {
  let test: TestStore;
  beforeEach(async () => {
    test = await createTestStore();
    createLevelTables(test.connection);
  });
  afterEach(() => test.close());

  it('does what a naive one in memory does, over any sequence of looks', () => {
    const log = createChangeLog(test.connection, levelArea);
    let round = 0;
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        round += 1;
        const models = new Map([
          ['one', new NaiveLog()],
          ['two', new NaiveLog()],
        ]);
        const outcomes: unknown[][] = [];
        let at = 1_800_000_000_000;
        for (const { what, laterMs, stepMs, target, levels: seen } of steps) {
          at += laterMs;
          const rows = Object.entries(seen).map(([place, [level, note]]) => ({ place, level, note }));
          const look = { target: `${target}-${round}`, at, stepMs, runId: 1, rows };
          if (what === 'fail') log.fail({ ...look, code: 'network', message: 'Away.' });
          else if (what === 'preview') log.preview(look);
          else outcomes.push([log.apply(look).outcome, models.get(target)?.apply(at, stepMs, seen)]);
        }
        for (const [applied, expected] of outcomes) expect(applied).toBe(expected);
        for (const [target, model] of models) {
          expect(readLevels(test.connection, `${target}-${round}`)).toEqual(model.rows());
        }
      }),
      { numRuns: 60 },
    );
  });
});
