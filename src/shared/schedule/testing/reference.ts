import type { ActiveWindow } from '../rule.ts';

/**
 * A slow planner to hold the real one to: it walks real minutes, reads the wall clock of each from `Intl`, and shares no
 * code with what it checks.
 */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Reads the offset of a zone: local time minus UTC, milliseconds. */
function offsetReader(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const known = new Map<string, number>();
  return (at) => {
    const text = format.format(at).split('GMT')[1] ?? '';
    const found = known.get(text);
    if (found !== undefined) return found;
    const [hours = 0, minutes = 0, seconds = 0] = (text.match(/\d+/g) ?? []).map(Number);
    const offset = (text.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
    known.set(text, offset);
    return offset;
  };
}

/** When a zone's offset changes within a time; finds changes that lie more than six days apart. */
export function changesOf(zone: string, from: number, to: number): number[] {
  const read = offsetReader(zone);
  const changes: number[] = [];
  for (let at = from, before = read(from); at < to; at += 6 * day) {
    const after = read(at + 6 * day);
    if (after === before) continue;
    let low = at;
    let high = at + 6 * day;
    while (high - low > minute) {
      const middle = low + Math.floor((high - low) / 2 / minute) * minute;
      if (read(middle) === before) low = middle;
      else high = middle;
    }
    changes.push(high);
    before = after;
  }
  return changes;
}

/** The wall clock of a zone at each real minute of a time. */
export interface WallClock {
  readonly zone: string;
  readonly start: number;
  readonly end: number;
  /** Wall time in minutes, one for each real minute since `start`. */
  readonly walls: readonly number[];
  /** The first real minute at which the clock shows a wall time; for one it leaps over, the minute it leaps to. */
  readonly firstOf: ReadonlyMap<number, number>;
}

/** Reads a wall clock; `start` and `end` are whole hours. Within an hour between equal offsets nothing changes. */
export function readClock(zone: string, start: number, end: number): WallClock {
  const read = offsetReader(zone);
  const walls: number[] = [];
  for (let at = start; at < end; at += hour) {
    const offset = read(at);
    const isEven = offset === read(at + hour - minute);
    for (let past = at; past < at + hour; past += minute) {
      walls.push(Math.floor((past + (isEven ? offset : read(past))) / minute));
    }
  }
  return { zone, start, end, walls, firstOf: firstMinutes(walls, start) };
}

function firstMinutes(walls: readonly number[], start: number): Map<number, number> {
  const firstOf = new Map<number, number>();
  for (const [index, wall] of walls.entries()) if (!firstOf.has(wall)) firstOf.set(wall, start + index * minute);
  const most = walls.reduce((a, b) => Math.max(a, b));
  for (let wall = walls[0] ?? 0; wall < most; wall += 1) {
    if (firstOf.has(wall)) continue;
    const leapt = walls.findIndex((shown) => shown > wall);
    firstOf.set(wall, start + leapt * minute);
  }
  return firstOf;
}

/** When a reference rule is due. */
export type ReferenceTiming =
  | { readonly kind: 'interval'; readonly everyMs: number; readonly anchorAt: number }
  | { readonly kind: 'once' | 'each'; matches(wall: number): boolean };

/** What a slot is to the reference. */
export interface ReferenceSlot {
  readonly plannedAt: number;
  readonly isActive: boolean;
}

/** Which of the instants that a walk met lie in active hours. */
export function judge(
  clock: WallClock,
  instants: readonly number[],
  windows: readonly ActiveWindow[],
): ReferenceSlot[] {
  return instants.map((plannedAt) => ({ plannedAt, isActive: isOpen(windows, wallAt(clock, plannedAt)) }));
}

/** The wall time at an instant, minutes. */
export function wallAt({ walls, start }: WallClock, at: number): number {
  return walls[Math.floor((at - start) / minute)] ?? Number.NaN;
}

/** All instants within `from` and `to`, which lie well within the clock, in order. */
export function walk(clock: WallClock, timing: ReferenceTiming, from: number, to: number): number[] {
  return [...instantsOf(clock, timing)].filter((at) => at >= from && at < to).toSorted((a, b) => a - b);
}

function instantsOf({ walls, start, end, firstOf }: WallClock, timing: ReferenceTiming): Set<number> {
  const found = new Set<number>();
  if (timing.kind === 'interval') {
    for (let at = timing.anchorAt; at < end; at += timing.everyMs) found.add(at);
  } else if (timing.kind === 'each') {
    for (const [index, wall] of walls.entries()) if (timing.matches(wall)) found.add(start + index * minute);
  } else {
    for (const [wall, at] of firstOf) if (timing.matches(wall)) found.add(at);
  }
  return found;
}

/** Each minute of a day as it is written: `00:00` to `23:59`. */
const times = Array.from({ length: 1440 }, (_, index) => new Date(index * minute).toISOString().slice(11, 16));

const weekdays = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'] as const;

/** Whether a wall time, in minutes, lies in one of the windows; none at all: always. */
export function isOpen(windows: readonly ActiveWindow[], wall: number): boolean {
  const date = Math.floor(wall / 1440);
  const time = times[wall % 1440] ?? '';
  const today = weekdays[date % 7];
  const yesterday = weekdays[(date + 6) % 7];
  const holds = ({ days, from, until }: ActiveWindow): boolean => {
    if (until > from) return time >= from && time < until && days.some((each) => each === today);
    const hasBegun = days.some((each) => each === today) && time >= from;
    return hasBegun || (days.some((each) => each === yesterday) && time < until);
  };
  return windows.length === 0 || windows.some(holds);
}
