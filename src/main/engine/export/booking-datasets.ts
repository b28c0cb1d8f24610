import type { Reservation } from '#shared/model/booking.ts';
import type { BookingSlots } from '../store/booking-slots.ts';
import type { Store } from '../store/store.ts';
import { instant } from './cells.ts';
import { type Dataset, dataset } from './dataset.ts';
import type { ExportRange } from './range.ts';
import { customerColumns, reservationColumns } from './reservation-columns.ts';

/** What bookings can be exported as. */
export const bookingDatasets: Readonly<Record<string, Dataset>> = {
  /** Every stored slot that starts within the range, by service, date and time. */
  'booking-slots': dataset(
    [
      'serviceId',
      'providerId',
      'date',
      'from',
      'until',
      'category',
      'isAvailable',
      'maxBookings',
      'currentBookings',
      'price',
      'origin',
    ],
    eachSlot,
    toSlot,
  ),
  /** Every reservation that was made within the range; for whom only where that is asked for. */
  reservations: {
    ...dataset([...reservationColumns, ...customerColumns], eachReservation, toReservation),
    columns: reservationColumns,
    personalColumns: customerColumns,
  },
};

type ExportedSlot = ReturnType<BookingSlots['each']> extends Generator<infer S> ? S : never;

function* eachSlot({ bookingSlots }: Store, { from, until }: ExportRange): Generator<ExportedSlot> {
  for (const slot of bookingSlots.each()) if (slot.startsAt >= from && slot.startsAt < until) yield slot;
}

function toSlot(slot: ExportedSlot) {
  return {
    serviceId: slot.serviceId,
    providerId: slot.providerId,
    date: slot.date,
    from: slot.from,
    until: slot.until,
    category: slot.category,
    isAvailable: slot.isAvailable,
    maxBookings: slot.maxBookings,
    currentBookings: slot.currentBookings,
    price: slot.price,
    origin: slot.origin,
  };
}

function* eachReservation({ reservations }: Store, { from, until }: ExportRange): Generator<Reservation> {
  for (const reservation of reservations.each())
    if (reservation.createdAt >= from && reservation.createdAt < until) yield reservation;
}

function toReservation(reservation: Reservation) {
  return {
    id: reservation.id,
    serviceId: reservation.serviceId,
    date: reservation.date,
    from: reservation.from,
    status: reservation.status,
    people: reservation.people,
    totalPrice: reservation.totalPrice,
    createdAt: instant(reservation.createdAt),
    expiresAt: instant(reservation.expiresAt),
    cancelledAt: instant(reservation.cancelledAt),
    cancelledBy: reservation.cancelledBy,
    customerName: reservation.customerName,
    customerEmail: reservation.customerEmail,
    customerPhone: reservation.customerPhone,
  };
}
