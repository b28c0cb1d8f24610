import { z } from 'zod';
import {
  BookingSlot,
  BookingStatus,
  Customer,
  PlannedSlot,
  Provider,
  Reservation,
  ReservationEvent,
  Service,
} from '../model/booking.ts';
import { CalendarDate } from '../model/calendar-date.ts';
import { EpochMs, Id } from '../model/primitives.ts';
import { command, query } from './define.ts';

/** The newest state of the row that was looked at; another one fails with `conflict`, naming what changed. */
const Version = z.int().min(1);
const Reason = z.string().trim().max(200);

/** A provider with what hangs on it. */
export const ProviderRow = z.strictObject({
  provider: Provider,
  services: z.array(Service),
  /** Stored slots that are not over yet, and those of them that somebody booked. */
  slotCount: z.int(),
  bookedCount: z.int(),
});
export type ProviderRow = z.infer<typeof ProviderRow>;

/** What saving a draft would mean for a slot: it is there already, would be made, or is not offered any more. */
export const PreviewSlot = PlannedSlot.extend({
  fate: z.enum(['stays', 'new', 'goes', 'booked']),
});
export type PreviewSlot = z.infer<typeof PreviewSlot>;

/** The next two weeks of a provider as a draft has them. `booked`: stays although the draft has it no more. */
export const SlotPreview = z.strictObject({
  from: CalendarDate,
  days: z.int(),
  slots: z.array(PreviewSlot),
  /** Services for which no slot follows, and why: `Painting is a draft.` */
  notes: z.array(z.string()),
});
export type SlotPreview = z.infer<typeof SlotPreview>;

/** A reservation with everything about it. */
export const ReservationDetail = z.strictObject({
  reservation: Reservation,
  serviceName: z.string(),
  providerName: z.string(),
  timeZone: z.string(),
  startsAt: EpochMs,
  /** Oldest first. */
  events: z.array(ReservationEvent),
});
export type ReservationDetail = z.infer<typeof ReservationDetail>;

/** A line of the list of reservations. */
export const ReservationRow = z.strictObject({
  reservation: Reservation,
  serviceName: z.string(),
  providerName: z.string(),
});
export type ReservationRow = z.infer<typeof ReservationRow>;

/** What an import of reservations from CSV would do, or did. With faults nothing is imported. */
export const ReservationCsvReport = z.strictObject({
  rows: z.int(),
  /** `line` counts from 1, the header's. */
  faults: z.array(z.strictObject({ line: z.int(), column: z.string().nullable(), message: z.string() })),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** The first rows as they would be stored. */
  preview: z.array(Reservation),
});
export type ReservationCsvReport = z.infer<typeof ReservationCsvReport>;

/** One day of the figures of health; null where nothing was written down that day, which is not 0. */
export const BookingHealthDay = z.strictObject({
  date: CalendarDate,
  /** Share of active services with a free slot in the window, percent. */
  coveragePercent: z.number().nullable(),
  /** Free slots per day of the window. */
  density: z.number().nullable(),
  /** Share of the slots of this date that were booked, percent. */
  bookingRatePercent: z.number().nullable(),
  /** Holds taken on this date that were paid, that expired, that were cancelled by hand, and that still run. */
  paid: z.int(),
  expired: z.int(),
  cancelled: z.int(),
  pending: z.int(),
  /** Runs of slot maintenance, and those that succeeded. */
  maintenanceRuns: z.int(),
  maintenanceSucceeded: z.int(),
});
export type BookingHealthDay = z.infer<typeof BookingHealthDay>;

/** A service and its free slots in the window. */
const CoveredService = z.strictObject({
  serviceId: z.string(),
  name: z.string(),
  providerName: z.string(),
  freeSlots: z.int(),
  /** The next free slot; null without one. */
  nextFreeAt: EpochMs.nullable(),
});

/** How bookings are doing. Percent are 0–100; null where there is nothing to take them of. */
export const BookingHealth = z.strictObject({
  at: EpochMs,
  /** Days of the window, today included: what slot maintenance keeps filled. */
  windowDays: z.int(),
  activeServices: z.int(),
  coveredServices: z.int(),
  coveragePercent: z.number().nullable(),
  freeSlots: z.int(),
  /** Free slots per day of the window. */
  density: z.number(),
  bookingRatePercent: z.number().nullable(),
  paidPercent: z.number().nullable(),
  expiredPercent: z.number().nullable(),
  maintenancePercent: z.number().nullable(),
  /** Oldest first, the newest is today. */
  days: z.array(BookingHealthDay),
  /** What to look after, the worst first: `level` warning below the limits, advice near them. */
  notes: z.array(z.strictObject({ level: z.enum(['warning', 'advice']), message: z.string() })),
  services: z.array(CoveredService),
});
export type BookingHealth = z.infer<typeof BookingHealth>;

