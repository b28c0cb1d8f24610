import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkRule } from '#shared/schedule/plan.ts';
import { nextSlots, type Slot } from '#shared/schedule/planner.ts';
import type { Rule } from '#shared/schedule/rule.ts';
import { anyRule } from '#shared/schedule/testing/rules.ts';
import { decide } from './decide.ts';

const day = 86_400_000;
/** As many as a preview shows. */
const shownSlots = 10;

/** Days on which clocks change by an hour, by half of one, at midnight, over a whole day, in Ramadan; and one without. */
const days: readonly (readonly [string, string])[] = [
  ['Europe/Zurich', '2026-03-29T01:00Z'],
  ['Europe/Zurich', '2026-10-25T01:00Z'],
  ['America/Los_Angeles', '2026-03-08T10:00Z'],
  ['America/Los_Angeles', '2026-11-01T09:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['Pacific/Chatham', '2026-09-26T14:00Z'],
  ['Asia/Kathmandu', '2026-03-29T01:00Z'],
  ['America/Santiago', '2026-09-06T04:00Z'],
  ['Asia/Beirut', '2026-03-28T22:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:00Z'],
  ['Antarctica/Troll', '2026-10-25T01:00Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['UTC', '2028-02-29T00:00Z'],
];

/** A slot that started, and when. */
interface Start {
  readonly plannedAt: number;
  readonly startedAt: number;
}

/** What a scheduler starts whose clock leaps from wake-up to wake-up, and what it gives another verdict. */
function fire(rule: Rule, timeZone: string, from: number, count: number): { starts: Start[]; passed: number } {
  const starts: Start[] = [];
  // A schedule that is saved begins with the slot of that instant, if there is one.
  let judgedUntil = from - 1;
  let passed = 0;
  let now = from;
  while (starts.length < count) {
    const decision = decide({
      rule,
      timeZone,
      judgedUntil,
      now,
      missed: 'latest',
      stepMs: () => day,
      piecesOf: (start, until) => [{ from: start, until, absence: null }],
    });
    starts.push(...decision.starts.map(({ slot: { plannedAt } }) => ({ plannedAt, startedAt: now })));
    passed += decision.passed.length;
    judgedUntil = decision.starts.at(-1)?.slot.plannedAt ?? decision.passed.at(-1)?.lastPlanned ?? judgedUntil;
    if (decision.next === undefined) break;
    now = decision.next.startAt;
  }
  return { starts, passed };
}

/** As text, for it is compared ten thousand times. */
function textOf(starts: readonly Start[]): string {
  return starts.map(({ plannedAt, startedAt }) => `${plannedAt}+${startedAt - plannedAt}`).join(' ');
}

const asStart = ({ plannedAt, startAt }: Slot): Start => ({ plannedAt, startedAt: startAt });

describe('a preview', () => {
  it('is what an accelerated clock fires, to the millisecond, for 10,000 rules', { timeout: 120_000 }, () => {
    const anyCase = fc.nat({ max: days.length - 1 }).chain((index) => {
      const at = Date.parse(days[index]?.[1] ?? '') - 2 * day;
      return fc.tuple(
        fc.constant(days[index]?.[0] ?? 'UTC'),
        anyRule(at),
        fc.nat({ max: 3 * day }).map((ms) => at + ms),
      );
    });
    let rules = 0;
    let slots = 0;
    fc.assert(
      fc.property(anyCase, ([zone, { rule }, from]) => {
        fc.pre(checkRule(rule, zone).length === 0);
        const previewed = nextSlots(rule, zone, from, Number.POSITIVE_INFINITY, shownSlots).map(asStart);
        const { starts, passed } = fire(rule, zone, from, shownSlots);
        expect(`${textOf(starts)}, ${passed} passed over`).toBe(`${textOf(previewed)}, 0 passed over`);
        rules += 1;
        slots += previewed.length;
      }),
      { numRuns: 10_000 },
    );
    expect(rules).toBe(10_000);
    expect(slots).toBeGreaterThan(90_000);
  });
});
