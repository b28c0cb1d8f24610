import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { RunPlan } from '#shared/model/run-plan.ts';
import { formatNumber } from '../../lib/format.ts';
import { sentenceOf } from '../../lib/schedule-words.ts';
import { Instant } from '../../ui/age.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { PlanActions } from './plan-actions.tsx';
import { PlanRows } from './plan-rows.tsx';
import { planMark, planSentence, sourceSentence, totalOf } from './plan-words.ts';
import './plan.css';

/** Says on top of the page that the run waits for a decision, and why. */
export function HeldBanner({ plan }: { readonly plan: RunPlan }): ReactNode {
  if (plan.state !== 'held') return null;
  return (
    <section className="held-banner" aria-label="This run is held">
      <div>
        <p className="strong">
          <StateMark mark="attention" word="This run is held, and changed nothing." />
        </p>
        <p>{sentenceOf(plan.heldReason ?? '')}</p>
        <p className="secondary">
          Look at the plan below, then apply it or leave it. Until then no schedule does this work.
        </p>
      </div>
      <PlanActions plan={plan} />
    </section>
  );
}

interface PlanSectionProps {
  readonly plan: RunPlan;
  /** Says what became of it; false where the page has said that already. */
  readonly hasSentence: boolean;
}

/** What a run would change, or changed: how it stands, counts, and every row. */
export function PlanSection({ plan, hasSentence }: PlanSectionProps): ReactNode {
  const { mark, word } = planMark(plan.state);
  return (
    <section className="section" aria-labelledby="plan">
      <div className="plan-head">
        <h2 id="plan">Plan</h2>
        <StateMark mark={mark} word={word} />
        {plan.state === 'held' ? null : <PlanActions plan={plan} />}
      </div>
      {hasSentence ? <p>{planSentence(plan)}</p> : null}
      <PlanStory plan={plan} />
      {totalOf(plan.counts) === 0 ? null : (
        <>
          <PlanCountsTable plan={plan} />
          <PlanRows plan={plan} />
        </>
      )}
    </section>
  );
}

/** Why it is held, who decided, and the other runs that have to do with it. */
function PlanStory({ plan }: { readonly plan: RunPlan }): ReactNode {
  const source = sourceSentence(plan.source);
  return (
    <>
      {plan.heldReason === null || plan.state === 'held' ? null : (
        <p className="attention-text">
          {plan.state === 'dry' ? 'A real run would be held: ' : 'It was held: '}
          {plan.heldReason}
        </p>
      )}
      {plan.ofRunId === null ? null : (
        <p className="secondary">
          {source} <RunLink id={plan.ofRunId} />.
        </p>
      )}
      {plan.decidedAt === null ? null : (
        <p className="secondary">
          Decided by {plan.decidedBy ?? 'Rounds'} <Instant at={plan.decidedAt} className="age--from-left" />.
        </p>
      )}
      {plan.appliedByRunId === null ? null : (
        <p className="secondary">
          It was applied by <RunLink id={plan.appliedByRunId} />.
        </p>
      )}
      {plan.undoneByRunId === null ? null : (
        <p className="secondary">
          It was taken back by <RunLink id={plan.undoneByRunId} />.
        </p>
      )}
    </>
  );
}

function RunLink({ id }: { readonly id: string }): ReactNode {
  return <Link to={`/runs/${encodeURIComponent(id)}`}>run {id}</Link>;
}

function PlanCountsTable({ plan: { entities, counts } }: { readonly plan: RunPlan }): ReactNode {
  return (
    <table className="table plan-counts">
      <caption className="visually-hidden">Rows of the plan, counted</caption>
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col" className="numeric">
            Made
          </th>
          <th scope="col" className="numeric">
            Changed
          </th>
          <th scope="col" className="numeric">
            Removed
          </th>
        </tr>
      </thead>
      <tbody>
        {[...entities, ...(entities.length > 1 ? [{ entity: '', title: 'All', counts }] : [])].map((each) => (
          <tr key={each.entity}>
            <th scope="row">{each.title}</th>
            <td className="numeric">{formatNumber(each.counts.creates)}</td>
            <td className="numeric">{formatNumber(each.counts.updates)}</td>
            <td className="numeric">{formatNumber(each.counts.removes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
