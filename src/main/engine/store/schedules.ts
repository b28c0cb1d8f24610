import type { Selectable } from 'kysely';
import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { Schedule } from '#shared/model/schedule.ts';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';

/** A schedule with what the engine keeps about it. */
export interface StoredSchedule {
  readonly schedule: Schedule;
  /** Intervals are counted from here, and nothing before it was planned. */
  readonly anchorAt: EpochMs;
  readonly pausedAt: EpochMs | null;
  readonly pausedReason: string | null;
}

/** When jobs run. */
export interface Schedules {
  /** By id. */
  list(): StoredSchedule[];
  find(id: string): StoredSchedule | undefined;
  /** Like `find`; rejects with `not_found`. */
  get(id: string): StoredSchedule;
  /** Adds or replaces; a changed timing counts from `now`. Returns what that did. */
  save(schedule: Schedule, now: EpochMs): 'created' | 'changed' | 'unchanged';
  /** Pauses with a reason, or resumes with null. */
  setPaused(id: string, pause: { readonly at: EpochMs; readonly reason: string } | null): void;
}

/** Makes the schedule repository of a connection. */
export function createSchedules(connection: Connection): Schedules {
  const { sql } = connection;
  const find = (id: string): StoredSchedule | undefined => {
    const row = connection.get(sql.selectFrom('schedule').selectAll().where('id', '=', id));
    return row === undefined ? undefined : toStored(row);
  };
  return {
    list: () => connection.all(sql.selectFrom('schedule').selectAll().orderBy('id')).map(toStored),
    find,
    get(id) {
      const stored = find(id);
      if (stored === undefined) throw new AppError('not_found', `There is no schedule "${id}".`);
      return stored;
    },
    save: (schedule, now) =>
      connection.transaction(() => {
        const before = find(schedule.id);
        const row = toRow(schedule);
        if (before !== undefined && isSameRow(toRow(before.schedule), row)) return 'unchanged';
        const anchorAt = before !== undefined && hasSameTiming(before.schedule, schedule) ? before.anchorAt : now;
        connection.run(
          sql
            .insertInto('schedule')
            .values({ ...row, anchor_at: anchorAt, paused_at: null, paused_reason: null })
            .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...row, anchor_at: anchorAt })),
        );
        return before === undefined ? 'created' : 'changed';
      }),
    setPaused: (id, pause) => {
      connection.run(
        sql
          .updateTable('schedule')
          .set({ paused_at: pause?.at ?? null, paused_reason: pause?.reason ?? null })
          .where('id', '=', id),
      );
    },
  };
}

function isSameRow(left: ReturnType<typeof toRow>, right: ReturnType<typeof toRow>): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Windows and jitter may change without moving the planned instants. */
function hasSameTiming(left: Schedule, right: Schedule): boolean {
  const timingOf = ({ every, dailyAt, cron, timeZone }: Schedule): string =>
    JSON.stringify([every, dailyAt, cron, every === undefined ? timeZone : null]);
  return timingOf(left) === timingOf(right);
}

function toRow(schedule: Schedule) {
  return {
    id: schedule.id,
    job: schedule.job,
    params: JSON.stringify(schedule.params),
    every: schedule.every ?? null,
    daily_at: schedule.dailyAt === undefined ? null : JSON.stringify(schedule.dailyAt),
    cron: schedule.cron ?? null,
    active_hours: JSON.stringify(schedule.activeHours),
    jitter_seconds: schedule.jitterSeconds,
    time_zone: schedule.timeZone,
    retry_attempts: schedule.retry.attempts,
    retry_backoff_seconds: schedule.retry.backoffSeconds,
    timeout_seconds: schedule.timeoutSeconds,
    enabled: Number(schedule.enabled),
  };
}

/** The one rule that is set, with its windows and jitter. */
function ruleOfRow(row: Selectable<Schema['schedule']>): Record<string, unknown> {
  const windows: unknown = JSON.parse(row.active_hours);
  const common = { activeHours: windows, jitterSeconds: row.jitter_seconds };
  if (row.every !== null) return { ...common, every: row.every };
  if (row.cron !== null) return { ...common, cron: row.cron };
  const times: unknown = JSON.parse(row.daily_at ?? '[]');
  return { ...common, dailyAt: times };
}

function toStored(row: Selectable<Schema['schedule']>): StoredSchedule {
  const params: unknown = JSON.parse(row.params);
  return {
    schedule: Schedule.parse({
      id: row.id,
      job: row.job,
      params,
      ...ruleOfRow(row),
      timeZone: row.time_zone,
      retry: { attempts: row.retry_attempts, backoffSeconds: row.retry_backoff_seconds },
      timeoutSeconds: row.timeout_seconds,
      enabled: row.enabled === 1,
    }),
    anchorAt: row.anchor_at,
    pausedAt: row.paused_at,
    pausedReason: row.paused_reason,
  };
}
