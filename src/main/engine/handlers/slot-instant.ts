import { type CalendarDate, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { dayMs, instantOf, minuteMs, zoneOf } from '#shared/schedule/zone.ts';

/** The instant of a date and a minute of it in a zone: the first one where it comes twice, the end of the gap where it never does. */
export function slotInstant(timeZone: string, date: CalendarDate, minute: number): EpochMs {
  return instantOf(zoneOf(timeZone), dayNumberOf(date) * dayMs + minute * minuteMs);
}
