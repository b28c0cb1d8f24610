import { X } from 'lucide-react';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { Id } from '#shared/model/primitives.ts';
import { orderChangeTypes } from '#shared/model/work-order.ts';
import { formatCount } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { useNearEnd } from '../../lib/use-near-end.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import { Instant } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ChangeLine } from './change-line.tsx';
import { changeTypeWord, readChangeTypes } from './change-words.ts';
import type { ChangeType } from './change-words.ts';
import { changesByRun } from './changes-model.ts';
import type { ChangeGroup } from './changes-model.ts';
import { NoPortal } from './nothing-here.tsx';
import { OrderTabs } from './order-tabs.tsx';
import { changesSentence } from '../../lib/words.ts';
import { useOrderChanges } from './use-order-changes.ts';
import type { ChangesFilter, OrderChanges } from './use-order-changes.ts';
import './changes.css';

/** What changed among the orders, newest first, by the run that found it. */
export function OrderChangesPage(): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'types' | 'q' | 'source'>();
  const filter = useMemo(() => readFilter(params), [params]);
  const isNarrowed = filter.types.length > 0 || filter.text !== '';
  const list = useOrderChanges(filter);
  const sources = useOperation('workOrders.sources', {}).data;
  const { changes } = list;
  const clear = (): void => setParams({ types: '', q: '' });
  return (
    <div className="page">
      <PageHeader
        title="Changes of work orders"
        sentence={changes === undefined ? '' : changesSentence(changes.length, list.hasMore, isNarrowed)}
      />
      <OrderTabs />
      {sources?.length === 0 ? (
        <NoPortal />
      ) : (
        <>
          <Filters filter={filter} isNarrowed={isNarrowed} onClear={clear} />
          {changes !== undefined ? (
            <Feed list={list} isNarrowed={isNarrowed} onClear={clear} />
          ) : list.error === null ? (
            <LoadingState what="the changes" rows={12} />
          ) : (
            <ErrorState what="the changes" error={list.error} onRetry={list.retry} />
          )}
        </>
      )}
    </div>
  );
}

function readFilter(params: URLSearchParams): ChangesFilter {
  const source = Id.safeParse(params.get('source'));
  return {
    sourceId: source.success ? source.data : null,
    types: readChangeTypes(params.get('types')),
    text: (params.get('q') ?? '').slice(0, 200),
  };
}

interface FiltersProps {
  readonly filter: ChangesFilter;
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

function Filters({ filter, isNarrowed, onClear }: FiltersProps): ReactNode {
  const setParams = useSetParams<'types' | 'q'>();
  const toggle = (type: ChangeType): void => {
    const { types } = filter;
    setParams({ types: (types.includes(type) ? types.filter((each) => each !== type) : [...types, type]).join(',') });
  };
  return (
    <search className="filter-row" aria-label="Filter the changes">
      <SearchField
        label="Number, customer, store or city"
        placeholder="Number, customer, place"
        shortcut="Search the changes"
        text={filter.text}
        maxLength={200}
        onText={(q) => setParams({ q })}
      />
      <fieldset className="kind-chips" aria-label="Kinds of change">
        {orderChangeTypes.map((type) => (
          <button
            key={type}
            type="button"
            className="kind-chip"
            aria-pressed={filter.types.includes(type)}
            onClick={() => toggle(type)}
          >
            {changeTypeWord(type)}
          </button>
        ))}
      </fieldset>
      {isNarrowed ? (
        <Button look="quiet" onClick={onClear}>
          <X size={14} aria-hidden="true" /> Clear
        </Button>
      ) : null}
    </search>
  );
}

interface FeedProps {
  readonly list: OrderChanges;
  readonly isNarrowed: boolean;
  readonly onClear: () => void;
}

function Feed({ list, isNarrowed, onClear }: FeedProps): ReactNode {
  const groups = useMemo(() => changesByRun(list.changes ?? []), [list.changes]);
  return (
    <>
      {groups.length === 0 && !list.hasMore ? <Nothing isNarrowed={isNarrowed} onClear={onClear} /> : null}
      <div className="order-changes">
        {groups.map((group) => (
          <Group key={group.key} group={group} />
        ))}
      </div>
      <FeedEnd list={list} />
    </>
  );
}

function Group({ group: { key, runId, seenAt, changes } }: { readonly group: ChangeGroup }): ReactNode {
  const id = `changes-${key.replace(/[^\w-]/g, '-')}`;
  return (
    <section aria-labelledby={id}>
      <div className="order-changes__head">
        <h2 id={id}>
          <Instant at={seenAt} isInRow className="age--from-left age--below" />
        </h2>
        <span className="secondary">{formatCount(changes.length, 'change', 'changes')}</span>
        {runId === null ? null : (
          <Link to={`/runs/${encodeURIComponent(runId)}`} aria-labelledby={`${id}-run ${id}`}>
            <span id={`${id}-run`}>Open the run</span>
          </Link>
        )}
      </div>
      <ul>
        {changes.map((change) => (
          <ChangeLine key={change.id} change={change} />
        ))}
      </ul>
    </section>
  );
}

function Nothing({ isNarrowed, onClear }: { readonly isNarrowed: boolean; readonly onClear: () => void }): ReactNode {
  if (!isNarrowed) {
    return (
      <EmptyState title="Nothing has changed yet.">
        A change appears here as soon as a read finds an order otherwise than the read before.
      </EmptyState>
    );
  }
  return (
    <EmptyState title="No change matches these filters." actions={<Button onClick={onClear}>Clear all filters</Button>}>
      Rounds looked through every change it has on record.
    </EmptyState>
  );
}

/** What lies beyond the lines: the end itself, what kept from it, or a way to go on. */
function FeedEnd({ list }: { readonly list: OrderChanges }): ReactNode {
  const { changes = [], error, hasMore, isReading } = list;
  const end = useNearEnd(list.loadMore);
  return (
    <div ref={end} className="order-changes__end">
      {error !== null ? (
        <ErrorState what="older changes" error={error} onRetry={list.retry} />
      ) : hasMore ? (
        <Button disabled={isReading} onClick={list.loadMore}>
          {isReading ? 'Reading more…' : 'Load more'}
        </Button>
      ) : changes.length === 0 ? null : (
        <p className="secondary">No more changes.</p>
      )}
    </div>
  );
}
