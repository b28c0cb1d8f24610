import type { SampleHut } from './hut.ts';

export const dayMs = 86_400_000;

/** A night by the date on which it begins. */
export interface Night {
  /** Days since 1970-01-01. */
  readonly number: number;
  /** 0 is January. */
  readonly month: number;
  readonly day: number;
  readonly year: number;
  /** 0 is Sunday. */
  readonly weekday: number;
}

/** The night with this number. */
export function nightOf(number: number): Night {
  const date = new Date(number * dayMs);
  return {
    number,
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    year: date.getUTCFullYear(),
    weekday: date.getUTCDay(),
  };
}

/** As what a hut offers a night: with wardens in season, else by its winter room, else not at all. */
export function offerOn(
  { seasons, winterRoomBeds }: SampleHut,
  { month, day }: Night,
): 'hut' | 'winter room' | 'closed' {
  const at = (month + 1) * 100 + day;
  const isSeason = seasons.some(({ from, until }) =>
    from <= until ? at >= from && at <= until : at >= from || at <= until,
  );
  if (isSeason) return 'hut';
  return winterRoomBeds > 0 ? 'winter room' : 'closed';
}
