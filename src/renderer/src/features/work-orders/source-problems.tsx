import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OrderSourceStanding } from '#shared/contract/work-orders.ts';
import { formatCount } from '../../lib/format.ts';
import { Age } from '../../ui/age.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { accountPath } from './paths.ts';
import { isProven } from './source-words.ts';

/** What keeps the orders shown from being the whole truth, source by source. */
export function SourceProblems({ sources }: { readonly sources: readonly OrderSourceStanding[] }): ReactNode {
  const troubled = sources.filter((source) => hasProblem(source));
  if (troubled.length === 0) return null;
  return (
    <section className="order-problems" aria-label="What is wrong">
      {troubled.map((source) => (
        <div key={source.sourceId} className="order-problem">
          <Failure source={source} />
          <Doubts source={source} />
          <Faults source={source} />
        </div>
      ))}
    </section>
  );
}

function hasProblem(source: OrderSourceStanding): boolean {
  return source.failure !== null || source.faults.length > 0 || (source.lastChecked !== null && !isProven(source));
}

interface ProblemProps {
  readonly source: OrderSourceStanding;
}

function Failure({ source: { sourceId, sourceName, failure, lastChecked } }: ProblemProps): ReactNode {
  if (failure === null) return null;
  const isSignedOut = failure.code === 'signed_out';
  return (
    <div className="order-problem__line">
      <StateMark
        mark="failed"
        word={isSignedOut ? `${sourceName}: signed out` : `${sourceName}: the last read failed`}
      />
      <p>
        {failure.message}{' '}
        <span className="secondary">
          Since <Age at={failure.since} className="age--from-left age--below" />, last tried{' '}
          <Age at={failure.at} className="age--from-left age--below" />.{' '}
          {lastChecked === null ? (
            'No orders were ever read.'
          ) : (
            <>
              The orders shown are those of <Age at={lastChecked} className="age--from-left age--below" />.
            </>
          )}
        </span>
      </p>
      {isSignedOut ? (
        <Link className="button" to={accountPath(sourceId)}>
          Open the account of {sourceName}
        </Link>
      ) : null}
    </div>
  );
}

function Doubts({ source }: ProblemProps): ReactNode {
  const { sourceName, lastChecked, lastComplete, doubts } = source;
  if (lastChecked === null || isProven(source)) return null;
  return (
    <div className="order-problem__line">
      <StateMark mark="attention" word={`${sourceName}: the newest read is not proven complete`} />
      <p>
        {doubts.join(' ')} <span className="secondary">Nothing is counted as missing because of it.</span>{' '}
        <span className="secondary">
          {lastComplete === null ? (
            'No read was proven complete yet.'
          ) : (
            <>
              Last proven complete <Age at={lastComplete} className="age--from-left age--below" />.
            </>
          )}
        </span>
      </p>
    </div>
  );
}

function Faults({ source: { sourceName, faults } }: ProblemProps): ReactNode {
  if (faults.length === 0) return null;
  return (
    <details className="order-problem__faults">
      <summary>
        <StateMark
          mark="attention"
          word={`${sourceName}: ${formatCount(faults.length, 'row', 'rows')} of the list could not be read`}
        />
      </summary>
      <ul>
        {faults.map(({ label, reason, since }) => (
          <li key={`${label} ${reason}`}>
            <span className="strong">{label}</span>: {reason}{' '}
            <span className="secondary">
              Since <Age at={since} className="age--from-left age--below" />.
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
