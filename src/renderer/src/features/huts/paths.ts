import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';

/** The page of a hut, at a night and as of an instant where they are given. */
export function hutPath(slug: string, night: CalendarDate | null, asOf: EpochMs | null): string {
  const params = new URLSearchParams();
  if (night !== null) params.set('night', night);
  if (asOf !== null) params.set('asOf', new Date(asOf).toISOString());
  const search = params.toString();
  return `/huts/${encodeURIComponent(slug)}${search === '' ? '' : `?${search}`}`;
}
