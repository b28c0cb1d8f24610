import { addDays, type CalendarDate, dateIn, dayNumberOf } from '#shared/model/calendar-date.ts';
import { sundayOf } from '#shared/model/order-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { dayMs, instantOf, zoneOf } from '#shared/schedule/zone.ts';

/** A week of a source, Monday to Sunday in its zone. */
export interface SourceWeek {
  readonly monday: CalendarDate;
  readonly from: EpochMs;
  /** Where it ends, or just after now; what was true right before counts. */
  readonly until: EpochMs;
  /** The last day of it that has come. */
  readonly lastDay: CalendarDate;
}

/** The weeks up to that of an instant, oldest first. */
export function weeksUntil(timeZone: string, now: EpochMs, count: number): SourceWeek[] {
  const zone = zoneOf(timeZone);
  const today = dateIn(timeZone, now);
  const thisMonday = addDays(sundayOf(today), -6);
  const beginningOf = (date: CalendarDate): EpochMs => instantOf(zone, dayNumberOf(date) * dayMs);
  return Array.from({ length: count }, (_, index) => {
    const monday = addDays(thisMonday, (index + 1 - count) * 7);
    const sunday = addDays(monday, 6);
    return {
      monday,
      from: beginningOf(monday),
      until: Math.min(beginningOf(addDays(monday, 7)), now + 1),
      lastDay: sunday < today ? sunday : today,
    };
  });
}
