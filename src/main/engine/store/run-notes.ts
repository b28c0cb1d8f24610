import { AppError } from '#shared/errors.ts';
import { ErrorCode } from '#shared/model/error-code.ts';
import { BuildingCheck } from '#shared/model/occupancy.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { type RunAttempt, RunChange, type RunError, RunLogLine } from '#shared/model/run.ts';
import type { Connection } from './connection.ts';
import { toRunFailure } from './run-rows.ts';

/** One target's outcome within a run. */
export interface RunCheck {
  readonly target: string;
  readonly outcome: BuildingCheck['outcome'];
  readonly code: ErrorCode | null;
  readonly message: string;
}

/** What is written down about a run while it goes on: tries, outcomes by target, changes, log lines. */
export interface RunNotes {
  /** A try begins; `number` counts from 1. */
  noteAttempt(id: string, attempt: Pick<RunAttempt, 'number' | 'startedAt'>): void;
  /** A try ends. Rejects with `not_found` where it was not noted. */
  endAttempt(id: string, number: number, end: AttemptEnd): void;
  noteCheck(id: string, check: RunCheck, now: EpochMs): void;
  noteChanges(id: string, changes: readonly RunChange[]): void;
  noteLine(id: string, line: RunLogLine): void;
  /** In their order. */
  attempts(id: string): RunAttempt[];
  /** Targets that failed, by name. */
  errors(id: string): RunError[];
  changes(id: string): RunChange[];
  log(id: string): RunLogLine[];
  /** Newest looks at a target first; dry runs left out. */
  checksOf(target: string, limit: number): BuildingCheck[];
}

/** How a try came to its end: well, or with an error and perhaps another try to follow. */
export type AttemptEnd = Pick<RunAttempt, 'error' | 'nextAt'> & { readonly finishedAt: EpochMs };

/** Makes the notebook of runs of a connection. */
export function createRunNotes(connection: Connection): RunNotes {
  return { ...createWriters(connection), ...createReaders(connection) };
}

type Writers = Pick<RunNotes, 'noteAttempt' | 'endAttempt' | 'noteCheck' | 'noteChanges' | 'noteLine'>;

function createWriters(connection: Connection): Writers {
  const { sql } = connection;
  const noteAttempt = connection.prepare('INSERT INTO run_attempt (run_id, number, started_at) VALUES (?, ?, ?)');
  const endAttempt = connection.prepare(
    `UPDATE run_attempt SET finished_at = ?, error_code = ?, error_message = ?, next_at = ?
     WHERE run_id = ? AND number = ?`,
  );
  // Work that deals with thousands of targets at once notes each.
  const noteCheck = connection.prepare(
    `INSERT INTO run_check (run_id, target, outcome, code, message, at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (run_id, target) DO UPDATE SET outcome = excluded.outcome, code = excluded.code,
       message = excluded.message, at = excluded.at`,
  );
  const noteChange = connection.prepare(
    `INSERT INTO run_change (run_id, target, key, field, before, after) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (run_id, target, key, field) DO UPDATE SET before = excluded.before, after = excluded.after`,
  );
  return {
    noteAttempt: (id, { number, startedAt }) => void noteAttempt.run(Number(id), number, startedAt),
    endAttempt: (id, number, { finishedAt, error, nextAt }) => {
      const failure = [error?.code ?? null, error?.message ?? null];
      const { changes } = endAttempt.run(finishedAt, ...failure, nextAt, Number(id), number);
      if (changes === 0) throw new AppError('not_found', `Run ${id} has no attempt ${number}.`);
    },
    noteCheck: (id, { target, outcome, code, message }, now) =>
      void noteCheck.run(Number(id), target, outcome, code, message, now),
    noteChanges: (id, changes) => {
      for (const { target, key, field, before, after } of changes) {
        noteChange.run(Number(id), target, key, field, JSON.stringify(before), JSON.stringify(after));
      }
    },
    noteLine: (id, line) => {
      connection.run(sql.insertInto('run_log').values({ run_id: Number(id), ...line }));
    },
  };
}

function createReaders(connection: Connection): Omit<RunNotes, keyof Writers> {
  return {
    attempts: (id) => readAttempts(connection, id),
    errors: (id) => readErrors(connection, id),
    changes: (id) =>
      connection
        .all(connection.sql.selectFrom('run_change').selectAll().where('run_id', '=', Number(id)))
        .map(({ target, key, field, before, after }) => ({
          target,
          key,
          field,
          before: fromJson(before),
          after: fromJson(after),
        })),
    log: (id) =>
      connection
        .all(connection.sql.selectFrom('run_log').select(['at', 'level', 'message']).where('run_id', '=', Number(id)))
        .map((line) => RunLogLine.parse(line)),
    checksOf: (target, limit) => readChecks(connection, target, limit),
  };
}

function readAttempts(connection: Connection, id: string): RunAttempt[] {
  return connection
    .all(connection.sql.selectFrom('run_attempt').selectAll().where('run_id', '=', Number(id)).orderBy('number'))
    .map((row) => ({
      number: row.number,
      startedAt: row.started_at,
      finishedAt: row.finished_at,
      error: toRunFailure(row),
      nextAt: row.next_at,
    }));
}

function readErrors(connection: Connection, id: string): RunError[] {
  return connection
    .all(
      connection.sql
        .selectFrom('run_check')
        .select(['target', 'code', 'message'])
        .where('run_id', '=', Number(id))
        .where('outcome', '=', 'failed')
        .orderBy('target'),
    )
    .map(({ target, code, message }) => ({ target, code: ErrorCode.parse(code), message }));
}

function readChecks(connection: Connection, target: string, limit: number): BuildingCheck[] {
  return connection
    .all(
      connection.sql
        .selectFrom('run_check')
        .innerJoin('job_run', 'job_run.id', 'run_check.run_id')
        .select(['run_check.run_id', 'run_check.outcome', 'run_check.message', 'run_check.at'])
        .where('run_check.target', '=', target)
        .where('job_run.is_dry_run', '=', 0)
        .orderBy('run_check.run_id', 'desc')
        .limit(limit),
    )
    .map(({ run_id, at, outcome, message }) => BuildingCheck.parse({ runId: String(run_id), at, outcome, message }));
}

function fromJson(text: string): RunChange['before'] {
  return RunChange.shape.before.parse(JSON.parse(text));
}
