import type { EpochMs } from '#shared/model/primitives.ts';
import type { ScheduleState, ScheduleStatus } from '#shared/model/schedule.ts';

/** What the tray says, apart from how it is drawn. */
export interface TrayLines {
  /** The state that most needs a person; `idle` without any schedule. */
  readonly state: ScheduleState | 'idle';
  readonly headline: string;
  readonly jobs: readonly { readonly id: string; readonly label: string }[];
  readonly isAllPaused: boolean;
}

const stateWords: Readonly<Record<ScheduleState, string>> = {
  active: 'active',
  running: 'running',
  paused: 'paused',
  failed: 'failed',
  waiting: 'waiting',
};
const worstFirst: readonly ScheduleState[] = ['failed', 'running', 'waiting', 'active', 'paused'];

/** Puts schedules into the tray's words: the next run's countdown first. */
export function describeTray(schedules: readonly ScheduleStatus[], now: EpochMs): TrayLines {
  const next = schedules
    .flatMap(({ nextAt, subject }) => (nextAt === null ? [] : [{ nextAt, subject }]))
    .toSorted((left, right) => left.nextAt - right.nextAt)[0];
  return {
    state: worstFirst.find((state) => schedules.some((schedule) => schedule.state === state)) ?? 'idle',
    headline:
      next === undefined ? 'Rounds: nothing planned' : `Rounds: ${next.subject} ${countdown(next.nextAt - now)}`,
    jobs: schedules.map(({ id, subject, state, nextAt }) => ({
      id,
      label: `${subject}: ${stateWords[state]}${nextAt === null ? '' : `, ${countdown(nextAt - now)}`}`,
    })),
    isAllPaused: schedules.length > 0 && schedules.every(({ state }) => state === 'paused'),
  };
}

/** A time to come in words: `in 4:12`, `in 2 h 05 min`, `now`. */
function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.round(leftMs / 1000));
  if (seconds === 0) return 'now';
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 3600) return `in ${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  return `in ${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)} min`;
}
