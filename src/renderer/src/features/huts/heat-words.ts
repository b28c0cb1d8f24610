import { dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutRow } from '#shared/model/hut.ts';
import { formatNight, formatNumber } from '../../lib/format.ts';
import { verdictWords } from './chosen-nights.ts';
import { nightWords } from './night-view.ts';
import type { NightTone, NightView } from './night-view.ts';

/** A night that stands above a column. */
export interface Column {
  readonly index: number;
  readonly date: CalendarDate;
  /** Days since 1970-01-01. */
  readonly day: number;
  /** "Saturday 5 December 2026". */
  readonly words: string;
}

/** So many nights from a date on. They are put into words once, for every hut has the same. */
export function columnsFrom(from: CalendarDate, count: number): readonly Column[] {
  const start = dayNumberOf(from);
  return Array.from({ length: count }, (_, index) => {
    const date = dateOfDayNumber(start + index);
    return { index, date, day: start + index, words: formatNight(date) };
  });
}

/** A cell in words: "Cabane X, Saturday 5 December 2026: 12 of 90 beds free". */
export function cellWords(name: string, column: Column, night: NightView | null): string {
  return `${name}, ${column.words}: ${night === null ? 'being read' : nightWords(night)}`;
}

/** A hut in words, where the walk through the grid comes to its name. */
export function hutWords(row: HutRow): string {
  return [
    row.name,
    row.altitudeM === null ? 'altitude not known' : `${formatNumber(row.altitudeM)} m`,
    row.offer === null ? '' : verdictWords(row.offer),
    row.failure === null ? '' : `the newest look failed: ${row.failure.message}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The legend: every way in which a cell can look. */
export const legend: readonly { readonly tone: NightTone; readonly sample: string; readonly words: string }[] = [
  { tone: 'empty', sample: '90', words: 'all free' },
  { tone: 'low', sample: '60', words: 'up to 37 % taken' },
  { tone: 'medium', sample: '40', words: 'up to 62 %' },
  { tone: 'high', sample: '12', words: 'more' },
  { tone: 'full', sample: '0', words: 'full' },
  { tone: 'closed', sample: '–', words: 'closed' },
  { tone: 'elsewhere', sample: '9', words: 'not bookable online' },
  { tone: 'untold', sample: '?', words: 'not told' },
  { tone: 'unlisted', sample: '×', words: 'no longer listed' },
  { tone: 'unseen', sample: '', words: 'nobody has looked' },
];
