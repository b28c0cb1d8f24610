import type { PlannedVisit } from '#shared/contract/work-orders.ts';
import { addDays, isCalendarDate, weekdayOf } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';

/** What the calendar shows: a month and a day in it. */
export interface CalendarView {
  /** `2026-11`. */
  readonly month: string;
  readonly day: CalendarDate;
}

/** A day that is named leads to its month; a month alone to its first day, or to today where it is this one. */
export function readCalendarView(params: URLSearchParams, today: CalendarDate): CalendarView {
  const day = params.get('day') ?? '';
  if (isCalendarDate(day)) return { month: day.slice(0, 7), day };
  const first = `${params.get('month') ?? ''}-01`;
  if (!isCalendarDate(first) || first.slice(0, 7) === today.slice(0, 7))
    return { month: today.slice(0, 7), day: today };
  return { month: first.slice(0, 7), day: first };
}

/** The weeks that a month touches, Monday to Sunday, with the days of its neighbours. */
export function weeksOf(month: string): readonly (readonly CalendarDate[])[] {
  const first = `${month}-01`;
  const start = addDays(first, -((weekdayOf(first) + 6) % 7));
  const weeks: CalendarDate[][] = [];
  for (let monday = start; monday < firstOfMonth(month, 1); monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, offset) => addDays(monday, offset)));
  }
  return weeks;
}

/** The first day of the month so many later, or earlier where negative; never before 1970. */
export function firstOfMonth(month: string, later: number): CalendarDate {
  const [year = '1970', number = '1'] = month.split('-');
  const index = Math.max(1970 * 12, Number(year) * 12 + Number(number) - 1 + later);
  return `${String(Math.floor(index / 12))}-${String((index % 12) + 1).padStart(2, '0')}-01`;
}

/** The same day so many months later, or the last one where that month is shorter. */
function sameDayOf(day: CalendarDate, later: number): CalendarDate {
  const first = firstOfMonth(day.slice(0, 7), later);
  const last = addDays(firstOfMonth(first.slice(0, 7), 1), -1);
  const same = `${first.slice(0, 8)}${day.slice(8)}`;
  return same > last ? last : same;
}

/** The day that a key leads to; null: the key does not walk. */
export function walkDays(key: string, day: CalendarDate): CalendarDate | null {
  const weekday = (weekdayOf(day) + 6) % 7;
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -1);
    case 'ArrowRight':
      return addDays(day, 1);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -weekday);
    case 'End':
      return addDays(day, 6 - weekday);
    case 'PageUp':
      return sameDayOf(day, -1);
    case 'PageDown':
      return sameDayOf(day, 1);
    default:
      return null;
  }
}

/** Visits by their day, each day by time: those of the whole day last, then by number. */
export function visitsByDay(visits: readonly PlannedVisit[]): ReadonlyMap<CalendarDate, readonly PlannedVisit[]> {
  const days = new Map<CalendarDate, PlannedVisit[]>();
  for (const visit of visits.toSorted(compareVisits)) {
    const known = days.get(visit.date);
    if (known === undefined) days.set(visit.date, [visit]);
    else known.push(visit);
  }
  return days;
}

function compareVisits(a: PlannedVisit, b: PlannedVisit): number {
  const [one, other] = [placeInDay(a), placeInDay(b)];
  if (one !== other) return one < other ? -1 : 1;
  return a.number.localeCompare(b.number, 'en', { numeric: true });
}

/** Clock times first, then any time, then those of which none is told. */
function placeInDay({ time }: PlannedVisit): string {
  return time === null ? '99' : time === 'anytime' ? '98' : time;
}

export function overdueCount(visits: readonly PlannedVisit[]): number {
  return visits.filter(({ isOverdue }) => isOverdue).length;
}

/** `3 visits, 1 overdue`. */
export function visitsWords(visits: readonly PlannedVisit[]): string {
  if (visits.length === 0) return 'no visits';
  const overdue = overdueCount(visits);
  const count = formatCount(visits.length, 'visit', 'visits');
  return overdue === 0 ? count : `${count}, ${formatNumber(overdue)} overdue`;
}
