import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { isActiveAt, type Slot, slotAfter, slotAtOrBefore } from '#shared/schedule/planner.ts';
import { durationMs, type Rule } from '#shared/schedule/rule.ts';
import { findJob } from '../jobs/registry.ts';
import type { Job, JobPart } from '../jobs/define-job.ts';
import type { StoredSchedule } from '../store/schedules.ts';
import type { Store } from '../store/store.ts';

/** The rule of a schedule in the planner's form. */
export function ruleOf({ schedule, anchorAt }: StoredSchedule): Rule {
  return { ...schedule, anchorAt };
}

/** A planned instant is made up for no later than this. */
const longestCatchUpMs = 12 * 3_600_000;
const dayMs = 24 * 3_600_000;

/** Whether a schedule plans anything at present. */
function isPlanning({ schedule, pausedAt }: StoredSchedule): boolean {
  return schedule.enabled && pausedAt === null;
}

/** Whether a schedule waits for its active hours to begin. */
export function isWaiting(stored: StoredSchedule, now: EpochMs): boolean {
  return isPlanning(stored) && !isActiveAt(ruleOf(stored), stored.schedule.timeZone, now);
}

/** The planned instant that should have run by now and has no run yet; null where nothing is due, or it is too late. */
export function dueSlot(stored: StoredSchedule, store: Store, now: EpochMs): EpochMs | null {
  if (!isPlanning(stored)) return null;
  const slot = slotAtOrBefore(ruleOf(stored), stored.schedule.timeZone, now);
  // What lies before the rule was made was never planned by it.
  if (slot === undefined || slot.startAt > now || slot.plannedAt < stored.anchorAt) return null;
  if (now - slot.plannedAt > Math.min(stepAround(stored, slot.plannedAt), longestCatchUpMs)) return null;
  const newest = store.runs.newestSlot(stored.schedule.id, now);
  return newest !== null && newest >= slot.plannedAt ? null : slot.plannedAt;
}

/** The next instant at which a run starts; null while nothing is planned. */
export function nextStartOf(stored: StoredSchedule, now: EpochMs): EpochMs | null {
  if (!isPlanning(stored)) return null;
  const rule = ruleOf(stored);
  const { timeZone } = stored.schedule;
  // A start that jitter has put off may still lie ahead of an instant that has passed.
  const current: Slot | undefined = slotAtOrBefore(rule, timeZone, now);
  if (current !== undefined && current.startAt > now) return current.startAt;
  return slotAfter(rule, timeZone, now)?.startAt ?? null;
}

/** Distance of the planned runs around an instant, milliseconds. */
export function stepAround(stored: StoredSchedule, at: EpochMs): number {
  const { every, timeZone } = stored.schedule;
  if (every !== undefined) return durationMs(every);
  const rule = ruleOf(stored);
  const next = slotAfter(rule, timeZone, at);
  if (next === undefined) return dayMs;
  const from = slotAtOrBefore(rule, timeZone, at) ?? next;
  const until = from === next ? (slotAfter(rule, timeZone, next.plannedAt) ?? next) : next;
  return Math.max(1, until.plannedAt - from.plannedAt);
}

/** The parts that a schedule runs, with its parameters checked by the job. Rejects with `invalid_input`. */
export function partsOf(stored: StoredSchedule, store: Store): { job: Job; parts: JobPart<Record<string, unknown>>[] } {
  const job = findJob(stored.schedule.job);
  const params = job.parameters.safeParse(stored.schedule.params);
  if (!params.success) throw new AppError('invalid_input', z.prettifyError(params.error));
  return { job, parts: job.split(params.data, store) };
}

/** Planned distance of two looks of the enabled schedule that does this part, milliseconds; the job's own where none does. */
export function stepOf(job: Job, claimKey: string, store: Store, now: EpochMs): number {
  const steps = store.schedules
    .list()
    .filter(({ schedule }) => schedule.enabled && schedule.job === job.kind)
    .filter((stored) => doesPart(stored, claimKey, store))
    .map((stored) => stepAround(stored, now));
  return steps.length === 0 ? durationMs(job.defaultEvery) : Math.min(...steps);
}

function doesPart(stored: StoredSchedule, claimKey: string, store: Store): boolean {
  try {
    return partsOf(stored, store).parts.some((part) => part.claimKey === claimKey);
  } catch {
    // A schedule that cannot run (its building was removed) says so itself; it must not stop others.
    return false;
  }
}
