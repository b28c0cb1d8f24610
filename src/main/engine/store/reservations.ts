import { type BookingStatus, type Customer, type Reservation, ReservationEvent } from '#shared/model/booking.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import type { RowValues } from './planned-entity.ts';
import { reservationColumns } from './planned-reservations.ts';
import { createDeeds } from './reservation-deeds.ts';
import { importReservation } from './reservation-import.ts';
import { eachReservation, listSteps } from './reservation-list.ts';
import { findRow, getRow, type ReservationRow, toReservation } from './reservation-rows.ts';
import type { Services } from './services.ts';

/** Which reservations to list; null and empty do not narrow. */
export interface ReservationQuery {
  readonly text: string;
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
  readonly status: readonly BookingStatus[];
  readonly providerId: string | null;
  readonly serviceId: string | null;
}

/** A page of reservations. */
export interface ReservationPage {
  readonly reservations: Reservation[];
  /** Null on the last. */
  readonly next: string | null;
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
  /** The latest slot first, in small steps; `after` is the `next` of the page before. */
  listSteps(
    query: ReservationQuery,
    page: { readonly after: string | null; readonly limit: number },
  ): Generator<unknown, ReservationPage>;
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

/** Makes the reservation repository of a connection. */
export function createReservations(connection: Connection, services: Pick<Services, 'get'>): Reservations {
  return {
    find: (id) => {
      const row = findRow(connection, id);
      return row === undefined ? undefined : toReservation(row);
    },
    get: (id) => toReservation(getRow(connection, id)),
    events: (id) => readEvents(connection, getRow(connection, id).seq),
    listSteps: (query, page) => listSteps(connection, query, page),
    expiring: (limit) =>
      connection
        .prepare<ReservationRow>(
          `SELECT * FROM reservation WHERE status = 'pending' AND expires_at IS NOT NULL ORDER BY expires_at, id LIMIT ?`,
        )
        .all(limit)
        .map(toReservation),
    expired: (now, after, limit) => readExpired(connection, now, after, limit),
    ...createDeeds(connection, services),
    import: (reservation, deed) =>
      connection.savepoint(() => importReservation(connection, services, reservation, deed)),
    noteRun: (events) => noteRun(connection, events),
    each: () => eachReservation(connection),
  };
}

type EventRow = Pick<ReservationEvent, 'at' | 'actor' | 'summary'> & {
  readonly run_id: number | null;
  readonly action: string;
};

const Action = ReservationEvent.shape.action;

function readEvents(connection: Connection, seq: number): ReservationEvent[] {
  return connection
    .prepare<EventRow>(
      'SELECT at, actor, run_id, "action", summary FROM reservation_event WHERE reservation_seq = ? ORDER BY id',
    )
    .all(seq)
    .map(({ at, actor, run_id: runId, action, summary }) => ({
      at,
      actor,
      runId: runId === null ? null : String(runId),
      action: Action.parse(action),
      summary,
    }));
}

function readExpired(
  connection: Connection,
  now: EpochMs,
  after: { readonly expiresAt: EpochMs; readonly id: string } | null,
  limit: number,
): ExpiredHold[] {
  const rows = connection
    .prepare<RowValues>(
      `SELECT ${reservationColumns.join(', ')} FROM reservation
       WHERE status = 'pending' AND expires_at < @now AND expires_at >= @expiresAt AND (expires_at, id) > (@expiresAt, @id)
       ORDER BY expires_at, id LIMIT @limit`,
    )
    .raw()
    .all({ now, expiresAt: after?.expiresAt ?? 0, id: after?.id ?? '', limit });
  const idAt = reservationColumns.indexOf('id');
  const expiresAt = reservationColumns.indexOf('expires_at');
  return rows.map((values) => ({ id: String(values[idAt]), expiresAt: Number(values[expiresAt]), values }));
}

function noteRun(connection: Connection, events: Parameters<Reservations['noteRun']>[0]): void {
  const insert = connection.prepare(
    `INSERT INTO reservation_event (reservation_seq, at, actor, run_id, "action", summary)
     SELECT seq, ?, NULL, ?, ?, ? FROM reservation WHERE id = ?`,
  );
  connection.transaction(() => {
    for (const { id, at, runId, action, summary } of events) insert.run(at, runId, action, summary, id);
  });
}
