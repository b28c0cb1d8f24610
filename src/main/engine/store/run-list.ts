import type { RunFilter, RunPage } from '#shared/contract/runs.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { type Run, RunStatus } from '#shared/model/run.ts';
import type { Connection } from './connection.ts';
import { createRunPages } from './run-pages.ts';
import { type RunRow, toRun } from './run-rows.ts';

/** Runs by the dozen: pages, streams, and the newest of something. */
export interface RunLists {
  /**
   * A page of the runs that fit, newest first by id; `before` is the id to go on from. One call looks at a bounded number
   * of runs, so a page may hold fewer than `limit`, or none, and still say where to go on.
   */
  list(filter: RunFilter, before: string | null, limit: number): RunPage;
  /** Newest first. */
  recent(limit: number): Run[];
  /** Every run, oldest first, in constant memory; those that were made within the range. */
  each(range: { readonly from: EpochMs; readonly until: EpochMs }): Generator<Run>;
  /** The newest runs with one of these claim keys, newest first; dry runs left out. */
  recentOf(claimKeys: readonly string[], limit: number): Run[];
  /** Runs of a schedule's slots that were planned within the time, oldest first. */
  ofSlots(scheduleId: string, range: { readonly from: EpochMs; readonly until: EpochMs }): Run[];
  /** How the newest runs of a schedule ended since it was last resumed, newest first; dry and held runs left out. */
  endsOf(scheduleId: string, limit: number): RunStatus[];
}

/** Makes the lists of runs of a connection. */
export function createRunLists(connection: Connection): RunLists {
  const { sql } = connection;
  return {
    list: createRunPages(connection),
    recent: (limit) =>
      connection.all(sql.selectFrom('job_run').selectAll().orderBy('id', 'desc').limit(limit)).map(toRun),
    each: (range) => eachRun(connection, range),
    recentOf: (claimKeys, limit) =>
      claimKeys
        .flatMap((key) => newestOf(connection, key, limit))
        .toSorted((left, right) => right.id - left.id)
        .slice(0, limit)
        .map(toRun),
    endsOf: (scheduleId, limit) =>
      connection
        .all(
          sql
            .selectFrom('job_run')
            .select('status')
            .where('schedule_id', '=', scheduleId)
            .where('id', '>', (e) =>
              e.selectFrom('schedule').select('failures_after_run').where('schedule.id', '=', scheduleId),
            )
            .where('finished_at', 'is not', null)
            .where('is_dry_run', '=', 0)
            .where('status', '<>', 'held')
            .orderBy('id', 'desc')
            .limit(limit),
        )
        .map(({ status }) => RunStatus.parse(status)),
    ofSlots: (scheduleId, { from, until }) =>
      connection
        .all(
          sql
            .selectFrom('job_run')
            .selectAll()
            .where('schedule_id', '=', scheduleId)
            .where('scheduled_for', '>=', from)
            .where('scheduled_for', '<', until)
            .orderBy('scheduled_for'),
        )
        .map(toRun),
  };
}

function newestOf(connection: Connection, claimKey: string, limit: number): RunRow[] {
  return connection.all(
    connection.sql
      .selectFrom('job_run')
      .selectAll()
      .where('claim_key', '=', claimKey)
      .where('is_dry_run', '=', 0)
      .orderBy('id', 'desc')
      .limit(limit),
  );
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
