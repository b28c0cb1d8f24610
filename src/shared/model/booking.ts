import { z } from 'zod';
import { EndTime, LocalTime, Weekday } from '../schedule/rule.ts';
import { CalendarDate } from './calendar-date.ts';
import { Money, Multiplier } from './money.ts';
import { DisplayName, EpochMs, Id, TimeZone } from './primitives.ts';

/** A stretch of a day; with `until <= from` it runs over midnight and belongs to the day it starts. */
const stretchFields = { from: LocalTime, until: EndTime };

/** A break within a stretch; both are given or neither. A slot never starts in it. */
const breakFields = { breakFrom: LocalTime.nullable().default(null), breakUntil: EndTime.nullable().default(null) };

/** True where a break is given whole or not at all. */
function hasWholeBreak({ breakFrom, breakUntil }: { breakFrom: string | null; breakUntil: string | null }): boolean {
  return (breakFrom === null) === (breakUntil === null);
}
const breakProblem = { error: 'needs both ends of the break, or neither', path: ['breakUntil'] };

/** When a provider works on a day of the week. Several windows a day are fine. */
export const AvailabilityWindow = z
  .strictObject({ weekday: Weekday, ...stretchFields, ...breakFields })
  .refine(hasWholeBreak, breakProblem);
export type AvailabilityWindow = z.infer<typeof AvailabilityWindow>;

/** A date on which a provider does not work as in other weeks. */
export const ProviderException = z.discriminatedUnion('kind', [
  /** No slots at all on this date, of whatever service, but for extra hours of the same date. */
  z.strictObject({ kind: z.literal('closed'), date: CalendarDate, reason: z.string().max(200).default('') }),
  /** A window beside those of the weekday. */
  z
    .strictObject({ kind: z.literal('extra'), date: CalendarDate, ...stretchFields, ...breakFields })
    .refine(hasWholeBreak, breakProblem),
]);
export type ProviderException = z.infer<typeof ProviderException>;

/** Somebody whose time can be booked. */
export const Provider = z.strictObject({
  id: Id,
  name: DisplayName,
  timeZone: TimeZone,
  availability: z.array(AvailabilityWindow).max(100).default([]),
  exceptions: z.array(ProviderException).max(1000).default([]),
});
export type Provider = z.infer<typeof Provider>;

/**
 * A slot of a service on a day of the week. On a weekday that has any, a service takes these, whether the provider works then
 * or not, and never the provider's availability; on the others it takes that.
 */
export const ServiceTimeSlot = z.strictObject({
  weekday: Weekday,
  ...stretchFields,
  /** Times the service's price; the fee of the category comes on top. */
  priceMultiplier: Multiplier.default('1.00'),
  /** Bookings that it takes; null: as many as the service says. */
  maxBookings: z.int().min(1).max(1000).nullable().default(null),
});
export type ServiceTimeSlot = z.infer<typeof ServiceTimeSlot>;

/** Only for active services slots are made. */
export const ServiceStatus = z.enum(['draft', 'active', 'inactive']);
export type ServiceStatus = z.infer<typeof ServiceStatus>;

/** What can be booked with a provider. */
export const Service = z.strictObject({
  id: Id,
  providerId: Id,
  name: DisplayName,
  status: ServiceStatus.default('active'),
  /** Length of the slots that are made from availability, minutes. */
  durationMinutes: z.int().min(5).max(1440).default(60),
  /** Of one booking, before the fee of the category. */
  price: Money,
  /**
   * Prices a head by the size of the party, from so many people on; where there are any, a booking costs the people times
   * the price of the highest step they reach, and the fee of the category, instead of `price`.
   */
  groupPrices: z
    .array(z.strictObject({ fromPeople: z.int().min(1).max(1000), pricePerPerson: Money }))
    .max(20)
    .default([]),
  maxBookingsPerSlot: z.int().min(1).max(1000).default(1),
  /** People that one booking may bring. */
  maxPeople: z.int().min(1).max(1000).default(10),
  /** A hold is taken no later than this before the slot begins, minutes. */
  noticeMinutes: z.int().min(0).max(43_200).default(0),
  timeSlots: z.array(ServiceTimeSlot).max(500).default([]),
});
export type Service = z.infer<typeof Service>;

