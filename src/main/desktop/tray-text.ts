import type { EpochMs } from '#shared/model/primitives.ts';
import type { ScheduleState, ScheduleStatus } from '#shared/model/schedule.ts';

/** What the tray says, apart from how it is drawn. */
export interface TrayLines {
  /** The state that most needs a person; `idle` without any schedule. */
  readonly state: ScheduleState | 'idle';
  readonly toolTip: string;
  /** Title of the menu, which counts down by minutes: a menu that is replaced while it is open loses the click on it. */
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

/** Puts schedules into the tray's words: the next run's countdown first. The tool tip counts down as it is told to. */
export function describeTray(
  schedules: readonly ScheduleStatus[],
  now: EpochMs,
  toolTipCountdown: Countdown,
): TrayLines {
  const next = schedules
    .flatMap(({ nextAt, subject }) => (nextAt === null ? [] : [{ nextAt, subject }]))
    .toSorted((left, right) => left.nextAt - right.nextAt)[0];
  const headline = (left: Countdown): string =>
    next === undefined ? 'Rounds: nothing planned' : `Rounds: ${next.subject} ${left(next.nextAt - now)}`;
  const label = ({ subject, state, nextAt }: ScheduleStatus, left: Countdown): string =>
    `${subject}: ${stateWords[state]}${nextAt === null ? '' : `, ${left(nextAt - now)}`}`;
  return {
    state: worstFirst.find((state) => schedules.some((schedule) => schedule.state === state)) ?? 'idle',
    toolTip: [headline(toolTipCountdown), ...schedules.map((each) => label(each, toolTipCountdown))].join('\n'),
    headline: headline(byMinutes),
    jobs: schedules.map((each) => ({ id: each.id, label: label(each, byMinutes) })),
    isAllPaused: schedules.length > 0 && schedules.every(({ state }) => state === 'paused'),
  };
}

/** Puts a time to come, milliseconds, into words. */
export type Countdown = (leftMs: number) => string;

/** `in 4:12`, `in 2 h 05 min`, `now`. */
export const bySeconds: Countdown = (leftMs) => {
  const seconds = Math.max(0, Math.round(leftMs / 1000));
  if (seconds === 0) return 'now';
  if (seconds < 3600) return `in ${Math.floor(seconds / 60)}:${twoDigits(seconds % 60)}`;
  return `in ${Math.floor(seconds / 3600)} h ${twoDigits(Math.floor(seconds / 60) % 60)} min`;
};

/** `in 5 min`, the last minute being `in 1 min`, `in 2 h 05 min`, `now`. */
export const byMinutes: Countdown = (leftMs) => {
  const minutes = Math.max(0, Math.ceil(leftMs / 60_000));
  if (minutes === 0) return 'now';
  return minutes < 60 ? `in ${minutes} min` : `in ${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
};

const twoDigits = (value: number): string => String(value).padStart(2, '0');
