import { useState } from 'react';
import type { ReactNode } from 'react';
import { Bar, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import { cssVars } from '../../lib/css-vars.ts';
import { ScrubFrame } from '../../ui/scrub-frame.tsx';
import { axisMarks, findingAt, loneValues } from './trends-model.ts';
import type { Trend } from './trends-model.ts';

const LEFT = 40;
const RIGHT = 24;
const HEIGHT = 200;
const MARK_WIDTH = 64;

interface TrendChartProps {
  readonly trend: Trend;
  readonly width: number;
}

/** A trend as a drawing; gaps stay gaps. Arrow keys walk along it and speak what stands there. */
export function TrendChart({ trend, width }: TrendChartProps): ReactNode {
  const [index, setIndex] = useState<number | null>(null);
  const { places, title } = trend;
  const plotWidth = width - LEFT - RIGHT;
  const band = plotWidth / Math.max(1, places.length);
  const place = index === null ? undefined : places[index];
  const finding = index === null ? '' : findingAt(trend, index);
  const x = LEFT + ((index ?? 0) + 0.5) * band;
  const indexAt = (offset: number): number | null => {
    const found = Math.floor((offset - LEFT) / band);
    return found >= 0 && found < places.length ? found : null;
  };
  return (
    <figure className="section">
      <ScrubFrame
        label={`${title}, place shown`}
        count={places.length}
        index={index}
        onIndex={setIndex}
        indexAt={indexAt}
        x={x}
        width={width}
        spoken={place === undefined ? '' : `${place.words}: ${finding}`}
        tip={
          place === undefined ? null : (
            <>
              <div className="strong">{finding}</div>
              <div className="secondary">{place.words}</div>
            </>
          )
        }
      >
        <Drawing trend={trend} width={width} marks={Math.max(2, Math.floor(plotWidth / MARK_WIDTH))} />
        {index === null ? null : (
          <div className="trend__cursor" style={cssVars({ '--x': Math.round(x) })} aria-hidden="true" />
        )}
      </ScrubFrame>
      <figcaption className="trend__foot">
        {trend.series.length > 1 ? <Legend trend={trend} /> : null}
        <span className="secondary">Across: {trend.along}</span>
      </figcaption>
    </figure>
  );
}

interface DrawingProps extends TrendChartProps {
  readonly marks: number;
}

function Drawing({ trend, width, marks }: DrawingProps): ReactNode {
  const { places, kind, unit } = trend;
  const labels = new Map(places.map(({ key, label }) => [key, label]));
  return (
    <ComposedChart
      data={[...dataOf(trend)]}
      width={width}
      height={HEIGHT}
      margin={{ top: 20, right: RIGHT, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--border)" />
      <XAxis
        dataKey="key"
        type="category"
        scale="band"
        ticks={[...axisMarks(trend, marks)]}
        tickFormatter={(key: string) => labels.get(key) ?? ''}
        interval={0}
        height={28}
        tickLine={false}
        stroke="var(--border-strong)"
      />
      <YAxis width={LEFT} domain={[0, 'auto']} allowDecimals={false} tickLine={false} axisLine={false} />
      <text x={LEFT} y={12}>
        {unit}
      </text>
      {kind === 'line' ? lines() : bars(trend)}
    </ComposedChart>
  );
}

/** Series by their place, so that no name of a category can be taken for a path. */
function dataOf({ places, series, kind }: Trend): readonly object[] {
  const lone = loneValues(kind === 'line' ? (series[0]?.values ?? []) : []);
  return places.map(({ key }, index) => ({
    key,
    lone: lone[index] ?? null,
    ...Object.fromEntries(series.map(({ values }, at) => [`s${String(at)}`, values[index] ?? null])),
  }));
}

function lines(): ReactNode {
  const shared = { type: 'linear', isAnimationActive: false, connectNulls: false, activeDot: false } as const;
  return (
    <>
      <Line {...shared} dataKey="s0" stroke="var(--line)" strokeWidth={1.5} dot={false} />
      <Line {...shared} dataKey="lone" stroke="none" dot={{ r: 2, fill: 'var(--line)', stroke: 'none' }} />
    </>
  );
}

/** The parts of a whole stand upon each other; what came and what went stand side by side. */
function bars({ key: trendKey, series }: Trend): ReactNode {
  return series.map(({ key }, at) => (
    <Bar
      key={key}
      dataKey={`s${String(at)}`}
      stackId={trendKey === 'growth' ? String(at) : 'all'}
      fill={fillOf(at)}
      isAnimationActive={false}
    />
  ));
}

function fillOf(at: number): string {
  return `var(--series-${String(at + 1)})`;
}

function Legend({ trend: { series } }: { readonly trend: Trend }): ReactNode {
  return (
    <ul className="trend__legend" aria-label="Legend">
      {series.map(({ key, word }, at) => (
        <li key={key}>
          <svg width="12" height="12" aria-hidden="true" focusable="false">
            <rect width="12" height="12" fill={fillOf(at)} />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}
