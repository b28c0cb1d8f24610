import type { OccupancyPoint } from '#shared/model/occupancy.ts';

/** What became of a bucket: drawn as a figure, or apart from figures. */
export type BucketKind = 'measured' | 'closed' | 'no-data' | 'unobserved';

/** The kind of a bucket: a figure where there is one, else what filled most of it. */
export function bucketKind(point: OccupancyPoint): BucketKind {
  if (point.meanPercent !== null) return 'measured';
  if (point.closedMs === 0 && point.noDataMs === 0) return 'unobserved';
  return point.closedMs >= point.noDataMs ? 'closed' : 'no-data';
}

export interface SparklinePaths {
  readonly measured: string;
  readonly closed: string;
  readonly noData: string;
  readonly unobserved: string;
}

/** SVG paths of a small chart over the points' own span. */
export function sparklinePaths(points: readonly OccupancyPoint[], width: number, height: number): SparklinePaths {
  const from = points[0]?.from ?? 0;
  const span = Math.max(1, (points.at(-1)?.until ?? 1) - from);
  const x = (at: number): number => round(((at - from) / span) * width);
  const y = (percent: number): number => round(height - 1 - (Math.min(100, Math.max(0, percent)) / 100) * (height - 2));
  const paths = { measured: '', closed: '', noData: '', unobserved: '' };
  let isJoined = false;
  for (const point of points) {
    const kind = bucketKind(point);
    if (kind === 'measured' && point.meanPercent !== null) {
      const middle = x((point.from + point.until) / 2);
      const level = y(point.meanPercent);
      // A lone bucket still shows: the line starts at its left edge.
      paths.measured += isJoined ? `L${middle} ${level}` : `M${x(point.from)} ${level}L${middle} ${level}`;
    } else if (kind === 'closed') paths.closed += `M${x(point.from)} ${height - 1}H${x(point.until)}`;
    else if (kind === 'unobserved') paths.unobserved += `M${x(point.from)} ${height - 1}H${x(point.until)}`;
    else paths.noData += hatch(x(point.from), x(point.until), height);
    isJoined = kind === 'measured';
  }
  return paths;
}

function hatch(left: number, right: number, height: number): string {
  let path = '';
  for (let start = left; start < right; start += 3) path += `M${round(start)} ${height - 1}l3 -6`;
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
