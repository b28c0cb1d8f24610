import { useState } from 'react';
import type { ReactNode } from 'react';
import { CartesianGrid, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { ScrubFrame } from '../../ui/scrub-frame.tsx';
import { CurveLayers, CurveLegend, ThinHatch } from './curve-layers.tsx';
import { curveSeries, dayTicks, daysBefore, stretchDays, stretchWords } from './curve-model.ts';
import type { Curve, CurveStretch } from './curve-model.ts';

const LEFT = 48;
const RIGHT = 12;
const HEIGHT = 280;

interface CurveChartProps {
  readonly curve: Curve;
  readonly night: CalendarDate;
  readonly width: number;
  readonly timeZone: string;
}

/** Free beds against days before arrival, arrival to the right. Arrow keys, Home and End walk the steps and speak them. */
export function CurveChart({ curve, night, width, timeZone }: CurveChartProps): ReactNode {
  const [index, setIndex] = useState<number | null>(null);
  const { stretches, domain } = curve;
  const plotWidth = width - LEFT - RIGHT;
  const xOf = (at: number): number =>
    LEFT + ((domain[0] - daysBefore(at, curve.arrival)) / (domain[0] - domain[1])) * plotWidth;
  const stretch = index === null ? undefined : stretches[index];
  const x = stretch === undefined ? 0 : xOf((stretch.from + stretch.until) / 2);

  const indexAt = (offset: number): number | null => {
    const found = stretches.findIndex(
      ({ from, until }) => xOf(from) <= offset && offset <= Math.max(xOf(until), xOf(from) + 3),
    );
    return found === -1 ? null : found;
  };

  return (
    <figure className="section">
      <ScrubFrame
        className="curve"
        label={`Free beds for ${formatDate(night)}, step shown`}
        count={stretches.length}
        index={index}
        onIndex={setIndex}
        indexAt={indexAt}
        x={x}
        width={width}
        spoken={stretch === undefined ? '' : spoken(stretch, curve)}
        tip={
          stretch === undefined ? null : (
            <>
              <div className="strong">{stretchWords(stretch)}</div>
              <div className="secondary">{stretchDays(stretch, curve.arrival)} days before arrival</div>
            </>
          )
        }
      >
        <ComposedChart
          data={[...curveSeries(curve)]}
          width={width}
          height={HEIGHT}
          margin={{ top: 20, right: RIGHT, bottom: 16, left: 0 }}
          accessibilityLayer={false}
        >
          <ThinHatch />
          <CartesianGrid vertical={false} stroke="var(--border)" />
          <XAxis
            dataKey="days"
            type="number"
            reversed
            domain={[domain[1], domain[0]]}
            ticks={[...dayTicks(domain)]}
            interval="preserveStart"
            minTickGap={8}
            height={28}
            tickLine={false}
            stroke="var(--border-strong)"
            allowDataOverflow
          />
          <YAxis width={LEFT} domain={[0, curve.mostBeds]} allowDecimals={false} tickLine={false} axisLine={false} />
          <CurveLayers curve={curve} shown={stretch ?? null} />
          <Line
            dataKey="free"
            type="linear"
            stroke="var(--line)"
            strokeWidth={1.5}
            dot={false}
            isAnimationActive={false}
            connectNulls={false}
            activeDot={false}
          />
        </ComposedChart>
      </ScrubFrame>
      <figcaption>
        <CurveLegend stretches={stretches} timeZone={timeZone} />
      </figcaption>
    </figure>
  );
}

function spoken(stretch: CurveStretch, curve: Curve): string {
  return `${stretchDays(stretch, curve.arrival)} days before arrival: ${stretchWords(stretch)}`;
}
