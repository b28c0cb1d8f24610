import { z } from 'zod';
import { ErrorCode } from './error-code.ts';
import { DisplayName, EpochMs, Id } from './primitives.ts';

/** Below 30 % not busy, below 60 % moderate, below 80 % busy, else very busy; closed and no data are neither. */
export const OccupancyStatus = z.enum(['not_busy', 'moderate', 'busy', 'very_busy', 'closed', 'no_data']);
export type OccupancyStatus = z.infer<typeof OccupancyStatus>;

/** A code that the desk gave a building: `166`. */
export const BuildingCode = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}]*$/u, 'must be one line without control characters');

/** A building that the desk watches. `waitzId` is the numeric id at Waitz, or the exact name there. */
export const Building = z.strictObject({
  code: BuildingCode,
  name: DisplayName,
  sourceId: Id,
  waitzId: DisplayName,
});
export type Building = z.infer<typeof Building>;

/** The status of a percent figure of an open place with data. */
export function statusOfPercent(busynessPercent: number): OccupancyStatus {
  if (busynessPercent < 30) return 'not_busy';
  if (busynessPercent < 60) return 'moderate';
  if (busynessPercent < 80) return 'busy';
  return 'very_busy';
}

/** A part of a building (a floor, a wing) as the last good answer gave it; its id is no location id. */
export const OccupancyPart = z.strictObject({
  id: z.string(),
  name: z.string(),
  abbreviation: z.string().nullable(),
  status: OccupancyStatus,
  busynessPercent: z.number().nullable(),
  people: z.number().nullable(),
  capacity: z.number().nullable(),
  isOpen: z.boolean().nullable(),
  isAvailable: z.boolean().nullable(),
  hourSummary: z.string().nullable(),
});
export type OccupancyPart = z.infer<typeof OccupancyPart>;

/** What is known of a building's fullness: the last good answer, with Waitz's own figure in percent. */
export const OccupancyState = z.strictObject({
  status: OccupancyStatus,
  busynessPercent: z.number().nullable(),
  people: z.number().nullable(),
  capacity: z.number().nullable(),
  isOpen: z.boolean().nullable(),
  isAvailable: z.boolean().nullable(),
  hourSummary: z.string().nullable(),
  bestSpot: z.string().nullable(),
  /** When this state was first and last confirmed. */
  firstChecked: EpochMs,
  lastChecked: EpochMs,
});
export type OccupancyState = z.infer<typeof OccupancyState>;

/** Why the newest look at a target gave nothing; the state beside it is the last one that was good. */
export const CheckFailure = z.strictObject({
  code: ErrorCode,
  message: z.string(),
  /** First of the failures in a row, and the newest. */
  since: EpochMs,
  at: EpochMs,
  inRow: z.int().min(1),
});
export type CheckFailure = z.infer<typeof CheckFailure>;

/** One point of a sparkline or chart: a bucket of time. Percent figures are null where nothing was measured in it. */
export const OccupancyPoint = z.strictObject({
  from: EpochMs,
  until: EpochMs,
  minPercent: z.number().nullable(),
  maxPercent: z.number().nullable(),
  /** Weighted by time. */
  meanPercent: z.number().nullable(),
  /** Milliseconds of the bucket in which somebody looked and the place was open with data, closed, or without data. */
  measuredMs: z.number(),
  closedMs: z.number(),
  noDataMs: z.number(),
});
export type OccupancyPoint = z.infer<typeof OccupancyPoint>;

/** A row of the occupancy list. `state` is null while nobody has looked yet. */
export const BuildingRow = z.strictObject({
  ...Building.shape,
  sourceName: z.string(),
  state: OccupancyState.nullable(),
  failure: CheckFailure.nullable(),
  /** Planned distance of two looks, milliseconds; a state older than 1.5 of it is out of date. */
  stepMs: z.int(),
  /** The last 24 hours in hourly points, oldest first. */
  sparkline: z.array(OccupancyPoint),
  /** Mean of the last measured hour minus that of the hour before, percent points; null where either is missing. */
  trendPercent: z.number().nullable(),
});
export type BuildingRow = z.infer<typeof BuildingRow>;

/** Text facts of the `compare` feed, free of markup; null where the feed gave none. */
export const OccupancyTrend = z.strictObject({
  nextHour: z.string().nullable(),
  usual: z.string().nullable(),
  peak: z.string().nullable(),
  best: z.string().nullable(),
  fetchedAt: EpochMs,
});
export type OccupancyTrend = z.infer<typeof OccupancyTrend>;

/** Everything on a building's page but its history. */
export const BuildingDetail = z.strictObject({
  ...BuildingRow.shape,
  bestLabel: z.string().nullable(),
  parts: z.array(OccupancyPart),
  trend: OccupancyTrend.nullable(),
  /** The page at the source, for people. */
  link: z.string(),
});
export type BuildingDetail = z.infer<typeof BuildingDetail>;

/** A stretch of time in which looks followed one another closely enough. */
const ObservedStretch = z.strictObject({ from: EpochMs, until: EpochMs });
export type ObservedStretch = z.infer<typeof ObservedStretch>;

/** A building's history over a range, merged into at most the asked number of points. */
export const OccupancyHistory = z.strictObject({
  from: EpochMs,
  until: EpochMs,
  bucketMs: z.int(),
  points: z.array(OccupancyPoint),
  /** Stretches nobody looked at, within the range up to now. */
  unobserved: z.array(ObservedStretch),
  /** Share of the range up to now that was observed, 0–1. */
  coverage: z.number(),
});
export type OccupancyHistory = z.infer<typeof OccupancyHistory>;

/** One state of a building, as the history keeps it; `lastChecked` of the newest follows the building's last look. */
export const OccupancyHistoryRow = z.strictObject({
  buildingCode: z.string(),
  status: OccupancyStatus,
  busynessPercent: z.number().nullable(),
  people: z.number().nullable(),
  capacity: z.number().nullable(),
  isOpen: z.boolean().nullable(),
  firstChecked: EpochMs,
  lastChecked: EpochMs,
  runId: z.string().nullable(),
});
export type OccupancyHistoryRow = z.infer<typeof OccupancyHistoryRow>;

/** One look at a building within a run. */
export const BuildingCheck = z.strictObject({
  runId: z.string(),
  at: EpochMs,
  outcome: z.enum(['created', 'changed', 'unchanged', 'failed', 'skipped']),
  message: z.string(),
});
export type BuildingCheck = z.infer<typeof BuildingCheck>;

/** A location that a school's live list holds, offered when a building is added. */
export const LocationSuggestion = z.strictObject({
  waitzId: z.string(),
  name: z.string(),
  status: OccupancyStatus,
  busynessPercent: z.number().nullable(),
  partCount: z.int(),
  /** The code of the building that watches it already; null when free. */
  watchedAs: z.string().nullable(),
});
export type LocationSuggestion = z.infer<typeof LocationSuggestion>;
