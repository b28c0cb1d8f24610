import Database from 'better-sqlite3';
import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors.ts';
import { ErrorCode } from '#shared/model/error-code.ts';
import { BuildingCheck } from '#shared/model/occupancy.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import {
  type Run,
  RunChange,
  type RunCounts,
  type RunError,
  RunLogLine,
  RunStatus,
  Trigger,
} from '#shared/model/run.ts';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';

/** What is known of a run before it starts. */
export interface RunClaim {
  readonly kind: string;
  readonly title: string;
  readonly subject: string;
  readonly params: unknown;
  /** Two runs with the same key never overlap, whichever process starts them. */
  readonly claimKey: string;
  readonly scheduleId: string | null;
  readonly scheduledFor: EpochMs | null;
  readonly trigger: Trigger;
  readonly reason: string | null;
  readonly isDryRun: boolean;
}

/** How a run ended. */
export interface RunEnd {
  readonly status: Exclude<RunStatus, 'claimed' | 'running'>;
  readonly counts: RunCounts;
  readonly error: RunError | null;
}

/** One target's outcome within a run. */
export interface RunCheck {
  readonly target: string;
  readonly outcome: BuildingCheck['outcome'];
  readonly code: ErrorCode | null;
  readonly message: string;
}

/** Runs and what was written down about them. A finished run never changes. */
export interface Runs {
  /** Rejects with `conflict` while a run with the same claim key is not finished, or the slot has a run already. */
  claim(claim: RunClaim, now: EpochMs): Run;
  start(id: string, attempt: number, now: EpochMs): Run;
  progress(id: string, counts: RunCounts, progress: NonNullable<Run['progress']>): Run;
  finish(id: string, end: RunEnd, now: EpochMs): Run;
  /** Ends the runs of processes that are gone as `interrupted`; returns them. */
  interrupt(processIds: readonly string[], now: EpochMs): Run[];
  noteCheck(id: string, check: RunCheck, now: EpochMs): void;
  noteChanges(id: string, changes: readonly RunChange[]): void;
  noteLine(id: string, line: RunLogLine): void;
  find(id: string): Run | undefined;
  /** Newest first. */
  recent(limit: number): Run[];
  /** Every run, oldest first, in constant memory; those that were made within the range. */
  each(range: { readonly from: EpochMs; readonly until: EpochMs }): Generator<Run>;
  /** Runs that are not finished, whoever works on them. */
  open(): Run[];
  /** The newest runs with one of these claim keys, newest first; dry runs left out. */
  recentOf(claimKeys: readonly string[], limit: number): Run[];
  /** The newest planned instant of a schedule that has a run; null before the first. */
  newestSlot(scheduleId: string, until: EpochMs): EpochMs | null;
  /** Runs of a schedule planned since then, oldest first. */
  slotsSince(scheduleId: string, since: EpochMs): Run[];
  errors(id: string): RunError[];
  changes(id: string): RunChange[];
  log(id: string): RunLogLine[];
  /** Newest looks at a target first. */
  checksOf(target: string, limit: number): BuildingCheck[];
}

type RunRow = Selectable<Schema['job_run']>;

