import type { BookingStatus, Customer, Reservation, ReservationEvent } from '#shared/model/booking.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { RowValues } from './planned-entity.ts';

/** Which reservations to list; null and empty do not narrow. */
export interface ReservationQuery {
  readonly text: string;
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
  readonly status: readonly BookingStatus[];
  readonly providerId: string | null;
  readonly serviceId: string | null;
}

/** A hold as it is asked for. */
export interface HoldRequest extends Customer {
  readonly slotId: string;
  readonly people: number;
}

/** Who does something to a reservation, and when. */
export interface Deed {
  readonly now: EpochMs;
  /** The account on this machine. */
  readonly actor: string;
}

/** A pending reservation whose time has run out. */
export interface ExpiredHold {
  readonly id: string;
  readonly expiresAt: EpochMs;
  /** The whole row, for a plan. */
  readonly values: RowValues;
}

/** A reservation as it comes from another system. */
export type ImportedReservation = Omit<Reservation, 'slotId' | 'version' | 'until' | 'providerId' | 'totalPrice'> & {
  readonly totalPrice: string | null;
};

/**
 * Reservations. A live one owns a place of its slot, a cancelled one nothing. Commands reject with `not_found`, and with
 * `conflict` where the version is another, the slot has no place, or the state does not allow it; then nothing is changed.
 */
export interface Reservations {
  find(id: string): Reservation | undefined;
  /** Like `find`; rejects with `not_found`. */
  get(id: string): Reservation;
  events(id: string): ReservationEvent[];
  /** The latest slot first; `after` is the `next` of the page before. */
  list(
    query: ReservationQuery,
    page: { readonly after: string | null; readonly limit: number },
  ): { readonly reservations: Reservation[]; readonly next: string | null };
  /** Pending ones, the one that runs out next first. */
  expiring(limit: number): Reservation[];
  /** Pending ones whose `expiresAt` lies strictly before `now`, in its order, so many at most after an instant and id. */
  expired(
    now: EpochMs,
    after: { readonly expiresAt: EpochMs; readonly id: string } | null,
    limit: number,
  ): ExpiredHold[];
  hold(request: HoldRequest, holdMs: number, deed: Deed): Reservation;
  pay(id: string, version: number, deed: Deed): Reservation;
  cancel(id: string, version: number, reason: string, deed: Deed): Reservation;
  reschedule(id: string, version: number, slotId: string, deed: Deed): Reservation;
  setPeople(id: string, version: number, people: number, deed: Deed): Reservation;
  extend(id: string, version: number, expiresAt: EpochMs, deed: Deed): Reservation;
  /**
   * Takes in one from another system under its own id: live ones take a place of the slot at their date and start. Rejects
   * with `not_found` where there is none.
   */
  import(reservation: ImportedReservation, deed: Deed): 'created' | 'changed' | 'unchanged';
  /** Writes down what a run did to reservations. */
  noteRun(
    events: readonly {
      readonly id: string;
      readonly at: EpochMs;
      readonly runId: number;
      readonly action: ReservationEvent['action'];
      readonly summary: string;
    }[],
  ): void;
  /** Every reservation in the order of the export, one at a time. */
  each(): Generator<Reservation>;
}
