import type { ReactNode } from 'react';
import { outcomeLook } from '../lib/verdicts.ts';
import type { Outcome } from '../lib/verdicts.ts';
import './outcomes.css';

interface Shape {
  readonly fill?: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly dashes?: string;
}

const circle = 'M6 1.75a4.25 4.25 0 1 1 0 8.5a4.25 4.25 0 1 1 0-8.5z';

/** Every outcome has a shape of its own, on a field of 12 by 12. */
const shapes: Readonly<Record<Outcome, Shape>> = {
  succeeded: { fill: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9z' },
  running: { stroke: circle, strokeWidth: 2 },
  claimed: { stroke: circle, strokeWidth: 2, dashes: '2.2' },
  planned: { fill: 'M2 1h8L6.6 6 10 11H2l3.4-5z' },
  partial: { fill: 'M6 1 11.5 10.75H.5z' },
  failed: { stroke: 'm2 2 8 8m0-8-8 8', strokeWidth: 2.5 },
  timed_out: { stroke: `${circle}M6 3.5V6h2.5` },
  interrupted: { fill: 'M7.5.5 2 7h3.5l-1 4.5L10 5H6.5z' },
  held: { stroke: 'M4 1.25h4L10.75 4v4L8 10.75H4L1.25 8V4z', fill: 'M4.25 4h1.25v4H4.25zM6.5 4h1.25v4H6.5z' },
  canceled: { fill: 'M2.5 2.5h7v7h-7z' },
  folded: { stroke: 'M2 1.5 6 6v5M10 1.5 6 6', strokeWidth: 2 },
  overlap: { stroke: 'M1.5 1.5h6v6h-6zM4.5 4.5h6v6h-6z' },
  outside_hours: { stroke: circle, fill: 'M6 2a4 4 0 0 1 0 8z' },
  over_budget: { stroke: `${circle}M3.5 6h5`, strokeWidth: 1.75 },
  paused: { fill: 'M2.5 1.5h2.5v9H2.5zM7 1.5h2.5v9H7z' },
  asleep: { stroke: 'M9.75 7.75A4.5 4.5 0 1 1 4.75 1.6a3.6 3.6 0 0 0 5 6.15z' },
  app_closed: { stroke: 'M2 2h8v8H2z' },
  offline: { stroke: `${circle}M3 9l6-6` },
  clock_changed: { stroke: 'M1 6h9.5M7 2.5 10.5 6 7 9.5' },
  dst_gap: { stroke: 'M1 6h3M8 6h3M4 2.5v7M8 2.5v7' },
  brake: { stroke: 'M4 1.25h4L10.75 4v4L8 10.75H4L1.25 8V4z', strokeWidth: 1.75 },
  late: { stroke: 'm1.5 2 4 4-4 4M6 2l4 4-4 4', strokeWidth: 1.75 },
  error: { stroke: 'M6 1.5 11 10.5H1zM6 5v2.5' },
  pending: { fill: 'M1 5h2v2H1zM5 5h2v2H5zM9 5h2v2H9z' },
};

interface OutcomeMarkProps {
  readonly outcome: Outcome;
  readonly word?: string;
  /** Shows the shape alone; the word is still spoken. */
  readonly isShapeOnly?: boolean;
}

/** An outcome by shape, word and colour, never by colour alone. */
export function OutcomeMark({ outcome, word, isShapeOnly = false }: OutcomeMarkProps): ReactNode {
  const look = outcomeLook(outcome);
  const { fill, stroke, strokeWidth = 1.5, dashes } = shapes[outcome];
  return (
    <span className={`mark mark--${look.tone} outcome--${outcome}`}>
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        {stroke === undefined ? null : (
          <path d={stroke} fill="none" stroke="currentColor" strokeWidth={strokeWidth} strokeDasharray={dashes} />
        )}
        {fill === undefined ? null : <path d={fill} fill="currentColor" />}
      </svg>
      <span className={isShapeOnly ? 'visually-hidden' : 'mark__word'}>{word ?? look.word}</span>
    </span>
  );
}

/** An outcome as a bar of a strip: each has its own outline as well as its own colour. */
export function OutcomeBar({ outcome }: { readonly outcome: Outcome }): ReactNode {
  return <span className={`beat beat--${outcome} mark--${outcomeLook(outcome).tone}`} aria-hidden="true" />;
}

/** What the bars of a strip mean, those that occur. */
export function OutcomeLegend({ outcomes }: { readonly outcomes: readonly Outcome[] }): ReactNode {
  if (outcomes.length === 0) return null;
  return (
    <ul className="beat-legend" aria-label="Legend">
      {outcomes.map((outcome) => (
        <li key={outcome} title={outcomeLook(outcome).meaning}>
          <OutcomeBar outcome={outcome} />
          {outcomeLook(outcome).word}
        </li>
      ))}
    </ul>
  );
}
