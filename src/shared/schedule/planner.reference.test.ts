import fc from 'fast-check';
import { describe, it } from 'vitest';
import { clockAround, expectSame, expectSameWait } from './testing/agreement.ts';
import { readZone, walk } from './testing/reference.ts';
import { anyRule } from './testing/rules.ts';

const day = 86_400_000;

/** Clocks that change by half an hour, by two, at midnight, over a whole day, twice in Ramadan, after a week, never. */
const oddities: readonly (readonly [string, string])[] = [
  ['Europe/Zurich', '2026-03-29T01:00Z'],
  ['Europe/Zurich', '2026-10-25T01:00Z'],
  ['America/Los_Angeles', '2026-11-01T09:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
  ['Pacific/Chatham', '2026-09-26T14:00Z'],
  ['Asia/Kathmandu', '2026-03-29T01:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['America/Santiago', '2026-04-05T03:00Z'],
  ['Asia/Beirut', '2026-03-28T22:00Z'],
  ['Africa/Cairo', '2026-04-23T22:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Africa/Casablanca', '2026-03-22T02:00Z'],
  ['Antarctica/Troll', '2026-03-29T01:00Z'],
  ['Antarctica/Troll', '2026-10-25T01:00Z'],
  ['Asia/Gaza', '2040-10-27T00:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Pacific/Kwajalein', '1993-08-21T12:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z'],
  ['Antarctica/Casey', '2021-10-02T16:01Z'],
  ['UTC', '2028-02-29T00:00Z'],
];

describe('the planner', () => {
  it(
    'plans what a walk from minute to minute meets, for any rule around odd days of odd zones',
    { timeout: 120_000 },
    () => {
      const clocks = oddities.map(([zone, at]) => clockAround(readZone(zone), Date.parse(at), 5 * 24));
      const anyCase = fc
        .nat({ max: clocks.length - 1 })
        .chain((index) => fc.tuple(fc.constant(index), anyRule(clocks[index]?.start ?? 0)));
      fc.assert(
        fc.property(anyCase, fc.nat({ max: 5 * day }), fc.nat({ max: 3 * day }), ([index, each], offset, span) => {
          const clock = clocks[index]!;
          const from = clock.start + 2 * day + offset;
          const to = Math.min(from + span, clock.end - 2 * day);
          expectSame(each, clock, from, to, walk(clock, each.timing, from, to));
          expectSameWait(each, clock, from);
        }),
        { numRuns: 3000 },
      );
    },
  );
});