const reservationCommand = z.strictObject({ id: z.string(), version: Version });

export const bookingOperations = {
  /** Slots of up to 14 days from a date on, by provider, service, date and start; days are those of each provider's zone. */
  'bookings.board': query(
    z.strictObject({
      from: CalendarDate,
      days: z.int().min(1).max(14),
      providerId: Id.nullable().default(null),
      serviceId: Id.nullable().default(null),
    }),
    z.array(BookingSlot),
  ),
  /** One slot as it stands; `not_found` where it is gone. */
  'bookings.slot': query(z.strictObject({ id: z.string() }), BookingSlot),
  /**
   * Reservations, the latest slot first. `text` is found in name, e-mail address, telephone and id, whatever the case.
   * `next` goes on where the page ended, null at the end.
   */
  'bookings.find': query(
    z.strictObject({
      text: z.string().trim().max(100).default(''),
      from: CalendarDate.nullable().default(null),
      until: CalendarDate.nullable().default(null),
      status: z.array(BookingStatus).default([]),
      providerId: Id.nullable().default(null),
      serviceId: Id.nullable().default(null),
      after: z.string().nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
    }),
    z.strictObject({ reservations: z.array(ReservationRow), next: z.string().nullable() }),
  ),
  'bookings.reservation': query(z.strictObject({ id: z.string() }), ReservationDetail),
  /** Holds since that run out next, soonest first. */
  'bookings.expiring': query(z.strictObject({ limit: z.int().min(1).max(200) }), z.array(ReservationRow)),
  /** Takes a slot for somebody until the hold expires. `conflict` where it is full, past, off the board or too soon. */
  'bookings.hold': command(Customer.extend({ slotId: z.string(), people: z.int().min(1).max(1000) }), Reservation),
  'bookings.pay': command(reservationCommand, Reservation),
  /** Frees the slot. One that is cancelled already stays as it is and fails with `conflict`. */
  'bookings.cancel': command(reservationCommand.extend({ reason: Reason }), Reservation),
  /** Moves it to another free slot of the same service; what it costs is reckoned anew. */
  'bookings.reschedule': command(reservationCommand.extend({ slotId: z.string() }), Reservation),
  /** More people than before; fewer are refused with `conflict`. */
  'bookings.setPeople': command(reservationCommand.extend({ people: z.int().min(1).max(1000) }), Reservation),
  /** Lets a hold run out so many minutes from now. */
  'bookings.extend': command(reservationCommand.extend({ minutes: z.int().min(1).max(10_080) }), Reservation),
  /** Takes a slot off the board, or puts it back; bookings on it stay. */
  'bookings.setAvailable': command(
    z.strictObject({ slotId: z.string(), version: Version, isAvailable: z.boolean() }),
    BookingSlot,
  ),
  /**
   * Reads reservations from CSV with the columns of the dataset `reservations`, and customerName, customerEmail,
   * customerPhone; `apply` false only checks.
   */
  'bookings.importCsv': command(
    z.strictObject({ text: z.string().max(20_000_000), apply: z.boolean() }),
    ReservationCsvReport,
  ),
  'bookings.settings': query(z.strictObject({}), z.strictObject({ holdMinutes: z.int() })),
  'bookings.saveSettings': command(z.strictObject({ holdMinutes: z.int().min(1).max(10_080) }), z.strictObject({})),
  'bookings.health': query(z.strictObject({ days: z.int().min(1).max(400).default(90) }), BookingHealth),

  'providers.list': query(z.strictObject({}), z.array(ProviderRow)),
  /** Adds a provider (`conflict` when the id is taken) or changes one; slots follow with the next maintenance. */
  'providers.save': command(z.strictObject({ provider: Provider, isNew: z.boolean() }), Provider),
  /** Fails with `conflict` while it has services. */
  'providers.remove': command(z.strictObject({ id: Id }), z.strictObject({})),
  /** What the next two weeks would be with these drafts, against what is stored; nothing is changed. */
  'providers.preview': query(z.strictObject({ provider: Provider, services: z.array(Service).max(100) }), SlotPreview),
  /** Adds a service (`conflict` when the id is taken) or changes one. Slots that are made keep category and price. */
  'services.save': command(z.strictObject({ service: Service, isNew: z.boolean() }), Service),
  /** Removes a service and its free slots; fails with `conflict` while a booking of it lives, or was ever made. */
  'services.remove': command(z.strictObject({ id: Id }), z.strictObject({})),
};
