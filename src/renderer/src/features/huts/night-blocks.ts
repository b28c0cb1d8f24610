import { dateOfDayNumber } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';

/** Nights are asked for in blocks with fixed borders, so that what was read once serves however the list is turned. */
const HUTS = 50;
export const NIGHTS = 60;

/** A question for a block of nights. */
export interface NightBlock {
  readonly slugs: string[];
  readonly from: CalendarDate;
  readonly nights: number;
}

/** The group of huts that each hut belongs to. */
export function groupsOf(all: readonly string[]): ReadonlyMap<string, number> {
  return new Map(all.map((slug, index) => [slug, Math.floor(index / HUTS)]));
}

interface BlocksInput {
  /** All huts in an order that filters do not change. */
  readonly all: readonly string[];
  readonly groups: readonly number[];
  /** The numbers of the first and the last block. */
  readonly first: number;
  readonly last: number;
}

/** The blocks of some groups of huts. */
export function blocksOf({ all, groups, first, last }: BlocksInput): readonly NightBlock[] {
  return groups.flatMap((group) =>
    Array.from({ length: last - first + 1 }, (_, offset) => ({
      slugs: all.slice(group * HUTS, (group + 1) * HUTS),
      from: dateOfDayNumber((first + offset) * NIGHTS),
      nights: NIGHTS,
    })),
  );
}

/** The number of the block that a day stands in. */
export function blockOf(dayNumber: number): number {
  return Math.floor(dayNumber / NIGHTS);
}
