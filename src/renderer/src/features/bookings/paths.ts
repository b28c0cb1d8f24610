import type { CalendarDate } from '#shared/model/calendar-date.ts';

/** Addresses within the area of bookings. */

interface BoardPlace {
  readonly date?: CalendarDate;
  readonly slotId?: string;
  readonly view?: 'day' | 'week';
}

/** The board at a date, with a slot open where one is given. */
export function boardPath({ date, slotId, view }: BoardPlace = {}): string {
  return withParams('/bookings', [
    ['view', view],
    ['date', date],
    ['slot', slotId],
  ]);
}

/** A reservation among those found. */
export function reservationPath(id: string): string {
  return withParams('/bookings/find', [['id', id]]);
}

export const providersPath = '/bookings/providers';

function withParams(path: string, params: readonly (readonly [string, string | undefined])[]): string {
  const search = new URLSearchParams();
  for (const [name, value] of params) if (value !== undefined) search.set(name, value);
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
