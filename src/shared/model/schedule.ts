import { z } from 'zod';
import { ruleFields } from '../schedule/rule.ts';
import { EpochMs, Id, TimeZone } from './primitives.ts';
import { Run } from './run.ts';

/** When and how a job runs, by exactly one of `every`, `dailyAt` and `cron`. Stored is the rule, never a future instant. */
export const Schedule = z.strictObject({
  id: Id,
  job: z.string(),
  params: z.record(z.string(), z.json()).default({}),
  ...ruleFields,
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
  /** The rule as a sentence: `Every 10 minutes, 07:00–23:00 on weekdays, Los Angeles time`. */
  sentence: z.string(),
  state: ScheduleState,
  /** Why it is paused or failing; null otherwise. */
  note: z.string().nullable(),
  /** Distance of the planned runs around now, milliseconds. */
  stepMs: z.int(),
  timeZone: z.string(),
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
