import { z } from 'zod';
import { EpochMs, Id, TimeZone } from './primitives.ts';
import { Run } from './run.ts';

/** An ISO 8601 duration of hours, minutes and seconds between 30 seconds and 24 hours: `PT10M`. */
export const Every = z
  .string()
  .regex(/^PT(?=\d)(\d+H)?(\d+M)?(\d+S)?$/, 'must be a duration such as PT10M or PT1H30M')
  .refine((value) => durationMs(value) >= 30_000 && durationMs(value) <= 86_400_000, {
    error: 'must be between 30 seconds (PT30S) and 24 hours (PT24H)',
  });

/** Milliseconds of a duration written as `Every` is. */
export function durationMs(text: string): number {
  const part = (unit: string): number => Number(new RegExp(`(\\d+)${unit}`).exec(text)?.[1] ?? 0);
  return (part('H') * 3600 + part('M') * 60 + part('S')) * 1000;
}

/** When and how a job runs. Stored is the rule, never a future instant. */
export const Schedule = z.strictObject({
  id: Id,
  job: z.string(),
  params: z.record(z.string(), z.json()).default({}),
  every: Every,
  timeZone: TimeZone.default('UTC'),
  /** Total attempts of one run, and the longest first wait before the next, seconds. */
  retry: z
    .strictObject({ attempts: z.int().min(1).max(10), backoffSeconds: z.int().min(0).max(3600) })
    .default({ attempts: 3, backoffSeconds: 5 }),
  /** Time limit of one run, seconds; null takes the job's own. */
  timeoutSeconds: z.int().min(1).max(86_400).nullable().default(null),
  enabled: z.boolean().default(true),
});
export type Schedule = z.infer<typeof Schedule>;

/** The states shown everywhere alike, by colour, word and shape. */
export const ScheduleState = z.enum(['active', 'running', 'paused', 'failed', 'waiting']);
export type ScheduleState = z.infer<typeof ScheduleState>;

/** A schedule as it stands now. */
export const ScheduleStatus = z.strictObject({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  /** What it works on, in words. */
  subject: z.string(),
  /** The rule as a sentence: `Every 10 minutes`. */
  sentence: z.string(),
  state: ScheduleState,
  /** Why it is paused or failing; null otherwise. */
  note: z.string().nullable(),
  /** Distance of two planned runs, milliseconds. */
  stepMs: z.int(),
  nextAt: EpochMs.nullable(),
  lastRun: Run.nullable(),
  /** Runs that failed one after the other up to now. */
  failuresInRow: z.int(),
  enabled: z.boolean(),
});
export type ScheduleStatus = z.infer<typeof ScheduleStatus>;

/** What became of one planned slot in the last day. */
export const HeartbeatCell = z.strictObject({
  plannedAt: EpochMs,
  verdict: z.enum(['succeeded', 'partial', 'failed', 'running', 'not_run']),
  runId: z.string().nullable(),
  story: z.string(),
});
export type HeartbeatCell = z.infer<typeof HeartbeatCell>;
