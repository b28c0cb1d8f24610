import { z } from 'zod';
import { HutWatchRow } from '../model/hut.ts';
import { EpochMs } from '../model/primitives.ts';
import { query } from './define.ts';

/** One button on a line of the Now page. */
export const NeedAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), label: z.string(), scheduleId: z.string() }),
  z.strictObject({ kind: z.literal('resume'), label: z.string(), scheduleId: z.string() }),
  z.strictObject({ kind: z.literal('building'), label: z.string(), code: z.string() }),
  z.strictObject({ kind: z.literal('hut'), label: z.string(), slug: z.string() }),
  /** The list of huts, those that fail first. */
  z.strictObject({ kind: z.literal('huts'), label: z.string() }),
  /** The account of a source, where its password is entered. */
  z.strictObject({ kind: z.literal('account'), label: z.string(), sourceId: z.string() }),
  /** The work orders of a source. */
  z.strictObject({ kind: z.literal('work_orders'), label: z.string(), sourceId: z.string() }),
  /** The plan of a run that waits for a decision. */
  z.strictObject({ kind: z.literal('plan'), label: z.string(), runId: z.string() }),
]);
export type NeedAction = z.infer<typeof NeedAction>;

/** Something a person should look at. */
export const Need = z.strictObject({
  id: z.string(),
  severity: z.enum(['failed', 'attention']),
  /** What is wrong, since when, what Rounds did, and what is still true. */
  what: z.string(),
  since: EpochMs,
  done: z.string(),
  stillTrue: z.string(),
  action: NeedAction,
});
export type Need = z.infer<typeof Need>;

/** A building named on the occupancy tile. */
const NamedFigure = z.strictObject({
  code: z.string(),
  name: z.string(),
  busynessPercent: z.number(),
  trendPercent: z.number().nullable(),
});

/** The Now page in one answer. */
export const NowView = z.strictObject({
  needs: z.array(Need),
  occupancy: z.strictObject({
    buildingCount: z.int(),
    openCount: z.int(),
    closedCount: z.int(),
    noDataCount: z.int(),
    /** Never looked at, or last seen longer ago than 1.5 planned steps. */
    unseenCount: z.int(),
    oldestCheck: EpochMs.nullable(),
    busiest: NamedFigure.nullable(),
    quietest: NamedFigure.nullable(),
  }),
  huts: z.strictObject({
    hutCount: z.int(),
    /** Never looked at. */
    unseenCount: z.int(),
    failingCount: z.int(),
    /** Nights on which beds were freed and taken within the last 24 hours, as far back as `countedFrom`. */
    freedCount: z.int(),
    filledCount: z.int(),
    countedFrom: EpochMs,
    /** Watches that are met now, soonest night first, at most five. */
    metWatches: z.array(HutWatchRow),
  }),
  workOrders: z.strictObject({
    sourceCount: z.int(),
    openCount: z.int(),
    overdueCount: z.int(),
    /** Due from today to the Sunday of this week, in each source's zone. */
    dueThisWeekCount: z.int(),
    /** Added, and moved to another date, within the last 24 hours. */
    addedCount: z.int(),
    movedCount: z.int(),
    /** The oldest of the sources' newest reads; null where one was never read. */
    oldestCheck: EpochMs.nullable(),
  }),
  bookings: z.strictObject({
    providerCount: z.int(),
    /** Holds that have not run out yet, and those of them that will within 15 minutes. */
    holdCount: z.int(),
    expiringCount: z.int(),
    nextExpiryAt: EpochMs.nullable(),
    /** Share of active services with a free slot in the window, percent; null without active services. */
    coveragePercent: z.number().nullable(),
    freeSlots: z.int(),
    /** Bookings of today that are not over, in each provider's zone. */
    todayCount: z.int(),
  }),
});
export type NowView = z.infer<typeof NowView>;

export const nowOperations = {
  'now.view': query(z.strictObject({}), NowView),
};
