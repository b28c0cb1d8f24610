import { expect } from 'vitest';
import { checkRule } from '../plan.ts';
import { nextSlots, planSlots, resumesAt, slotAfter, slotAtOrBefore } from '../planner.ts';
import type { Rule } from '../rule.ts';
import { isOpen, judge, readClock, type ReadZone, type ReferenceSlot, wallAt, type WallClock } from './reference.ts';
import type { RuleCase } from './rules.ts';

const minute = 60_000;
const hour = 60 * minute;

/** The clock of a zone for that many hours before and after an instant. */
export function clockAround(zone: ReadZone, at: number, hours: number): WallClock {
  const middle = Math.floor(at / hour) * hour;
  return readClock(zone, middle - hours * hour, middle + hours * hour);
}

/** Slots as they are compared: their instants, negative where they are outside active hours, as a text. */
function comparable(slots: readonly { plannedAt: number; isActive: boolean }[]): string {
  return slots.map(({ plannedAt, isActive }) => (isActive ? plannedAt : -plannedAt)).join(' ');
}

/** Asserts that the planner plans what the walk met, or that it rightly refuses the rule. */
export function expectSame(each: RuleCase, clock: WallClock, from: number, to: number, met: readonly number[]): void {
  const expected = judge(clock, met, each.windows);
  if (checkRule(each.rule, clock.zone).length > 0) expectNever(each, clock, expected);
  else expectPlanned(each.rule, clock.zone, from, to, expected);
}

/** A rule that is never due in its hours may be so by a leap of the clocks alone. */
function expectNever({ timing }: RuleCase, clock: WallClock, slots: readonly ReferenceSlot[]): void {
  const isWritten = (at: number): boolean => timing.kind === 'interval' || timing.matches(wallAt(clock, at));
  expect(slots.filter(({ isActive, plannedAt }) => isActive && isWritten(plannedAt))).toEqual([]);
}

function expectPlanned(rule: Rule, zone: string, from: number, to: number, expected: readonly ReferenceSlot[]): void {
  const active = expected.filter(({ isActive }) => isActive);
  const next = slotAfter(rule, zone, from - 1)?.plannedAt ?? to;
  const newest = slotAtOrBefore(rule, zone, to - 1)?.plannedAt ?? 0;
  // One assertion for all four, and texts rather than lists: it is made tens of thousands of times.
  expect({
    all: comparable(planSlots(rule, zone, from, to, { includeInactive: true })),
    active: comparable(nextSlots(rule, zone, from, to)),
    next: next < to ? next : undefined,
    newest: newest >= from ? newest : undefined,
  }).toEqual({
    all: comparable(expected),
    active: comparable(active),
    next: active[0]?.plannedAt,
    newest: active.at(-1)?.plannedAt,
  });
}

/** Asserts that waiting ends at the first minute that the walk finds open. */
export function expectSameWait({ rule, windows }: RuleCase, clock: WallClock, at: number): void {
  if (checkRule(rule, clock.zone).length > 0) return;
  let open = at;
  while (open < clock.end && !isOpen(windows, wallAt(clock, open))) open = (Math.floor(open / minute) + 1) * minute;
  if (open >= clock.end) return;
  expect(resumesAt(rule, clock.zone, at)).toBe(open === at ? undefined : open);
}
