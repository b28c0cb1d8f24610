import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { durationMs } from '#shared/model/schedule.ts';
import { type IntervalRule, slotAfter, slotAtOrBefore } from '#shared/schedule/next-slots.ts';
import { findJob } from '../jobs/registry.ts';
import type { Job, JobPart } from '../jobs/define-job.ts';
import type { StoredSchedule } from '../store/schedules.ts';
import type { Store } from '../store/store.ts';

/** The rule of a schedule in the planner's form. */
export function ruleOf({ schedule, anchorAt }: StoredSchedule): IntervalRule {
  return { everyMs: durationMs(schedule.every), anchorAt };
}

/** Whether a schedule plans anything at present. */
function isPlanning({ schedule, pausedAt }: StoredSchedule): boolean {
  return schedule.enabled && pausedAt === null;
}

/** The planned instant that should have run by now and has no run yet; null where nothing is due. */
export function dueSlot(stored: StoredSchedule, store: Store, now: EpochMs): EpochMs | null {
  if (!isPlanning(stored)) return null;
  const slot = slotAtOrBefore(ruleOf(stored), now);
  if (slot === undefined) return null;
  const newest = store.runs.newestSlot(stored.schedule.id, now);
  return newest !== null && newest >= slot ? null : slot;
}

/** The next planned instant; null while nothing is planned. */
export function nextSlotOf(stored: StoredSchedule, now: EpochMs): EpochMs | null {
  return isPlanning(stored) ? slotAfter(ruleOf(stored), now) : null;
}

/** The parts that a schedule runs, with its parameters checked by the job. Rejects with `invalid_input`. */
export function partsOf(stored: StoredSchedule, store: Store): { job: Job; parts: JobPart<Record<string, unknown>>[] } {
  const job = findJob(stored.schedule.job);
  const params = job.parameters.safeParse(stored.schedule.params);
  if (!params.success) throw new AppError('invalid_input', z.prettifyError(params.error));
  return { job, parts: job.split(params.data, store) };
}

/** Planned distance of two looks of the enabled schedule that does this part, milliseconds; the job's own where none does. */
export function stepOf(job: Job, claimKey: string, store: Store): number {
  const steps = store.schedules
    .list()
    .filter(({ schedule }) => schedule.enabled && schedule.job === job.kind)
    .filter((stored) => doesPart(stored, claimKey, store))
    .map(({ schedule }) => durationMs(schedule.every));
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
