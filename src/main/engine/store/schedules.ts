import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Pause, Schedule } from '#shared/model/schedule.ts';
import type { Rule } from '#shared/schedule/rule.ts';
import type { Connection } from './connection.ts';
import {
  ruleFieldsOf,
  type ScheduleRow,
  type StoredSchedule,
  toColumns,
  toPause,
  toSchedule,
  type UnsoundSchedule,
} from './schedule-rows.ts';

/** When jobs run. Deleted schedules are left out everywhere but in `restore`. */
export interface Schedules {
  /** Ids of all, in order; none is read. */
  ids(): string[];
  /** Ids of those that run whenever Rounds starts. */
  atStart(): string[];
  /** Those that can be read, by id. */
  list(): StoredSchedule[];
  /** Those that cannot be read, by id. */
  unsound(): UnsoundSchedule[];
  /** Undefined where there is none, or it cannot be read. */
  find(id: string): StoredSchedule | undefined;
  /** Like `find`; rejects with `not_found`, or `invalid_input` where it cannot be read. */
  get(id: string): StoredSchedule;
  /** Ids that are taken, deleted or not. */
  isTaken(id: string): boolean;
  /**
   * Adds or replaces. A changed timing counts from `now`, a changed rule begins a new revision. What was planned before must
   * have its verdicts: `scheduling/timetable.ts` sees to that. Returns what it did.
   */
  save(schedule: Schedule, now: EpochMs): 'created' | 'changed' | 'unchanged';
  /** Begins a new revision of the same rule, counted from `anchorAt`; slots up to `judgedUntil` are not planned again. */
  rebase(id: string, from: { readonly anchorAt: EpochMs; readonly judgedUntil: EpochMs; readonly now: EpochMs }): void;
  /** Pauses, or resumes with null. */
  setPause(id: string, pause: Pause | null): void;
  /** Says that every slot planned up to here has its verdict. */
  setJudged(id: string, judgedUntil: EpochMs): void;
  /** Deletes; rows that speak of it stay. */
  remove(id: string, now: EpochMs): void;
  /** Brings a deleted one back; rejects with `not_found`. */
  restore(id: string, now: EpochMs): StoredSchedule;
}

/** Makes the schedule repository of a connection. */
export function createSchedules(connection: Connection): Schedules {
  const { sql } = connection;
  const read = createReader();
  const selectRow = connection.prepare<ScheduleRow>('SELECT * FROM schedule WHERE id = ?');
  const selectAll = connection.prepare<ScheduleRow>('SELECT * FROM schedule WHERE deleted_at IS NULL ORDER BY id');
  const selectIds = connection.prepare<{ id: string }>('SELECT id FROM schedule WHERE deleted_at IS NULL ORDER BY id');
  const selectAtStart = connection.prepare<{ id: string }>(
    'SELECT id FROM schedule WHERE run_at_start = 1 AND deleted_at IS NULL ORDER BY id',
  );
  const newestRun = connection.prepare<{ id: number }>('SELECT max(id) AS id FROM job_run');
  const setJudged = connection.prepare('UPDATE schedule SET judged_until = ? WHERE id = ?');
  const readAll = () => selectAll.all().map(read);
  const get = (id: string): StoredSchedule => {
    const row = selectRow.get(id);
    if (row === undefined || row.deleted_at !== null) throw new AppError('not_found', `There is no schedule "${id}".`);
    const found = read(row);
    if ('problem' in found) throw new AppError('invalid_input', `The schedule "${id}" is not sound: ${found.problem}`);
    return found;
  };
  const change = (id: string, columns: Partial<ScheduleRow>): void =>
    void connection.run(sql.updateTable('schedule').set(columns).where('id', '=', id));
  return {
    ids: () => selectIds.all().map(({ id }) => id),
    atStart: () => selectAtStart.all().map(({ id }) => id),
    list: () => readAll().filter((each): each is StoredSchedule => !('problem' in each)),
    unsound: () => readAll().filter((each): each is UnsoundSchedule => 'problem' in each),
    find: (id) => {
      const row = selectRow.get(id);
      const found = row === undefined || row.deleted_at !== null ? undefined : read(row);
      return found === undefined || 'problem' in found ? undefined : found;
    },
    get,
    isTaken: (id) => selectRow.get(id) !== undefined,
    save: (schedule, now) =>
      connection.transaction(() => saveSchedule(connection, { before: selectRow.get(schedule.id), schedule, now })),
    rebase: (id, { anchorAt, judgedUntil, now }) =>
      connection.transaction(() => {
        const { schedule, revision, judgedUntil: judgedBefore } = get(id);
        closeRevision(connection, id, Math.max(now, judgedBefore + 1));
        change(id, { revision: revision + 1, anchor_at: anchorAt, judged_until: judgedUntil });
        openRevision(connection, { schedule, revision: revision + 1, anchorAt, fromAt: judgedUntil + 1 });
      }),
    setPause: (id, pause) =>
      change(id, {
        paused_at: pause?.at ?? null,
        paused_by: pause?.by ?? null,
        paused_reason: pause?.reason ?? null,
        paused_until: pause?.until ?? null,
        ...(pause === null && { failures_after_run: newestRun.get()?.id ?? 0 }),
      }),
    setJudged: (id, judgedUntil) => void setJudged.run(judgedUntil, id),
    remove: (id, now) =>
      connection.transaction(() => {
        const row = selectRow.get(id);
        if (row === undefined || row.deleted_at !== null) {
          throw new AppError('not_found', `There is no schedule "${id}".`);
        }
        closeRevision(connection, id, Math.max(now, row.judged_until + 1));
        change(id, { deleted_at: now });
      }),
    restore: (id, now) =>
      connection.transaction(() => {
        const row = selectRow.get(id);
        if (row === undefined || row.deleted_at === null) {
          throw new AppError('not_found', `There is no deleted schedule "${id}".`);
        }
        const revision = row.revision + 1;
        change(id, { deleted_at: null, revision, judged_until: now });
        const stored = get(id);
        if (stored.schedule.enabled) openRevision(connection, { ...stored, revision, fromAt: now + 1 });
        return stored;
      }),
  };
}

