import type { EpochMs } from '#shared/model/primitives.ts';
import type { PlanCounts } from '#shared/model/run-plan.ts';
import type { ClockMark } from '../store/plans.ts';
import type { BrakeLimits } from './planned-job.ts';

/** How the wall clock was set since the work was done last, milliseconds; null where it was not, as far as is known. */
export type ClockShift = { readonly kind: 'forward' | 'back'; readonly byMs: number } | null;

/** What is known when the clock is judged. */
export interface ClockFacts {
  readonly now: ClockMark;
  /** As the work was carried out last; undefined where it never was. */
  readonly last: ClockMark | undefined;
  /** Stretches over which the wall clock leapt, as whoever watched wrote them down. */
  readonly leaps: readonly { readonly from: EpochMs; readonly until: EpochMs }[];
}

/** So many of the newest runs say what is usual. */
export const runsCounted = 30;
/** With fewer runs than this, nothing is usual yet. */
const fewestRuns = 3;
/** A clock that was set by less is no reason to stop, milliseconds. */
export const smallestShiftMs = 5 * 60_000;

/**
 * How many rows may be changed and removed at once: what is usual with room above it, by median and median absolute
 * deviation, so that one odd run does not shift it; never less than the floor nor more than the ceiling.
 */
export function brakeLimit({ floor, ceiling }: BrakeLimits, usual: readonly number[]): number {
  if (usual.length < fewestRuns) return Math.min(ceiling, floor);
  const middle = median(usual);
  const deviation = median(usual.map((count) => Math.abs(count - middle)));
  // 1.4826 makes the deviation that of a normal distribution.
  const limit = Math.max(floor, middle + 6 * 1.4826 * deviation, 3 * middle);
  return Math.min(ceiling, Math.floor(limit));
}

function median(counts: readonly number[]): number {
  const sorted = counts.toSorted((left, right) => left - right);
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
  return (low + high) / 2;
}

/**
 * How the clock was set since the work was done last. Within one start of the machine its own count of time tells, also
 * where Rounds was closed meanwhile; else what was watched, and a wall clock that stands before the last time.
 */
export function clockShift({ now, last, leaps }: ClockFacts): ClockShift {
  const isComparable = last !== undefined && last.bootId === now.bootId && now.uptimeMs >= last.uptimeMs;
  const setMs = isComparable ? now.at - last.at - (now.uptimeMs - last.uptimeMs) : now.at - (last?.at ?? now.at);
  if (setMs <= -smallestShiftMs) return { kind: 'back', byMs: -setMs };
  const leaptMs = Math.max(isComparable ? setMs : 0, ...leaps.map(({ from, until }) => until - from));
  return leaptMs >= smallestShiftMs ? { kind: 'forward', byMs: leaptMs } : null;
}

/** What the brake judges a plan by. */
export interface BrakeFacts {
  readonly counts: PlanCounts;
  /** Of the rows changed and removed, those that go in the ordinary course. */
  readonly ordinary: number;
  readonly limits: BrakeLimits;
  /** Rows that were changed and removed out of the ordinary by each of the newest runs that did something. */
  readonly usual: readonly number[];
  readonly shift: ClockShift;
}

/** Why a plan must not be carried out without a person; null where nothing speaks against it. Rows that are made harm nobody. */
export function brakeReason({ counts, ordinary, limits, usual, shift }: BrakeFacts): string | null {
  const harm = counts.updates + counts.removes;
  if (harm === 0) return null;
  const limit = brakeLimit(limits, usual);
  const would = `It would ${deeds(counts)}`;
  const counted = harm - ordinary;
  if (counted > limit) {
    const known =
      usual.length < fewestRuns ? 'There are too few earlier runs to compare with' : `${rows(median(usual))} are usual`;
    const beside = ordinary === 0 ? '' : `, ${ordinary} of them in the ordinary course`;
    return `${would}${beside}. ${known}, and up to ${limit} go through unasked.`;
  }
  if (shift === null) return null;
  const how = shift.kind === 'forward' ? 'went forward' : 'was set back';
  return `${would}, and the clock ${how} by ${duration(shift.byMs)} since the last run. Check the date and time first.`;
}

/** `change 3 rows and remove 12` */
function deeds({ updates, removes }: PlanCounts): string {
  const parts = [updates > 0 ? `change ${rows(updates)}` : '', removes > 0 ? `remove ${rows(removes)}` : ''];
  return parts.filter((part) => part !== '').join(' and ');
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
}
