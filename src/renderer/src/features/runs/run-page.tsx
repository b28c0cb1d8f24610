import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import type { RunDetail } from '#shared/contract/runs.ts';
import { useOperation } from '../../lib/queries.ts';
import { isRunning, runResult } from '../../lib/words.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { planSentence } from './plan-words.ts';
import { HeldBanner, PlanSection } from './plan-section.tsx';
import { RunActions } from './run-actions.tsx';
import { RunAttempts } from './run-attempts.tsx';
import { RunChanges, RunErrors } from './run-details.tsx';
import { RunEvidence } from './run-evidence.tsx';
import { RunCounts, RunFacts } from './run-facts.tsx';
import { RunLog } from './run-log.tsx';
import './run-page.css';

/** One run: how it went and why, its attempts, what failed, what it changed and what it wrote down. Live while it runs. */
export function RunPage(): ReactNode {
  const { id = '' } = useParams();
  const detail = useOperation('runs.get', { id });
  const data = detail.data;
  return (
    <div className="page">
      <PageHeader
        title={data === undefined ? 'Run' : titleOf(data.run)}
        sentence={data === undefined ? '' : sentenceOf(data)}
        actions={data === undefined ? undefined : <RunActions detail={data} />}
      />
      {data !== undefined ? (
        <>
          {data.plan === null ? null : <HeldBanner plan={data.plan} />}
          <RunFacts detail={data} />
          {data.plan === null ? null : <PlanSection plan={data.plan} hasSentence={data.run.status !== 'held'} />}
          <RunCounts run={data.run} />
          <RunAttempts detail={data} />
          <RunErrors errors={data.errors} />
          {isRunning(data.run) ? null : <RunEvidence runId={data.run.id} />}
          {data.plan !== null && data.changes.length === 0 ? null : (
            <RunChanges changes={data.changes} isRunning={isRunning(data.run)} />
          )}
          <RunLog lines={data.log} isRunning={isRunning(data.run)} />
        </>
      ) : detail.error === null ? (
        <LoadingState what="the run" rows={12} />
      ) : (
        <ErrorState what="the run" error={detail.error} onRetry={() => void detail.refetch()} />
      )}
    </div>
  );
}

/** What became of it; the reason of a held run stands below, with what can be done. */
function sentenceOf({ run, plan }: RunDetail): string {
  return run.status === 'held' && plan !== null ? planSentence(plan) : runResult(run);
}

function titleOf({ title, subject }: { readonly title: string; readonly subject: string }): string {
  return subject === '' ? title : `${title}, ${subject}`;
}
