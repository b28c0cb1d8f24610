import { addDays, type CalendarDate, dateIn } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** An active service and what of it can be booked within the window. */
export interface ServiceCoverage {
  readonly serviceId: string;
  readonly name: string;
  readonly providerId: string;
  readonly providerName: string;
  readonly timeZone: string;
  readonly freeSlots: number;
}

interface ServiceRow {
  readonly id: string;
  readonly name: string;
  readonly provider_id: string;
  readonly provider_name: string;
  readonly time_zone: string;
}

/**
 * Free slots of every active service from its today on, so many dates, by id, one by one, so that other work can go first in
 * between. Counted as all slots, by their index alone, less those off the board and the full ones, which are few.
 */
export function* eachCoverage(connection: Connection, now: EpochMs, windowDays: number): Generator<ServiceCoverage> {
  const services = connection
    .prepare<ServiceRow>(
      `SELECT service.id, service.name, provider_id, provider.name AS provider_name, time_zone
       FROM service JOIN provider ON provider.id = provider_id WHERE status = 'active' ORDER BY service.id`,
    )
    .all();
  const windows = new Map<string, Window>();
  const count = connection.prepare<number>(freeSlots).pluck();
  for (const { id, name, provider_id: providerId, provider_name: providerName, time_zone: zone } of services) {
    const window = windows.get(zone) ?? windowOf(zone, now, windowDays);
    windows.set(zone, window);
    const free = count.get({ id, provider: providerId, now, ...window }) ?? 0;
    yield { serviceId: id, name, providerId, providerName, timeZone: zone, freeSlots: free };
  }
}

const ofService = 'booking_slot.service_id = @id AND booking_slot.provider_id = @provider';
const isOfWindow = 'date >= @yesterday AND date < @before AND ends_at > @now';

const freeSlots = `
  SELECT (SELECT count(*) FROM booking_slot WHERE ${ofService} AND date > @today AND date < @before)
    + (SELECT count(*) FROM booking_slot WHERE ${ofService} AND date >= @yesterday AND date <= @today AND ends_at > @now)
    - (SELECT count(*) FROM booking_slot INDEXED BY booking_slot_off_board
       WHERE is_available = 0 AND ${ofService} AND ${isOfWindow})
    - (SELECT count(*) FROM
         (SELECT slot_id, count(*) AS booked FROM reservation INDEXED BY reservation_by_service
          WHERE service_id = @id AND date >= @yesterday AND date < @before AND slot_id IS NOT NULL GROUP BY slot_id)
       CROSS JOIN booking_slot ON booking_slot.id = slot_id
       WHERE booked >= max_bookings AND is_available = 1 AND ${ofService} AND ends_at > @now)`;

/** What starts after today is not over, and what started before yesterday is. */
interface DaysAround {
  readonly yesterday: CalendarDate;
  readonly today: CalendarDate;
}

/** The dates in a zone on which a slot may have started that is running now. */
export function daysAround(timeZone: string, now: EpochMs): DaysAround {
  const today = dateIn(timeZone, now);
  return { yesterday: addDays(today, -1), today };
}

interface Window extends DaysAround {
  readonly before: CalendarDate;
}

function windowOf(timeZone: string, now: EpochMs, days: number): Window {
  const around = daysAround(timeZone, now);
  return { ...around, before: addDays(around.today, days) };
}

/** When the next free slot of a service begins; null without one. */
export function nextFreeAt(connection: Connection, service: ServiceCoverage, now: EpochMs): EpochMs | null {
  if (service.freeSlots === 0) return null;
  const startsAt = connection
    .prepare<number>(
      `SELECT starts_at FROM booking_slot
       WHERE service_id = ? AND provider_id = ? AND date >= ? AND ends_at > ? AND is_available = 1
         AND (SELECT count(*) FROM reservation WHERE slot_id = booking_slot.id) < max_bookings
       ORDER BY date, from_minute LIMIT 1`,
    )
    .pluck()
    .get(service.serviceId, service.providerId, daysAround(service.timeZone, now).yesterday, now);
  return startsAt ?? null;
}
