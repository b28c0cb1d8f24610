import type { ProviderRow, ReservationDetail, ReservationRow } from '#shared/contract/bookings.ts';
import type { BookingSlot, Provider, Reservation, Service, SlotBooking } from '#shared/model/booking.ts';
import { HOUR, MINUTE } from './samples.ts';

/** Values of bookings for tests, every one valid under the contract; a test overrides what it is about. */

export function sampleProvider(overrides: Partial<Provider> = {}): Provider {
  return { id: 'anna', name: 'Anna Muster', timeZone: 'UTC', availability: [], exceptions: [], ...overrides };
}

export function sampleService(overrides: Partial<Service> = {}): Service {
  return {
    id: 'massage',
    providerId: 'anna',
    name: 'Massage',
    status: 'active',
    durationMinutes: 60,
    price: '80.00',
    groupPrices: [],
    maxBookingsPerSlot: 1,
    maxPeople: 4,
    noticeMinutes: 0,
    timeSlots: [],
    ...overrides,
  };
}

export function sampleProviderRow(overrides: Partial<ProviderRow> = {}): ProviderRow {
  return { provider: sampleProvider(), services: [sampleService()], slotCount: 20, bookedCount: 3, ...overrides };
}

/** An hour that begins at an instant, free; its date and times are those of UTC. */
export function sampleSlot(overrides: Partial<BookingSlot> & { readonly startsAt: number }): BookingSlot {
  const endsAt = overrides.endsAt ?? overrides.startsAt + HOUR;
  return {
    id: 'slot-1',
    serviceId: 'massage',
    providerId: 'anna',
    date: new Date(overrides.startsAt).toISOString().slice(0, 10),
    from: new Date(overrides.startsAt).toISOString().slice(11, 16),
    until: new Date(endsAt).toISOString().slice(11, 16),
    endsAt,
    category: 'normal',
    basePrice: '80.00',
    price: '80.00',
    maxBookings: 1,
    origin: 'availability',
    isAvailable: true,
    bookings: [],
    version: 1,
    ...overrides,
  };
}

export function sampleHold(overrides: Partial<SlotBooking> & { readonly now: number }): SlotBooking {
  const { now, ...rest } = overrides;
  return {
    id: 'R-1',
    status: 'pending',
    customerName: 'Erika Beispiel',
    people: 2,
    expiresAt: now + 12 * MINUTE + 31_000,
    version: 1,
    ...rest,
  };
}

export function samplePaid(overrides: Partial<SlotBooking> = {}): SlotBooking {
  return {
    id: 'R-2',
    status: 'paid',
    customerName: 'Max Probe',
    people: 1,
    expiresAt: null,
    version: 2,
    ...overrides,
  };
}

export function sampleReservation(overrides: Partial<Reservation> & { readonly now: number }): Reservation {
  const { now, ...rest } = overrides;
  return {
    id: 'R-1',
    serviceId: 'massage',
    providerId: 'anna',
    slotId: 'slot-1',
    date: new Date(now + 2 * HOUR).toISOString().slice(0, 10),
    from: '14:00',
    until: '15:00',
    customerName: 'Erika Beispiel',
    customerEmail: 'erika@beispiel.example',
    customerPhone: null,
    people: 2,
    totalPrice: '80.00',
    status: 'pending',
    createdAt: now - 10 * MINUTE,
    expiresAt: now + 20 * MINUTE,
    paidAt: null,
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
    version: 1,
    ...rest,
  };
}

export function sampleReservationRow(reservation: Reservation): ReservationRow {
  return { reservation, serviceName: 'Massage', providerName: 'Anna Muster' };
}

export function sampleReservationDetail(
  reservation: Reservation,
  overrides: Partial<ReservationDetail> = {},
): ReservationDetail {
  return {
    ...sampleReservationRow(reservation),
    timeZone: 'UTC',
    startsAt: Date.parse(`${reservation.date}T${reservation.from}:00Z`),
    events: [
      { at: reservation.createdAt, actor: 'desk', runId: null, action: 'held', summary: 'Held for 30 minutes.' },
    ],
    ...overrides,
  };
}
