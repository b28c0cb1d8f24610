import { toAppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run } from '#shared/model/run.ts';
import type { HeartbeatCell, ScheduleState, ScheduleStatus } from '#shared/model/schedule.ts';
import { nextSlots } from '#shared/schedule/planner.ts';
import { describeRule } from '#shared/schedule/sentence.ts';
import type { StoredSchedule } from '../store/schedules.ts';
import type { Store } from '../store/store.ts';
import { isWaiting, nextStartOf, partsOf, ruleOf, stepAround } from './plan.ts';

/** How many runs back a row of failures is counted. */
const failuresCountedUpTo = 100;
const endsInFailure: ReadonlySet<Run['status']> = new Set<Run['status']>(['failed', 'timed_out', 'interrupted']);

const needOf: Readonly<Record<ScheduleState, number>> = { failed: 0, running: 1, paused: 2, waiting: 3, active: 4 };

/** Every schedule as it stands, those that need a person first. */
export function readStatuses(store: Store, now: EpochMs): ScheduleStatus[] {
  return store.schedules
    .list()
    .map((stored) => readStatus(stored, store, now))
    .toSorted((left, right) => needOf[left.state] - needOf[right.state] || left.id.localeCompare(right.id));
}

function readStatus(stored: StoredSchedule, store: Store, now: EpochMs): ScheduleStatus {
  const { schedule } = stored;
  const known = { id: schedule.id, kind: schedule.job, enabled: schedule.enabled, timeZone: schedule.timeZone };
  try {
    const { job, parts } = partsOf(stored, store);
    const recent = store.runs.recentOf(
      parts.map(({ claimKey }) => claimKey),
      failuresCountedUpTo,
    );
    const isRunning = recent.some(({ finishedAt }) => finishedAt === null);
    const ended = recent.filter(({ finishedAt }) => finishedAt !== null);
    const failuresInRow = countFailures(ended);
    const state = stateOf(stored, { isRunning, failuresInRow, now });
    return {
      ...known,
      sentence: describeRule(ruleOf(stored), schedule.timeZone),
      stepMs: stepAround(stored, now),
      nextAt: nextStartOf(stored, now),
      title: job.title,
      subject: parts.map(({ subject }) => subject).join(', '),
      state,
      note: noteOf(stored, state, ended[0]),
      lastRun: recent[0] ?? null,
      failuresInRow,
    };
  } catch (thrown) {
    const note = toAppError(thrown).userMessage;
    return {
      ...known,
      title: schedule.job,
      subject: '',
      sentence: 'Its rule cannot be planned',
      stepMs: 0,
      state: 'failed',
      note,
      lastRun: null,
      failuresInRow: 0,
      nextAt: null,
    };
  }
}

function countFailures(ended: readonly Run[]): number {
  const firstGood = ended.findIndex(({ status }) => !endsInFailure.has(status));
  return firstGood === -1 ? ended.length : firstGood;
}

function stateOf(
  stored: StoredSchedule,
  { isRunning, failuresInRow, now }: { isRunning: boolean; failuresInRow: number; now: EpochMs },
): ScheduleState {
  if (isRunning) return 'running';
  if (stored.pausedAt !== null || !stored.schedule.enabled) return 'paused';
  if (failuresInRow > 0) return 'failed';
  return isWaiting(stored, now) ? 'waiting' : 'active';
}

function noteOf(stored: StoredSchedule, state: ScheduleState, lastEnded: Run | undefined): string | null {
  if (state === 'paused') return stored.pausedReason ?? 'This schedule is switched off.';
  if (state === 'failed') return lastEnded?.error?.message ?? 'Every check of the last run failed.';
  if (state === 'waiting') return 'Outside its active hours.';
  if (lastEnded?.status === 'partial')
    return `${lastEnded.counts.failed} of ${lastEnded.counts.checked} checks failed in the last run.`;
  return null;
}

const newestCells = 400;

/** What became of every planned instant of a schedule within the last `spanMs`, oldest first; of the newest of them. */
export function readHeartbeat(stored: StoredSchedule, store: Store, now: EpochMs, spanMs: number): HeartbeatCell[] {
  const from = Math.max(stored.anchorAt, now - spanMs);
  const slots = nextSlots(ruleOf(stored), stored.schedule.timeZone, from, now + 1).slice(-newestCells);
  const runs = new Map(store.runs.slotsSince(stored.schedule.id, from).map((run) => [run.scheduledFor, run]));
  return slots.map(({ plannedAt }) => toCell(plannedAt, runs.get(plannedAt)));
}

function toCell(plannedAt: EpochMs, run: Run | undefined): HeartbeatCell {
  if (run === undefined) return { plannedAt, verdict: 'not_run', runId: null, story: 'Nobody looked.' };
  const { counts, error } = run;
  if (run.finishedAt === null) return { plannedAt, verdict: 'running', runId: run.id, story: 'Running now.' };
  const figures = `${counts.checked} checked, ${counts.changed + counts.created} changed, ${counts.failed} failed.`;
  const verdict = run.status === 'succeeded' ? 'succeeded' : run.status === 'partial' ? 'partial' : 'failed';
  return { plannedAt, verdict, runId: run.id, story: error === null ? figures : `${error.message} ${figures}` };
}
