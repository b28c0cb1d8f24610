import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { Staffing } from '#shared/model/hut-rules.ts';
import type { ReservationStatus } from '#shared/model/hut.ts';

/** One night of a hut as a source told it. */
export interface HutReading {
  readonly date: CalendarDate;
  /** Null is not told, which is not 0. */
  readonly free: number | null;
  readonly total: number | null;
  /** Who is there; says nothing about whether beds can be booked. */
  readonly staffing: Staffing;
  readonly reservationStatus: ReservationStatus;
  /** Free beds by category, in the order of the answer; empty where the source has no categories. */
  readonly categories: readonly { readonly id: string; readonly free: number }[];
}

/** A night, or a row without one, that could not be read and does no harm to the others. */
export interface NightFault {
  /** Null where it is not certain which night is meant. */
  readonly date: CalendarDate | null;
  /** The date, or the row's place in the answer: `row 7`, counting from 1. */
  readonly label: string;
  /** A sentence that names field and value. */
  readonly reason: string;
}

/** The nights of one hut; a date is in at most one of its readings, and in none that has a fault. */
export interface HutAvailability {
  /** Ascending by date. */
  readonly nights: readonly HutReading[];
  /** In the order of the answer. */
  readonly faults: readonly NightFault[];
}
