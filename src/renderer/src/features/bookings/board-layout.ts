import { slotStateOf } from '#shared/booking/slot-state.ts';
import type { BookingSlot } from '#shared/model/booking.ts';
import { isForeignAt } from '../../lib/format-zoned.ts';
import type { BoardLine, ServiceLine } from './board-rows.ts';

/** Pixels; the style sheets of the board have the same. */
const CHIP = { day: 28, dayForeign: 44, week: 22, weekTall: 36, gap: 4 } as const;
const CHIP_WIDTH = { day: 188, week: 58 } as const;
const CELL_PADDING = 6;
const WEEK_COUNT = 18;
const PROVIDER_HEIGHT = 36;
const LEAST_SERVICE = 40;
/** Below, a slot of the week says what it has beside its time on a line of its own. */
const NARROW_DAY = 112;

/** How wide things are on a board of a given width. */
export interface BoardColumns {
  /** Of the column with the names of services. */
  readonly nameWidth: number;
  readonly dayWidth: number;
  /** Slots beside each other in a cell. */
  readonly across: number;
  readonly isNarrow: boolean;
}

export function columnsOf(view: 'day' | 'week', width: number): BoardColumns {
  const nameWidth = width < 900 ? 136 : 200;
  const days = view === 'day' ? 1 : 7;
  const dayWidth = Math.max(view === 'day' ? 180 : 78, Math.floor((width - nameWidth) / days));
  const across = Math.max(1, Math.floor((dayWidth - 2 * CELL_PADDING + CHIP.gap) / (CHIP_WIDTH[view] + CHIP.gap)));
  return { nameWidth, dayWidth, across, isNarrow: view === 'week' && dayWidth < NARROW_DAY };
}

/** Whether a slot of the week has more to say than its time: the time that its hold has left, the places taken. */
export function isWide(slot: BookingSlot, now: number): boolean {
  return slot.maxBookings > 1 || slotStateOf(slot, now) === 'held';
}

/** How high each line is, so that those out of sight need not be drawn. */
export function lineHeights(
  lines: readonly BoardLine[],
  view: 'day' | 'week',
  columns: BoardColumns,
  now: number,
): readonly number[] {
  return lines.map((line) => {
    if (line.kind === 'provider') return PROVIDER_HEIGHT;
    const height = view === 'day' ? dayHeight(line, columns.across) : weekHeight(line, columns, now);
    return Math.max(LEAST_SERVICE, height);
  });
}

/** Whether the times of a service are told on the viewer's clocks too. */
export function isForeignLine(line: ServiceLine): boolean {
  const first = line.days.flatMap(({ slots }) => slots)[0];
  return first !== undefined && isForeignAt(first.startsAt, line.timeZone);
}

function dayHeight(line: ServiceLine, across: number): number {
  const count = line.days[0]?.slots.length ?? 0;
  return stackHeight(Math.ceil(count / across), isForeignLine(line) ? CHIP.dayForeign : CHIP.day);
}

function weekHeight(line: ServiceLine, { across, isNarrow }: BoardColumns, now: number): number {
  const heights = line.days.map(({ slots }) => {
    const tall = isNarrow ? slots.filter((slot) => isWide(slot, now)).length : 0;
    return stackHeight(rowsOf(slots, across, now), CHIP.week) + tall * (CHIP.weekTall - CHIP.week);
  });
  return WEEK_COUNT + Math.max(0, ...heights);
}

function stackHeight(rows: number, chip: number): number {
  return 2 * CELL_PADDING + rows * chip + Math.max(0, rows - 1) * CHIP.gap + 1;
}

/** Rows that slots take, laid out one after the other as the browser's grid does. */
function rowsOf(slots: readonly BookingSlot[], across: number, now: number): number {
  let rows = 0;
  let left = 0;
  for (const slot of slots) {
    const width = isWide(slot, now) ? Math.min(2, across) : 1;
    if (left < width) {
      rows += 1;
      left = across;
    }
    left -= width;
  }
  return rows;
}

/** A line to draw, or the height of lines that are left out. */
export type LineSegment =
  | { readonly kind: 'line'; readonly index: number }
  | { readonly kind: 'gap'; readonly index: number; readonly height: number };

/** The lines that can be seen between two heights, and the one with the focus, with gaps for all others. */
export function lineSegments(
  heights: readonly number[],
  seen: { readonly top: number; readonly bottom: number },
  active: number,
): readonly LineSegment[] {
  const segments: LineSegment[] = [];
  let gap = 0;
  let top = 0;
  heights.forEach((height, index) => {
    const isSeen = top + height > seen.top && top < seen.bottom;
    if (isSeen || index === active) {
      if (gap > 0) segments.push({ kind: 'gap', index: index - 1, height: gap });
      segments.push({ kind: 'line', index });
      gap = 0;
    } else gap += height;
    top += height;
  });
  if (gap > 0) segments.push({ kind: 'gap', index: heights.length - 1, height: gap });
  return segments;
}
