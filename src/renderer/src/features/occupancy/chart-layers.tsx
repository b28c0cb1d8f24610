import type { ReactNode } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import type { OccupancyPoint } from '#shared/model/occupancy.ts';
import type { Stretch } from './history-model.ts';

/** The fill of stretches without data. */
export function HatchPattern(): ReactNode {
  return (
    <defs>
      <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse">
        <path className="chart__hatch" d="M-1 7 7 -1M-1 1 1 -1M5 7l2 -2" />
      </pattern>
    </defs>
  );
}

/** What is no figure, drawn apart: closed shaded, no data hatched, unobserved a dotted base line. */
export function ChartStretches({ stretches }: { readonly stretches: readonly Stretch[] }): ReactNode {
  const plot = usePlotArea();
  const scale = useXAxisScale();
  if (plot === undefined || scale === undefined) return null;
  const left = (at: number): number => Math.max(plot.x, Math.min(plot.x + plot.width, scale(at) ?? plot.x));
  const base = plot.y + plot.height - 1;
  return (
    <g>
      <text x={plot.x - 6} y={10} textAnchor="end">
        %
      </text>
      <text x={plot.x + 2} y={10}>
        Busyness
      </text>
      {stretches.map((stretch) => {
        const from = left(stretch.from);
        const until = left(stretch.until);
        const key = `${stretch.kind} ${stretch.from}`;
        if (stretch.kind === 'unobserved')
          return <path key={key} className="chart__unobserved" d={`M${from + 1} ${base}H${until}`} />;
        return (
          <rect
            key={key}
            className={stretch.kind === 'closed' ? 'chart__closed' : ''}
            {...(stretch.kind === 'closed' ? {} : { fill: 'url(#hatch)' })}
            x={from}
            y={plot.y}
            width={Math.max(1, until - from)}
            height={plot.height}
          />
        );
      })}
    </g>
  );
}

/** The crosshair at a bucket. */
export function ChartCursor({ point }: { readonly point: OccupancyPoint | null }): ReactNode {
  const plot = usePlotArea();
  const scaleX = useXAxisScale();
  const scaleY = useYAxisScale();
  if (point === null || plot === undefined || scaleX === undefined || scaleY === undefined) return null;
  const x = scaleX((point.from + point.until) / 2);
  const y = point.meanPercent === null ? undefined : scaleY(point.meanPercent);
  if (x === undefined) return null;
  return (
    <g>
      <path className="chart__cursor" d={`M${Math.round(x) + 0.5} ${plot.y}v${plot.height}`} />
      {y === undefined ? null : <circle className="chart__dot" cx={x} cy={y} r={4} />}
    </g>
  );
}
