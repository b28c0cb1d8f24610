import { z } from 'zod';
import { EpochMs } from '../model/primitives.ts';
import { Run, RunAttempt, RunChange, RunError, RunLogLine, RunStatus, Trigger } from '../model/run.ts';
import { command, query } from './define.ts';

/** A run with everything that was written down about it. */
export const RunDetail = z.strictObject({
  run: Run,
  attempts: z.array(RunAttempt),
  errors: z.array(RunError),
  log: z.array(RunLogLine),
  changes: z.array(RunChange),
  /** The process that it belongs to: `window`, `worker`, `run-once`. */
  processRole: z.string(),
  /** Whether somebody can stop it now. */
  isCancelable: z.boolean(),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** Which runs to list; what is left out does not narrow. */
export const RunFilter = z.strictObject({
  kind: z.string().optional(),
  scheduleId: z.string().optional(),
  status: z.array(RunStatus).max(9).optional(),
  trigger: z.array(Trigger).max(5).optional(),
  /** Made at or after, and before. */
  from: EpochMs.optional(),
  until: EpochMs.optional(),
  /** Found in subject, reason or error, whatever the case of its letters. */
  text: z.string().max(200).optional(),
});
export type RunFilter = z.infer<typeof RunFilter>;

/** A page of runs, newest first. */
export const RunPage = z.strictObject({
  runs: z.array(Run),
  /** Pass it as `before` for the next page; null on the last. */
  nextBefore: z.string().nullable(),
});
export type RunPage = z.infer<typeof RunPage>;

/** A job kind as the registry describes it. */
const JobInfo = z.strictObject({
  kind: z.string(),
  title: z.string(),
  description: z.string(),
  /** JSON Schema of the parameters. */
  parameters: z.record(z.string(), z.json()),
  /** How often a schedule runs that Rounds makes by itself: `PT10M`. */
  /** The kinds of sources that it asks. */
  sourceKinds: z.array(z.string()),
  defaultEvery: z.string(),
});
export type JobInfo = z.infer<typeof JobInfo>;

const Reason = z.string().max(200);

export const runOperations = {
  'jobs.list': query(z.strictObject({}), z.array(JobInfo)),
  /** Newest first. `limit` counts rows, 1–500. */
  'runs.recent': query(z.strictObject({ limit: z.int().min(1).max(500) }), z.array(Run)),
  /** One page, newest first; `before` is the id to go on from. */
  'runs.list': query(
    z.strictObject({
      filter: RunFilter,
      before: z.string().regex(/^\d+$/).nullable(),
      limit: z.int().min(1).max(200),
    }),
    RunPage,
  ),
  'runs.get': query(z.strictObject({ id: z.string() }), RunDetail),
  /** Starts a job now, one run for each source it touches. Fails with `conflict` while the same work is running. */
  'runs.start': command(
    z.strictObject({
      kind: z.string(),
      params: z.record(z.string(), z.json()),
      reason: Reason,
      isDryRun: z.boolean().default(false),
    }),
    z.array(Run),
  ),
  /** Starts a schedule's job now, with the schedule's parameters; its timetable stays as it is. */
  'runs.startSchedule': command(
    z.strictObject({ scheduleId: z.string(), reason: Reason, isDryRun: z.boolean().default(false) }),
    z.array(Run),
  ),
  /** Does the work of a finished run once more, with the same parameters. */
  'runs.again': command(z.strictObject({ id: z.string(), reason: Reason }), z.array(Run)),
  /** Asks a run to stop, whichever process works on it; what it has stored stays stored. */
  'runs.cancel': command(z.strictObject({ id: z.string() }), z.strictObject({})),
};
