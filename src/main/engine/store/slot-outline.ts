import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/**
 * When a slot is, as one number: start and length in minutes, the minute of the day at which it starts, and the last figure of
 * its date, which tells neighbouring dates apart.
 */
export type SlotStamp = number;

const minuteMs = 60_000;
const minutesOfDay = 2048;

/** The stamp of a slot; the same as the database reckons. */
export function slotStamp(date: CalendarDate, fromMinute: number, startsAt: EpochMs, endsAt: EpochMs): SlotStamp {
  const start = Math.floor(startsAt / minuteMs);
  const length = Math.floor((endsAt - startsAt) / minuteMs);
  return ((start * minutesOfDay + length) * minutesOfDay + fromMinute) * 16 + Number(date.slice(9));
}

const stampColumn = `((starts_at / ${minuteMs} * ${minutesOfDay} + (ends_at - starts_at) / ${minuteMs}) * ${minutesOfDay}
  + from_minute) * 16 + unicode(substr(date, 10)) - 48`;

/** What is stored of a service, short enough to be read for every service in every run. */
export interface SlotOutline {
  /** Slots of past dates that somebody booked, and that nobody did. */
  readonly bookedPast: number;
  readonly freePast: number;
  /** Whether there are slots of another provider, who had the service before. */
  readonly hasOthers: boolean;
  /** The last date that has one; null without any. */
  readonly lastDate: CalendarDate | null;
  /** From today on, by date and start. */
  readonly stamps: readonly SlotStamp[];
}

/** Reads the outline of a service's slots with a provider; `today` is the date there. */
export function readOutline(
  connection: Connection,
  {
    serviceId,
    providerId,
    today,
  }: { readonly serviceId: string; readonly providerId: string; readonly today: CalendarDate },
): SlotOutline {
  const whose = 'service_id = @serviceId AND provider_id = @providerId';
  const head = connection
    .prepare<Pick<SlotOutline, 'bookedPast' | 'lastDate'> & { readonly past: number; readonly others: number }>(
      `SELECT
         (SELECT count(*) FROM booking_slot WHERE ${whose} AND date < @today) AS past,
         (SELECT count(*) FROM booking_slot WHERE ${whose} AND date < @today
            AND EXISTS (SELECT 1 FROM reservation WHERE slot_id = booking_slot.id)) AS bookedPast,
         EXISTS (SELECT 1 FROM booking_slot WHERE service_id = @serviceId AND provider_id < @providerId)
           OR EXISTS (SELECT 1 FROM booking_slot WHERE service_id = @serviceId AND provider_id > @providerId) AS others,
         (SELECT max(date) FROM booking_slot WHERE ${whose}) AS lastDate`,
    )
    .get({ serviceId, providerId, today });
  const stamps = connection
    .prepare<SlotStamp>(
      `SELECT ${stampColumn} FROM booking_slot WHERE ${whose} AND date >= @today ORDER BY date, from_minute`,
    )
    .pluck()
    .all({ serviceId, providerId, today });
  const { past = 0, bookedPast = 0, others = 0, lastDate = null } = head ?? {};
  return { bookedPast, freePast: past - bookedPast, hasOthers: others === 1, lastDate, stamps };
}
