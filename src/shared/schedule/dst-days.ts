import type { EpochMs } from '../model/primitives.ts';
import { isActiveWall, isAlwaysActive } from './active-hours.ts';
import { candidates, type Plan, planOf } from './plan.ts';
import { planSlots, type Slot } from './planner.ts';
import { wallTimes } from './calendar.ts';
import type { Rule } from './rule.ts';
import { dayMs, instantOf, wallDate, wallLabel } from './zone.ts';

/** A day on which the clocks change and a rule with them. */
export interface DstDay {
  /** The date of the hours that are missing or doubled: `2026-03-29`. */
  readonly date: string;
  /** When the clocks change. */
  readonly at: EpochMs;
  /** How far they are put forward; negative: back. */
  readonly shiftMs: number;
  /** What the clock would have shown, `02:00`, and what it shows instead, `03:00`. */
  readonly before: string;
  readonly after: string;
  /** The active slots of the day and what the clock shows at them. */
  readonly slots: readonly (Slot & { readonly label: string })[];
  /** Times at which the rule runs on a day like this one without the change, and not on this one. */
  readonly missing: readonly string[];
  /** Times that the rule runs at more often than on such a day, or only on this one. */
  readonly added: readonly string[];
  /** An interval that does not divide the change: from then on it runs at other times of day. */
  readonly isShiftedAfter: boolean;
}

/**
 * The days of a year on which the clocks change in a way that the rule feels. An interval without active hours feels it
 * when it is longer than the change: it then goes on at other times of day. Throws `invalid_input` as the planner does.
 */
export function dstDays(rule: Rule, zone: string, year: number): DstDay[] {
  const plan = planOf(rule, zone);
  const from = Math.max(0, Date.UTC(year, 0, 1) - 2 * dayMs);
  const segments = [...plan.zone.segments(from, Date.UTC(year + 1, 0, 1) + 2 * dayMs)];
  return segments
    .flatMap(({ start, offsetMs }, index): Change[] => {
      const before = segments[index - 1]?.offsetMs ?? offsetMs;
      return before === offsetMs ? [] : [{ at: start, before, after: offsetMs }];
    })
    .filter((change) => new Date(midnightOf(change)).getUTCFullYear() === year)
    .map((change) => dayOf(rule, plan, change))
    .filter((day) => isFelt(plan, day));
}

interface Change {
  readonly at: EpochMs;
  /** Offsets of local time, milliseconds. */
  readonly before: number;
  readonly after: number;
}

/** The midnight, in wall time, that begins the date of a change. */
function midnightOf({ at, before, after }: Change): number {
  return Math.floor((at + Math.min(before, after)) / dayMs) * dayMs;
}

function dayOf(rule: Rule, plan: Plan, change: Change): DstDay {
  const { at, before, after } = change;
  const midnight = midnightOf(change);
  // A slot that a gap over midnight moves lies at the change itself, past the end of its date.
  const end = Math.max(instantOf(plan.zone, midnight + dayMs), at + 1);
  const slots = planSlots(rule, plan.zone.id, instantOf(plan.zone, midnight), end).map((slot) => ({
    ...slot,
    label: wallLabel(slot.plannedAt + plan.zone.offsetAt(slot.plannedAt)),
  }));
  const usual = usualLabels(plan, midnight, before);
  const labels = slots.map(({ label }) => label);
  return {
    date: wallDate(midnight),
    at,
    shiftMs: after - before,
    before: wallLabel(at + before),
    after: wallLabel(at + after),
    slots,
    missing: without(usual, labels),
    added: without(labels, usual),
    isShiftedAfter: plan.timing.kind === 'interval' && (after - before) % plan.timing.everyMs !== 0,
  };
}

/** What the clock shows at the slots of a date as long as nobody touches the clocks. */
function usualLabels(plan: Plan, midnight: number, offsetMs: number): string[] {
  const walls =
    plan.timing.kind === 'calendar'
      ? [...wallTimes(plan.timing.calendar, midnight, midnight + dayMs)]
      : Array.from(
          candidates(plan, midnight - offsetMs, midnight + dayMs - offsetMs),
          (candidate) => candidate.at + offsetMs,
        );
  return walls.filter((wall) => isActiveWall(plan.hours, wall)).map(wallLabel);
}

/** What is left of a list when each of `taken` takes one like it away. */
function without(list: readonly string[], taken: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const label of taken) counts.set(label, (counts.get(label) ?? 0) + 1);
  return list.filter((label) => {
    const left = counts.get(label) ?? 0;
    counts.set(label, left - 1);
    return left <= 0;
  });
}

function isFelt({ timing, hours }: Plan, { shiftMs, missing, added, isShiftedAfter }: DstDay): boolean {
  if (timing.kind === 'interval' && isAlwaysActive(hours) && timing.everyMs <= Math.abs(shiftMs)) return false;
  return isShiftedAfter || missing.length > 0 || added.length > 0;
}
