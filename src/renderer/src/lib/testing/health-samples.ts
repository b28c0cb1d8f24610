import type { BookingHealth, BookingHealthDay } from '#shared/contract/bookings.ts';
import { addDays } from '#shared/model/calendar-date.ts';

/** Values for tests of the health of bookings, every one valid under the contract. */

export function sampleHealthDay(overrides: Partial<BookingHealthDay> & { readonly date: string }): BookingHealthDay {
  return {
    coveragePercent: 80,
    density: 12.5,
    bookingRatePercent: 30,
    paid: 3,
    expired: 1,
    cancelled: 0,
    pending: 0,
    maintenanceRuns: 1,
    maintenanceSucceeded: 1,
    ...overrides,
  };
}

export function sampleHealth(overrides: Partial<BookingHealth> = {}): BookingHealth {
  return {
    at: Date.parse('2026-11-22T12:00:00Z'),
    windowDays: 31,
    activeServices: 6,
    coveredServices: 5,
    coveragePercent: 83.3,
    freeSlots: 310,
    density: 10,
    bookingRatePercent: 28,
    paidPercent: 62,
    expiredPercent: 25,
    maintenancePercent: 97,
    days: Array.from({ length: 90 }, (_, index) => sampleHealthDay({ date: addDays('2026-08-25', index) })),
    notes: [],
    services: [
      {
        serviceId: 'repair',
        name: 'Repair',
        providerName: 'Asha Repairs',
        freeSlots: 40,
        nextFreeAt: Date.parse('2026-11-23T03:15:00Z'),
      },
      { serviceId: 'painting', name: 'Painting', providerName: 'Asha Repairs', freeSlots: 0, nextFreeAt: null },
    ],
    ...overrides,
  };
}
