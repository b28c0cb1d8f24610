import type { HutDue, HutOccupancyStatus } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { HutStanding } from '../../store/hut-standings.ts';

/** Distance of two looks at a hut by how full the fullest of its next nights is, milliseconds. */
export interface Intervals {
  /** A night is high or full. */
  readonly busyMs: number;
  readonly mediumMs: number;
  /** The fullest is low or empty. */
  readonly quietMs: number;
  /** No night has a status: closed, not told, or not listed. */
  readonly unknownMs: number;
}

/** Nights that decide, counted from the hut's today: today and the fourteen after it. */
export const decidingNights = 15;

const dayMs = 86_400_000;
/** No hut is left alone for longer, whatever the intervals say, and none that fails for longer than a day. */
const longestMs = 7 * dayMs;
const longestBackoffMs = dayMs;
/** A hut whose time comes shortly after a run is looked at in that run, not a whole run later. */
const earlyShare = 0.1;

/** When a hut is due, why, and how far apart its looks are planned, milliseconds. */
export interface DueHut extends HutDue {
  readonly stepMs: number;
}

/** Decides when a hut is looked at next: the class of its fullest night says so, or how often it failed in a row. */
export function dueOf(standing: HutStanding, intervals: Intervals): DueHut {
  const { lastChecked, failedAt, failuresInRow } = standing;
  if (failuresInRow > 0) {
    const backoffMs = Math.min(longestBackoffMs, intervals.busyMs * 2 ** Math.min(failuresInRow - 1, 30));
    const times = failuresInRow === 1 ? 'The newest look failed' : `${failuresInRow} looks failed in a row`;
    const why = `${times}: Rounds waits ${words(backoffMs)} before it looks again.`;
    return { class: 'failing', dueAt: (failedAt ?? 0) + backoffMs, why, stepMs: backoffMs };
  }
  const { name, stepMs, because } = classOf(standing, intervals);
  if (lastChecked === null) {
    return { class: 'new', dueAt: null, why: 'Nobody has looked at it yet.', stepMs };
  }
  return { class: name, dueAt: lastChecked + stepMs, why: `Looked at every ${words(stepMs)}: ${because}.`, stepMs };
}

function classOf({ nights }: HutStanding, intervals: Intervals) {
  const find = (...statuses: HutOccupancyStatus[]) => nights.find(({ status }) => statuses.includes(status));
  const busy = find('high', 'full');
  const medium = find('medium');
  const limit = (ms: number): number => Math.min(ms, longestMs);
  if (busy !== undefined) {
    const how = busy.status === 'full' ? 'is full' : 'is nearly full';
    return { name: 'busy', stepMs: limit(intervals.busyMs), because: `${busy.date} ${how}` } as const;
  }
  if (medium !== undefined) {
    const because = `${medium.date} is filling`;
    return { name: 'medium', stepMs: limit(intervals.mediumMs), because } as const;
  }
  if (find('low', 'empty') !== undefined) {
    return { name: 'quiet', stepMs: limit(intervals.quietMs), because: 'the next nights have beds enough' } as const;
  }
  const because = 'no night of the next two weeks has a known figure';
  return { name: 'unknown', stepMs: limit(intervals.unknownMs), because } as const;
}

/** Whether a run at `now` looks at a hut; `runStepMs` is the distance of two runs. */
export function isDue({ dueAt, stepMs }: DueHut, now: EpochMs, runStepMs: number): boolean {
  if (dueAt === null) return true;
  return now + Math.min(stepMs * earlyShare, runStepMs / 2) > dueAt;
}

/** Looks per day that huts cost at the classes they are in. */
export function looksPerDay(huts: readonly DueHut[]): number {
  return huts.reduce((sum, { stepMs }) => sum + dayMs / stepMs, 0);
}

function words(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes % 1440 === 0) return minutes === 1440 ? '24 hours' : `${minutes / 1440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? '1 hour' : `${minutes / 60} hours`;
  return `${minutes} minutes`;
}
