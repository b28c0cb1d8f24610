import { z } from 'zod';
import { ErrorCode } from './error-code.ts';
import { EpochMs } from './primitives.ts';

/** What a run may be doing; the last seven are ends, and an end never changes again. */
export const RunStatus = z.enum([
  /** Waits for an earlier run of the same work. */
  'planned',
  'claimed',
  'running',
  'succeeded',
  'partial',
  'failed',
  'canceled',
  'timed_out',
  'interrupted',
  /** It would have changed far more than usual, or needs a word typed: it changed nothing and waits for a person's decision. */
  'held',
]);
export type RunStatus = z.infer<typeof RunStatus>;

/** Who started a run. */
export const Trigger = z.enum(['schedule', 'catch-up', 'manual', 'start-up', 'command-line']);
export type Trigger = z.infer<typeof Trigger>;

/** Targets of a run, counted: `checked` = created + changed + unchanged + failed; `skipped` were not looked at. */
export const RunCounts = z.strictObject({
  checked: z.int().min(0),
  changed: z.int().min(0),
  created: z.int().min(0),
  unchanged: z.int().min(0),
  failed: z.int().min(0),
  skipped: z.int().min(0),
});
export type RunCounts = z.infer<typeof RunCounts>;

/** One execution of a job. */
export const Run = z.strictObject({
  id: z.string(),
  kind: z.string(),
  /** The job's title, or the schedule's where one started it. */
  title: z.string(),
  /** What it works on, in words: `UC San Diego`. */
  subject: z.string(),
  scheduleId: z.string().nullable(),
  scheduledFor: EpochMs.nullable(),
  trigger: Trigger,
  reason: z.string().nullable(),
  status: RunStatus,
  isDryRun: z.boolean(),
  createdAt: EpochMs,
  startedAt: EpochMs.nullable(),
  finishedAt: EpochMs.nullable(),
  attempts: z.int().min(0),
  counts: RunCounts,
  error: z.strictObject({ code: ErrorCode, message: z.string() }).nullable(),
  /** Targets done and to do while it runs; null before the job knows. */
  progress: z.strictObject({ done: z.int(), total: z.int(), note: z.string() }).nullable(),
});
export type Run = z.infer<typeof Run>;

/** A target that failed in a run, and why. */
export const RunError = z.strictObject({ target: z.string(), code: ErrorCode, message: z.string() });
export type RunError = z.infer<typeof RunError>;

/** One line of a run's log. */
export const RunLogLine = z.strictObject({
  at: EpochMs,
  level: z.enum(['info', 'warn', 'error']),
  message: z.string(),
});
export type RunLogLine = z.infer<typeof RunLogLine>;

/** A field that a run found different; `before` is null on a first sight. */
export const RunChange = z.strictObject({
  target: z.string(),
  /** The key within the target; empty where a target has one state only. */
  key: z.string(),
  field: z.string(),
  before: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  after: z.union([z.string(), z.number(), z.boolean()]).nullable(),
});
export type RunChange = z.infer<typeof RunChange>;

/** One try at a run. */
export const RunAttempt = z.strictObject({
  number: z.int().min(1),
  startedAt: EpochMs,
  /** Null while it goes on, or where its process died over it. */
  finishedAt: EpochMs.nullable(),
  /** Why it could not go on; null where it came to its end. */
  error: z.strictObject({ code: ErrorCode, message: z.string() }).nullable(),
  /** When the next try was to begin; null where there was none. */
  nextAt: EpochMs.nullable(),
});
export type RunAttempt = z.infer<typeof RunAttempt>;
