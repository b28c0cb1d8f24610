import { addDays, dayNumberOf, isCalendarDate, weekdayOf } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutNights } from '#shared/model/hut.ts';
import { nightAt } from './night-view.ts';
import type { NightTone, NightView } from './night-view.ts';

/** A month of the calendar: weeks from Monday to Sunday, null where a day belongs to another month. */
export interface MonthView {
  /** `2026-12`. */
  readonly key: string;
  readonly name: string;
  readonly weeks: readonly (readonly (NightView | null)[])[];
}

const monthName = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long' });

export function firstOfYear(year: number): CalendarDate {
  return `${String(year)}-01-01`;
}

/** 365 or 366. */
export function nightsOfYear(year: number): number {
  return dayNumberOf(firstOfYear(year + 1)) - dayNumberOf(firstOfYear(year));
}

/** The twelve months of a year; a night about which nothing came is one that nobody saw. */
export function monthsOf(year: number, nights: HutNights | undefined): readonly MonthView[] {
  const first = firstOfYear(year);
  const known = nights ?? { slug: '', marks: '', free: [], total: [] };
  const all = Array.from({ length: nightsOfYear(year) }, (_, index) => nightAt(known, first, index));
  return Array.from({ length: 12 }, (_, month) => {
    const key = `${String(year)}-${String(month + 1).padStart(2, '0')}`;
    return {
      key,
      name: monthName.format(Date.parse(`${key}-01T00:00:00Z`)),
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

/** Where a key leads from a night; null for a key that does not walk. It never leaves the year. */
export function walkNights(key: string, from: CalendarDate): CalendarDate | null {
  const year = from.slice(0, 4);
  const days: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
  const step = days[key];
  if (step !== undefined) return within(addDays(from, step), year);
  if (key === 'PageUp') return within(byMonth(from, -1), year);
  if (key === 'PageDown') return within(byMonth(from, 1), year);
  if (key === 'Home') return `${year}-01-01`;
  if (key === 'End') return `${year}-12-31`;
  return null;
}

function within(date: CalendarDate, year: string): CalendarDate {
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  return date < first ? first : date > last ? last : date;
}

/** The same day of another month, or its last where it is shorter. */
function byMonth(date: CalendarDate, months: number): CalendarDate {
  const day = Number(date.slice(8));
  const first = new Date(`${date.slice(0, 7)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() + months);
  const month = first.toISOString().slice(0, 7);
  for (let last = day; last > 28; last -= 1) {
    const found = `${month}-${String(last).padStart(2, '0')}`;
    if (isCalendarDate(found)) return found;
  }
  return `${month}-${String(Math.min(day, 28)).padStart(2, '0')}`;
}

/** The sign in a cell that has no figure of free beds, as in the map of all huts; unseen is empty and hatched. */
export const toneSigns: Readonly<Partial<Record<NightTone, string>>> = {
  closed: '–',
  untold: '?',
  unlisted: '×',
  unseen: '',
};

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

/** The year in the address, else that of the night; only years that a calendar is likely to hold. */
export function chosenYear(asked: string | null, night: CalendarDate): number {
  return asked !== null && /^(?:19[7-9]\d|20\d\d)$/.test(asked) ? Number(asked) : Number(night.slice(0, 4));
}
