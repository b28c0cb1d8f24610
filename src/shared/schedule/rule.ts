import { z } from 'zod';
import { EpochMs } from '../model/primitives.ts';
import { parseCron } from './cron.ts';

/** An ISO 8601 duration of hours, minutes and seconds between 30 seconds and 24 hours: `PT10M`. */
export const Every = z
  .string()
  .regex(/^PT(?=\d)(\d{1,9}H)?(\d{1,9}M)?(\d{1,9}S)?$/, {
    error: 'must be a duration such as PT10M or PT1H30M',
    abort: true,
  })
  .refine((value) => durationMs(value) >= 30_000 && durationMs(value) <= 86_400_000, {
    error: 'must be between 30 seconds (PT30S) and 24 hours (PT24H)',
  });

/** Milliseconds of a duration written as `Every` is. */
export function durationMs(text: string): number {
  const [, hours, minutes, seconds] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text) ?? [];
  return (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
}

/** A time of day on the wall clock: `02:00`. */
export const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 02:00 or 14:30');

/** Where a stretch of a day ends: `24:00` is the midnight that ends the day. */
export const EndTime = z.union([LocalTime, z.literal('24:00')], { error: 'must be a time such as 02:00 or 14:30' });

/** Minutes since midnight of a time written as `LocalTime` is; `24:00` is 1440. */
export function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** A time of day from minutes since midnight: `02:00`. */
export function timeOfDay(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

/** Days of the week as the exchange format writes them, Monday first. */
export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], {
  error: 'must be mon, tue, wed, thu, fri, sat or sun',
});
export type Weekday = z.infer<typeof Weekday>;

/**
 * One window of active hours, in local wall time, on the days on which it starts. Its end is exclusive. With
 * `until <= from` it runs over midnight and still belongs to the day it starts; equal times are 24 hours.
 */
export const ActiveWindow = z.strictObject({
  days: z.array(Weekday).min(1, 'name at least one day').max(7, 'has more than seven days'),
  from: LocalTime,
  until: EndTime,
});
export type ActiveWindow = z.infer<typeof ActiveWindow>;

/** Five cron fields; `cron.ts` says what they may hold. */
const CronText = z.string().superRefine((text, context) => {
  const parsed = parseCron(text);
  if (typeof parsed === 'string') context.addIssue({ code: 'custom', message: parsed });
});

const jitterRange = { error: 'must be a whole number of seconds from 0 to 3600' };

/** The fields of a schedule that say when it is due, as the exchange format has them. */
export const ruleFields = {
  every: Every.optional(),
  dailyAt: z.array(LocalTime).min(1, 'name at least one time').max(288, 'has more than 288 times').optional(),
  cron: CronText.optional(),
  /** None: always active. */
  activeHours: z.array(ActiveWindow).max(100, 'has more than 100 windows').default([]),
  /** The longest delay of a start behind its planned instant, seconds. */
  jitterSeconds: z.int(jitterRange).min(0, jitterRange).max(3600, jitterRange).default(0),
};

/** The one thing that `ruleFields` cannot say alone: what is wrong with the choice of rule, or undefined. */
export function ruleChoiceProblem(rule: Readonly<Record<'every' | 'dailyAt' | 'cron', unknown>>): string | undefined {
  const given = (['every', 'dailyAt', 'cron'] as const).filter((field) => rule[field] !== undefined);
  if (given.length === 0) return 'is missing: give one of every, dailyAt and cron';
  return given.length === 1 ? undefined : `exclude one another: give one of ${given.join(' and ')}`;
}

/** What the planner reads of a schedule; other fields may stand beside. */
export const Rule = z
  .object({
    /** Id of the schedule; makes its jitter its own. */
    id: z.string(),
    /** Where `every` counts from; the other kinds do not look at it. */
    anchorAt: EpochMs,
    ...ruleFields,
  })
  .superRefine((rule, context) => {
    const message = ruleChoiceProblem({ every: rule.every, dailyAt: rule.dailyAt, cron: rule.cron });
    if (message === undefined) return;
    const field = rule.dailyAt === undefined ? 'every' : 'dailyAt';
    context.addIssue({ code: 'custom', path: [field], message });
  });
/** A rule as it is written; what it leaves out takes its default. A value: never changed once made. */
export type Rule = Readonly<z.input<typeof Rule>>;
/** A rule that was checked. */
export type CheckedRule = z.output<typeof Rule>;
