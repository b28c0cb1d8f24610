import type { PreviewSlot, ProviderRow, SlotPreview } from '#shared/contract/bookings.ts';
import { Provider, Service } from '#shared/model/booking.ts';

/** Values for tests of providers and services, every one valid under the contract. */

export function sampleProvider(overrides: Partial<Provider> = {}): Provider {
  return Provider.parse({
    id: 'asha',
    name: 'Asha Repairs',
    timeZone: 'Asia/Kathmandu',
    availability: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((weekday) => ({
      weekday,
      from: '09:00',
      until: '17:00',
      breakFrom: '12:00',
      breakUntil: '13:00',
    })),
    exceptions: [{ kind: 'closed', date: '2026-12-25', reason: 'Holiday' }],
    ...overrides,
  });
}

export function sampleService(overrides: Partial<Service> = {}): Service {
  return Service.parse({ id: 'repair', providerId: 'asha', name: 'Repair', price: '1000.00', ...overrides });
}

export function sampleProviderRow(overrides: Partial<ProviderRow> = {}): ProviderRow {
  return {
    provider: sampleProvider(),
    services: [sampleService(), sampleService({ id: 'painting', name: 'Painting', status: 'draft' })],
    slotCount: 240,
    bookedCount: 12,
    ...overrides,
  };
}

export function samplePreviewSlot(overrides: Partial<PreviewSlot> = {}): PreviewSlot {
  return {
    serviceId: 'repair',
    providerId: 'asha',
    date: '2026-11-24',
    from: '09:00',
    until: '10:00',
    startsAt: Date.parse('2026-11-24T03:15:00Z'),
    endsAt: Date.parse('2026-11-24T04:15:00Z'),
    category: 'normal',
    basePrice: '1000.00',
    price: '1000.00',
    maxBookings: 1,
    origin: 'availability',
    fate: 'stays',
    ...overrides,
  };
}

export function sampleSlotPreview(slots: readonly PreviewSlot[], notes: readonly string[] = []): SlotPreview {
  return { from: '2026-11-23', days: 14, slots: [...slots], notes: [...notes] };
}
