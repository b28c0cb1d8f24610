import type { EpochMs } from '../model/primitives.ts';
import { type Cron, cronMatchesDate } from './cron.ts';
import { minuteOfDay } from './rule.ts';
import { dayMs, minuteMs, wallLabel, type Zone } from './zone.ts';

/** A rule of times on the wall clock: every date it matches has the same times. */
export interface Calendar {
  /** Minutes since midnight, ascending. Small, as thousands of schedules have them. */
  readonly minutes: Uint16Array;
  /** Whether the date of a wall time that is a midnight is one of the rule's. */
  matchesDate(midnight: number): boolean;
  /** Written times happen once a day, whatever the clocks do; otherwise each time the wall clock shows them. */
  readonly isOnce: boolean;
}

/** A planned instant. */
export interface Candidate {
  readonly at: EpochMs;
  /** The written times that the clocks leapt over and that this instant stands for: `02:30`. */
  readonly insteadOf: readonly string[];
}

/** What most instants stand for: themselves. */
export const nothing: readonly string[] = [];

/** The calendar of fixed times on all days. */
export function dailyCalendar(times: readonly string[]): Calendar {
  return { minutes: Uint16Array.from(new Set(times.map(minuteOfDay))).sort(), matchesDate: () => true, isOnce: true };
}

/** The calendar of a cron rule. */
export function cronCalendar(cron: Cron): Calendar {
  return {
    minutes: cronMinutes(cron),
    matchesDate: (midnight) => cronMatchesDate(cron, new Date(midnight)),
    isOnce: !cron.hour.isStar,
  };
}

function cronMinutes({ hour, minute }: Cron): Uint16Array {
  const minutes = new Uint16Array(hour.values.length * minute.values.length);
  let index = 0;
  for (const each of hour.values) {
    for (const past of minute.values) {
      minutes[index] = each * 60 + past;
      index += 1;
    }
  }
  return minutes;
}

/** The wall times of a calendar within `from` (inclusive) and `to` (exclusive), in order. */
export function* wallTimes(calendar: Calendar, from: number, to: number): Generator<number> {
  for (let midnight = Math.floor(from / dayMs) * dayMs; midnight < to; midnight += dayMs) {
    if (!calendar.matchesDate(midnight)) continue;
    for (let index = firstIndex(calendar.minutes, (from - midnight) / minuteMs); ; index += 1) {
      const minute = calendar.minutes[index];
      if (minute === undefined) break;
      const wall = midnight + minute * minuteMs;
      if (wall >= to) return;
      yield wall;
    }
  }
}

/** The index of the first of ascending values that is at least `least`. */
function firstIndex(values: Uint16Array, least: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The planned instants of a calendar within `from` (inclusive) and `to` (exclusive), in order. Lazy. */
export function calendarInstants(calendar: Calendar, zone: Zone, from: EpochMs, to: EpochMs): Generator<Candidate> {
  return calendar.isOnce ? onceInstants(calendar, zone, from, to) : eachInstants(calendar, zone, from, to);
}

function* eachInstants(calendar: Calendar, zone: Zone, from: EpochMs, to: EpochMs): Generator<Candidate> {
  for (const { start, end, offsetMs } of zone.segments(from, to)) {
    for (const wall of wallTimes(calendar, start + offsetMs, end + offsetMs)) {
      yield { at: wall - offsetMs, insteadOf: nothing };
    }
  }
}

function* onceInstants(calendar: Calendar, zone: Zone, from: EpochMs, to: EpochMs): Generator<Candidate> {
  // Wall times before `shown` have been on the clock. Clocks are put back by a day at most: two suffice to know.
  let shown = Number.NEGATIVE_INFINITY;
  for (const { start, end, offsetMs } of zone.segments(from - 2 * dayMs, to)) {
    const opens = start + offsetMs;
    let last = Number.NaN;
    if (shown < opens && shown !== Number.NEGATIVE_INFINITY) {
      const insteadOf = [...wallTimes(calendar, shown, opens)].map(wallLabel);
      const at = Math.ceil(opens / minuteMs) * minuteMs - offsetMs;
      if (insteadOf.length > 0 && at >= from && at < to) {
        yield { at, insteadOf };
        last = at;
      }
    }
    for (const wall of wallTimes(calendar, Math.max(shown, opens, from + offsetMs), end + offsetMs)) {
      if (wall - offsetMs !== last) yield { at: wall - offsetMs, insteadOf: nothing };
    }
    shown = Math.max(shown, end + offsetMs);
  }
}
