import type { ReactNode } from 'react';
import type { OccupancyPoint } from '#shared/model/occupancy.ts';
import { sparklinePaths } from './sparkline-paths.ts';

interface SparklineProps {
  readonly points: readonly OccupancyPoint[];
  readonly summary: string;
  readonly width?: number;
  readonly height?: number;
}

/** The last day as a small line from 0 to 100 %; a gap is a gap. */
export function Sparkline({ points, summary, width = 120, height = 20 }: SparklineProps): ReactNode {
  const paths = sparklinePaths(points, width, height);
  return (
    <svg
      className="sparkline"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an inline drawing has no tag of its own
      role="img"
      aria-label={summary}
    >
      {paths.unobserved === '' ? null : <path className="sparkline__base" d={paths.unobserved} />}
      {paths.closed === '' ? null : <path className="sparkline__closed" d={paths.closed} />}
      {paths.noData === '' ? null : <path className="sparkline__hatch" d={paths.noData} />}
      {paths.measured === '' ? null : <path d={paths.measured} />}
    </svg>
  );
}
