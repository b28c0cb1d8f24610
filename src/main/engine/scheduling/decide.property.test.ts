import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Missed } from '#shared/model/schedule.ts';
import { nextSlots } from '#shared/schedule/planner.ts';
import type { Rule } from '#shared/schedule/rule.ts';
import type { MachineStretch } from '../store/machine-log.ts';
import { absences } from './absence.ts';
import { type Decision, decide, mostCatchUps, type Situation } from './decide.ts';
import { stepAround } from './plan.ts';

// Two days around the end of summer time in Europe.
const start = Date.UTC(2026, 9, 24);
const hour = 3_600_000;
const instant = fc.integer({ min: start, max: start + 48 * hour });

const timing = fc.oneof(
  fc.constantFrom('PT10M', 'PT37M', 'PT6H').map((every) => ({ every })),
  fc.constantFrom<string[][]>(['02:30'], ['00:00', '02:10', '23:59']).map((dailyAt) => ({ dailyAt })),
  fc.constantFrom('*/15 * * * *', '0 1-5 * * *').map((cron) => ({ cron })),
);
const nights: Rule['activeHours'] = [{ days: ['sat', 'sun'], from: '22:00', until: '04:00' }];
const rules: fc.Arbitrary<Rule> = fc
  .record({
    timing,
    jitterSeconds: fc.constantFrom(0, 90, 3600),
    activeHours: fc.constantFrom<Rule['activeHours'][]>([], nights),
  })
  .map(({ timing: chosen, ...rest }) => ({ id: 'main', anchorAt: start, ...rest, ...chosen }));
const stretches: fc.Arbitrary<MachineStretch[]> = fc.array(
  fc
    .tuple(fc.constantFrom('watching', 'asleep', 'offline', 'clock_changed'), instant, instant)
    .map(([kind, from, until]) => ({ kind, from: Math.min(from, until), until: Math.max(from, until) })),
  { maxLength: 6 },
);
const situations = fc
  .record({ rule: rules, stretches, missed: fc.constantFrom(...Missed.options), instants: fc.tuple(instant, instant) })
  .map(({ rule, stretches: went, missed, instants }): Situation => {
    const now = Math.max(...instants);
    const timeZone = 'Europe/Zurich';
    const stepMs = () => stepAround(rule, timeZone, now);
    const piecesOf: Situation['piecesOf'] = (from, until) => absences(went, from, until);
    return { rule, timeZone, judgedUntil: Math.min(...instants) - 1, now, missed, stepMs, piecesOf };
  });

/** Every slot that was decided about, in order. */
function decided({ rule, timeZone }: Situation, { passed, starts }: Decision): number[] {
  const within = passed.flatMap(({ firstPlanned, lastPlanned }) =>
    nextSlots(rule, timeZone, firstPlanned, lastPlanned + 1).map(({ plannedAt }) => plannedAt),
  );
  return [...within, ...starts.map(({ slot }) => slot.plannedAt)];
}

it('every slot that has come is decided about exactly once, in order, and none that has not', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const { rule, timeZone, judgedUntil, now } = situation;
      const slots = nextSlots(rule, timeZone, judgedUntil + 1, now + 1);
      const newest = slots.findLastIndex(({ startAt }) => startAt <= now);
      const decision = decide(situation);
      expect(decided(situation, decision)).toEqual(slots.slice(0, newest + 1).map(({ plannedAt }) => plannedAt));
      expect(decision.next).toEqual(
        nextSlots(rule, timeZone, (slots[newest]?.plannedAt ?? judgedUntil) + 1, Infinity, 1)[0],
      );
      expect(decision.starts.length).toBeLessThanOrEqual(situation.missed === 'all' ? mostCatchUps : 1);
    }),
    { numRuns: 300 },
  );
});

it('deciding again right after changes nothing', () => {
  fc.assert(
    fc.property(situations, (situation) => {
      const last = decided(situation, decide(situation)).at(-1);
      const again = decide({ ...situation, judgedUntil: last ?? situation.judgedUntil });
      expect(again).toMatchObject({ passed: [], starts: [] });
    }),
    { numRuns: 100 },
  );
});
