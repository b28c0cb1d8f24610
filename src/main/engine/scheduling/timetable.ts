import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run } from '#shared/model/run.ts';
import type { Pause, Schedule } from '#shared/model/schedule.ts';
import { planOf } from '#shared/schedule/plan.ts';
import { ruleFieldsOf } from '../store/schedule-rows.ts';
import type { Store } from '../store/store.ts';
import { type PlanWorld, requestsOf } from './plan.ts';
import { endsInFailure } from './run-ends.ts';
import type { RunRequest } from './run-request.ts';
import { type Instead, settleWithoutStart } from './settle.ts';

/**
 * Changes of the timetable. Each gives the slots that have come until then their verdicts first, by the rule that planned
 * them, so that the ledger stays whole whatever is edited.
 */

const edited: Instead = { verdict: 'late', note: 'Its schedule was edited before it began.', isLast: true };
const deleted: Instead = { verdict: 'late', note: 'Its schedule was deleted before it began.', isLast: true };

/** Adds or replaces a schedule; its rule must be sound. Returns what that did. Rejects with `invalid_input`. */
export function saveSchedule(store: Store, schedule: Schedule, now: EpochMs): 'created' | 'changed' | 'unchanged' {
  planOf({ ...schedule, anchorAt: now }, schedule.timeZone);
  return store.connection.transaction(() => {
    const before = store.schedules.find(schedule.id);
    // What plans the same slots takes none of those away that are due; a slot of this very instant is the new rule's.
    if (before !== undefined && planText(before.schedule) !== planText(schedule))
      settleWithoutStart(before, store, now - 1, edited);
    return store.schedules.save(schedule, now);
  });
}

/** What decides which slots there are, for comparing. */
function planText(schedule: Schedule): string {
  return JSON.stringify({ ...ruleFieldsOf(schedule), timeZone: schedule.timeZone, enabled: schedule.enabled });
}

/** Deletes a schedule; its history stays. Rejects with `not_found`. */
export function removeSchedule(store: Store, id: string, now: EpochMs): void {
  store.connection.transaction(() => {
    const before = store.schedules.find(id);
    if (before !== undefined) settleWithoutStart(before, store, now, deleted);
    store.schedules.remove(id, now);
  });
}

/** Pauses a schedule, or resumes it with null; slots within the pause are paused for good. Rejects with `not_found`. */
export function setPause(store: Store, id: string, pause: Pause | null, now: EpochMs): void {
  if (pause !== null && pause.until !== null && pause.until <= now) {
    throw new AppError('invalid_input', 'The end of a pause must lie ahead.');
  }
  store.connection.transaction(() => {
    const paused = { verdict: 'paused', note: pause?.reason ?? '', isLast: false } as const;
    settleWithoutStart(store.schedules.get(id), store, now, paused);
    store.schedules.setPause(id, pause);
  });
}

/**
 * Pauses the schedule of a run that was one failure too many in a row; returns the pause, null where it was not. Where it could not
 * sign in, one is too many, whatever the schedule says: a portal that is asked again and again locks the account.
 */
export function pauseAfterFailures(store: Store, run: Run, now: EpochMs): Pause | null {
  if (run.scheduleId === null || run.isDryRun || !endsInFailure(run.status)) return null;
  const stored = store.schedules.find(run.scheduleId);
  const isSignedOut = run.error?.code === 'signed_out';
  const limit = isSignedOut ? 1 : (stored?.schedule.pauseAfterFailures ?? null);
  if (stored === undefined || limit === null || stored.pause !== null) return null;
  const ends = store.runs.endsOf(run.scheduleId, limit);
  if (ends.length < limit || !ends.every(endsInFailure)) return null;
  const times = limit === 1 ? 'A run failed' : `${limit} runs failed in a row`;
  const message = run.error?.message ?? 'every check failed.';
  const reason = (isSignedOut ? message : `${times}; the last: ${message}`).slice(0, 200);
  const pause: Pause = { at: now, by: 'failures', reason, until: null };
  setPause(store, run.scheduleId, pause, now);
  return pause;
}

/** What schedules ask to be run whenever Rounds starts. */
export function startUpRequests(
  world: PlanWorld & { readonly ports: { readonly clock: { now(): EpochMs } } },
): RunRequest[] {
  const now = world.ports.clock.now();
  const start = { trigger: 'start-up', reason: null, scheduledFor: null, isDryRun: false } as const;
  const { schedules } = world.store;
  return schedules
    .atStart()
    .flatMap((id) => schedules.find(id) ?? [])
    .filter(({ schedule, pause }) => schedule.enabled && pause === null)
    .flatMap((stored) => {
      try {
        const requests = requestsOf(stored, world, start, now);
        // A plan that waits for a decision is not made anew behind whoever looks at it.
        return requests.filter(({ part }) => world.store.plans.heldOf(part.claimKey) === undefined);
      } catch {
        // Its own slots tell why it cannot run.
        return [];
      }
    });
}
