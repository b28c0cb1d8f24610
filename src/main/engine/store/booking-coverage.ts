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
 * Free slots of every active service from its today on, so many dates, by id. Counted as all slots, by their index alone, less
 * those off the board and the full ones, which are few.
 */
export function readCoverage(connection: Connection, now: EpochMs, windowDays: number): ServiceCoverage[] {
  return [...eachCoverage(connection, now, windowDays)];
}

/** The same one by one, so that other work can go first in between. */
export function* eachCoverage(connection: Connection, now: EpochMs, windowDays: number): Generator<ServiceCoverage> {
  const services = connection
    .prepare<ServiceRow>(
      `SELECT service.id, service.name, provider_id, provider.name AS provider_name, time_zone
       FROM service JOIN provider ON provider.id = provider_id WHERE status = 'active' ORDER BY service.id`,
    )
    .all();
  const windows = new Map(services.map(({ time_zone: zone }) => [zone, windowOf(zone, now, windowDays)]));
  const blocked = readBlocked(connection, now, [...windows.values()]);
  const count = connection
    .prepare<number>(
      `SELECT (SELECT count(*) FROM booking_slot
           WHERE service_id = @id AND provider_id = @provider AND date > @today AND date < @before)
         + (SELECT count(*) FROM booking_slot
           WHERE service_id = @id AND provider_id = @provider AND date >= @yesterday AND date <= @today AND ends_at > @now)`,
    )
    .pluck();
  for (const { id, name, provider_id: providerId, provider_name: providerName, time_zone: zone } of services) {
    const window = windows.get(zone) ?? windowOf(zone, now, windowDays);
    const all = count.get({ id, provider: providerId, now, ...window }) ?? 0;
    const lost = (blocked.get(`${id}|${providerId}`) ?? []).filter((date) => date < window.before).length;
    yield { serviceId: id, name, providerId, providerName, timeZone: zone, freeSlots: all - lost };
  }
}

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

/** Dates of slots of the windows that are not over and cannot be booked, by service and provider. */
function readBlocked(connection: Connection, now: EpochMs, windows: readonly Window[]): Map<string, string[]> {
  const first = windows.map(({ yesterday }) => yesterday).toSorted()[0] ?? '';
  const before =
    windows
      .map((window) => window.before)
      .toSorted()
      .at(-1) ?? '';
  const rows = connection
    .prepare<[service: string, provider: string, date: string]>(
      `SELECT service_id, provider_id, date FROM booking_slot
       WHERE is_available = 0 AND date >= @first AND date < @before AND ends_at > @now
       UNION ALL
       SELECT booking_slot.service_id, booking_slot.provider_id, booking_slot.date
       FROM (SELECT slot_id, count(*) AS booked FROM reservation INDEXED BY reservation_by_date
         WHERE date >= @first AND date < @before AND slot_id IS NOT NULL GROUP BY slot_id)
       CROSS JOIN booking_slot ON booking_slot.id = slot_id
       WHERE booked >= max_bookings AND is_available = 1 AND ends_at > @now`,
    )
    .raw()
    .all({ first, before, now });
  const blocked = new Map<string, string[]>();
  for (const [service, provider, date] of rows) {
    const key = `${service}|${provider}`;
    const dates = blocked.get(key);
    if (dates === undefined) blocked.set(key, [date]);
    else dates.push(date);
  }
  return blocked;
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
