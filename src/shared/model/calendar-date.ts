import { z } from 'zod';
import type { EpochMs } from './primitives.ts';

const dayMs = 86_400_000;

/** A calendar date, `2026-09-05`: a label that belongs to no time zone. */
export const CalendarDate = z
  .string()
  .refine((value) => isCalendarDate(value), { error: 'must be a date, YYYY-MM-DD' });
export type CalendarDate = z.infer<typeof CalendarDate>;

const shape = /^(\d{4})-(\d{2})-(\d{2})$/;

/** True for a date that exists, written `YYYY-MM-DD`, from the year 1970 on. */
export function isCalendarDate(value: string): boolean {
  const [, year = '', month = '', day = ''] = shape.exec(value) ?? [];
  if (year < '1970') return false;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  // A month or day too many runs over into the next.
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
}

/** Days since 1970-01-01. The date must be one. */
export function dayNumberOf(date: CalendarDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / dayMs;
}

/** The date that many days after 1970-01-01. */
export function dateOfDayNumber(dayNumber: number): CalendarDate {
  return new Date(dayNumber * dayMs).toISOString().slice(0, 10);
}

/** The date that many days later, or earlier where negative. */
export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOfDayNumber(dayNumberOf(date) + days);
}

/** Day of the week, 0 for Sunday to 6 for Saturday. */
export function weekdayOf(date: CalendarDate): number {
  return (dayNumberOf(date) + 4) % 7;
}

/** The date that the calendar shows in a time zone at an instant. */
export function dateIn(timeZone: string, at: EpochMs): CalendarDate {
  return formatOf(timeZone).format(at);
}

/** Making one takes a millisecond, using it none; there are as many as zones are in use. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  // The Swedish form of a date is the one with dashes, year first.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  formats.set(timeZone, format);
  return format;
}
