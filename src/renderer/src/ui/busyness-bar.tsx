import type { ReactNode } from 'react';
import type { OccupancyState } from '#shared/model/occupancy.ts';
import { cssVars } from '../lib/css-vars.ts';
import { formatPercent } from '../lib/format.ts';

interface BusynessBarProps {
  /** Null while nobody has looked. */
  readonly state: Pick<OccupancyState, 'status' | 'busynessPercent'> | null;
}

/** How full a place is, as length, shade and figure; what is not a figure is drawn and said apart. */
export function BusynessBar({ state }: BusynessBarProps): ReactNode {
  if (state === null) return <Bar variant="unseen" figure={null} word="Not seen" />;
  if (state.status === 'closed') return <Bar variant="closed" figure={null} word="Closed" />;
  if (state.status === 'no_data' || state.busynessPercent === null)
    return <Bar variant="no-data" figure={null} word="No data" />;
  return <Bar variant="figure" figure={state.busynessPercent} word={formatPercent(state.busynessPercent)} />;
}

interface BarProps {
  readonly variant: 'figure' | 'closed' | 'no-data' | 'unseen';
  readonly figure: number | null;
  readonly word: string;
}

function Bar({ variant, figure, word }: BarProps): ReactNode {
  const share = figure === null ? 0 : Math.min(1, Math.max(0, figure / 100));
  return (
    <span className="busy">
      <span className={`busy__track busy__track--${variant}`}>
        {figure === null ? null : <span className="busy__fill" style={cssVars({ '--p': share })} />}
      </span>
      <span className={`busy__figure ${figure === null ? 'busy__figure--word' : ''}`}>{word}</span>
    </span>
  );
}
