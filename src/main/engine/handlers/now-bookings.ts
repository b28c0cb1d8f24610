import type { NowView } from '#shared/contract/now.ts';
import { dateIn } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { inSlices, type SliceClock } from '../slices.ts';
import { readBookedDays, readHolds } from '../store/booking-glance.ts';
import type { Store } from '../store/store.ts';
import { windowDays } from '../jobs/slots-maintain/parameters.ts';

/** A hold that runs out within this time is close to its end, milliseconds. */
const soonMs = 15 * 60_000;

/** The facts about bookings that matter at a glance. */
export async function summarizeBookings(store: Store, clock: SliceClock, now: EpochMs): Promise<NowView['bookings']> {
  const providers = store.providers.list();
  if (providers.length === 0) return nothing;
  const { holdCount, expiringCount, nextExpiryAt } = readHolds(store.connection, now, now + soonMs);
  const { coveragePercent, freeSlots } = await inSlices(store.bookingHealth.summarySteps(now, windowDays), clock);
  const today = new Map(providers.map(({ id, timeZone }) => [id, dateIn(timeZone, now)]));
  const days = readBookedDays(store.connection, [...new Set(today.values())], now);
  return {
    providerCount: providers.length,
    holdCount,
    expiringCount,
    nextExpiryAt,
    coveragePercent,
    freeSlots,
    todayCount: days
      .filter(({ providerId, date }) => today.get(providerId) === date)
      .reduce((sum, { bookings }) => sum + bookings, 0),
  };
}

const nothing: NowView['bookings'] = {
  providerCount: 0,
  holdCount: 0,
  expiringCount: 0,
  nextExpiryAt: null,
  coveragePercent: null,
  freeSlots: 0,
  todayCount: 0,
};
