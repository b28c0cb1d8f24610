import { addDays, type CalendarDate, dayNumberOf, isCalendarDate } from '#shared/model/calendar-date.ts';

/** The nights that a page shows, as its line with the years says. */
export interface WeekRange {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  /** Every night from the first to the last. */
  readonly dates: readonly CalendarDate[];
}

/** More nights than any page shows in a row. */
const maxNights = 31;

/** The range in a text such as `12/29/2016 Through 1/4/2017`; null where it names none, or one that cannot be. */
export function rangeIn(text: string): WeekRange | null {
  const found = /(\d{1,2}\/\d{1,2}\/\d{4})\s{1,20}through\s{1,20}(\d{1,2}\/\d{1,2}\/\d{4})/i.exec(text);
  const from = dateOfWords(found?.[1]);
  const until = dateOfWords(found?.[2]);
  if (from === null || until === null) return null;
  const count = dayNumberOf(until) - dayNumberOf(from) + 1;
  if (count < 1 || count > maxNights) return null;
  return { from, until, dates: Array.from({ length: count }, (_, days) => addDays(from, days)) };
}

/** Whether a heading such as `1/4` is that of a date, whichever year. */
export function isShownAs(date: CalendarDate, heading: string | undefined): boolean {
  const [month, day] = (heading ?? '').split('/');
  return date.slice(5) === `${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
}

/** A date as addresses of the site write it: `12/1/2016`. */
export function toSiteDate(date: CalendarDate): string {
  const [year, month, day] = date.split('-');
  return `${Number(month)}/${Number(day)}/${year}`;
}

function dateOfWords(words: string | undefined): CalendarDate | null {
  const [month = '', day = '', year = ''] = (words ?? '').split('/');
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isCalendarDate(date) ? date : null;
}