/** Makes the run repository of a connection for one process. */
export function createRuns(connection: Connection, processId: string): Runs {
  const { sql } = connection;
  const find = (id: string): Run | undefined => {
    const row = connection.get(sql.selectFrom('job_run').selectAll().where('id', '=', Number(id)));
    return row === undefined ? undefined : toRun(row);
  };
  const get = (id: string): Run => {
    const run = find(id);
    if (run === undefined) throw new AppError('not_found', `There is no run ${id}.`);
    return run;
  };
  const update = (id: string, change: Partial<RunRow>): Run => {
    connection.run(sql.updateTable('job_run').set(change).where('id', '=', Number(id)));
    return get(id);
  };
  return {
    claim: (claim, now) => claimRun(connection, { processId, claim, now }),
    start: (id, attempt, now) =>
      connection.transaction(() =>
        update(id, { status: 'running', started_at: get(id).startedAt ?? now, attempts: attempt }),
      ),
    progress: (id, counts, { done, total, note }) =>
      update(id, { ...counts, progress_done: done, progress_total: total, progress_note: note }),
    finish: (id, end, now) => connection.transaction(() => update(id, endColumns(end, now))),
    interrupt: (processIds, now) => interruptRuns(connection, processIds, now).map(get),
    noteCheck: (id, check, now) => {
      const row = { ...check, at: now };
      connection.run(
        sql
          .insertInto('run_check')
          .values({ run_id: Number(id), ...row })
          .onConflict((conflict) => conflict.columns(['run_id', 'target']).doUpdateSet(row)),
      );
    },
    noteChanges: (id, changes) => {
      for (const change of changes) {
        const values = { before: JSON.stringify(change.before), after: JSON.stringify(change.after) };
        connection.run(
          sql
            .insertInto('run_change')
            .values({ run_id: Number(id), target: change.target, key: change.key, field: change.field, ...values })
            .onConflict((conflict) => conflict.columns(['run_id', 'target', 'key', 'field']).doUpdateSet(values)),
        );
      }
    },
    noteLine: (id, line) => {
      connection.run(sql.insertInto('run_log').values({ run_id: Number(id), ...line }));
    },
    find,
    recent: (limit) =>
      connection.all(sql.selectFrom('job_run').selectAll().orderBy('id', 'desc').limit(limit)).map(toRun),
    each: (range) => eachRun(connection, range),
    open: () =>
      connection.all(sql.selectFrom('job_run').selectAll().where('finished_at', 'is', null).orderBy('id')).map(toRun),
    recentOf: (claimKeys, limit) =>
      claimKeys
        .flatMap((key) =>
          connection.all(
            sql
              .selectFrom('job_run')
              .selectAll()
              .where('claim_key', '=', key)
              .where('is_dry_run', '=', 0)
              .orderBy('id', 'desc')
              .limit(limit),
          ),
        )
        .toSorted((left, right) => right.id - left.id)
        .slice(0, limit)
        .map(toRun),
    newestSlot: (scheduleId, until) =>
      connection.get(
        sql
          .selectFrom('job_run')
          .select((e) => e.fn.max('scheduled_for').as('slot'))
          .where('schedule_id', '=', scheduleId)
          .where('scheduled_for', '<=', until),
      )?.slot ?? null,
    slotsSince: (scheduleId, since) =>
      connection
        .all(
          sql
            .selectFrom('job_run')
            .selectAll()
            .where('schedule_id', '=', scheduleId)
            .where('scheduled_for', '>=', since)
            .orderBy('scheduled_for'),
        )
        .map(toRun),
    errors: (id) => readErrors(connection, get(id)),
    changes: (id) =>
      connection
        .all(sql.selectFrom('run_change').selectAll().where('run_id', '=', Number(id)))
        .map(({ target, key, field, before, after }) => ({
          target,
          key,
          field,
          before: fromJson(before),
          after: fromJson(after),
        })),
    log: (id) =>
      connection
        .all(sql.selectFrom('run_log').select(['at', 'level', 'message']).where('run_id', '=', Number(id)))
        .map((line) => RunLogLine.parse(line)),
    checksOf: (target, limit) =>
      connection
        .all(
          sql
            .selectFrom('run_check')
            .innerJoin('job_run', 'job_run.id', 'run_check.run_id')
            .select(['run_check.run_id', 'run_check.outcome', 'run_check.message', 'run_check.at'])
            .where('run_check.target', '=', target)
            .where('job_run.is_dry_run', '=', 0)
            .orderBy('run_check.run_id', 'desc')
            .limit(limit),
        )
        .map(({ run_id, at, outcome, message }) =>
          BuildingCheck.parse({ runId: String(run_id), at, outcome, message }),
        ),
  };
}

interface Claiming {
  readonly processId: string;
  readonly claim: RunClaim;
  readonly now: EpochMs;
}

