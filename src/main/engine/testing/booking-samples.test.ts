import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { slotsOf } from '#shared/booking/slots.ts';
import { type PlannedSlot, Provider, Service } from '#shared/model/booking.ts';
import { Weekday } from '#shared/schedule/rule.ts';
import { hasBookingSamples, readBookingSample } from './booking-samples.ts';

const time = z.string().transform((text) => text.slice(0, 5));
const Availability = z.array(
  z.object({
    provider: z.int().transform(String),
    weekday: z.int().transform((day) => Weekday.options[day]),
    start_time: time,
    end_time: time,
    is_available: z.boolean(),
    break_start: time.nullable(),
    break_end: time.nullable(),
  }),
);
const TimeSlots = z.array(
  z.object({
    service: z.int().transform(String),
    day_of_week: z.int().transform((day) => Weekday.options[day]),
    start_time: time,
    end_time: time,
    is_active: z.boolean(),
    is_peak_time: z.boolean(),
    peak_price_multiplier: z.string(),
    max_bookings_per_slot: z.int(),
  }),
);
const Services = z.array(
  z.object({
    id: z.int().transform(String),
    title: z.string(),
    provider: z.int().transform(String),
    price: z.string(),
    status: z.string(),
  }),
);
const Expected = z.array(
  z.object({
    service: z.int(),
    provider: z.int(),
    date: z.string(),
    start_time: time,
    end_time: time,
    max_bookings: z.int(),
    slot_type: z.string(),
    base_price_override: z.string().nullable(),
    price_with_fee: z.string(),
  }),
);

function readProviders(): Provider[] {
  const windows = Availability.parse(readBookingSample('sewabazaar/provider-availability'));
  return [...new Set(windows.map(({ provider }) => provider))].map((id) =>
    Provider.parse({
      id,
      name: `Provider ${id}`,
      timeZone: 'Asia/Kathmandu',
      availability: windows
        .filter((window) => window.provider === id && window.is_available)
        .map((window) => ({
          weekday: window.weekday,
          from: window.start_time,
          until: window.end_time,
          breakFrom: window.break_start,
          breakUntil: window.break_end,
        })),
    }),
  );
}

function readServices(): Service[] {
  const times = TimeSlots.parse(readBookingSample('sewabazaar/service-time-slots'));
  return Services.parse(readBookingSample('sewabazaar/services')).map(({ id, title, provider, price, status }) =>
    Service.parse({
      id,
      providerId: provider,
      name: title,
      price,
      status,
      timeSlots: times
        .filter((slot) => slot.service === id && slot.is_active)
        .map((slot) => ({
          weekday: slot.day_of_week,
          from: slot.start_time,
          until: slot.end_time,
          priceMultiplier: slot.is_peak_time ? slot.peak_price_multiplier : '1',
          maxBookings: slot.max_bookings_per_slot,
        })),
    }),
  );
}

const describeSlot = (slot: PlannedSlot) =>
  [
    `${slot.serviceId}/${slot.providerId} ${slot.date} ${slot.from}–${slot.until}`,
    `${slot.maxBookings} ${slot.category} ${slot.price}`,
  ].join(' ');

/** The slots of the active services in the week of the answer key, and those of it. */
function compare(): { readonly ours: string[]; readonly theirs: string[] } {
  const providers = new Map(readProviders().map((provider) => [provider.id, provider]));
  const ours = readServices()
    .filter(({ status }) => status === 'active')
    .flatMap((service) => {
      const provider = providers.get(service.providerId);
      return provider === undefined ? [] : slotsOf(provider, service, '2025-10-06', 7).map(describeSlot);
    });
  const theirs = Expected.parse(readBookingSample('sewabazaar/expected-slots-2025-10-06_to_12')).map(
    (slot) =>
      `${slot.service}/${slot.provider} ${slot.date} ${slot.start_time}–${slot.end_time} ` +
      `${slot.max_bookings} ${slot.slot_type} ${slot.price_with_fee}`,
  );
  return { ours, theirs: theirs.toSorted() };
}

const isOvernight = (slot: string) => /^72\/502 2025-10-0[67]/.test(slot);

describe.skipIf(!hasBookingSamples)('slots of the recorded rules', () => {
  it('are those of the answer key, but for the night', () => {
    const { ours, theirs } = compare();
    expect(theirs).toHaveLength(106);
    expect(ours.filter((slot) => !isOvernight(slot)).toSorted()).toEqual(theirs);
  });

  it('exist at night too, where the original makes none of a window that runs over midnight', () => {
    const { ours, theirs } = compare();
    expect(theirs.filter(isOvernight)).toEqual([]);
    expect(ours.filter(isOvernight)).toEqual([
      '72/502 2025-10-06 22:00–23:00 1 urgent 1400.00',
      '72/502 2025-10-06 23:00–00:00 1 emergency 1600.00',
      ...[0, 1, 2, 3, 4, 5].map((hour) => `72/502 2025-10-07 0${hour}:00–0${hour + 1}:00 1 emergency 1600.00`),
    ]);
  });
});
