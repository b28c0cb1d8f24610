import type { ReactNode } from 'react';
import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { daysBefore } from './curve-model.ts';
import type { Curve, CurveKind, CurveStretch } from './curve-model.ts';

/** The fill of stretches in which the source did not say how many beds are free, and of those in which it listed nothing. */
export function ThinHatch(): ReactNode {
  return (
    <defs>
      <pattern id="curve-untold" width="6" height="6" patternUnits="userSpaceOnUse">
        <path className="curve__hatch" d="M-1 7 7 -1M-1 1 1 -1M5 7l2 -2" />
      </pattern>
      <pattern id="curve-unlisted" width="8" height="8" patternUnits="userSpaceOnUse">
        <path className="curve__hatch" d="M4 0v8" />
      </pattern>
    </defs>
  );
}

interface CurveLayersProps {
  readonly curve: Curve;
  readonly shown: CurveStretch | null;
}

/** What is no figure, drawn apart from the line: closed shaded, not listed and not told hatched, unseen a dotted base line. */
export function CurveLayers({ curve, shown }: CurveLayersProps): ReactNode {
  const plot = usePlotArea();
  const scaleX = useXAxisScale();
  const scaleY = useYAxisScale();
  if (plot === undefined || scaleX === undefined || scaleY === undefined) return null;
  const left = (at: number): number => {
    const x = scaleX(daysBefore(at, curve.arrival)) ?? plot.x;
    return Math.max(plot.x, Math.min(plot.x + plot.width, x));
  };
  const base = plot.y + plot.height - 1;
  const middle = shown === null ? null : Math.round(left((shown.from + shown.until) / 2)) + 0.5;
  return (
    <g>
      <text x={plot.x - 6} y={10} textAnchor="end">
        beds
      </text>
      <text x={plot.x + 2} y={10}>
        Free
      </text>
      <text x={plot.x + plot.width} y={plot.y + plot.height + 40} textAnchor="end">
        days before arrival
      </text>
      {curve.stretches.map((stretch) => (
        <Stretch
          key={`${stretch.kind} ${stretch.from}`}
          stretch={stretch}
          from={left(stretch.from)}
          until={left(stretch.until)}
          top={plot.y}
          base={base}
          dotAt={scaleY(stretch.state?.free ?? 0) ?? base}
        />
      ))}
      {middle === null ? null : <path className="curve__cursor" d={`M${middle} ${plot.y}v${plot.height}`} />}
    </g>
  );
}

interface StretchProps {
  readonly stretch: CurveStretch;
  readonly from: number;
  readonly until: number;
  readonly top: number;
  readonly base: number;
  readonly dotAt: number;
}

function Stretch({ stretch: { kind }, from, until, top, base, dotAt }: StretchProps): ReactNode {
  // One look alone is no line; without a mark it would not be seen.
  if (kind === 'beds') return until - from < 2 ? <circle className="curve__look" cx={from} cy={dotAt} r={2} /> : null;
  if (kind === 'unseen') return <path className="curve__unseen" d={`M${from + 1} ${base}H${until}`} />;
  return (
    <rect
      className={kind === 'closed' ? 'curve__closed' : ''}
      {...(kind === 'closed' ? {} : { fill: `url(#curve-${kind})` })}
      x={from}
      y={top}
      width={Math.max(1, until - from)}
      height={base - top + 1}
    />
  );
}

const words: readonly (readonly [CurveKind, string])[] = [
  ['beds', 'Free beds'],
  ['closed', 'Closed'],
  ['unlisted', 'Not listed'],
  ['untold', 'Not told'],
  ['unseen', 'Nobody looked'],
];

/** What the chart's marks mean; only those that it shows. */
export function CurveLegend({
  stretches,
  timeZone,
}: {
  readonly stretches: readonly CurveStretch[];
  readonly timeZone: string;
}): ReactNode {
  const shown = new Set(stretches.map(({ kind }) => kind));
  return (
    <ul className="curve__legend" aria-label="Legend">
      {words.map(([kind, word]) =>
        shown.has(kind) ? (
          <li key={kind}>
            <svg width="20" height="12" aria-hidden="true" focusable="false">
              <Key kind={kind} />
            </svg>
            {word}
          </li>
        ) : null,
      )}
      <li>Arrival is the midnight that its day begins with, {timeZone}</li>
    </ul>
  );
}

function Key({ kind }: { readonly kind: CurveKind }): ReactNode {
  if (kind === 'beds') return <path className="curve__line" d="M0 9h8V3h12" />;
  if (kind === 'unseen') return <path className="curve__unseen" d="M1 10h19" />;
  if (kind === 'closed') return <rect className="curve__closed" width="20" height="12" />;
  if (kind === 'unlisted') return <path className="curve__hatch" d="M2 0v12M10 0v12M18 0v12" />;
  return <path className="curve__hatch" d="M0 12 12 0M4 12 16 0M8 12 20 0M0 8 8 0M12 12 20 4" />;
}
