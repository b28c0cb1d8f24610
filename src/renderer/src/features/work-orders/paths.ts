import type { CalendarDate } from '#shared/model/calendar-date.ts';

/** Addresses within the pages of work orders. */

export function orderPath(sourceId: string, number: string): string {
  return `/work-orders/${encodeURIComponent(sourceId)}/${encodeURIComponent(number)}`;
}

/** The calendar of visits at a day. */
export function dayPath(date: CalendarDate): string {
  return `/work-orders/calendar?day=${date}`;
}

/** The account of a source, where its password is entered. */
export function accountPath(sourceId: string): string {
  return `/settings?account=${encodeURIComponent(sourceId)}`;
}
