import Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run, RunCounts } from '#shared/model/run.ts';
import type { Connection } from './connection.ts';
import { getRun, present, type RunRow, toRun } from './run-rows.ts';
import type { RunClaim, RunStates } from './runs.ts';

/** Columns of the counts, in the order of `countValues`. */
const countColumns = 'checked = ?, changed = ?, created = ?, unchanged = ?, failed = ?, skipped = ?';

function countValues({ checked, changed, created, unchanged, failed, skipped }: RunCounts): number[] {
  return [checked, changed, created, unchanged, failed, skipped];
}

/** Asked every few seconds; two partial indexes have the few runs without an end. */
const askedToStop = `
  SELECT id, cancel_reason AS reason FROM job_run INDEXED BY job_run_claim
  WHERE status IN ('claimed','running') AND process_id = ? AND cancel_reason IS NOT NULL
  UNION ALL SELECT id, cancel_reason FROM job_run INDEXED BY job_run_waiting
  WHERE status = 'planned' AND process_id = ? AND cancel_reason IS NOT NULL`;

/** What becomes of runs, on a connection for one process. */
export function createRunStates(connection: Connection, processId: string): RunStates {
  const start = connection.prepare<RunRow>(
    `UPDATE job_run SET status = 'running', started_at = coalesce(started_at, ?), attempts = ? WHERE id = ? RETURNING *`,
  );
  const progress = connection.prepare<RunRow>(
    `UPDATE job_run SET ${countColumns}, progress_done = ?, progress_total = ?, progress_note = ? WHERE id = ? RETURNING *`,
  );
  const finish = connection.prepare<RunRow>(
    `UPDATE job_run SET ${countColumns}, status = ?, finished_at = ?, error_code = ?, error_message = ? WHERE id = ?
     RETURNING *`,
  );
  const changed = (id: string, row: RunRow | undefined): Run => toRun(present(row, id));
  return {
    claim: (claim, now) => insertRun(connection, { status: 'claimed', processId, claim, now }),
    plan: (claim, now) => insertRun(connection, { status: 'planned', processId, claim, now }),
    claimPlanned: (id) => connection.transaction(() => claimWaiting(connection, id, processId)),
    start: (id, attempt, now) => changed(id, start.get(now, attempt, Number(id))),
    progress: (id, counts, { done, total, note }) =>
      changed(id, progress.get(...countValues(counts), done, total, note, Number(id))),
    finish: (id, { counts, status, error }, now) =>
      changed(
        id,
        finish.get(...countValues(counts), status, now, error?.code ?? null, error?.message ?? null, Number(id)),
      ),
    interrupt: (processIds, now) => interruptRuns(connection, processIds, now).map((id) => getRun(connection, id)),
    requestCancel: (id, reason) => connection.transaction(() => requestCancel(connection, id, reason)),
    cancelRequests: () =>
      connection
        .prepare<{ id: number; reason: string }>(askedToStop)
        .all(processId, processId)
        .toSorted((left, right) => left.id - right.id)
        .map(({ id, reason }) => ({ id: String(id), reason })),
  };
}

interface Insertion {
  readonly status: 'planned' | 'claimed';
  readonly processId: string;
  readonly claim: RunClaim;
  readonly now: EpochMs;
}

function insertRun(connection: Connection, { status, processId, claim, now }: Insertion): Run {
  const insert = connection.prepare<RunRow>(
    `INSERT INTO job_run (kind, title, subject, params, claim_key, schedule_id, schedule_revision, scheduled_for, "trigger",
       reason, status, is_dry_run, process_id, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *`,
  );
  const { kind, title, subject, claimKey, scheduleId, scheduledFor, trigger, reason } = claim;
  // To a unique index every null is another one, and a slot must not have two runs for want of a revision.
  const revision = scheduledFor === null ? claim.scheduleRevision : (claim.scheduleRevision ?? 0);
  const params = JSON.stringify(claim.params);
  const slot = [scheduleId, revision, scheduledFor];
  const values = [kind, title, subject, params, claimKey, ...slot, trigger, reason, status];
  return refusingTwins(claim, () => {
    const row = insert.get(...values, Number(claim.isDryRun), processId, now);
    if (row === undefined) throw new Error('The claim returned no row.');
    return toRun(row);
  });
}

/** Two unique indexes guard runs; which one refused tells what there is already. */
function refusingTwins<T>({ title, subject }: Pick<Run, 'title' | 'subject'>, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError) || cause.code !== 'SQLITE_CONSTRAINT_UNIQUE') throw cause;
    const isSlot = cause.message.includes('job_run.scheduled_for');
    const what = isSlot ? 'has a run for this slot already' : 'is running already';
    throw new AppError('conflict', `${title} for ${subject} ${what}.`, { cause });
  }
}

function claimWaiting(connection: Connection, id: string, processId: string): Run {
  const run = getRun(connection, id);
  const claimed = refusingTwins(run, () =>
    connection.run(
      connection.sql
        .updateTable('job_run')
        .set({ status: 'claimed', process_id: processId })
        .where('id', '=', Number(id))
        .where('status', '=', 'planned'),
    ),
  );
  if (claimed === 0) throw new AppError('conflict', `${run.title} for ${run.subject} is not waiting any more.`);
  return getRun(connection, id);
}

function requestCancel(connection: Connection, id: string, reason: string): Run {
  const run = getRun(connection, id);
  if (run.finishedAt !== null) throw new AppError('conflict', `${run.title} for ${run.subject} has ended already.`);
  connection.run(
    connection.sql
      .updateTable('job_run')
      .set({ cancel_reason: reason })
      .where('id', '=', Number(id))
      .where('cancel_reason', 'is', null),
  );
  return run;
}

function interruptRuns(connection: Connection, processIds: readonly string[], now: EpochMs): string[] {
  if (processIds.length === 0) return [];
  const { sql } = connection;
  return connection.transaction(() => {
    const interrupt = connection.prepare<{ id: number }>(
      `UPDATE job_run INDEXED BY job_run_claim
       SET status = 'interrupted', finished_at = ?, error_code = 'canceled', error_message = ?
       WHERE status IN ('claimed','running') AND process_id = ? RETURNING id`,
    );
    const message = 'Rounds ended while this run was going on. What it had stored is kept.';
    const rows = processIds.flatMap((processId) => interrupt.all(now, message, processId));
    connection.run(
      sql.updateTable('app_process').set({ ended_at: now }).where('ended_at', 'is', null).where('id', 'in', processIds),
    );
    return rows
      .map(({ id }) => id)
      .toSorted((left, right) => left - right)
      .map(String);
  });
}
