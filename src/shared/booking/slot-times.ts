import type { AvailabilityWindow } from '../model/booking.ts';
import { minuteOfDay } from '../schedule/rule.ts';

/** When a slot starts and ends, minutes since midnight of the day that its window starts on; from 1440 on: of the day after. */
export interface SlotTime {
  readonly from: number;
  readonly until: number;
}

const dayMinutes = 1440;

/** Start and end of a stretch as minutes; one that ends at or before its beginning runs over midnight. */
export function stretchOf({ from, until }: { readonly from: string; readonly until: string }): SlotTime {
  const start = minuteOfDay(from);
  const end = minuteOfDay(until);
  return { from: start, until: end <= start ? end + dayMinutes : end };
}

/**
 * The slots of a window: one after the other from its beginning, the last one cut short at its end. A start within the break
 * moves to the end of it; a slot that starts before the break may reach into it.
 */
export function timesOfWindow(window: Omit<AvailabilityWindow, 'weekday'>, durationMinutes: number): SlotTime[] {
  const stretch = stretchOf(window);
  const pause = pauseOf(window, stretch);
  const times: SlotTime[] = [];
  let from = stretch.from;
  while (from < stretch.until) {
    if (pause !== null && from >= pause.from && from < pause.until) from = pause.until;
    if (from >= stretch.until) break;
    const until = Math.min(from + durationMinutes, stretch.until);
    times.push({ from, until });
    from = until;
  }
  return times;
}

/** The break, counted like the window: where that runs over midnight, times before its beginning are of the next day. */
function pauseOf(
  { breakFrom, breakUntil }: Pick<AvailabilityWindow, 'breakFrom' | 'breakUntil'>,
  stretch: SlotTime,
): SlotTime | null {
  if (breakFrom === null || breakUntil === null) return null;
  const isOvernight = stretch.until > dayMinutes;
  const start = minuteOfDay(breakFrom);
  const from = isOvernight && start < stretch.from ? start + dayMinutes : start;
  const end = minuteOfDay(breakUntil);
  const isNextDay = isOvernight && (end < stretch.from || (end === stretch.from && from > stretch.from));
  return { from, until: isNextDay ? end + dayMinutes : end };
}

/** Of slots of several windows of one day, by start, those that begin no earlier than the one before has ended. */
export function withoutOverlaps<T extends SlotTime>(times: readonly T[]): T[] {
  const kept: T[] = [];
  for (const time of times.toSorted((left, right) => left.from - right.from)) {
    if (time.from >= (kept.at(-1)?.until ?? 0)) kept.push(time);
  }
  return kept;
}

/** Of slots of a day those that do not meet any that the day before left to it. */
export function withoutMeeting<T extends SlotTime>(times: readonly T[], dayBefore: readonly SlotTime[]): readonly T[] {
  const left = dayBefore.filter(({ until }) => until > dayMinutes);
  if (left.length === 0) return times;
  return times.filter(
    ({ from, until }) => !left.some((other) => from < other.until - dayMinutes && other.from - dayMinutes < until),
  );
}
