import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { isActiveAt, type Slot, slotAfter, slotAtOrBefore } from '#shared/schedule/planner.ts';
import { durationMs, type Rule } from '#shared/schedule/rule.ts';
import { findJob } from '../jobs/registry.ts';
import type { Job, JobPart } from '../jobs/define-job.ts';
import type { StoredSchedule } from '../store/schedule-rows.ts';
import type { Store } from '../store/store.ts';
import type { RunRequest } from './run-request.ts';

/** What schedules are planned with: the kinds of work there are, and what is stored. */
export interface PlanWorld {
  readonly store: Store;
  readonly jobs: readonly Job[];
}

const dayMs = 24 * 3_600_000;

/** Whether a schedule plans anything at present. */
function isPlanning({ schedule, pause }: StoredSchedule): boolean {
  return schedule.enabled && pause === null;
}

/** Whether a schedule waits for its active hours to begin. */
export function isWaiting(stored: StoredSchedule, now: EpochMs): boolean {
  return isPlanning(stored) && !isActiveAt(stored.rule, stored.schedule.timeZone, now);
}

/** The next instant at which a run starts; null while nothing is planned. */
export function nextStartOf(stored: StoredSchedule, now: EpochMs): EpochMs | null {
  if (!isPlanning(stored)) return null;
  const { rule, schedule, judgedUntil } = stored;
  const { timeZone } = schedule;
  // A start that jitter has put off may still lie ahead of an instant that has passed.
  const current: Slot | undefined = slotAtOrBefore(rule, timeZone, now);
  if (current !== undefined && current.startAt > now && current.plannedAt > judgedUntil) return current.startAt;
  return slotAfter(rule, timeZone, Math.max(now, judgedUntil))?.startAt ?? null;
}

/** Distance of the planned runs of a rule around an instant, milliseconds. */
export function stepAround(rule: Rule, timeZone: string, at: EpochMs): number {
  if (rule.every !== undefined) return durationMs(rule.every);
  const next = slotAfter(rule, timeZone, at);
  if (next === undefined) return dayMs;
  const from = slotAtOrBefore(rule, timeZone, at) ?? next;
  const until = from === next ? (slotAfter(rule, timeZone, next.plannedAt) ?? next) : next;
  return Math.max(1, until.plannedAt - from.plannedAt);
}

/** A job and the parts of it that a schedule runs. */
export interface PlannedParts {
  readonly job: Job;
  readonly parts: readonly JobPart<Record<string, unknown>>[];
}

/** The parts that a schedule runs, with its parameters checked by the job. Rejects with `invalid_input`. */
export function partsOf(stored: StoredSchedule, { store, jobs }: PlanWorld): PlannedParts {
  const job = findJob(stored.schedule.job, jobs);
  const params = job.parameters.safeParse(stored.schedule.params);
  if (!params.success) throw new AppError('invalid_input', z.prettifyError(params.error));
  return { job, parts: job.split(params.data, store) };
}

/** What starting a schedule's parts asks of the runner. */
export function requestsOf(
  stored: StoredSchedule,
  world: PlanWorld,
  start: Pick<RunRequest, 'trigger' | 'reason' | 'scheduledFor' | 'isDryRun'>,
  now: EpochMs,
): RunRequest[] {
  return requestsOfParts(stored, partsOf(stored, world), start, now);
}

/** As `requestsOf`, of parts that are known already. */
export function requestsOfParts(
  stored: StoredSchedule,
  { job, parts }: PlannedParts,
  start: Pick<RunRequest, 'trigger' | 'reason' | 'scheduledFor' | 'isDryRun'>,
  now: EpochMs,
): RunRequest[] {
  const { schedule, rule, revision } = stored;
  const retryUntil = slotAfter(rule, schedule.timeZone, now)?.startAt ?? null;
  return parts.map((part) => ({
    ...start,
    job,
    part,
    scheduleId: schedule.id,
    scheduleRevision: start.scheduledFor === null ? null : revision,
    stepMs: stepAround(rule, schedule.timeZone, now),
    timeLimitMs: schedule.timeoutSeconds === null ? job.timeLimitMs : schedule.timeoutSeconds * 1000,
    retry: { attempts: schedule.retry.attempts, backoffMs: schedule.retry.backoffSeconds * 1000, untilAt: retryUntil },
  }));
}

/** Planned distance of two looks of the enabled schedule that does this part, milliseconds; the job's own where none does. */
export function stepOf(job: Job, claimKey: string, world: PlanWorld, now: EpochMs): number {
  const steps = world.store.schedules
    .list()
    .filter(({ schedule }) => schedule.enabled && schedule.job === job.kind)
    .filter((stored) => doesPart(stored, claimKey, world))
    .map(({ rule, schedule }) => stepAround(rule, schedule.timeZone, now));
  return steps.length === 0 ? durationMs(job.defaultEvery) : Math.min(...steps);
}

function doesPart(stored: StoredSchedule, claimKey: string, world: PlanWorld): boolean {
  try {
    return partsOf(stored, world).parts.some((part) => part.claimKey === claimKey);
  } catch {
    // A schedule that cannot run (its building was removed) says so itself; it must not stop others.
    return false;
  }
}
