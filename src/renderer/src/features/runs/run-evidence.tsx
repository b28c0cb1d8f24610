import type { ReactNode } from 'react';
import type { RunEvidence as Evidence } from '#shared/contract/runs.ts';
import { formatCount } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { sentenceOf } from '../../lib/schedule-words.ts';
import { Instant } from '../../ui/age.tsx';
import { ErrorState } from '../../ui/placeholders.tsx';
import { ScrollRegion } from '../../ui/scroll-region.tsx';

/** What stood on a rendered page when a step of the run failed; nothing where none is kept. */
export function RunEvidence({ runId }: { readonly runId: string }): ReactNode {
  const evidence = useOperation('runs.evidence', { runId });
  if (evidence.data === undefined) {
    if (evidence.error === null) return null;
    return <ErrorState what="what was on the screen" error={evidence.error} onRetry={() => void evidence.refetch()} />;
  }
  if (evidence.data.length === 0) return null;
  return (
    <section className="section" aria-labelledby="evidence">
      <h2 id="evidence">What was on the screen</h2>
      <p className="secondary">
        {formatCount(evidence.data.length, 'step', 'steps')} of the run failed. What the page showed then is kept for
        seven days, without secrets; it is shown as text and runs nothing.
      </p>
      {evidence.data.map((each, index) => (
        <Step key={`${each.at} ${String(index)}`} evidence={each} number={index + 1} />
      ))}
    </section>
  );
}

function Step({ evidence, number }: { readonly evidence: Evidence; readonly number: number }): ReactNode {
  const { step, at, html, picture, expiresAt } = evidence;
  const name = `step ${String(number)}: ${step}`;
  return (
    <article className="panel run-evidence" aria-label={`Evidence of ${name}`}>
      <h3 className="run-evidence__title">{sentenceOf(step)}</h3>
      <p className="secondary">
        Seen <Instant at={at} className="age--from-left" />, kept until{' '}
        <Instant at={expiresAt} className="age--from-left" />.
      </p>
      {picture === null ? (
        <p className="secondary">No picture of it could be taken.</p>
      ) : (
        <img className="run-evidence__picture" src={picture} alt={`The page at ${name}`} />
      )}
      <ScrollRegion className="run-evidence__text" label={`Text of the page at ${name}`}>
        <pre>{html === '' ? 'The page was empty.' : html}</pre>
      </ScrollRegion>
    </article>
  );
}
