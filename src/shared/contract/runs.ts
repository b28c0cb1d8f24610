import { z } from 'zod';
import { EpochMs } from '../model/primitives.ts';
import { PlanAction, PlanConflict, PlanCounts, RunPlan, RunPlanRow } from '../model/run-plan.ts';
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
  /** What it would change, or changed; null for jobs that plan nothing. */
  plan: RunPlan.nullable(),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** What was on the screen of a rendered page when a step failed; without secrets, kept for seven days. */
export const RunEvidence = z.strictObject({
  /** Which step, in words. */
  step: z.string(),
  at: EpochMs,
  /** The page's text as HTML, to be shown as text only. */
  html: z.string(),
  /** PNG as a data URL; null where none could be taken. */
  picture: z.string().nullable(),
  expiresAt: EpochMs,
});
export type RunEvidence = z.infer<typeof RunEvidence>;

/** Which runs to list; what is left out does not narrow. */
export const RunFilter = z.strictObject({
  kind: z.string().optional(),
  scheduleId: z.string().optional(),
  status: z.array(RunStatus).max(10).optional(),
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
  /** The kinds of sources that it asks. */
  sourceKinds: z.array(z.string()),
  /** Whether it plans what it changes, so that a dry run can be applied and a run taken back. */
  isPlanned: z.boolean(),
  /** How often a schedule runs that Rounds makes by itself: `PT10M`. */
  defaultEvery: z.string(),
});
export type JobInfo = z.infer<typeof JobInfo>;

const Reason = z.string().max(200);

export const runOperations = {
  'jobs.list': query(z.strictObject({}), z.array(JobInfo)),
  /** What is kept of the steps of a run that failed, oldest first. */
  'runs.evidence': query(z.strictObject({ runId: z.string() }), z.array(RunEvidence)),
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
  'plans.get': query(z.strictObject({ runId: z.string() }), RunPlan),
  /** Rows of a plan in their order; `after` is the number to go on from. */
  'plans.rows': query(
    z.strictObject({
      runId: z.string(),
      after: z.int().min(0).default(0),
      limit: z.int().min(1).max(500).default(100),
      action: PlanAction.nullable().default(null),
      entity: z.string().nullable().default(null),
    }),
    z.strictObject({ rows: z.array(RunPlanRow), next: z.int().nullable() }),
  ),
  /** Plans that wait for a decision, oldest first. */
  'plans.held': query(z.strictObject({}), z.array(RunPlan)),
  /**
   * Does exactly what the plan of a held or dry run says, in a run of its own. Fails with `conflict`, naming the row, where
   * one has changed since; with `invalid_input` where a word has to be typed and is not.
   */
  'plans.apply': command(
    z.strictObject({ runId: z.string(), reason: Reason, confirmText: z.string().default('') }),
    Run,
  ),
  /** Decides against a held plan: its work is planned anew at its next time. */
  'plans.discard': command(z.strictObject({ runId: z.string(), reason: Reason }), RunPlan),
  /** What taking a run back would do. */
  'plans.undoPreview': query(
    z.strictObject({ runId: z.string() }),
    z.strictObject({
      counts: PlanCounts,
      conflictCount: z.int(),
      /** The first hundred. */
      conflicts: z.array(PlanConflict),
    }),
  ),
  /**
   * Takes a run of the last 7 days back, in a run of its own: rows that nobody touched since are as they were; others are
   * left alone, and named.
   */
  'plans.undo': command(z.strictObject({ runId: z.string(), reason: Reason }), Run),
};
