import { Copy } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { RunFilter } from '#shared/contract/runs.ts';
import type { Run } from '#shared/model/run.ts';
import { copyText } from '../../lib/copy-text.ts';
import { formatCount, formatDay, formatTimeOfDay } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { FilterRow } from './filter-row.tsx';
import { toRunFilter } from './run-filter.ts';
import { RunTabs } from './run-tabs.tsx';
import { RunsTable } from './runs-table.tsx';
import { useRuns } from './use-runs.ts';
import type { RunList } from './use-runs.ts';
import { useRunsView } from './use-runs-view.ts';
import { runsAsText, runsSentence } from './view-model.ts';
import './runs.css';

const TYPING_MS = 250;

/** Every run there was, newest first, with filters that stand in the address. */
export function RunsPage(): ReactNode {
  const state = useRunsView();
  const typed = JSON.stringify(toRunFilter(state.view));
  const settled = useDebounced(typed, TYPING_MS);
  const filter = useMemo(() => RunFilter.parse(JSON.parse(settled)), [settled]);
  const list = useRuns(filter);
  const isFiltered = settled !== '{}';
  const { runs } = list;
  return (
    <div className="page runs-page">
      <PageHeader
        title="Runs"
        sentence={runs === undefined ? '' : runsSentence(runs, list.hasMore, isFiltered)}
        actions={runs === undefined || runs.length === 0 ? undefined : <CopyButton runs={runs} />}
      />
      <RunTabs />
      <FilterRow {...state} />
      {runs === undefined ? (
        list.error === null ? (
          <LoadingState what="the runs" rows={12} />
        ) : (
          <ErrorState what="the runs" error={list.error} onRetry={list.retry} />
        )
      ) : (
        <>
          {runs.length > 0 ? (
            <RunsTable key={settled} runs={runs} onNearEnd={list.onNearEnd} />
          ) : list.hasMore || list.error !== null ? null : (
            <Nothing isFiltered={isFiltered} onClear={state.clear} />
          )}
          <ListEnd list={list} />
        </>
      )}
    </div>
  );
}

function Nothing({ isFiltered, onClear }: { readonly isFiltered: boolean; readonly onClear: () => void }): ReactNode {
  if (isFiltered) {
    return (
      <EmptyState title="No run matches these filters." actions={<Button onClick={onClear}>Clear all filters</Button>}>
        Rounds looked through every run it has on record.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="Nothing has run yet.">
      A run appears here as soon as a schedule is due or you press Update now.
    </EmptyState>
  );
}

/** What lies beyond the rows: how far Rounds has looked, what kept it from looking further, or a way to go on. */
function ListEnd({ list }: { readonly list: RunList }): ReactNode {
  const { runs = [], error, hasMore, isLooking, lookedBackTo } = list;
  if (error !== null) return <ErrorState what="older runs" error={error} onRetry={list.retry} />;
  if (!hasMore) return null;
  const reached = lookedBackTo === null ? '' : ` to ${formatDay(lookedBackTo)}, ${formatTimeOfDay(lookedBackTo)}`;
  return (
    <div className="runs-end">
      <output className="secondary">
        {isLooking
          ? `Looked back${reached}…`
          : `Looked back${reached}. ${runs.length === 0 ? 'None was found so far.' : 'Older runs may follow.'}`}
      </output>
      {isLooking ? (
        <Button onClick={list.stop}>Stop</Button>
      ) : (
        <Button onClick={list.loadMore}>{runs.length === 0 ? 'Look further back' : 'Load more'}</Button>
      )}
    </div>
  );
}

function CopyButton({ runs }: { readonly runs: readonly Run[] }): ReactNode {
  const copy = (): void => {
    if (copyText(runsAsText(runs))) announce(`Copied ${formatCount(runs.length, 'run', 'runs')} as text.`);
    else announce('The system did not take the text. Try again.', 'failed');
  };
  return (
    <Button onClick={copy}>
      <Copy size={14} aria-hidden="true" /> Copy as text
    </Button>
  );
}
