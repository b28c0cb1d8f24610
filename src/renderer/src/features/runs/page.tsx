import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Run } from '#shared/model/run.ts';
import { useNow } from '../../lib/clock.ts';
import { formatCount, formatDuration } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { countsSentence, isRunning, runMark, triggerWord } from '../../lib/words.ts';
import { Age } from '../../ui/age.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import './runs.css';

/** The newest runs of every job. */
export function RunsPage(): ReactNode {
  const runs = useOperation('runs.recent', { limit: 100 });
  return (
    <div className="page">
      <PageHeader title="Runs" sentence={runs.data === undefined ? '' : runsSentence(runs.data)} />
      {runs.data === undefined ? (
        runs.error === null ? (
          <LoadingState what="the runs" rows={12} />
        ) : (
          <ErrorState what="the runs" error={runs.error} onRetry={() => void runs.refetch()} />
        )
      ) : runs.data.length === 0 ? (
        <EmptyState title="Nothing has run yet.">
          A run appears here as soon as a schedule is due or you press Update now.
        </EmptyState>
      ) : (
        <RunsTable runs={runs.data} />
      )}
    </div>
  );
}

function runsSentence(runs: readonly Run[]): string {
  const running = runs.filter(isRunning).length;
  const bad = runs.filter((run) => runMark(run.status).mark === 'failed' || run.status === 'partial').length;
  if (runs.length === 0) return 'No runs are recorded.';
  const parts = [
    runs.length === 100 ? 'The newest 100 runs' : formatCount(runs.length, 'run', 'runs'),
    running > 0 ? `${running} under way` : '',
    bad > 0 ? `${bad} with failures` : 'none with failures',
  ].filter((part) => part !== '');
  return `${parts.join(', ')}.`;
}

function RunsTable({ runs }: { readonly runs: readonly Run[] }): ReactNode {
  return (
    <table className="table runs-table">
      <caption className="visually-hidden">Runs, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Run</th>
          <th scope="col">Result</th>
          <th scope="col">What it did</th>
          <th scope="col">Started by</th>
          <th scope="col" className="numeric">
            Took
          </th>
          <th scope="col" className="numeric">
            Started
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </tbody>
    </table>
  );
}

function RunRow({ run }: { readonly run: Run }): ReactNode {
  const { mark, word } = runMark(run.status);
  return (
    <tr>
      <th scope="row">
        <Link to={`/runs/${encodeURIComponent(run.id)}`}>{run.title}</Link>{' '}
        <span className="secondary">{run.subject}</span>
      </th>
      <td>
        <StateMark mark={mark} word={word} />
      </td>
      <td className="runs-table__did">
        {run.error?.message ?? (isRunning(run) ? runProgress(run) : countsSentence(run))}
      </td>
      <td className="nowrap">{triggerWord(run.trigger)}</td>
      <td className="numeric nowrap">
        <Took run={run} />
      </td>
      <td className="numeric">
        <Age at={run.startedAt ?? run.createdAt} isInRow />
      </td>
    </tr>
  );
}

function runProgress(run: Run): string {
  return run.progress === null ? 'starting' : `${run.progress.done} of ${run.progress.total}`;
}

/** How long a run took, or has been going on. */
export function Took({ run }: { readonly run: Run }): ReactNode {
  const now = useNow();
  if (run.startedAt === null) return '–';
  return formatDuration(Math.max(0, (run.finishedAt ?? now) - run.startedAt));
}
