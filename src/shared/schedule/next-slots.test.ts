import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeInterval, type IntervalRule, nextSlots, slotAfter, slotAtOrBefore } from './next-slots.ts';

const minute = 60_000;
const anchorAt = Date.UTC(2026, 2, 29);

/** Walks from the anchor, slot by slot. */
function walk({ everyMs, anchorAt: first }: IntervalRule, from: number, until: number): number[] {
  const slots: number[] = [];
  for (let slot = first; slot < until; slot += everyMs) if (slot >= from) slots.push(slot);
  return slots;
}

const rule = fc.record({
  everyMs: fc.integer({ min: 30, max: 86_400 }).map((seconds) => seconds * 1000),
  anchorAt: fc.integer({ min: 0, max: 4e12 }),
});
const offsetMs = fc.integer({ min: -3_000_000, max: 40_000_000 });

describe('the planned instants of an interval', () => {
  it('are those that a walk from the anchor meets', () => {
    fc.assert(
      fc.property(rule, offsetMs, fc.integer({ min: 0, max: 40_000_000 }), (each, offset, span) => {
        const from = each.anchorAt + offset;
        expect(nextSlots(each, from, from + span)).toEqual(walk(each, from, from + span));
      }),
    );
  });

  it('hold their beginning and not their end', () => {
    const every = { everyMs: 10 * minute, anchorAt };
    expect(nextSlots(every, anchorAt, anchorAt + 20 * minute)).toEqual([anchorAt, anchorAt + 10 * minute]);
    expect(nextSlots(every, anchorAt + 1, anchorAt + 10 * minute)).toEqual([]);
  });

  it('are no more than asked for', () => {
    expect(nextSlots({ everyMs: minute, anchorAt }, anchorAt, Number.POSITIVE_INFINITY, 3)).toHaveLength(3);
    expect(nextSlots({ everyMs: 30_000, anchorAt: 0 }, 0, 8e15)).toHaveLength(10_000);
  });

  it('follow elapsed time over a change of the clocks', () => {
    // Zurich puts its clocks forward at 01:00 UTC on that day.
    const slots = nextSlots({ everyMs: 60 * minute, anchorAt }, anchorAt, anchorAt + 4 * 60 * minute);
    expect(slots.map((slot) => (slot - anchorAt) / minute)).toEqual([0, 60, 120, 180]);
  });

  it('come next after an instant and lie newest before one, with nothing in between', () => {
    fc.assert(
      fc.property(rule, offsetMs, (each, offset) => {
        const at = each.anchorAt + offset;
        const after = slotAfter(each, at);
        const before = slotAtOrBefore(each, at);
        expect(after).toBeGreaterThan(at);
        expect(before === undefined).toBe(at < each.anchorAt);
        expect(before ?? after - each.everyMs).toBe(after - each.everyMs);
        expect(before ?? at).toBeLessThanOrEqual(at);
        expect((after - each.anchorAt) % each.everyMs).toBe(0);
      }),
    );
  });
});

describe('an interval as a sentence', () => {
  it.each([
    [30_000, 'Every 30 seconds'],
    [minute, 'Every minute'],
    [10 * minute, 'Every 10 minutes'],
    [60 * minute, 'Every hour'],
    [90 * minute, 'Every 1 hour 30 minutes'],
    [61_000, 'Every 1 minute 1 second'],
    [24 * 60 * minute, 'Every 24 hours'],
  ])('of %d ms is “%s”', (everyMs, sentence) => {
    expect(describeInterval(everyMs)).toBe(sentence);
  });
});
