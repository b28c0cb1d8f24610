import type { ReservationDetail } from '#shared/contract/bookings.ts';
import { type BookingSlot, defaultHoldMinutes, type Reservation } from '#shared/model/booking.ts';
import { minuteOfDay } from '#shared/schedule/rule.ts';
import { slotInstant } from './slot-instant.ts';
import { bookingHealthHandlers } from './booking-health.ts';
import { inSlices } from '../slices.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

const minuteMs = 60_000;

/** Slots, and the reservations that own them. */
export function bookingHandlers(context: HandlerContext): HandlersOf<'bookings'> {
  return {
    ...looking(context),
    ...booking(context),
    ...changing(context),
    ...settings(context),
    ...bookingHealthHandlers(context),
  };
}

type Named<Verb extends string> = Pick<
  HandlersOf<'bookings'>,
  Extract<keyof HandlersOf<'bookings'>, `bookings.${Verb}`>
>;

function looking(context: HandlerContext): Named<'board' | 'slot' | 'find' | 'reservation' | 'expiring'> {
  const { store, ports } = context;
  const { bookingSlots, reservations } = store;
  return {
    'bookings.board': async (query) => bookingSlots.board(query),
    'bookings.slot': async ({ id }) => bookingSlots.get(id),
    'bookings.find': async ({ after, limit, ...query }) => {
      const found = await inSlices(reservations.listSteps(query, { after, limit }), ports.clock);
      return { reservations: withNames(context, found.reservations), next: found.next };
    },
    'bookings.reservation': async ({ id }) => readDetail(context, id),
    'bookings.expiring': async ({ limit }) => withNames(context, reservations.expiring(limit)),
  };
}

function withNames({ store }: HandlerContext, reservations: readonly Reservation[]) {
  const services = new Map(store.services.list().map(({ id, name }) => [id, name]));
  const providers = new Map(store.providers.list().map(({ id, name }) => [id, name]));
  return reservations.map((reservation) => ({
    reservation,
    serviceName: services.get(reservation.serviceId) ?? reservation.serviceId,
    providerName: providers.get(reservation.providerId) ?? reservation.providerId,
  }));
}

function readDetail({ store }: HandlerContext, id: string): ReservationDetail {
  const reservation = store.reservations.get(id);
  const provider = store.providers.get(reservation.providerId);
  return {
    reservation,
    serviceName: store.services.get(reservation.serviceId).name,
    providerName: provider.name,
    timeZone: provider.timeZone,
    startsAt:
      reservation.slotId === null
        ? slotInstant(provider.timeZone, reservation.date, minuteOfDay(reservation.from))
        : store.bookingSlots.get(reservation.slotId).startsAt,
    events: store.reservations.events(id),
  };
}

function booking(context: HandlerContext): Named<'hold' | 'pay' | 'cancel' | 'extend' | 'setAvailable'> {
  const { store, ports } = context;
  const { reservations } = store;
  return {
    'bookings.hold': async (request) => {
      const held = reservations.hold(request, holdMinutesOf(context) * minuteMs, deedOf(context));
      return done(context, held, 'held', `Took a hold of ${what(context, held)} for ${people(held.people)}.`);
    },
    'bookings.pay': async ({ id, version }) => {
      const paid = reservations.pay(id, version, deedOf(context));
      return done(context, paid, 'paid', `Marked the reservation of ${what(context, paid)} as paid.`);
    },
    'bookings.cancel': async ({ id, version, reason }) => {
      const cancelled = reservations.cancel(id, version, reason, deedOf(context));
      return done(context, cancelled, 'cancelled', `Cancelled the reservation of ${what(context, cancelled)}.`);
    },
    'bookings.extend': async ({ id, version, minutes }) => {
      const { now, actor } = deedOf(context);
      const extended = reservations.extend(id, version, now + minutes * minuteMs, { now, actor });
      const sentence = `Let the hold of ${what(context, extended)} run out in ${minutes} minutes.`;
      return done(context, extended, 'extended', sentence);
    },
    'bookings.setAvailable': async ({ slotId, version, isAvailable }) => {
      const slot = store.bookingSlots.setAvailable(slotId, version, isAvailable);
      ports.publish('bookings.changed', { serviceIds: [slot.serviceId] });
      const where = isAvailable ? 'back on the board' : 'off the board';
      context.audit(
        { action: isAvailable ? 'slot.opened' : 'slot.closed', subjectKind: 'slot', subjectId: slotId },
        `Took ${what(context, slot)} ${where}.`,
      );
      return slot;
    },
  };
}

