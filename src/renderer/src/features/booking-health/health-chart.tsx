import { useState } from 'react';
import type { ReactNode } from 'react';
import { Bar, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import type { BookingHealthDay } from '#shared/contract/bookings.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatNight } from '../../lib/format.ts';
import { ScrubFrame } from '../../ui/scrub-frame.tsx';
import { axisDates, axisWord, dayFinding, lineSeries } from './health-model.ts';
import type { BarFigure, Figure } from './health-model.ts';

const LEFT = 40;
const RIGHT = 24;
const HEIGHT = 200;
const TICK_WIDTH = 72;

interface HealthChartProps {
  readonly figure: Figure;
  readonly days: readonly BookingHealthDay[];
  readonly width: number;
}

/** A figure by day; gaps stay gaps. Arrow keys walk the days and speak them. */
export function HealthChart({ figure, days, width }: HealthChartProps): ReactNode {
  const [index, setIndex] = useState<number | null>(null);
  const plotWidth = width - LEFT - RIGHT;
  const band = plotWidth / Math.max(1, days.length);
  const day = index === null ? undefined : days[index];
  const x = LEFT + ((index ?? 0) + 0.5) * band;
  const indexAt = (offset: number): number | null => {
    const found = Math.floor((offset - LEFT) / band);
    return found >= 0 && found < days.length ? found : null;
  };
  return (
    <figure className="section">
      <ScrubFrame
        label={`${figure.title} by day, day shown`}
        count={days.length}
        index={index}
        onIndex={setIndex}
        indexAt={indexAt}
        x={x}
        width={width}
        spoken={day === undefined ? '' : `${formatNight(day.date)}: ${dayFinding(figure, day)}`}
        tip={
          day === undefined ? null : (
            <>
              <div className="strong">{dayFinding(figure, day)}</div>
              <div className="secondary">{formatNight(day.date)}</div>
            </>
          )
        }
      >
        <ComposedChart
          data={[...dataOf(figure, days)]}
          width={width}
          height={HEIGHT}
          margin={{ top: 20, right: RIGHT, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <Hatches />
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis
            dataKey="date"
            type="category"
            scale="band"
            ticks={[...axisDates(days, Math.max(2, Math.floor(plotWidth / TICK_WIDTH)))]}
            tickFormatter={axisWord}
            interval={0}
            height={28}
            tickLine={false}
            stroke="var(--border-strong)"
          />
          <YAxis
            width={LEFT}
            {...(figure.kind === 'line' && figure.isPercent
              ? { domain: [0, 100], ticks: [0, 25, 50, 75, 100] }
              : { domain: [0, 'auto'] as const })}
            allowDecimals={false}
            tickLine={false}
            axisLine={false}
          />
          <text x={LEFT} y={12}>
            {figure.unit}
          </text>
          {figure.kind === 'line' ? lines() : bars(figure)}
        </ComposedChart>
        {index === null ? null : (
          <div className="health-cursor" style={cssVars({ '--x': Math.round(x) })} aria-hidden="true" />
        )}
      </ScrubFrame>
      {figure.kind === 'bars' ? (
        <figcaption>
          <BarLegend figure={figure} />
        </figcaption>
      ) : null}
    </figure>
  );
}

function dataOf(figure: Figure, days: readonly BookingHealthDay[]): readonly object[] {
  if (figure.kind === 'line') return lineSeries(figure, days);
  return days.map((day) => ({
    date: day.date,
    ...Object.fromEntries(figure.series.map(({ key, of }) => [key, of(day)])),
  }));
}

function lines(): ReactNode {
  const shared = { type: 'linear', isAnimationActive: false, connectNulls: false, activeDot: false } as const;
  return (
    <>
      <Line {...shared} dataKey="value" stroke="var(--line)" strokeWidth={1.5} dot={false} />
      <Line {...shared} dataKey="lone" stroke="none" dot={{ r: 2, fill: 'var(--line)', stroke: 'none' }} />
    </>
  );
}

/** A fill for each part, told apart in grey too. */
const fills: Readonly<Record<string, string>> = {
  paid: 'var(--active)',
  succeeded: 'var(--active)',
  expired: 'url(#health-failed)',
  failed: 'url(#health-failed)',
  cancelled: 'var(--border-strong)',
  pending: 'url(#health-pending)',
};

function Hatches(): ReactNode {
  return (
    <defs>
      <pattern id="health-failed" width="4" height="4" patternUnits="userSpaceOnUse">
        <path d="M0 0h4v4h-4z" fill="var(--bg)" />
        <path d="M-1 5 5 -1M-1 1 1 -1M3 5l2 -2" stroke="var(--failed)" strokeWidth="1.5" />
      </pattern>
      <pattern id="health-pending" width="4" height="4" patternUnits="userSpaceOnUse">
        <path d="M0 0h4v4h-4z" fill="var(--bg)" />
        <path d="M0 2h4" stroke="var(--waiting)" strokeWidth="1.5" />
      </pattern>
    </defs>
  );
}

function bars({ series }: BarFigure): ReactNode {
  return series.map(({ key }) => (
    <Bar key={key} dataKey={key} stackId="all" fill={fills[key] ?? 'var(--line)'} isAnimationActive={false} />
  ));
}

function BarLegend({ figure: { series } }: { readonly figure: BarFigure }): ReactNode {
  return (
    <ul className="health-legend" aria-label="Legend">
      {series.map(({ key, word }) => (
        <li key={key}>
          <svg width="12" height="12" aria-hidden="true" focusable="false">
            <rect width="12" height="12" fill={fills[key] ?? 'var(--line)'} />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}
