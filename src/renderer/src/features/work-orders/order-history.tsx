import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OrderStretch } from '#shared/contract/work-orders.ts';
import { formatSpan } from '../../lib/format.ts';
import { Instant } from '../../ui/age.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { stretchWords } from './history-words.ts';

/** How the order was from when until when, the newest first. */
export function OrderHistory({ stretches }: { readonly stretches: readonly OrderStretch[] }): ReactNode {
  return (
    <section className="section" aria-labelledby="order-history">
      <h2 id="order-history">History</h2>
      {stretches.length === 0 ? <p className="secondary">Nothing is on record.</p> : null}
      <ol className="order-history">
        {stretches
          .map((stretch, index) => <Stretch key={stretch.firstChecked} stretch={stretch} isFirst={index === 0} />)
          .toReversed()}
      </ol>
    </section>
  );
}

interface StretchProps {
  readonly stretch: OrderStretch;
  readonly isFirst: boolean;
}

function Stretch({ stretch, isFirst }: StretchProps): ReactNode {
  const { firstChecked, lastChecked, isListed, runId } = stretch;
  return (
    <li className={`order-stretch ${isListed ? '' : 'order-stretch--missing'}`}>
      <p>
        <StateMark
          mark={isListed ? 'active' : 'paused'}
          word={isListed ? 'Listed' : 'Not listed'}
          isShapeOnly={isListed}
        />{' '}
        <span className="strong">{stretchWords(stretch, isFirst)}</span>
      </p>
      <p className="secondary">
        <Instant at={firstChecked} className="age--from-left age--below" />
        {lastChecked === firstChecked ? (
          ', seen once'
        ) : (
          <>
            {' '}
            to <Instant at={lastChecked} className="age--from-left age--below" />,{' '}
            {formatSpan(lastChecked - firstChecked)}
          </>
        )}
        {runId === null ? null : (
          <>
            {' '}
            <Link
              to={`/runs/${encodeURIComponent(runId)}`}
              aria-label={`Run that found: ${stretchWords(stretch, isFirst)}`}
            >
              Run
            </Link>
          </>
        )}
      </p>
    </li>
  );
}
