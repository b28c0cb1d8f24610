import { Weekday, minuteOfDay } from '#shared/schedule/rule.ts';
import type { ActiveWindow } from '#shared/schedule/rule.ts';
import { isDrawable, paint, stretchesOf } from '../../ui/week-grid.ts';
import type { CellRange } from '../../ui/week-grid.ts';
import type { WindowForm } from './provider-form.ts';

const DAY = 1440;
const WEEK = 7 * DAY;

/** A line of one day alone, which is what painting changes. */
type DayWindow = WindowForm & { readonly days: readonly [Weekday] };

/**
 * Working hours with a block of the week switched on or off. Windows that the block does not touch stay as they are, so
 * that two windows side by side stay two; a break stays where its day still works around it.
 */
export function paintHours(windows: readonly WindowForm[], range: CellRange, isOn: boolean): readonly WindowForm[] {
  const single = windows.flatMap((window) => window.days.map((day): DayWindow => ({ ...window, days: [day] })));
  const undrawn = windows.filter((window) => !isDrawable(activeOf(window)));
  const drawn = single.filter((window) => isDrawable(activeOf(window)));
  const touched = drawn.filter((window) => isTouched(window, range));
  const painted = paint(touched.map(activeOf), range, isOn).flatMap(({ days, from, until }) =>
    days.map((day) => withBreak({ days: [day], from, until, breakFrom: '', breakUntil: '' }, touched)),
  );
  const kept = drawn.filter((window) => !touched.includes(window));
  return [...joinDays([...kept, ...painted]), ...undrawn];
}

function activeOf({ days, from, until }: WindowForm): ActiveWindow {
  return { days: [...days], from, until };
}

/** Whether a window and a block share a minute or stand side by side. */
function isTouched(window: DayWindow, range: CellRange): boolean {
  const own = stretchesOf([activeOf(window)]);
  for (let day = range.firstDay; day <= range.lastDay; day += 1) {
    const start = day * DAY + range.firstSlot * 30;
    const end = day * DAY + (range.lastSlot + 1) * 30;
    const sides = [0, WEEK, -WEEK];
    if (own.some((each) => sides.some((shift) => each.start + shift <= end && each.end + shift >= start))) return true;
  }
  return false;
}

/** The window with the break of one of the windows that were there, where that break still lies within it. */
function withBreak(window: DayWindow, before: readonly DayWindow[]): DayWindow {
  const found = before.find((each) => each.breakFrom !== '' && isWithin(breakSpan(each), span(window)));
  return found === undefined ? window : { ...window, breakFrom: found.breakFrom, breakUntil: found.breakUntil };
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function span({ days: [day], from, until }: DayWindow): Span {
  const start = Weekday.options.indexOf(day) * DAY + minuteOfDay(from);
  const length = minuteOfDay(until) - minuteOfDay(from);
  return { start, end: start + (length > 0 ? length : length + DAY) };
}

/** A break before the start of its window is one after midnight. */
function breakSpan(window: DayWindow): Span | null {
  const { breakFrom, breakUntil } = window;
  if (!isDrawable({ days: [...window.days], from: breakFrom, until: breakUntil })) return null;
  const own = span(window);
  const offset = modulo(minuteOfDay(breakFrom) - minuteOfDay(window.from), DAY);
  const length = modulo(minuteOfDay(breakUntil) - minuteOfDay(breakFrom), DAY);
  return { start: own.start + offset, end: own.start + offset + length };
}

function isWithin(inner: Span | null, outer: Span): boolean {
  if (inner === null) return false;
  return [0, WEEK, -WEEK].some((shift) => inner.start + shift > outer.start && inner.end + shift < outer.end);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** Days with the same hours share a line, the earliest first. */
function joinDays(windows: readonly DayWindow[]): readonly WindowForm[] {
  const lines = new Map<string, { window: DayWindow; days: Weekday[] }[]>();
  for (const window of windows) {
    const key = [window.from, window.until, window.breakFrom, window.breakUntil].join(' ');
    const same = lines.get(key) ?? [];
    lines.set(key, same);
    const line = same.find(({ days }) => !days.includes(window.days[0]));
    if (line === undefined) same.push({ window, days: [window.days[0]] });
    else line.days.push(window.days[0]);
  }
  return [...lines.values()]
    .flat()
    .map(({ window, days }) => ({ ...window, days: Weekday.options.filter((day) => days.includes(day)) }))
    .toSorted((a, b) => firstDay(a) - firstDay(b) || a.from.localeCompare(b.from));
}

function firstDay({ days }: WindowForm): number {
  return Weekday.options.findIndex((day) => days.includes(day));
}
