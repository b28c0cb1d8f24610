import { useMemo } from 'react';
import type { ReactNode } from 'react';
import type { OrderSourceStanding } from '#shared/contract/work-orders.ts';
import { useNow } from '../../lib/clock.ts';
import { useOperation } from '../../lib/queries.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ColumnChoice } from './column-choice.tsx';
import { NeverRead, NoPortal, NoneFound } from './nothing-here.tsx';
import { OrderFilters } from './order-filters.tsx';
import { OrderTable } from './order-table.tsx';
import { OrderTabs } from './order-tabs.tsx';
import { isNarrowed } from './orders-view.ts';
import { ReadButton } from './read-button.tsx';
import { SavedViews } from './saved-views.tsx';
import { SourceProblems } from './source-problems.tsx';
import { ordersSentence } from './source-words.ts';
import { useOrderTotal } from './use-order-rows.ts';
import { useOrdersView } from './use-orders-view.ts';

/** Every work order: filtered, sorted, with the columns and views that one chose. */
export function WorkOrdersPage(): ReactNode {
  const sources = useOperation('workOrders.sources', {}, { refetchIntervalMs: 60_000 });
  const now = useNow(10_000);
  const known = sources.data;
  return (
    <div className="page orders-page">
      <PageHeader
        title="Work orders"
        sentence={known === undefined ? '' : ordersSentence(known, now)}
        actions={known === undefined || known.length === 0 ? undefined : <ReadButton />}
      />
      <OrderTabs />
      {known !== undefined ? (
        known.length === 0 ? (
          <NoPortal />
        ) : (
          <Orders sources={known} />
        )
      ) : sources.error === null ? (
        <LoadingState what="the work orders" rows={12} />
      ) : (
        <ErrorState what="the work orders" error={sources.error} onRetry={() => void sources.refetch()} />
      )}
    </div>
  );
}

function Orders({ sources }: { readonly sources: readonly OrderSourceStanding[] }): ReactNode {
  const state = useOrdersView();
  const { view } = state;
  const { sourceId } = view.filter;
  const shown = sources.filter((source) => sourceId === null || source.sourceId === sourceId);
  return (
    <>
      <SourceProblems sources={shown} />
      <div className="order-views">
        <SavedViews state={state} />
        <ColumnChoice state={state} />
      </div>
      <OrderFilters state={state} sources={sources} />
      <List state={state} isRead={shown.some(({ lastChecked }) => lastChecked !== null)} />
    </>
  );
}

interface ListProps {
  readonly state: ReturnType<typeof useOrdersView>;
  /** Whether anybody ever looked: only then is no order a finding. */
  readonly isRead: boolean;
}

function List({ state, isRead }: ListProps): ReactNode {
  const { view, columns, setSort, clear } = state;
  const asked = useMemo(() => ({ filter: view.filter, sort: view.sort }), [view.filter, view.sort]);
  const { total, error, question, retry } = useOrderTotal(asked);
  if (total === null) {
    if (error === null) return <LoadingState what="the orders" rows={12} />;
    return <ErrorState what="the orders" error={error} onRetry={retry} />;
  }
  if (total === 0) {
    return isRead ? <NoneFound isNarrowed={isNarrowed(question.filter)} onClear={clear} /> : <NeverRead />;
  }
  return <OrderTable question={question} total={total} columns={columns} isOld={question !== asked} onSort={setSort} />;
}
