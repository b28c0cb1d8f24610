import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brakeLimit, brakeReason, clockShift, smallestShiftMs } from './brake.ts';

const limits = { floor: 20, ceiling: 500 };
const counts = (updates: number, removes = 0) => ({ creates: 1_000, updates, removes });
const usualCounts = fc.array(fc.nat({ max: 2_000 }), { maxLength: 30 });

describe('the limit of the brake', () => {
  it('is the floor while too few runs are known', () => {
    expect(brakeLimit(limits, [])).toBe(20);
    expect(brakeLimit(limits, [400, 400])).toBe(20);
    expect(brakeLimit({ floor: 20, ceiling: 10 }, [])).toBe(10);
  });

  it('follows what is usual, with room above it', () => {
    expect(brakeLimit(limits, [10, 10, 10, 10])).toBe(30);
    // median 50, deviation 10: 50 + 6 · 14.826
    expect(brakeLimit(limits, [40, 40, 50, 60, 60])).toBe(150);
    expect(brakeLimit(limits, [30, 50, 70])).toBe(227);
  });

  it('lies between floor and ceiling whatever was before', () => {
    fc.assert(
      fc.property(usualCounts, fc.nat(100), fc.nat(1_000), (usual, floor, above) => {
        const limit = brakeLimit({ floor, ceiling: floor + above }, usual);
        expect(limit).toBeGreaterThanOrEqual(floor);
        expect(limit).toBeLessThanOrEqual(floor + above);
      }),
    );
  });

  it('lets what is usual through, and three times that, below the ceiling', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 2_000 }), { minLength: 3, maxLength: 30 }), (usual) => {
        const sorted = usual.toSorted((left, right) => left - right);
        const lower = sorted[(sorted.length - 1) >> 1] ?? 0;
        expect(brakeLimit({ floor: 0, ceiling: 1e9 }, usual)).toBeGreaterThanOrEqual(3 * lower);
      }),
    );
  });

  it('is not shifted by one odd run among many like one another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 5, max: 29 }), fc.nat(1e6), (each, runs, odd) => {
        const usual = Array.from({ length: runs }, () => each);
        expect(brakeLimit({ floor: 0, ceiling: 1e9 }, [...usual, odd])).toBe(3 * each);
      }),
    );
  });

  it('does not depend on the order of the runs', () => {
    fc.assert(
      fc.property(usualCounts, (usual) => {
        expect(brakeLimit(limits, usual.toReversed())).toBe(brakeLimit(limits, usual));
      }),
    );
  });
});

describe('the brake', () => {
  const facts = { limits, ordinary: 0, usual: [], shift: null };

  it('never holds what only makes rows, nor what changes nothing', () => {
    const shift = { kind: 'forward', byMs: 1e9 } as const;
    expect(brakeReason({ ...facts, shift, counts: counts(0) })).toBeNull();
  });

  it('holds exactly what goes beyond the limit, whether changed or removed', () => {
    fc.assert(
      fc.property(usualCounts, fc.nat(1_000), fc.nat(1_000), (usual, updates, removes) => {
        const reason = brakeReason({ ...facts, usual, counts: counts(updates, removes) });
        expect(reason !== null).toBe(updates + removes > brakeLimit(limits, usual));
      }),
    );
  });

  it('says what it would do, what is usual and what goes through', () => {
    expect(brakeReason({ ...facts, usual: [10, 10, 10], counts: counts(400, 12) })).toBe(
      'It would change 400 rows and remove 12 rows. 10 rows are usual, and up to 30 go through unasked.',
    );
    expect(brakeReason({ ...facts, counts: counts(21) })).toMatch(/too few earlier runs/);
  });

  it('does not count what goes in the ordinary course, unless the clock was set', () => {
    const plan = { ...facts, ordinary: 400, counts: counts(0, 420) };
    expect(brakeReason(plan)).toBeNull();
    expect(brakeReason({ ...plan, shift: { kind: 'forward', byMs: 86_400_000 } })).toMatch(/clock went forward/);
    expect(brakeReason({ ...plan, counts: counts(0, 421) })).toBe(
      'It would remove 421 rows, 400 of them in the ordinary course. There are too few earlier runs to compare with, and up to 20 go through unasked.',
    );
  });

  it('holds one row after the clock was set', () => {
    expect(brakeReason({ ...facts, counts: counts(1), shift: { kind: 'forward', byMs: 86_400_000 } })).toBe(
      'It would change 1 row, and the clock went forward by 24 hours since the last run. Check the date and time first.',
    );
  });
});

describe('a clock that was set', () => {
  const start = Date.UTC(2026, 10, 22, 8);
  const mark = (at: number, uptimeMs: number, bootId = 'boot') => ({ at: start + at, uptimeMs, bootId });

  it('is told by the time that the machine counts, also where nobody watched', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.integer({ min: -1e9, max: 1e9 }), (passedMs, setMs) => {
        const shift = clockShift({ now: mark(passedMs + setMs, 5_000 + passedMs), last: mark(0, 5_000), leaps: [] });
        const kind = setMs >= smallestShiftMs ? 'forward' : setMs <= -smallestShiftMs ? 'back' : undefined;
        expect(shift).toEqual(kind === undefined ? null : { kind, byMs: Math.abs(setMs) });
      }),
    );
  });

  it('is not guessed at where the machine was started anew, unless it stands before the last run', () => {
    const last = mark(0, 9e9);
    expect(clockShift({ now: mark(1e9, 1_000, 'other'), last, leaps: [] })).toBeNull();
    expect(clockShift({ now: mark(1e9, 1_000), last, leaps: [] })).toBeNull();
    expect(clockShift({ now: mark(-smallestShiftMs, 1_000, 'other'), last, leaps: [] })).toMatchObject({
      kind: 'back',
    });
  });

  it('is told by what was watched, from five minutes on', () => {
    const leap = (ms: number) => [{ from: start, until: start + ms }];
    const now = mark(1e7, 1e7);
    expect(clockShift({ now, last: undefined, leaps: leap(smallestShiftMs - 1) })).toBeNull();
    expect(clockShift({ now, last: mark(0, 0), leaps: leap(smallestShiftMs) })).toEqual({
      kind: 'forward',
      byMs: smallestShiftMs,
    });
  });
});
