import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors.ts';
import { ErrorCode } from '#shared/model/error-code.ts';
import { type Run, RunStatus, Trigger } from '#shared/model/run.ts';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';

/** A run as its table holds it. */
export type RunRow = Selectable<Schema['job_run']>;

/** The run that a row stands for. */
export function toRun(row: RunRow): Run {
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
    error: toRunFailure(row),
    progress:
      row.progress_done === null || row.finished_at !== null
        ? null
        : { done: row.progress_done, total: row.progress_total ?? 0, note: row.progress_note ?? '' },
  };
}

/** What went wrong, of a run or of one try at it; null where nothing did. */
export function toRunFailure(row: Pick<RunRow, 'error_code' | 'error_message'>): Run['error'] {
  return row.error_code === null ? null : { code: ErrorCode.parse(row.error_code), message: row.error_message ?? '' };
}

/** The run of an id. */
export function findRun(connection: Connection, id: string): Run | undefined {
  const row = connection.prepare<RunRow>('SELECT * FROM job_run WHERE id = ?').get(Number(id));
  return row === undefined ? undefined : toRun(row);
}

/** As `findRun`; rejects with `not_found`. */
export function getRun(connection: Connection, id: string): Run {
  return present(findRun(connection, id), id);
}

/** What was found; rejects with `not_found` where nothing was. */
export function present<T>(found: T | undefined, id: string): T {
  if (found === undefined) throw new AppError('not_found', `There is no run ${id}.`);
  return found;
}
