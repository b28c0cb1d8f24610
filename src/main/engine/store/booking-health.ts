import type { BookingHealth } from '#shared/contract/bookings.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';

/** Figures of how bookings are doing. */
export interface BookingHealthLog {
  /**
   * Writes down how many slots past dates had and how many were booked, before the free ones go: of services of a provider,
   * for dates before `today`. What is written down already is only ever raised.
   */
  noteDays(providerId: string, today: CalendarDate): void;
  /** Writes down coverage and free slots as they are now. */
  noteSnapshot(now: EpochMs, windowDays: number): void;
  read(now: EpochMs, options: { readonly days: number; readonly windowDays: number }): BookingHealth;
  /** The few figures of the Now page and of `--check`. */
  summary(
    now: EpochMs,
    windowDays: number,
  ): Pick<BookingHealth, 'activeServices' | 'coveredServices' | 'coveragePercent' | 'freeSlots' | 'density' | 'notes'>;
}
