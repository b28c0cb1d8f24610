import { type ActiveWindow, Weekday, minuteOfDay, timeOfDay } from '#shared/schedule/rule.ts';

export const SLOT_MINUTES = 30;
export const SLOTS = 48;
export const DAYS = 7;
const DAY = 1440;
const WEEK = DAYS * DAY;

/** A stretch of the week in minutes since Monday 00:00; `end` is exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** One half hour of the grid: wholly active, not at all, or in part. */
export type CellState = 'on' | 'off' | 'part';

/** A cell by its day (Monday 0) and half hour (00:00 is 0). */
export interface Cell {
  readonly day: number;
  readonly slot: number;
}

/** Cells between two corners, both included. */
export interface CellRange {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly firstSlot: number;
  readonly lastSlot: number;
}

export function rangeOf(a: Cell, b: Cell): CellRange {
  return {
    firstDay: Math.min(a.day, b.day),
    lastDay: Math.max(a.day, b.day),
    firstSlot: Math.min(a.slot, b.slot),
    lastSlot: Math.max(a.slot, b.slot),
  };
}

export function isInRange({ day, slot }: Cell, range: CellRange): boolean {
  return day >= range.firstDay && day <= range.lastDay && slot >= range.firstSlot && slot <= range.lastSlot;
}

const time = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether a window can be drawn; what is still being typed cannot. */
export function isDrawable({ days, from, until }: ActiveWindow): boolean {
  return days.length > 0 && time.test(from) && (until === '24:00' || time.test(until));
}

/** The windows as stretches of the week, in order and apart; what cannot be drawn is left out. */
export function stretchesOf(windows: readonly ActiveWindow[]): readonly Stretch[] {
  return merge(windows.filter(isDrawable).flatMap((window) => window.days.flatMap((day) => onDay(day, window))));
}

function onDay(day: Weekday, { from, until }: ActiveWindow): readonly Stretch[] {
  const start = Weekday.options.indexOf(day) * DAY + minuteOfDay(from);
  const length = minuteOfDay(until) - minuteOfDay(from);
  const end = start + (length > 0 ? length : length + DAY);
  if (end <= WEEK) return [{ start, end }];
  return [
    { start, end: WEEK },
    { start: 0, end: end - WEEK },
  ];
}

function merge(stretches: readonly Stretch[]): readonly Stretch[] {
  const merged: { start: number; end: number }[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else if (start < end) merged.push({ start, end });
  }
  return merged;
}

function subtract(stretches: readonly Stretch[], hole: Stretch): readonly Stretch[] {
  return stretches.flatMap(({ start, end }) =>
    [
      { start, end: Math.min(end, hole.start) },
      { start: Math.max(start, hole.end), end },
    ].filter((part) => part.start < part.end),
  );
}

/** The states of all cells, a row for each day. */
export function cellStates(stretches: readonly Stretch[]): readonly (readonly CellState[])[] {
  return Array.from({ length: DAYS }, (_, day) =>
    Array.from({ length: SLOTS }, (__, slot) => {
      const minutes = coveredIn(stretches, { day, slot }).reduce((sum, part) => sum + part.end - part.start, 0);
      return minutes === 0 ? 'off' : minutes === SLOT_MINUTES ? 'on' : 'part';
    }),
  );
}

/** The active parts of a cell. */
export function coveredIn(stretches: readonly Stretch[], { day, slot }: Cell): readonly Stretch[] {
  const from = day * DAY + slot * SLOT_MINUTES;
  return stretches
    .map(({ start, end }) => ({ start: Math.max(start, from), end: Math.min(end, from + SLOT_MINUTES) }))
    .filter(({ start, end }) => start < end);
}

/**
 * The windows with a block of cells switched on or off. Minutes outside the block stay exactly as they are, also those
 * that no cell can show alone; windows that are still being typed stay too.
 */
export function paint(windows: readonly ActiveWindow[], range: CellRange, isOn: boolean): readonly ActiveWindow[] {
  let stretches = stretchesOf(windows);
  for (let day = range.firstDay; day <= range.lastDay; day += 1) {
    const block = {
      start: day * DAY + range.firstSlot * SLOT_MINUTES,
      end: day * DAY + (range.lastSlot + 1) * SLOT_MINUTES,
    };
    stretches = isOn ? merge([...stretches, block]) : subtract(stretches, block);
  }
  return [...windowsOf(stretches), ...windows.filter((window) => !isDrawable(window))];
}

/** Stretches of the week as few windows: days with the same times share one, nights stay in one piece. */
export function windowsOf(stretches: readonly Stretch[]): readonly ActiveWindow[] {
  const groups = new Map<string, { from: string; until: string; days: Set<number> }>();
  for (const { start, end } of aroundTheWeek(merge(stretches)).flatMap(inDays)) {
    const from = timeOfDay(start % DAY);
    const until = end % DAY === 0 ? '24:00' : timeOfDay(end % DAY);
    const key = `${from} ${until}`;
    const group = groups.get(key) ?? { from, until, days: new Set() };
    groups.set(key, group);
    group.days.add(Math.floor(start / DAY) % DAYS);
  }
  return [...groups.values()]
    .toSorted((a, b) => Math.min(...a.days) - Math.min(...b.days) || a.from.localeCompare(b.from))
    .map(({ from, until, days }) => ({ days: Weekday.options.filter((_, day) => days.has(day)), from, until }));
}

/** Joins what ends with Sunday to what begins with Monday; the result may reach into the next week. */
function aroundTheWeek(stretches: readonly Stretch[]): readonly Stretch[] {
  const first = stretches[0];
  const last = stretches.at(-1);
  if (first === undefined || last === undefined || first === last) return stretches;
  if (first.start !== 0 || last.end !== WEEK) return stretches;
  return [...stretches.slice(1, -1), { start: last.start, end: WEEK + first.end }];
}

/** A stretch of up to a day stays whole; a longer one is cut at its midnights. */
function inDays({ start, end }: Stretch): readonly Stretch[] {
  if (end - start <= DAY) return [{ start, end }];
  const parts: Stretch[] = [];
  for (let at = start; at < end;) {
    const next = Math.min(end, (Math.floor(at / DAY) + 1) * DAY);
    parts.push({ start: at, end: next });
    at = next;
  }
  return parts;
}
