import type { QuietHours } from '#shared/model/notification.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { minuteOfDay } from '#shared/schedule/rule.ts';
import { dayMs, instantOf, minuteMs, zoneOf } from '#shared/schedule/zone.ts';

/**
 * When the quiet hours end in which an instant lies; null outside of them. They may wrap midnight, their end is exclusive, and
 * equal times are no quiet hours: nothing would ever be told.
 */
export function quietUntil(quietHours: QuietHours | null, now: EpochMs): EpochMs | null {
  if (quietHours === null) return null;
  const zone = zoneOf(quietHours.timeZone);
  const wall = now + zone.offsetAt(now);
  const midnight = Math.floor(wall / dayMs) * dayMs;
  const from = minuteOfDay(quietHours.from) * minuteMs;
  const until = minuteOfDay(quietHours.until) * minuteMs;
  const past = wall - midnight;
  const wraps = until < from;
  const isQuiet = wraps ? past >= from || past < until : past >= from && past < until;
  if (!isQuiet) return null;
  const endsTomorrow = wraps && past >= from;
  const end = instantOf(zone, midnight + until + (endsTomorrow ? dayMs : 0));
  // Where the clocks are put back within the hours, their end comes once and may be over already.
  return end > now ? end : null;
}
