import { addDays, dayNumberOf, isCalendarDate, weekdayOf } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutNights } from '#shared/model/hut.ts';
import { formatMonth, formatMonthName } from '../../lib/format.ts';
import { nightAt } from './night-view.ts';
import type { NightView } from './night-view.ts';

/** As many months as are shown at once, and as one step leads on or back. */
export const SHOWN_MONTHS = 12;

/** A month of the calendar: weeks from Monday to Sunday, null where a day belongs to another month. */
export interface MonthView {
  /** `2026-12`. */
  readonly key: string;
  /** `December`, with its year where a new one begins. */
  readonly name: string;
  /** `December 2026`. */
  readonly fullName: string;
  readonly weeks: readonly (readonly (NightView | null)[])[];
}

/** The first day of the month that many months after the one of a date. */
export function monthAfter(date: CalendarDate, months: number): CalendarDate {
  const first = new Date(`${date.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  return first.toISOString().slice(0, 10);
}

/** How many nights the shown months have: 365 or 366. */
export function nightsShown(first: CalendarDate): number {
  return dayNumberOf(monthAfter(first, SHOWN_MONTHS)) - dayNumberOf(first);
}

/** `November 2026 to October 2027`. */
export function monthsWords(first: CalendarDate): string {
  return `${formatMonth(first)} to ${formatMonth(monthAfter(first, SHOWN_MONTHS - 1))}`;
}

/** The months from the one that begins with `first`; a night about which nothing came is one that nobody saw. */
export function monthsFrom(first: CalendarDate, nights: HutNights | undefined): readonly MonthView[] {
  const known = nights ?? { slug: '', marks: '', free: [], total: [] };
  const all = Array.from({ length: nightsShown(first) }, (_, index) => nightAt(known, first, index));
  return Array.from({ length: SHOWN_MONTHS }, (_, index) => {
    const month = monthAfter(first, index);
    const key = month.slice(0, 7);
    const fullName = formatMonth(month);
    return {
      key,
      name: key.endsWith('-01') ? fullName : formatMonthName(month),
      fullName,
      weeks: weeksOf(all.filter(({ date }) => date.startsWith(key))),
    };
  });
}

/** Monday is the first day of a week. */
function weeksOf(nights: readonly NightView[]): readonly (readonly (NightView | null)[])[] {
  const [first] = nights;
  const lead = first === undefined ? 0 : (weekdayOf(first.date) + 6) % 7;
  const cells: (NightView | null)[] = [...Array.from({ length: lead }, () => null), ...nights];
  const weeks: (NightView | null)[][] = [];
  for (let start = 0; start < cells.length; start += 7) {
    const week = cells.slice(start, start + 7);
    weeks.push([...week, ...Array.from({ length: 7 - week.length }, () => null)]);
  }
  return weeks;
}

/** Where a key leads from a night; null for a key that does not walk. It never leaves the months from `first` on. */
export function walkNights(key: string, from: CalendarDate, first: CalendarDate): CalendarDate | null {
  const last = addDays(monthAfter(first, SHOWN_MONTHS), -1);
  const target = targetOf(key, from, first, last);
  if (target === null) return null;
  return target < first ? first : target > last ? last : target;
}

function targetOf(key: string, from: CalendarDate, first: CalendarDate, last: CalendarDate): CalendarDate | null {
  const days: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const step = days[key];
  if (step !== undefined) return addDays(from, step);
  if (key === 'PageUp') return sameDay(from, -1);
  if (key === 'PageDown') return sameDay(from, 1);
  if (key === 'Home') return first;
  return key === 'End' ? last : null;
}

/** The same day of another month, or its last where it is shorter. */
function sameDay(date: CalendarDate, months: number): CalendarDate {
  const last = addDays(monthAfter(date, months + 1), -1);
  return addDays(monthAfter(date, months), Math.min(Number(date.slice(8)), Number(last.slice(8))) - 1);
}

/** Which night a page shows: the one in the address, else tonight if it is listed, else the first that is. */
export function chosenNight(
  asked: string | null,
  nights: { readonly first: CalendarDate; readonly last: CalendarDate } | null,
  tonight: CalendarDate,
): CalendarDate {
  if (asked !== null && isCalendarDate(asked)) return asked;
  if (nights === null || (nights.first <= tonight && tonight <= nights.last)) return tonight;
  return nights.first;
}

export function isShown(night: CalendarDate, first: CalendarDate): boolean {
  return first <= night && night < monthAfter(first, SHOWN_MONTHS);
}

/** With which month the calendar begins: the one in the address (`2026-11`), else tonight's, else that of a night beyond. */
export function chosenFirst(asked: string | null, night: CalendarDate, tonight: CalendarDate): CalendarDate {
  // Only years that a calendar is likely to hold.
  if (asked !== null && /^(?:19[7-9]\d|20\d\d)-(?:0[1-9]|1[0-2])$/.test(asked)) return `${asked}-01`;
  const present = monthAfter(tonight, 0);
  return isShown(night, present) ? present : monthAfter(night, 0);
}

/** What the address has to say so that the calendar begins with this month; empty where it would anyway. */
export function firstParam(first: CalendarDate, night: CalendarDate, tonight: CalendarDate): string {
  return chosenFirst(null, night, tonight) === first ? '' : first.slice(0, 7);
}
