import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** Holds that have not run out at `now`, those of them that will before `soon`, and when the next one does. */
export function readHolds(
  { sql, get }: Connection,
  now: EpochMs,
  soon: EpochMs,
): { readonly holdCount: number; readonly expiringCount: number; readonly nextExpiryAt: EpochMs | null } {
  const row = get(
    sql
      .selectFrom('reservation')
      .select(({ fn }) => [
        fn.countAll<number>().as('holdCount'),
        fn.countAll<number>().filterWhere('expires_at', '<', soon).as('expiringCount'),
        fn.min('expires_at').as('nextExpiryAt'),
      ])
      .where('status', '=', 'pending')
      .where('expires_at', '>=', now),
  );
  return {
    holdCount: row?.holdCount ?? 0,
    expiringCount: row?.expiringCount ?? 0,
    nextExpiryAt: row?.nextExpiryAt ?? null,
  };
}

/** Live bookings of slots of these dates that are not over at `now`, by provider and date. */
export function readBookedDays(
  { sql, all }: Connection,
  dates: readonly CalendarDate[],
  now: EpochMs,
): { readonly providerId: string; readonly date: CalendarDate; readonly bookings: number }[] {
  return all(
    sql
      .selectFrom('reservation')
      .innerJoin('booking_slot', 'booking_slot.id', 'reservation.slot_id')
      .select(({ fn }) => [
        'reservation.provider_id as providerId',
        'reservation.date as date',
        fn.countAll<number>().as('bookings'),
      ])
      .where('reservation.date', 'in', dates)
      .where('booking_slot.ends_at', '>', now)
      .groupBy(['reservation.provider_id', 'reservation.date']),
  );
}
