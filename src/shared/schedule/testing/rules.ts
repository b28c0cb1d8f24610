import fc from 'fast-check';
import { type ActiveWindow, type Rule, Weekday } from '../rule.ts';
import type { ReferenceTiming } from './reference.ts';

/** A rule as the planner reads it, beside what it means, made together so that no parser has to be believed. */
export interface RuleCase {
  readonly rule: Rule;
  readonly timing: ReferenceTiming;
  readonly windows: readonly ActiveWindow[];
}

interface Field {
  readonly text: string;
  readonly values: ReadonlySet<number>;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A time of day in words: `02:00`. */
export const timeText = (minutes: number): string => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;

function steps(low: number, high: number, step: number): number[] {
  return Array.from({ length: high - low + 1 }, (_, index) => low + index).filter((each) => (each - low) % step === 0);
}

function part(min: number, max: number): fc.Arbitrary<Field> {
  const value = fc.integer({ min, max });
  const range = fc.tuple(value, value).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  const step = fc.integer({ min: 1, max });
  return fc.oneof(
    value.map((each) => ({ text: String(each), values: new Set([each]) })),
    range.map(([low, high]) => ({ text: `${low}-${high}`, values: new Set(steps(low, high, 1)) })),
    fc.tuple(range, step).map(([[low, high], by]) => ({
      text: `${low}-${high}/${by}`,
      values: new Set(steps(low, high, by)),
    })),
  );
}

function field(min: number, max: number): fc.Arbitrary<Field> {
  const star = fc.constant({ text: '*', values: new Set(steps(min, max, 1)) });
  const starStep = fc.integer({ min: 1, max }).map((by) => ({ text: `*/${by}`, values: new Set(steps(min, max, by)) }));
  const list = fc.array(part(min, max), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(','),
    values: new Set(parts.flatMap(({ values }) => [...values])),
  }));
  return fc.oneof(star, star, starStep, list, list);
}

/** What five fields mean, by the words of the manual page crontab(5). */
export function cronCase([minute, hour, dayOfMonth, month, dayOfWeek]: readonly [Field, Field, Field, Field, Field]): {
  cron: string;
  timing: ReferenceTiming;
} {
  const matches = (wall: number): boolean => {
    if (!minute.values.has(wall % 60) || !hour.values.has(Math.floor(wall / 60) % 24)) return false;
    const shown = new Date(wall * 60_000);
    if (!month.values.has(shown.getUTCMonth() + 1)) return false;
    const isDate = dayOfMonth.values.has(shown.getUTCDate());
    const isWeekday = dayOfWeek.values.has(shown.getUTCDay());
    const isEither = !dayOfMonth.text.startsWith('*') && !dayOfWeek.text.startsWith('*');
    return isEither ? isDate || isWeekday : isDate && isWeekday;
  };
  const cron = [minute, hour, dayOfMonth, month, dayOfWeek].map(({ text }) => text).join(' ');
  return { cron, timing: { kind: hour.text.startsWith('*') ? 'each' : 'once', matches } };
}

/** Daily times and what they mean. */
export function dailyCase(minutes: readonly number[]): { dailyAt: string[]; timing: ReferenceTiming } {
  const times = new Set(minutes);
  return { dailyAt: minutes.map(timeText), timing: { kind: 'once', matches: (wall) => times.has(wall % 1440) } };
}

/** An interval and what it means. */
export function everyCase(seconds: number, anchorAt: number): { every: string; timing: ReferenceTiming } {
  return { every: `PT${seconds}S`, timing: { kind: 'interval', everyMs: seconds * 1000, anchorAt } };
}

const anyCron = fc.tuple(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(0, 6)).map(cronCase);
const anyDaily = fc.array(fc.integer({ min: 0, max: 1439 }), { minLength: 1, maxLength: 6 }).map(dailyCase);
const anyEvery = (anchor: number) =>
  fc
    .tuple(
      fc.oneof(fc.integer({ min: 30, max: 86_400 }), fc.constantFrom(60, 300, 600, 1800, 3600, 21_600, 86_400)),
      fc.integer({ min: 0, max: 4 * 86_400 }),
    )
    .map(([seconds, back]) => everyCase(seconds, anchor - back * 1000));

const minutesOfDay = fc.integer({ min: 0, max: 1439 });
const anyWindow: fc.Arbitrary<ActiveWindow> = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...Weekday.options), { minLength: 1 }),
  from: minutesOfDay.map(timeText),
  until: fc.oneof({ weight: 9, arbitrary: minutesOfDay.map(timeText) }, { weight: 1, arbitrary: fc.constant('24:00') }),
});

/** Any rule; intervals are anchored in the four days before `anchor`. */
export function anyRule(anchor: number): fc.Arbitrary<RuleCase> {
  const windows: fc.Arbitrary<ActiveWindow[]> = fc.array(anyWindow, { maxLength: 4 });
  return fc
    .tuple(fc.oneof(anyCron, anyCron, anyDaily, anyEvery(anchor)), windows, fc.constantFrom(0, 0, 15, 3600))
    .map(([{ timing, ...when }, activeHours, jitterSeconds]) => ({
      rule: {
        id: 'any',
        anchorAt: timing.kind === 'interval' ? timing.anchorAt : 0,
        activeHours,
        jitterSeconds,
        ...when,
      },
      timing,
      windows: activeHours,
    }));
}
