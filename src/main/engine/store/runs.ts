import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run, RunCounts, RunError, RunStatus, Trigger } from '#shared/model/run.ts';
import type { Connection } from './connection.ts';
import { createRunLists, type RunLists } from './run-list.ts';
import { createRunNotes, type RunNotes } from './run-notes.ts';
import { findRun, present, type RunRow, toRun } from './run-rows.ts';
import { createRunStates } from './run-states.ts';

/** What is known of a run before it starts. */
export interface RunClaim {
  readonly kind: string;
  readonly title: string;
  readonly subject: string;
  readonly params: unknown;
  /** Two runs with the same key never overlap, whichever process starts them. */
  readonly claimKey: string;
  readonly scheduleId: string | null;
  /** Revision of the schedule that planned it; null for a run without a slot. */
  readonly scheduleRevision: number | null;
  readonly scheduledFor: EpochMs | null;
  readonly trigger: Trigger;
  readonly reason: string | null;
  readonly isDryRun: boolean;
}

/** How a run ended. */
export interface RunEnd {
  readonly status: Exclude<RunStatus, 'planned' | 'claimed' | 'running'>;
  readonly counts: RunCounts;
  readonly error: RunError | null;
}

/** A run that somebody wants stopped. */
export interface CancelRequest {
  readonly id: string;
  readonly reason: string;
}

/** Runs and what was written down about them. A finished run never changes. */
export interface Runs extends RunNotes, RunLists {
  /** Rejects with `conflict` while a run with the same claim key is at work, or where the slot has a run already. */
  claim(claim: RunClaim, now: EpochMs): Run;
  /**
   * Makes a run that waits for the one with its claim key; it outlives the process that made it. How many may wait is for
   * the caller to decide, in the same transaction. Rejects with `conflict` where the slot has a run.
   */
  plan(claim: RunClaim, now: EpochMs): Run;
  /** Claims a waiting run for this process. Rejects with `conflict` while its key is at work, or when it waits no more. */
  claimPlanned(id: string): Run;
  start(id: string, attempt: number, now: EpochMs): Run;
  progress(id: string, counts: RunCounts, progress: NonNullable<Run['progress']>): Run;
  /** Ends a run, also one that waits and never started. */
  finish(id: string, end: RunEnd, now: EpochMs): Run;
  /** Ends the runs of processes that are gone as `interrupted`; returns them. Runs that wait go on waiting. */
  interrupt(processIds: readonly string[], now: EpochMs): Run[];
  /**
   * Asks whichever process works on a run to stop it; the first reason stays. Nobody may be working on one that waits, so
   * the caller finishes that one. Rejects with `not_found`, or with `conflict` when the run has ended.
   */
  requestCancel(id: string, reason: string): Run;
  /** Runs that this process claimed or planned and somebody wants stopped, oldest first. */
  cancelRequests(): CancelRequest[];
  find(id: string): Run | undefined;
  /** What the job was given. Rejects with `not_found`. */
  paramsOf(id: string): unknown;
  /** Which work it is. Rejects with `not_found`. */
  claimKeyOf(id: string): string;
  /** What kind of process a run belongs to: `window`, `worker`. Rejects with `not_found`. */
  processRoleOf(id: string): string;
  /** Runs that are not finished, whoever works on them, oldest first. */
  open(): Run[];
  /** The run with this claim key that is at work. */
  activeOf(claimKey: string): Run | undefined;
  /** Every run that waits, oldest first. */
  waiting(): Run[];
  /** The oldest run with this claim key that waits. */
  waitingOf(claimKey: string): Run | undefined;
}

/** Makes the run repository of a connection for one process. */
export function createRuns(connection: Connection, processId: string): Runs {
  return {
    ...createRunNotes(connection),
    ...createRunLists(connection),
    ...createRunStates(connection, processId),
    ...createRunLookups(connection),
  };
}

type RunLookups = Pick<
  Runs,
  'find' | 'paramsOf' | 'claimKeyOf' | 'processRoleOf' | 'open' | 'activeOf' | 'waiting' | 'waitingOf'
>;
/** What becomes of runs. */
export type RunStates = Omit<Runs, keyof RunNotes | keyof RunLists | keyof RunLookups>;

/** Runs without an end are few, and two partial indexes hold them all. */
const openRuns = `SELECT * FROM job_run INDEXED BY job_run_claim WHERE status IN ('claimed','running')
  UNION ALL SELECT * FROM job_run INDEXED BY job_run_waiting WHERE status = 'planned'`;

function createRunLookups(connection: Connection): RunLookups {
  const { sql } = connection;
  // Asked at every start and end of a run; partial indexes have the few that there are.
  const active = connection.prepare<RunRow>(
    `SELECT * FROM job_run WHERE claim_key = ? AND status IN ('claimed','running')`,
  );
  const waitingOf = connection.prepare<RunRow>(
    `SELECT * FROM job_run INDEXED BY job_run_waiting WHERE status = 'planned' AND claim_key = ? ORDER BY id LIMIT 1`,
  );
  const waiting = connection.prepare<RunRow>(
    `SELECT * FROM job_run INDEXED BY job_run_waiting WHERE status = 'planned' ORDER BY id`,
  );
  const optional = (row: RunRow | undefined): Run | undefined => (row === undefined ? undefined : toRun(row));
  return {
    find: (id) => findRun(connection, id),
    paramsOf(id) {
      const row = connection.get(sql.selectFrom('job_run').select('params').where('id', '=', Number(id)));
      const params: unknown = JSON.parse(present(row, id).params);
      return params;
    },
    claimKeyOf(id) {
      const row = connection.get(sql.selectFrom('job_run').select('claim_key').where('id', '=', Number(id)));
      return present(row, id).claim_key;
    },
    processRoleOf(id) {
      const row = connection.get(
        sql
          .selectFrom('job_run')
          .innerJoin('app_process', 'app_process.id', 'job_run.process_id')
          .select('app_process.role')
          .where('job_run.id', '=', Number(id)),
      );
      return present(row, id).role;
    },
    open: () =>
      connection
        .prepare<RunRow>(openRuns)
        .all()
        .toSorted((left, right) => left.id - right.id)
        .map(toRun),
    activeOf: (claimKey) => optional(active.get(claimKey)),
    waiting: () => waiting.all().map(toRun),
    waitingOf: (claimKey) => optional(waitingOf.get(claimKey)),
  };
}
