import { dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { Span } from './grid-window.ts';

/** Nights are asked for in blocks with fixed borders, so that what was read once serves however the list is turned. */
const HUTS = 50;
export const NIGHTS = 60;

/** A question for a block of nights. */
export interface NightBlock {
  readonly slugs: string[];
  readonly from: CalendarDate;
  readonly nights: number;
}

interface BlocksInput {
  /** All huts in an order that filters do not change. */
  readonly all: readonly string[];
  /** The huts that are drawn. */
  readonly drawn: readonly string[];
  readonly from: CalendarDate;
  /** The columns that are drawn, counted from `from`. */
  readonly columns: Span;
}

/** The blocks that hold what is drawn. */
export function blocksOf({ all, drawn, from, columns }: BlocksInput): readonly NightBlock[] {
  const places = new Map(all.map((slug, index) => [slug, Math.floor(index / HUTS)]));
  const groups = new Set(drawn.flatMap((slug) => places.get(slug) ?? []));
  const [first, last] = columns;
  if (last <= first) return [];
  const start = dayNumberOf(from);
  const firstBlock = blockOf(start + first);
  const lastBlock = blockOf(start + last - 1);
  return [...groups]
    .toSorted((a, b) => a - b)
    .flatMap((group) =>
      Array.from({ length: lastBlock - firstBlock + 1 }, (_, offset) => ({
        slugs: all.slice(group * HUTS, (group + 1) * HUTS),
        from: dateOfDayNumber((firstBlock + offset) * NIGHTS),
        nights: NIGHTS,
      })),
    );
}

/** The number of the block that a day stands in. */
export function blockOf(dayNumber: number): number {
  return Math.floor(dayNumber / NIGHTS);
}
