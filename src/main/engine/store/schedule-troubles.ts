import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** A schedule whose newest runs failed. */
export interface FailingSchedule {
  readonly scheduleId: string;
  readonly timeZone: string;
  readonly title: string;
  readonly subject: string;
  /** The newest run that failed. */
  readonly runId: number;
  readonly error: string | null;
  /** Failures in a row, 100 at most; runs that were held or canceled neither add to them nor end them. */
  readonly inRow: number;
  /** When the oldest of them ended. */
  readonly since: EpochMs;
}

/** A schedule that paused itself. */
export interface SelfPausedSchedule {
  readonly scheduleId: string;
  readonly timeZone: string;
  /** Of its newest run; the kind of its job where it has none. */
  readonly title: string;
  readonly subject: string;
  readonly pausedAt: EpochMs;
  readonly reason: string;
}

const mostCounted = 100;
const failures = `('failed','timed_out','interrupted')`;
const tells = `finished_at IS NOT NULL AND is_dry_run = 0 AND status NOT IN ('held','canceled')`;

/** Enabled schedules whose newest run failed, by id. */
export function failingSchedules({ prepare }: Connection): FailingSchedule[] {
  // One look into an index for each schedule; only those that fail are counted.
  const failing = prepare<Omit<FailingSchedule, 'inRow' | 'since'>>(
    `SELECT schedule.id AS scheduleId, schedule.time_zone AS timeZone, job_run.id AS runId, title, subject,
       error_message AS error
     FROM schedule CROSS JOIN job_run ON job_run.id =
       (SELECT id FROM job_run WHERE schedule_id = schedule.id AND ${tells} ORDER BY id DESC LIMIT 1)
     WHERE deleted_at IS NULL AND enabled = 1 AND status IN ${failures} ORDER BY schedule.id`,
  );
  const ends = prepare<{ finishedAt: EpochMs; isFailure: number }>(
    `SELECT finished_at AS finishedAt, status IN ${failures} AS isFailure FROM job_run
     WHERE schedule_id = ? AND ${tells} ORDER BY id DESC LIMIT ${mostCounted}`,
  );
  return failing.all().map((schedule) => {
    const newest = ends.all(schedule.scheduleId);
    const firstGood = newest.findIndex(({ isFailure }) => isFailure === 0);
    const row = firstGood === -1 ? newest : newest.slice(0, firstGood);
    return { ...schedule, inRow: row.length, since: row.at(-1)?.finishedAt ?? 0 };
  });
}

/** Schedules that paused themselves and were not resumed, by id. */
export function selfPausedSchedules({ prepare }: Connection): SelfPausedSchedule[] {
  return prepare<SelfPausedSchedule>(
    `SELECT schedule.id AS scheduleId, schedule.time_zone AS timeZone, coalesce(title, schedule.job) AS title,
       coalesce(subject, '') AS subject, paused_at AS pausedAt, coalesce(paused_reason, '') AS reason
     FROM schedule LEFT JOIN job_run ON job_run.id =
       (SELECT id FROM job_run WHERE schedule_id = schedule.id ORDER BY id DESC LIMIT 1)
     WHERE deleted_at IS NULL AND paused_at IS NOT NULL AND paused_by = 'failures' ORDER BY schedule.id`,
  ).all();
}

/** What runs of one kind came to. */
export interface RunTally {
  readonly kind: string;
  readonly runs: number;
  readonly failed: number;
  readonly changes: number;
}

/** Runs that were made since then, by kind; dry runs left out. */
export function tallyRuns(connection: Connection, since: EpochMs): RunTally[] {
  return connection
    .prepare<RunTally>(
      `SELECT kind, count(*) AS runs, count(*) FILTER (WHERE status IN ${failures}) AS failed,
         sum(changed + created) AS changes
       FROM job_run WHERE id >= ? AND created_at >= ? AND is_dry_run = 0 GROUP BY kind ORDER BY kind`,
    )
    .all(firstRunSince(connection, since), since);
}

/** The first run made at or after an instant, by halving: ids follow time, and there is no index by time. */
function firstRunSince({ prepare }: Connection, since: EpochMs): number {
  const next = prepare<{ id: number; at: EpochMs }>(
    'SELECT id, created_at AS at FROM job_run WHERE id >= ? ORDER BY id LIMIT 1',
  );
  let low = 1;
  let high = (prepare<number | null>('SELECT max(id) FROM job_run').pluck().get() ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const run = next.get(middle);
    if (run === undefined || run.at >= since) high = middle;
    else low = run.id + 1;
  }
  return low;
}
