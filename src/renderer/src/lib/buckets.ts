import type { OccupancyHistory, OccupancyPoint } from '#shared/model/occupancy.ts';

interface BucketRange {
  readonly from: number;
  readonly until: number;
  readonly bucketMs: number;
}

/**
 * Points come only for buckets in which somebody looked. This puts empty ones between and around them, so that a gap
 * stays a gap wherever points are drawn side by side.
 */
export function fillBuckets(points: readonly OccupancyPoint[], range: BucketRange): readonly OccupancyPoint[] {
  const { from, until, bucketMs } = range;
  const known = new Map(points.map((point) => [point.from, point]));
  const filled: OccupancyPoint[] = [];
  for (let start = from - (from % bucketMs); start < until; start += bucketMs) {
    filled.push(known.get(start) ?? emptyBucket(start, Math.min(until, start + bucketMs)));
  }
  return filled;
}

/** A history with all its buckets up to now; what is still to come has none. */
export function fillHistory(history: OccupancyHistory, now: number): OccupancyHistory {
  const { from, until, bucketMs } = history;
  return { ...history, points: [...fillBuckets(history.points, { from, until: Math.min(until, now), bucketMs })] };
}

function emptyBucket(from: number, until: number): OccupancyPoint {
  const nothing = { minPercent: null, maxPercent: null, meanPercent: null };
  return { from, until, ...nothing, measuredMs: 0, closedMs: 0, noDataMs: 0 };
}
