import type { BookingSlot, PlannedSlot } from '#shared/model/booking.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { RowValues } from './planned-entity.ts';

/** Which slots the board shows. */
export interface BoardQuery {
  readonly from: CalendarDate;
  readonly days: number;
  readonly providerId: string | null;
  readonly serviceId: string | null;
}

/** A stored slot as upkeep looks at it. */
export interface StoredSlot {
  /** `providerId|date|from` within its service: what the plan finds it by is `slotKey(serviceId, …)`. */
  readonly key: string;
  readonly id: number;
  readonly date: CalendarDate;
  readonly fromMinute: number;
  readonly startsAt: EpochMs;
  readonly endsAt: EpochMs;
  /** Bookings that live on it. */
  readonly bookedCount: number;
  readonly version: number;
  /** The whole row, for a plan. */
  readonly values: RowValues;
}

/** Slots that can be booked. */
export interface BookingSlots {
  /** By provider, service, date and start. */
  board(query: BoardQuery): BookingSlot[];
  /** Rejects with `not_found`. */
  get(id: string): BookingSlot;
  /** Every stored slot of a service from a date on and before another; null: without bound. By date and start. */
  ofService(
    serviceId: string,
    range: { readonly from: CalendarDate | null; readonly before: CalendarDate | null },
  ): StoredSlot[];
  /** How many slots a service has that start on or after this date. */
  countFrom(serviceId: string, from: CalendarDate): number;
  /** Slots that are not over, and those of them that are booked, by service. */
  countsOf(providerId: string, now: EpochMs): { readonly slotCount: number; readonly bookedCount: number };
  /** Takes a slot off the board or puts it back. Rejects with `conflict` where the version is another. */
  setAvailable(id: string, version: number, isAvailable: boolean): BookingSlot;
  /** Every slot in the order of the export, one at a time. */
  each(): Generator<PlannedSlot & { readonly isAvailable: boolean; readonly currentBookings: number }>;
}

/** What a plan finds a slot by: `serviceId|providerId|date|fromMinute`. */
export function slotKey(serviceId: string, providerId: string, date: CalendarDate, fromMinute: number): string {
  return `${serviceId}|${providerId}|${date}|${fromMinute}`;
}
