import { toAppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run } from '#shared/model/run.ts';
import type { ScheduleState, ScheduleStatus } from '#shared/model/schedule.ts';
import { planOf } from '#shared/schedule/plan.ts';
import { resumesAt } from '#shared/schedule/planner.ts';
import { describeRule } from '#shared/schedule/sentence.ts';
import type { StoredSchedule, UnsoundSchedule } from '../store/schedule-rows.ts';
import { isWaiting, nextStartOf, partsOf, type PlanWorld, stepAround } from './plan.ts';
import { noteOfHeld } from './gate.ts';
import { endsInFailure, saysNothing } from './run-ends.ts';

/** How many runs back a row of failures is counted. */
const failuresCountedUpTo = 100;

const needOf: Readonly<Record<ScheduleState, number>> = { failed: 0, running: 1, paused: 2, waiting: 3, active: 4 };

/** Every schedule as it stands, those that need a person first. */
export function readStatuses(world: PlanWorld, now: EpochMs): ScheduleStatus[] {
  const { schedules } = world.store;
  return [
    ...schedules.list().map((stored) => readStatus(stored, world, now)),
    ...schedules.unsound().map((unsound) => statusOfUnsound(unsound, world)),
  ].toSorted((left, right) => needOf[left.state] - needOf[right.state] || left.id.localeCompare(right.id));
}

/** One schedule as it stands; undefined where there is none. */
export function findStatus(world: PlanWorld, id: string, now: EpochMs): ScheduleStatus | undefined {
  const stored = world.store.schedules.find(id);
  if (stored !== undefined) return readStatus(stored, world, now);
  const unsound = world.store.schedules.unsound().find((each) => each.id === id);
  return unsound === undefined ? undefined : statusOfUnsound(unsound, world);
}

function readStatus(stored: StoredSchedule, world: PlanWorld, now: EpochMs): ScheduleStatus {
  const { schedule, rule, pause } = stored;
  const { timeZone, enabled, id, job: kind } = schedule;
  const known = { id, kind, enabled, timeZone, pause };
  try {
    planOf(rule, timeZone);
  } catch (thrown) {
    const problem = toAppError(thrown).userMessage;
    return { ...statusOfUnsound({ id, job: kind, problem }, world), ...known };
  }
  const planned = {
    ...known,
    sentence: describeRule(rule, timeZone),
    stepMs: stepAround(rule, timeZone, now),
    problem: null,
  };
  try {
    const { job, parts } = partsOf(stored, world);
    const recent = world.store.runs.recentOf(
      parts.map(({ claimKey }) => claimKey),
      failuresCountedUpTo,
    );
    const ended = recent.filter(({ finishedAt }) => finishedAt !== null);
    const [held] = parts.flatMap(({ claimKey }) => world.store.plans.heldOf(claimKey) ?? []);
    const isRunning = recent.some(({ finishedAt, status }) => finishedAt === null && status !== 'planned');
    const failuresInRow = countFailures(ended);
    const state = stateOf(stored, { isRunning, failuresInRow, now });
    return {
      ...planned,
      title: job.title,
      subject: parts.map(({ subject }) => subject).join(', '),
      state,
      note: noteOf(stored, state, ended[0]) ?? (held === undefined ? null : noteOfHeld(held)),
      resumesAt: state === 'waiting' ? (resumesAt(rule, timeZone, now) ?? null) : null,
      nextAt: nextStartOf(stored, now),
      lastRun: recent[0] ?? null,
      failuresInRow,
    };
  } catch (thrown) {
    const note = toAppError(thrown).userMessage;
    return { ...planned, ...unrunnable, title: titleOf(kind, world), note };
  }
}

const unrunnable = {
  subject: '',
  state: 'failed',
  resumesAt: null,
  nextAt: null,
  lastRun: null,
  failuresInRow: 0,
} as const;

function statusOfUnsound({ id, job: kind, problem }: UnsoundSchedule, world: PlanWorld): ScheduleStatus {
  return {
    ...unrunnable,
    id,
    kind,
    title: titleOf(kind, world),
    sentence: 'Its rule cannot be planned',
    note: problem,
    problem,
    pause: null,
    stepMs: 0,
    timeZone: 'UTC',
    enabled: true,
  };
}

function titleOf(kind: string, { jobs }: PlanWorld): string {
  return jobs.find((job) => job.kind === kind)?.title ?? kind;
}

function countFailures(ended: readonly Run[]): number {
  const telling = ended.filter(({ status }) => !saysNothing(status));
  const firstGood = telling.findIndex(({ status }) => !endsInFailure(status));
  return firstGood === -1 ? telling.length : firstGood;
}

interface Facts {
  readonly isRunning: boolean;
  readonly failuresInRow: number;
  readonly now: EpochMs;
}

function stateOf(stored: StoredSchedule, { isRunning, failuresInRow, now }: Facts): ScheduleState {
  if (isRunning) return 'running';
  if (stored.pause !== null || !stored.schedule.enabled) return 'paused';
  if (failuresInRow > 0) return 'failed';
  return isWaiting(stored, now) ? 'waiting' : 'active';
}

function noteOf({ pause }: StoredSchedule, state: ScheduleState, lastEnded: Run | undefined): string | null {
  if (state === 'paused') return pause === null ? 'This schedule is switched off.' : pause.reason;
  if (state === 'failed') return lastEnded?.error?.message ?? 'Every check of the last run failed.';
  if (state === 'waiting') return 'Outside its active hours.';
  if (lastEnded?.status === 'partial')
    return `${lastEnded.counts.failed} of ${lastEnded.counts.checked} checks failed in the last run.`;
  return null;
}