function claimRun(connection: Connection, { processId, claim, now }: Claiming): Run {
  const { sql } = connection;
  const insert = sql
    .insertInto('job_run')
    .values({
      kind: claim.kind,
      title: claim.title,
      subject: claim.subject,
      params: JSON.stringify(claim.params),
      claim_key: claim.claimKey,
      schedule_id: claim.scheduleId,
      scheduled_for: claim.scheduledFor,
      trigger: claim.trigger,
      reason: claim.reason,
      status: 'claimed',
      is_dry_run: Number(claim.isDryRun),
      process_id: processId,
      created_at: now,
      started_at: null,
      finished_at: null,
      attempts: 0,
      checked: 0,
      changed: 0,
      created: 0,
      unchanged: 0,
      failed: 0,
      skipped: 0,
      error_code: null,
      error_message: null,
      progress_done: null,
      progress_total: null,
      progress_note: null,
    })
    .returningAll();
  try {
    const row = connection.get(insert);
    if (row === undefined) throw new Error('The claim returned no row.');
    return toRun(row);
  } catch (cause) {
    if (cause instanceof Database.SqliteError && cause.code === 'SQLITE_CONSTRAINT_UNIQUE') {
      throw new AppError('conflict', `${claim.title} for ${claim.subject} is running already.`, { cause });
    }
    throw cause;
  }
}

function interruptRuns(connection: Connection, processIds: readonly string[], now: EpochMs): string[] {
  if (processIds.length === 0) return [];
  const { sql } = connection;
  return connection.transaction(() => {
    const rows = connection.all(
      sql
        .updateTable('job_run')
        .set({
          status: 'interrupted',
          finished_at: now,
          error_code: 'canceled',
          error_message: 'Rounds ended while this run was going on. What it had stored is kept.',
        })
        .where('finished_at', 'is', null)
        .where('process_id', 'in', processIds)
        .returning('id'),
    );
    connection.run(
      sql.updateTable('app_process').set({ ended_at: now }).where('ended_at', 'is', null).where('id', 'in', processIds),
    );
    return rows.map(({ id }) => String(id));
  });
}

function endColumns({ status, counts, error }: RunEnd, now: EpochMs): Partial<RunRow> {
  return {
    status,
    ...counts,
    finished_at: now,
    error_code: error?.code ?? null,
    error_message: error?.message ?? null,
  };
}

function readErrors(connection: Connection, run: Run): RunError[] {
  return connection
    .all(
      connection.sql
        .selectFrom('run_check')
        .select(['target', 'code', 'message'])
        .where('run_id', '=', Number(run.id))
        .where('outcome', '=', 'failed')
        .orderBy('target'),
    )
    .map(({ target, code, message }) => ({ target, code: ErrorCode.parse(code), message }));
}

function* eachRun(connection: Connection, { from, until }: { from: EpochMs; until: EpochMs }): Generator<Run> {
  const query = connection.sql
    .selectFrom('job_run')
    .selectAll()
    .where('created_at', '>=', from)
    .where('created_at', '<', until)
    .orderBy('id')
    .compile();
  // A statement of its own: an open iteration keeps its statement busy.
  const rows = connection.raw.prepare<unknown[], RunRow>(query.sql).iterate(...query.parameters);
  for (const row of rows) yield toRun(row);
}

function fromJson(text: string): RunChange['before'] {
  return RunChange.shape.before.parse(JSON.parse(text));
}

function toRun(row: RunRow): Run {
  return {
    id: String(row.id),
    kind: row.kind,
    title: row.title,
    subject: row.subject,
    scheduleId: row.schedule_id,
    scheduledFor: row.scheduled_for,
    trigger: Trigger.parse(row.trigger),
    reason: row.reason,
    status: RunStatus.parse(row.status),
    isDryRun: row.is_dry_run === 1,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    attempts: row.attempts,
    counts: {
      checked: row.checked,
      changed: row.changed,
      created: row.created,
      unchanged: row.unchanged,
      failed: row.failed,
      skipped: row.skipped,
    },
    error: row.error_code === null ? null : { code: ErrorCode.parse(row.error_code), message: row.error_message ?? '' },
    progress:
      row.progress_done === null || row.finished_at !== null
        ? null
        : { done: row.progress_done, total: row.progress_total ?? 0, note: row.progress_note ?? '' },
  };
}
