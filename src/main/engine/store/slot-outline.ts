import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** When a slot is, as it is compared with the rules. */
export type SlotTimes = readonly [date: CalendarDate, fromMinute: number, startsAt: EpochMs, endsAt: EpochMs];

/** What is stored of a service, short enough to be read for every service in every run. */
export interface SlotOutline {
  /** Slots of past dates that somebody booked, and that nobody did. */
  readonly bookedPast: number;
  readonly freePast: number;
  /** Whether there are slots of another provider, who had the service before. */
  readonly hasOthers: boolean;
  /** From today on, by date and start. */
  readonly times: readonly SlotTimes[];
}

/** Reads the outline of a service's slots with a provider; `today` is the date there. */
export function readOutline(
  connection: Connection,
  { serviceId, providerId, today }: { readonly serviceId: string; readonly providerId: string; readonly today: CalendarDate },
): SlotOutline {
  const past = connection
    .prepare<{ readonly bookedPast: number; readonly freePast: number }>(
      `SELECT coalesce(sum(is_booked), 0) AS bookedPast, coalesce(sum(1 - is_booked), 0) AS freePast FROM (
         SELECT EXISTS (SELECT 1 FROM reservation WHERE slot_id = booking_slot.id) AS is_booked FROM booking_slot
         WHERE service_id = ? AND provider_id = ? AND date < ?)`,
    )
    .get(serviceId, providerId, today) ?? { bookedPast: 0, freePast: 0 };
  const others = connection.prepare(
    `SELECT EXISTS (SELECT 1 FROM booking_slot WHERE service_id = @serviceId AND provider_id < @providerId)
       OR EXISTS (SELECT 1 FROM booking_slot WHERE service_id = @serviceId AND provider_id > @providerId)`,
  );
  const times = connection
    .prepare<SlotTimes>(
      `SELECT date, from_minute, starts_at, ends_at FROM booking_slot
       WHERE service_id = ? AND provider_id = ? AND date >= ? ORDER BY date, from_minute`,
    )
    .raw()
    .all(serviceId, providerId, today);
  return { ...past, hasOthers: others.pluck().get({ serviceId, providerId }) === 1, times };
}