function changing(context: HandlerContext): Named<'reschedule' | 'setPeople' | 'importCsv'> {
  const { store, ports } = context;
  const { reservations } = store;
  return {
    'bookings.reschedule': async ({ id, version, slotId }) => {
      const before = reservations.get(id);
      const moved = reservations.reschedule(id, version, slotId, deedOf(context));
      const sentence = `Moved a reservation of ${what(context, before)} to ${moved.date} at ${moved.from}.`;
      return done(context, moved, 'rescheduled', sentence);
    },
    'bookings.setPeople': async ({ id, version, people: wanted }) => {
      const before = reservations.get(id);
      const resized = reservations.setPeople(id, version, wanted, deedOf(context));
      const sentence = `Changed a reservation of ${what(context, resized)} from ${before.people} to ${people(resized.people)}.`;
      return done(context, resized, 'resized', sentence);
    },
    'bookings.importCsv': async ({ text, apply }) => {
      // Read when it is needed first: every start would have to read it otherwise.
      const { importReservationCsv } = await import('../config/reservation-csv.ts');
      const report = await importReservationCsv(text, {
        store,
        deed: deedOf(context),
        clock: ports.clock,
        isApplied: apply,
      });
      if (apply && report.created + report.changed > 0) {
        ports.publish('bookings.changed', { serviceIds: null });
        const deed = { action: 'reservations.imported', subjectKind: 'reservation', subjectId: '' };
        context.audit(deed, `Imported reservations: ${report.created} added, ${report.changed} changed.`);
      }
      return report;
    },
  };
}

function settings(context: HandlerContext): Named<'settings' | 'saveSettings'> {
  const { store } = context;
  return {
    'bookings.settings': async () => ({ holdMinutes: holdMinutesOf(context) }),
    'bookings.saveSettings': async ({ holdMinutes }) => {
      const before = holdMinutesOf(context);
      store.settings.write('holdMinutes', String(holdMinutes));
      if (holdMinutes !== before)
        context.audit(
          { action: 'bookings.settings', subjectKind: 'configuration', subjectId: '' },
          `Holds live for ${holdMinutes} minutes from now on; it was ${before}.`,
        );
      return {};
    },
  };
}

function holdMinutesOf({ store }: HandlerContext): number {
  return Number(store.settings.read('holdMinutes') ?? defaultHoldMinutes);
}

function deedOf({ ports }: HandlerContext): { readonly now: number; readonly actor: string } {
  return { now: ports.clock.now(), actor: ports.processes.account };
}

/** Tells that a reservation was changed, and by what deed; never for whom it is. */
function done(context: HandlerContext, reservation: Reservation, action: string, sentence: string): Reservation {
  context.ports.publish('bookings.changed', { serviceIds: [reservation.serviceId] });
  context.audit({ action: `reservation.${action}`, subjectKind: 'reservation', subjectId: reservation.id }, sentence);
  return reservation;
}

/** `"Repair" on 2026-11-24 at 09:00` */
function what(
  { store }: HandlerContext,
  { serviceId, date, from }: Pick<BookingSlot, 'serviceId' | 'date' | 'from'>,
): string {
  return `"${store.services.find(serviceId)?.name ?? serviceId}" on ${date} at ${from}`;
}

function people(count: number): string {
  return count === 1 ? 'one person' : `${count} people`;
}