/** How urgent a slot is by weekday and hour of its start; decides the fee. */
export const SlotCategory = z.enum(['normal', 'express', 'urgent', 'emergency']);
export type SlotCategory = z.infer<typeof SlotCategory>;

/** From what a slot was made. */
export const SlotOrigin = z.enum(['availability', 'service_time']);
export type SlotOrigin = z.infer<typeof SlotOrigin>;

/** How a slot stands. `past` is over; `unavailable` was taken off the board by hand. */
export const SlotState = z.enum(['free', 'held', 'paid', 'past', 'unavailable']);
export type SlotState = z.infer<typeof SlotState>;

/** A slot that follows from the rules, stored or not. */
export const PlannedSlot = z.strictObject({
  serviceId: Id,
  providerId: Id,
  /** The calendar date on which it starts in the provider's zone. */
  date: CalendarDate,
  from: LocalTime,
  /** On the next date where it is not after `from`. */
  until: LocalTime,
  startsAt: EpochMs,
  endsAt: EpochMs,
  category: SlotCategory,
  /** Before the fee of the category, and with it. */
  basePrice: Money,
  price: Money,
  maxBookings: z.int(),
  origin: SlotOrigin,
});
export type PlannedSlot = z.infer<typeof PlannedSlot>;

/** States of a reservation; `pending` is a hold. A cancelled one owns no slot. */
export const BookingStatus = z.enum(['pending', 'paid', 'cancelled']);
export type BookingStatus = z.infer<typeof BookingStatus>;

/** A booking as the board shows it. */
export const SlotBooking = z.strictObject({
  id: z.string(),
  status: BookingStatus.exclude(['cancelled']),
  customerName: z.string(),
  people: z.int(),
  expiresAt: EpochMs.nullable(),
  version: z.int(),
});
export type SlotBooking = z.infer<typeof SlotBooking>;

/** A stored slot with the bookings that live on it. */
export const BookingSlot = PlannedSlot.extend({
  id: z.string(),
  isAvailable: z.boolean(),
  bookings: z.array(SlotBooking),
  /** Raised with every change of the slot and of its bookings. */
  version: z.int(),
});
export type BookingSlot = z.infer<typeof BookingSlot>;

/** Who is booked for. */
export const Customer = z.strictObject({
  customerName: z.string().trim().min(2, 'must have at least 2 letters').max(100),
  customerEmail: z.email('must be an e-mail address').max(200).nullable().default(null),
  customerPhone: z
    .string()
    .regex(/^\+?(?:[ ().-]*\d){8,15}[ ().-]*$/, 'must have 8 to 15 digits')
    .max(40)
    .nullable()
    .default(null),
});
export type Customer = z.infer<typeof Customer>;

/** A reservation, whoever it is for: names stay out of logs, exports and notifications. */
export const Reservation = z.strictObject({
  id: z.string(),
  serviceId: Id,
  providerId: Id,
  /** Null where it owns none: it was cancelled, or the slot was removed by force. */
  slotId: z.string().nullable(),
  date: CalendarDate,
  from: LocalTime,
  until: LocalTime,
  customerName: z.string(),
  customerEmail: z.string().nullable(),
  customerPhone: z.string().nullable(),
  people: z.int(),
  totalPrice: Money,
  status: BookingStatus,
  createdAt: EpochMs,
  /** A pending one is cancelled once this has passed; it still lives at the instant itself. */
  expiresAt: EpochMs.nullable(),
  paidAt: EpochMs.nullable(),
  cancelledAt: EpochMs.nullable(),
  cancelledBy: z.enum(['desk', 'expiry']).nullable(),
  cancelReason: z.string().nullable(),
  version: z.int(),
});
export type Reservation = z.infer<typeof Reservation>;

/** Something that was done to a reservation, by a person at the desk or by a run. */
export const ReservationEvent = z.strictObject({
  at: EpochMs,
  /** The account on this machine; null where a run did it. */
  actor: z.string().nullable(),
  runId: z.string().nullable(),
  action: z.enum([
    'held',
    'paid',
    'cancelled',
    'expired',
    'rescheduled',
    'resized',
    'extended',
    'restored',
    'imported',
    'detached',
  ]),
  /** In a sentence without names. */
  summary: z.string(),
});
export type ReservationEvent = z.infer<typeof ReservationEvent>;

/** How long a hold lives where nothing else is said, minutes. */
export const defaultHoldMinutes = 30;
