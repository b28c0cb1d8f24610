import type { Selectable } from 'kysely';
import { PausedBy, type Pause, Schedule } from '#shared/model/schedule.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Rule } from '#shared/schedule/rule.ts';
import type { Schema } from './schema.ts';

/** A schedule with what the engine keeps about it. A value: never changed once read. */
export interface StoredSchedule {
  readonly schedule: Schedule;
  /** The rule in the planner's form; the same object as long as the rule is the same. */
  readonly rule: Rule;
  /** Counts the rules that the schedule has had. */
  readonly revision: number;
  /** Intervals are counted from here. */
  readonly anchorAt: EpochMs;
  /** Every slot planned up to here has its verdict. */
  readonly judgedUntil: EpochMs;
  readonly pause: Pause | null;
}

/** A stored schedule that cannot be read: its row was tampered with, or its time zone is gone. */
export interface UnsoundSchedule {
  readonly id: string;
  readonly job: string;
  /** What is wrong, naming the field: `timeZone: is not a time zone known here`. */
  readonly problem: string;
}

export type ScheduleRow = Selectable<Schema['schedule']>;

/** The columns that say what a person has set. */
export function toColumns(schedule: Schedule) {
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
    overlap: schedule.overlap,
    missed: schedule.missed,
    retry_attempts: schedule.retry.attempts,
    retry_backoff_seconds: schedule.retry.backoffSeconds,
    timeout_seconds: schedule.timeoutSeconds,
    pause_after_failures: schedule.pauseAfterFailures,
    run_at_start: Number(schedule.runAtStart),
    enabled: Number(schedule.enabled),
  };
}

/** What a person has set, as the columns have it. Throws where they are no schedule. */
export function toSchedule(row: ScheduleRow): Schedule {
  return Schedule.parse({
    id: row.id,
    job: row.job,
    params: fromJson(row.params),
    ...timingOf(row),
    timeZone: row.time_zone,
    overlap: row.overlap,
    missed: row.missed,
    retry: { attempts: row.retry_attempts, backoffSeconds: row.retry_backoff_seconds },
    timeoutSeconds: row.timeout_seconds,
    pauseAfterFailures: row.pause_after_failures,
    runAtStart: row.run_at_start === 1,
    enabled: row.enabled === 1,
  });
}

/** The one rule that is set, with its windows and jitter. */
function timingOf(row: ScheduleRow): Record<string, unknown> {
  const common = { activeHours: fromJson(row.active_hours), jitterSeconds: row.jitter_seconds };
  if (row.every !== null) return { ...common, every: row.every };
  if (row.cron !== null) return { ...common, cron: row.cron };
  return { ...common, dailyAt: fromJson(row.daily_at ?? '[]') };
}

/** Broken JSON stays text, which no field takes: so the schema names the field. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The pause that a row holds. */
export function toPause(row: ScheduleRow): Pause | null {
  if (row.paused_at === null) return null;
  const by = PausedBy.catch('hand').parse(row.paused_by);
  return { at: row.paused_at, by, reason: row.paused_reason ?? '', until: row.paused_until };
}

/** The fields that make a rule, as a revision keeps them. */
export function ruleFieldsOf({ every, dailyAt, cron, activeHours, jitterSeconds }: Schedule): Record<string, unknown> {
  return { activeHours, jitterSeconds, every, dailyAt, cron };
}