/** Reads rows; what it has read stays as it is as long as the row does, so that plans are made once. */
function createReader(): (row: ScheduleRow) => StoredSchedule | UnsoundSchedule {
  const known = new Map<string, { readonly row: ScheduleRow; readonly made: ReadRule | UnsoundSchedule }>();
  return (row) => {
    const before = known.get(row.id);
    const made = before !== undefined && isSetAlike(before.row, row) ? before.made : readRow(row);
    if (made !== before?.made) known.set(row.id, { row, made });
    if ('problem' in made) return made;
    const { schedule, rule } = made;
    return {
      schedule,
      rule,
      revision: row.revision,
      anchorAt: row.anchor_at,
      judgedUntil: row.judged_until,
      pause: toPause(row),
    };
  };
}

/** Columns that change while a schedule stays what it is. */
const ownLife: ReadonlySet<string> = new Set([
  'judged_until',
  'failures_after_run',
  'revision',
  'paused_at',
  'paused_by',
  'paused_reason',
  'paused_until',
  'deleted_at',
]);

/** Whether what a person has set, and what it is counted from, is the same in two rows. */
function isSetAlike(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): boolean {
  for (const name in left) if (left[name] !== right[name] && !ownLife.has(name)) return false;
  return true;
}

type ReadRule = Pick<StoredSchedule, 'schedule' | 'rule'>;

function readRow(row: ScheduleRow): ReadRule | UnsoundSchedule {
  try {
    const schedule = toSchedule(row);
    const rule: Rule = { ...schedule, anchorAt: row.anchor_at };
    return { schedule, rule };
  } catch (thrown) {
    return { id: row.id, job: row.job, problem: problemOf(thrown) };
  }
}

function problemOf(thrown: unknown): string {
  if (!(thrown instanceof z.ZodError)) return 'what is stored of it cannot be read.';
  return thrown.issues.map(({ path, message }) => `${path.join('.') || 'rule'}: ${message}`).join('; ');
}

interface Saving {
  readonly before: ScheduleRow | undefined;
  readonly schedule: Schedule;
  readonly now: EpochMs;
}

function saveSchedule(connection: Connection, { before, schedule, now }: Saving): 'created' | 'changed' | 'unchanged' {
  const columns = toColumns(schedule);
  const isThere = before !== undefined && before.deleted_at === null;
  if (isThere && !differs(columns, before)) return 'unchanged';
  const keepsTiming = isThere && !differs(timingColumns(columns), before);
  const keepsRule = keepsTiming && !differs(ruleColumns(columns), before);
  const anchorAt = keepsTiming ? before.anchor_at : now;
  const revision = (before?.revision ?? 0) + (keepsRule ? 0 : 1);
  // An interval begins at once; slots of the rule that was have their verdicts.
  const judgedUntil = keepsRule ? before.judged_until : Math.max(isThere ? before.judged_until : 0, now - 1);
  const row = {
    ...columns,
    anchor_at: anchorAt,
    revision,
    judged_until: judgedUntil,
    deleted_at: null,
    ...(!isThere && { paused_at: null, paused_by: null, paused_reason: null, paused_until: null }),
  };
  if (isThere && !keepsRule) closeRevision(connection, schedule.id, Math.max(now, before.judged_until + 1));
  connection.run(
    connection.sql
      .insertInto('schedule')
      .values({ paused_at: null, paused_by: null, paused_reason: null, paused_until: null, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row)),
  );
  if (!keepsRule && schedule.enabled) {
    openRevision(connection, { schedule, revision, anchorAt, fromAt: judgedUntil + 1 });
  }
  return isThere ? 'changed' : 'created';
}

type Columns = Readonly<Record<string, string | number | null>>;

function differs(columns: Columns, row: Readonly<ScheduleRow>): boolean {
  const stored: Columns = { ...row };
  return Object.entries(columns).some(([name, value]) => stored[name] !== value);
}

/** What moves planned instants; an interval does not look at the zone. */
function timingColumns({ every, daily_at, cron, time_zone }: ReturnType<typeof toColumns>): Columns {
  return { every, daily_at, cron, ...(every === null && { time_zone }) };
}

/** What decides which slots there are at all. */
function ruleColumns({ active_hours, jitter_seconds, time_zone, enabled }: ReturnType<typeof toColumns>): Columns {
  return { active_hours, jitter_seconds, time_zone, enabled };
}

interface Opening {
  readonly schedule: Schedule;
  readonly revision: number;
  readonly anchorAt: EpochMs;
  readonly fromAt: EpochMs;
}

function openRevision(connection: Connection, { schedule, revision, anchorAt, fromAt }: Opening): void {
  const rule = JSON.stringify(ruleFieldsOf(schedule));
  connection.run(
    connection.sql.insertInto('schedule_revision').values({
      schedule_id: schedule.id,
      revision,
      rule,
      time_zone: schedule.timeZone,
      anchor_at: anchorAt,
      from_at: fromAt,
      until_at: null,
    }),
  );
}

/** Ends the rule of today; what it planned from `untilAt` on is planned no more. */
function closeRevision(connection: Connection, id: string, untilAt: EpochMs): void {
  connection
    .prepare(`UPDATE schedule_revision SET until_at = max(from_at, ?) WHERE schedule_id = ? AND until_at IS NULL`)
    .run(untilAt, id);
}
