import type { EpochMs } from '../model/primitives.ts';
import { type ActiveWindow, minuteOfDay, Weekday } from './rule.ts';
import { dayMs, minuteMs, modulo, weekMs, type Zone } from './zone.ts';

/** The wall time of a Monday 00:00. */
export const firstMonday = 4 * dayMs;

/** A stretch of a week, or of time; `end` is exclusive. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Active hours as stretches of the week in wall time, milliseconds since Monday 00:00, in order and apart. */
export type ActiveHours = readonly Stretch[];

/** A stretch of time, wholly inside or wholly outside active hours. */
export interface Piece {
  readonly start: EpochMs;
  readonly end: EpochMs;
  readonly isActive: boolean;
}

/** Windows as stretches of the week. None at all: the whole week. */
export function activeHoursOf(windows: readonly ActiveWindow[]): ActiveHours {
  if (windows.length === 0) return [{ start: 0, end: weekMs }];
  const stretches = windows.flatMap(({ days, from, until }) => days.flatMap((day) => onDay(day, from, until)));
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else merged.push({ start, end });
  }
  return merged;
}

function onDay(day: Weekday, from: string, until: string): Stretch[] {
  const start = Weekday.options.indexOf(day) * dayMs + minuteOfDay(from) * minuteMs;
  const lengthMinutes = minuteOfDay(until) - minuteOfDay(from);
  const end = start + (lengthMinutes > 0 ? lengthMinutes : lengthMinutes + 24 * 60) * minuteMs;
  if (end <= weekMs) return [{ start, end }];
  return [
    { start, end: weekMs },
    { start: 0, end: end - weekMs },
  ];
}

/** Whether the hours never end. */
export function isAlwaysActive(hours: ActiveHours): boolean {
  return hours.length === 1 && hours[0]?.start === 0 && hours[0].end === weekMs;
}

/** Whether a wall time lies in the hours. */
export function isActiveWall(hours: ActiveHours, wall: number): boolean {
  const inWeek = modulo(wall - firstMonday, weekMs);
  return hours.some(({ start, end }) => inWeek >= start && inWeek < end);
}

/** The whole of `from` to `to` in order, cut where active hours begin and end in the zone. Lazy. */
export function* activePieces(hours: ActiveHours, zone: Zone, from: EpochMs, to: EpochMs): Generator<Piece> {
  if (isAlwaysActive(hours)) {
    if (from < to) yield { start: from, end: to, isActive: true };
    return;
  }
  let cut = from;
  let active: { start: EpochMs; end: EpochMs } | undefined;
  for (const { start, end } of activeStretches(hours, zone, from, to)) {
    if (active?.end === start) {
      active.end = end;
      continue;
    }
    if (active !== undefined) yield* piecesUpTo(cut, active);
    cut = active?.end ?? from;
    active = { start, end };
  }
  if (active !== undefined) yield* piecesUpTo(cut, active);
  cut = active?.end ?? from;
  if (cut < to) yield { start: cut, end: to, isActive: false };
}

function* piecesUpTo(cut: EpochMs, { start, end }: Stretch): Generator<Piece> {
  if (cut < start) yield { start: cut, end: start, isActive: false };
  yield { start, end, isActive: true };
}

/** The active stretches in order; neighbours may touch where the zone's offset may change. */
function* activeStretches(hours: ActiveHours, zone: Zone, from: EpochMs, to: EpochMs): Generator<Stretch> {
  for (const segment of zone.segments(from, to)) {
    const { offsetMs } = segment;
    const end = segment.end + offsetMs;
    let monday = firstMonday + Math.floor((segment.start + offsetMs - firstMonday) / weekMs) * weekMs;
    for (; monday < end; monday += weekMs) {
      for (const hour of hours) {
        const start = Math.max(monday + hour.start - offsetMs, segment.start);
        const stop = Math.min(monday + hour.end - offsetMs, segment.end);
        if (start < stop) yield { start, end: stop };
      }
    }
  }
}
