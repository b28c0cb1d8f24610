import { z } from 'zod';
import { ruleFields } from '../schedule/rule.ts';
import { EpochMs, Id, TimeZone } from './primitives.ts';
import { Run } from './run.ts';

/** What happens to a slot whose work is still going on: left out, made to wait (one at most), or the old run is stopped. */
export const Overlap = z.enum(['skip', 'queue', 'cancel'], { error: 'must be skip, queue or cancel' });
export type Overlap = z.infer<typeof Overlap>;

/** What happens to slots that nobody could run: the newest alone is made up for, none is, or all up to a limit. */
export const Missed = z.enum(['latest', 'skip', 'all'], { error: 'must be latest, skip or all' });
export type Missed = z.infer<typeof Missed>;

/** When and how a job runs, by exactly one of `every`, `dailyAt` and `cron`. Stored is the rule, never a future instant. */
export const Schedule = z.strictObject({
  /** `new` names the page on which schedules are made. */
  id: Id.refine((id) => id !== 'new', { error: 'must be another word than new' }),
  job: z.string(),
  params: z.record(z.string(), z.json()).default({}),
  ...ruleFields,
  timeZone: TimeZone.default('UTC'),
  overlap: Overlap.default('skip'),
  missed: Missed.default('latest'),
  /** Total attempts of one run, and the longest first wait before the next, seconds. */
  retry: z
    .strictObject({ attempts: z.int().min(1).max(10), backoffSeconds: z.int().min(0).max(3600) })
    .default({ attempts: 3, backoffSeconds: 5 }),
  /** Time limit of one run, seconds; null takes the job's own. */
  timeoutSeconds: z.int().min(1).max(86_400).nullable().default(null),
  /** Failed runs in a row after which the schedule pauses itself; null never. */
  pauseAfterFailures: z.int().min(1).max(1000).nullable().default(null),
  /** Whether it also runs once each time Rounds starts. */
  runAtStart: z.boolean().default(false),
  enabled: z.boolean().default(true),
});
export type Schedule = z.infer<typeof Schedule>;

/** The states shown everywhere alike, by colour, word and shape. */
export const ScheduleState = z.enum(['active', 'running', 'paused', 'failed', 'waiting']);
export type ScheduleState = z.infer<typeof ScheduleState>;

/** Who paused a schedule: a person, or Rounds after too many failures. */
export const PausedBy = z.enum(['hand', 'failures']);
export type PausedBy = z.infer<typeof PausedBy>;

/** A pause: since when, why, and until when; `until` is null for a pause that a person has to end. */
export const Pause = z.strictObject({
  at: EpochMs,
  by: PausedBy,
  reason: z.string().max(200),
  until: EpochMs.nullable(),
});
export type Pause = z.infer<typeof Pause>;

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
  /** Why it is paused, failing or waiting; null otherwise. */
  note: z.string().nullable(),
  /** What keeps it from ever running, naming the field: a zone that is gone, nonsense in its cron text; null where sound. */
  problem: z.string().nullable(),
  pause: Pause.nullable(),
  /** When active hours begin again; null unless it waits for them. */
  resumesAt: EpochMs.nullable(),
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
