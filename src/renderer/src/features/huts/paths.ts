import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';

/** Addresses within the pages of huts; each keeps the instant that is shown where one is. */

export function hutsPath(asOf: EpochMs | null): string {
  return withParams('/huts', [], asOf);
}

/** The page of a hut, at a night where it is given. */
export function hutPath(slug: string, night: CalendarDate | null, asOf: EpochMs | null): string {
  return withParams(`/huts/${encodeURIComponent(slug)}`, night === null ? [] : [['night', night]], asOf);
}

/** All changes of one hut. */
export function changesPath(slug: string, asOf: EpochMs | null): string {
  return withParams('/huts/changes', [['hut', slug]], asOf);
}

function withParams(path: string, params: readonly [string, string][], asOf: EpochMs | null): string {
  const search = new URLSearchParams([...params]);
  if (asOf !== null) search.set('asOf', new Date(asOf).toISOString());
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
