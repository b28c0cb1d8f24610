import { isCalendarDate } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { HutWatch } from '#shared/model/hut.ts';

type WatchReading = { readonly beds: number; readonly date: CalendarDate } | { readonly problem: string };

/** What a person typed who wants to be told of beds, or why it cannot be waited for. */
export function readWatch(beds: string, date: string, tonight: CalendarDate): WatchReading {
  const count = HutWatch.shape.beds.safeParse(beds.trim() === '' ? null : Number(beds));
  if (!count.success) return { problem: 'Say how many beds, from 1 to 1,000.' };
  if (!isCalendarDate(date)) return { problem: 'Choose a night.' };
  return date < tonight ? { problem: 'This night is over. Choose one to come.' } : { beds: count.data, date };
}
