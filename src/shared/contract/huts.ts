import { z } from 'zod';
import { CalendarDate } from '../model/calendar-date.ts';
import {
  BookingRef,
  Hut,
  HutChange,
  HutFault,
  HutMaster,
  HutNightState,
  HutNights,
  HutRow,
  HutSlug,
  HutWatch,
  HutWatchRow,
} from '../model/hut.ts';
import { EpochMs, Id } from '../model/primitives.ts';
import { command, query } from './define.ts';

const BySlug = z.strictObject({ slug: HutSlug });
/** Shows what was known at that instant; null: what is known now. */
const AsOf = EpochMs.nullable();

/** Everything about one hut but its nights. */
export const HutDetail = z.strictObject({
  hut: Hut,
  row: HutRow,
  master: HutMaster.nullable(),
  /** When the master data was fetched; null: never. */
  masterFetchedAt: EpochMs.nullable(),
  /** The page for people at the source; null where there is none. */
  link: z.string().nullable(),
  faults: z.array(HutFault),
  watches: z.array(HutWatchRow),
  /** First and last night that is listed; null where none is. */
  nights: z.strictObject({ first: CalendarDate, last: CalendarDate }).nullable(),
});
export type HutDetail = z.infer<typeof HutDetail>;

/** How one night came to be as it is. */
export const HutCurve = z.strictObject({
  date: CalendarDate,
  /** Oldest first; one that lasts may reach over times in which nobody looked. */
  states: z.array(HutNightState),
  /** Times between the first and the newest look that are longer than looks are planned apart, oldest first. */
  unobserved: z.array(z.strictObject({ from: EpochMs, until: EpochMs })),
});
export type HutCurve = z.infer<typeof HutCurve>;

/** What a look-up at the source found, to be checked before it is added. */
export const HutCandidate = z.strictObject({ hut: Hut, master: HutMaster });
export type HutCandidate = z.infer<typeof HutCandidate>;

/** What an import from CSV would do, or did. With faults nothing is imported. */
export const HutCsvReport = z.strictObject({
  rows: z.int(),
  /** `line` counts from 1, the header's. */
  faults: z.array(z.strictObject({ line: z.int(), column: z.string().nullable(), message: z.string() })),
  created: z.int(),
  changed: z.int(),
  unchanged: z.int(),
});
export type HutCsvReport = z.infer<typeof HutCsvReport>;

/** Requests that the huts cost, by the classes that they are in now. */
export const HutForecast = z.strictObject({
  requestsPerDay: z.number(),
  huts: z.int(),
  dueNow: z.int(),
});
export type HutForecast = z.infer<typeof HutForecast>;

export const hutOperations = {
  /** Every watched hut, by name; with `nights` also whether so many beds are free on each of them. */
  'huts.list': query(
    z.strictObject({
      asOf: AsOf.default(null),
      nights: z.array(CalendarDate).max(31).default([]),
      beds: z.int().min(1).max(1000).default(1),
    }),
    z.strictObject({ huts: z.array(HutRow), forecast: HutForecast }),
  ),
  /** The nights of up to 250 huts from a date on, up to 400; a hut that is not watched is left out. */
  'huts.nights': query(
    z.strictObject({
      slugs: z.array(HutSlug).max(250),
      from: CalendarDate,
      nights: z.int().min(1).max(400),
      asOf: AsOf.default(null),
    }),
    z.array(HutNights),
  ),
  'huts.hut': query(z.strictObject({ slug: HutSlug, asOf: AsOf.default(null) }), HutDetail),
  'huts.curve': query(z.strictObject({ slug: HutSlug, date: CalendarDate, asOf: AsOf.default(null) }), HutCurve),
  /**
   * Changes, newest first. `next` goes on where the page ended, null at the end; a page may be short, or empty, before the
   * end, where the filter passes over many.
   */
  'huts.changes': query(
    z.strictObject({
      after: z.string().nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
      asOf: AsOf.default(null),
      slug: HutSlug.nullable().default(null),
      /** Only changes of nights from and until these dates, both inclusive. */
      from: CalendarDate.nullable().default(null),
      until: CalendarDate.nullable().default(null),
      kinds: z.array(HutChange.shape.kind).default([]),
    }),
    z.strictObject({ changes: z.array(HutChange), next: z.string().nullable() }),
  ),
  /** Asks the source for a hut by its number or name, and stores nothing. */
  'huts.lookUp': command(z.strictObject({ sourceId: Id, bookingRef: BookingRef }), HutCandidate),
  /** Adds a hut (`conflict` when the slug is taken) or changes one. History stays with the slug. */
  'huts.save': command(z.strictObject({ hut: Hut, isNew: z.boolean() }), Hut),
  /** Stops watching a hut. Its history is kept and comes back when the slug is added again. */
  'huts.remove': command(BySlug, z.strictObject({})),
  /** Reads huts from CSV: slug, name, sourceId, bookingRef, capacityOpen, capacityClosed, timeZone; `apply` false only checks. */
  'huts.importCsv': command(z.strictObject({ text: z.string().max(5_000_000), apply: z.boolean() }), HutCsvReport),
  'huts.watches': query(z.strictObject({}), z.array(HutWatchRow)),
  /** Adds a watch; one that is there for the same hut, night and beds is given back. */
  'huts.watch': command(HutWatch.omit({ id: true }), HutWatch),
  'huts.unwatch': command(z.strictObject({ id: z.string() }), z.strictObject({})),
};
