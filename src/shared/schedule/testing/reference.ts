import type { ActiveWindow } from '../rule.ts';

/**
 * A slow planner to hold the real one to: it walks real minutes, reads the wall clock of each from `Intl`, and shares no
 * code with what it checks.
 */

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A zone, and its offset at any instant as `Intl` tells it: local time minus UTC, milliseconds. */
export interface ReadZone {
  readonly id: string;
  offsetAt(at: number): number;
}

/** Reads a zone; to be kept, for making its formatter costs more than many readings. */
export function readZone(id: string): ReadZone {
  // The weekday is asked for because it is the cheapest: with no part of the date named, all of it would be written.
  const format = new Intl.DateTimeFormat('en-US', { timeZone: id, weekday: 'narrow', timeZoneName: 'longOffset' });
  const known = new Map<string, number>();
  const offsetAt = (at: number): number => {
    const text = format.format(at).split('GMT')[1] ?? '';
    const found = known.get(text);
    if (found !== undefined) return found;
    const [hours = 0, minutes = 0, seconds = 0] = (text.match(/\d+/g) ?? []).map(Number);
    const offset = (text.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
    known.set(text, offset);
    return offset;
  };
  return { id, offsetAt };
}

/** The first minute at which the offset is no longer what it is at `low`; it is another one at `high`. */
function changeBetween({ offsetAt }: ReadZone, low: number, high: number): number {
  const before = offsetAt(low);
  let [last, first] = [low, high];
  while (first - last > minute) {
    const middle = last + Math.floor((first - last) / 2 / minute) * minute;
    if (offsetAt(middle) === before) last = middle;
    else first = middle;
  }
  return first;
}

/** When a zone's offset changes within a time; finds changes that lie more than six days apart. */
export function changesOf(zone: ReadZone, from: number, to: number): number[] {
  const changes: number[] = [];
  for (let at = from, before = zone.offsetAt(from); at < to; at += 6 * day) {
    const after = zone.offsetAt(at + 6 * day);
    if (after === before) continue;
    changes.push(changeBetween(zone, at, at + 6 * day));
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
}

/** Reads a wall clock; `start` and `end` are whole hours, and an hour has one change at most. */
export function readClock(zone: ReadZone, start: number, end: number): WallClock {
  const walls: number[] = [];
  for (let at = start, before = zone.offsetAt(start); at < end; at += hour) {
    const after = zone.offsetAt(at + hour);
    const change = after === before ? at + hour : changeBetween(zone, at, at + hour);
    for (let past = at; past < at + hour; past += minute) {
      walls.push(Math.floor((past + (past < change ? before : after)) / minute));
    }
    before = after;
  }
  return { zone: zone.id, start, end, walls };
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
  if (timing.kind !== 'interval') return walkMinutes(clock, timing, from, to);
  const found: number[] = [];
  for (let at = timing.anchorAt; at < to; at += timing.everyMs) if (at >= from) found.push(at);
  return found;
}

/**
 * A rule of the kind `once` is due at the first minute that shows its wall time or, where that is leapt over, a later
 * one: whenever the clock gets further than it has ever been, by one minute or by a leap.
 */
function walkMinutes(
  { walls, start }: WallClock,
  { kind, matches }: Exclude<ReferenceTiming, { kind: 'interval' }>,
  from: number,
  to: number,
): number[] {
  const found: number[] = [];
  const first = Math.ceil((from - start) / minute);
  let furthest = walls.slice(0, first).reduce((a, b) => Math.max(a, b));
  for (let index = first; start + index * minute < to; index += 1) {
    const wall = walls[index] ?? Number.NaN;
    let isDue = kind === 'each' && matches(wall);
    for (let shown = furthest + 1; kind === 'once' && shown <= wall && !isDue; shown += 1) isDue = matches(shown);
    if (isDue) found.push(start + index * minute);
    furthest = Math.max(furthest, wall);
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
