import { useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import type { OccupancyHistory } from '#shared/model/occupancy.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatBucket, timeTicks, zoneName } from '../../lib/format.ts';
import { ChartCursor, ChartStretches, HatchPattern } from './chart-layers.tsx';
import { ChartLegend } from './chart-legend.tsx';
import { bucketFinding, bucketWords, chartSeries, chartStretches, legendKinds, ranges } from './history-model.ts';
import type { RangeKey } from './history-model.ts';

const LEFT = 48;
const RIGHT = 8;
const HEIGHT = 260;

interface HistoryChartProps {
  readonly history: OccupancyHistory;
  readonly range: RangeKey;
  readonly width: number;
  /** The figures of the range before, while the new ones are on their way. */
  readonly isOld: boolean;
}

/** Mean and spread of busyness over time. Arrow keys, Page keys, Home and End move along it and speak what stands there. */
export function HistoryChart({ history, range, width, isOld }: HistoryChartProps): ReactNode {
  const [at, setAt] = useState<number | null>(null);
  const { points } = history;
  const stretches = chartStretches(history);
  const ticks = timeTicks(history.from, history.until);
  const index = at === null ? -1 : points.findIndex((point) => point.from <= at && at < point.until);
  const point = points[index];
  const x =
    point === undefined
      ? 0
      : LEFT +
        (((point.from + point.until) / 2 - history.from) / (history.until - history.from)) * (width - LEFT - RIGHT);

  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    const offset = event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT;
    setAt(history.from + (offset / (width - LEFT - RIGHT)) * (history.until - history.from));
  };
  const goTo = (target: number): void => {
    const next = points[Math.max(0, Math.min(points.length - 1, target))];
    if (next !== undefined) setAt((next.from + next.until) / 2);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, number> = {
      ArrowLeft: -1,
      ArrowDown: -1,
      ArrowRight: 1,
      ArrowUp: 1,
      PageUp: 20,
      PageDown: -20,
    };
    const move = moves[event.key];
    const current = index === -1 ? points.length : index;
    if (move !== undefined) goTo(current + move * (event.shiftKey ? 10 : 1));
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(points.length - 1);
    else if (event.key === 'Escape') setAt(null);
    else return;
    event.preventDefault();
  };

  return (
    <figure className="section">
      <div
        className={`chart ${isOld ? 'chart--old' : ''}`}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- an input cannot hold the drawing that it moves along
        role="slider"
        tabIndex={0}
        aria-label={`Busyness over ${ranges[range].words}, moment shown`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, points.length - 1)}
        aria-valuenow={index === -1 ? Math.max(0, points.length - 1) : index}
        aria-valuetext={
          point === undefined
            ? 'Arrow keys move along the chart'
            : `${bucketWords(point, history.until)}: ${bucketFinding(point)}`
        }
        onKeyDown={onKeyDown}
        onPointerMove={onPointerMove}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
      >
        <ComposedChart
          data={[...chartSeries(points)]}
          width={width}
          height={HEIGHT}
          margin={{ top: 20, right: RIGHT, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <HatchPattern />
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <ChartStretches stretches={stretches} />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[history.from, history.until]}
            ticks={ticks.map((tick) => tick.at)}
            tickFormatter={(value: number) => ticks.find((tick) => tick.at === value)?.label ?? ''}
            interval="preserveStart"
            minTickGap={8}
            height={28}
            tickLine={false}
            stroke="var(--border-strong)"
            allowDataOverflow
          />
          <YAxis width={LEFT} domain={[0, 100]} ticks={[0, 25, 50, 75, 100]} tickLine={false} axisLine={false} />
          <Area
            dataKey="band"
            type="linear"
            stroke="none"
            fill="var(--band)"
            fillOpacity={1}
            isAnimationActive={false}
            connectNulls={false}
            activeDot={false}
          />
          <Line
            dataKey="mean"
            type="linear"
            stroke="var(--line)"
            strokeWidth={1.5}
            dot={false}
            isAnimationActive={false}
            connectNulls={false}
            activeDot={false}
          />
          <ChartCursor point={point ?? null} />
        </ComposedChart>
        {point === undefined ? null : (
          <div
            className={`chart__tip ${x > width / 2 ? 'chart__tip--left' : ''}`}
            style={cssVars({ '--x': Math.round(x) })}
            aria-hidden="true"
          >
            <div className="strong">{bucketFinding(point)}</div>
            <div className="secondary">{bucketWords(point, history.until)}</div>
          </div>
        )}
      </div>
      <figcaption>
        <ChartLegend kinds={legendKinds(stretches)} bucket={formatBucket(history.bucketMs)} zone={zoneName()} />
      </figcaption>
    </figure>
  );
}
