import { z } from 'zod';
import { CalendarDate } from './calendar-date.ts';
import { CheckFailure } from './occupancy.ts';
import { DisplayName, EpochMs, Id, TimeZone } from './primitives.ts';

/** How full a night is, from free and total beds; `unknown` where the total is 0 or not told. */
export const HutOccupancyStatus = z.enum(['empty', 'low', 'medium', 'high', 'full', 'unknown']);
export type HutOccupancyStatus = z.infer<typeof HutOccupancyStatus>;

/** Whether beds of a night can be booked: `not_possible` is a closed hut, `not_online` one that takes bookings elsewhere. */
export const ReservationStatus = z.enum(['unknown', 'possible', 'not_possible', 'not_online']);
export type ReservationStatus = z.infer<typeof ReservationStatus>;

/** As what a hut offers a night's beds: with wardens, as a winter room without, or not at all. */
export const HutType = z.enum(['hut', 'winter_room', 'closed', 'unknown']);
export type HutType = z.infer<typeof HutType>;

/** The key that the desk gave a hut: `trient`. */
export const HutSlug = Id;

/** What a source calls a hut: the number at hut-reservation, the name in the table of huts.org. Always text. */
export const BookingRef = z.string().trim().min(1).max(200);

/** A number of beds. */
const Beds = z.int().min(0).max(100_000);

/** A hut that the desk watches. */
export const Hut = z.strictObject({
  slug: HutSlug,
  name: DisplayName,
  sourceId: Id,
  bookingRef: BookingRef,
  /** Beds while wardens are there, and in the winter room; null where the desk did not say. */
  capacityOpen: Beds.nullable().default(null),
  capacityClosed: Beds.nullable().default(null),
  timeZone: TimeZone.default('Europe/Zurich'),
});
export type Hut = z.infer<typeof Hut>;

/** One night as a source told it; `free` null is not told, which is not 0. */
export const HutNight = z.strictObject({
  date: CalendarDate,
  free: Beds.nullable(),
  total: Beds.nullable(),
  hutType: HutType,
  reservationStatus: ReservationStatus,
});
export type HutNight = z.infer<typeof HutNight>;

/** A category of beds. */
export const BedCategory = z.strictObject({
  id: z.string(),
  label: z.string(),
  beds: Beds.nullable(),
  isWinterRoom: z.boolean(),
});
export type BedCategory = z.infer<typeof BedCategory>;

/** What a source tells about the hut itself; never a person's name or number. */
export const HutMaster = z.strictObject({
  name: z.string(),
  website: z.string().nullable(),
  /** The club that runs it, such as `SAC`. */
  tenant: z.string().nullable(),
  /** Two-letter country code. */
  country: z.string().nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  altitudeM: z.int().min(-500).max(9000).nullable(),
  /** All beds of the hut; may differ from the beds of a night. */
  beds: Beds.nullable(),
  /** False where the site takes no bookings for it; null where it does not say. */
  isUnlocked: z.boolean().nullable(),
  /** A hut of the service's own testers. */
  isTest: z.boolean(),
  categories: z.array(BedCategory),
});
export type HutMaster = z.infer<typeof HutMaster>;

/** How often a hut is looked at: the fullest of its next nights decides. */
export const HutClass = z.enum(['new', 'failing', 'busy', 'medium', 'quiet', 'unknown']);
export type HutClass = z.infer<typeof HutClass>;

/** When a hut is looked at next, and why then. */
export const HutDue = z.strictObject({
  class: HutClass,
  /** From this instant on a run looks at it; null: with the next run. */
  dueAt: EpochMs.nullable(),
  /** A sentence: "Looked at every 30 minutes: 2026-12-05 is full." */
  why: z.string(),
});
export type HutDue = z.infer<typeof HutDue>;

/** Beds over the nights asked for: the least free of them. */
export const HutOffer = z.strictObject({
  /** `fits`: enough beds on every night; `full`: on one there are too few; `unknown`: one is not told, closed or unseen. */
  verdict: z.enum(['fits', 'full', 'unknown']),
  /** Smallest number of free beds over the nights; null where one of them is unknown. */
  leastFree: z.int().nullable(),
});
export type HutOffer = z.infer<typeof HutOffer>;

/** One line of the list of huts. */
export const HutRow = z.strictObject({
  slug: z.string(),
  name: z.string(),
  sourceId: z.string(),
  sourceName: z.string(),
  country: z.string().nullable(),
  tenant: z.string().nullable(),
  altitudeM: z.number().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  beds: z.int().nullable(),
  timeZone: z.string(),
  isTest: z.boolean(),
  /** The newest good look, as of the instant asked for; null: nobody has looked. */
  lastChecked: EpochMs.nullable(),
  failure: CheckFailure.nullable(),
  due: HutDue,
  /** Rows of the newest answer that could not be read. */
  faultCount: z.int(),
  /** Null where no nights were asked for. */
  offer: HutOffer.nullable(),
});
export type HutRow = z.infer<typeof HutRow>;

/**
 * What is known of one night, in one letter: `o` bookable, `n` not bookable online, `c` closed, `u` the source does not say,
 * `x` no longer listed, `q` its newest row could not be read (figures are older), `.` never seen.
 */
export const NightMark = z.enum(['o', 'n', 'c', 'u', 'x', 'q', '.']);
export type NightMark = z.infer<typeof NightMark>;

/** The nights of one hut from a date on: three lists of one length. */
export const HutNights = z.strictObject({
  slug: z.string(),
  /** One `NightMark` per night. */
  marks: z.string(),
  free: z.array(z.int().nullable()),
  total: z.array(z.int().nullable()),
});
export type HutNights = z.infer<typeof HutNights>;

/** A state that a night was in. */
export const HutNightState = z.strictObject({
  firstChecked: EpochMs,
  lastChecked: EpochMs,
  isListed: z.boolean(),
  free: z.int().nullable(),
  total: z.int().nullable(),
  hutType: HutType,
  reservationStatus: ReservationStatus,
});
export type HutNightState = z.infer<typeof HutNightState>;

/** A change of one night. */
export const HutChange = z.strictObject({
  /** Unique and ascending with time. */
  id: z.string(),
  slug: z.string(),
  hutName: z.string(),
  date: CalendarDate,
  at: EpochMs,
  runId: z.string().nullable(),
  /** `freed` and `filled`: more or fewer free beds; `other`: the total, the hut type or how it is booked. */
  kind: z.enum(['freed', 'filled', 'opened', 'closed', 'listed', 'unlisted', 'other']),
  before: HutNightState.nullable(),
  after: HutNightState,
});
export type HutChange = z.infer<typeof HutChange>;

/** "Tell me when this hut has so many beds on that night." */
export const HutWatch = z.strictObject({
  id: z.string(),
  slug: HutSlug,
  date: CalendarDate,
  beds: z.int().min(1).max(1000),
});
export type HutWatch = z.infer<typeof HutWatch>;

/** A watch and what became of it. */
export const HutWatchRow = z.strictObject({
  ...HutWatch.shape,
  hutName: z.string(),
  createdAt: EpochMs,
  /** Whether the newest look found enough beds; null: unknown, closed or unseen. */
  isMet: z.boolean().nullable(),
  /** When it was met last; null: never. */
  metAt: EpochMs.nullable(),
});
export type HutWatchRow = z.infer<typeof HutWatchRow>;

/** A row of an answer that could not be read, kept until the next answer. */
export const HutFault = z.strictObject({
  /** The night, or the row's place in the answer where it has none. */
  label: z.string(),
  reason: z.string(),
  since: EpochMs,
});
export type HutFault = z.infer<typeof HutFault>;
