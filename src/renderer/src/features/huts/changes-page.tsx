import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { HutWatchRow } from '#shared/model/hut.ts';
import { formatCount } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { useOperation } from '../../lib/queries.ts';
import { Age } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useAsOf } from './as-of.ts';
import { ChangeFilters } from './change-filters.tsx';
import { ChangeList } from './change-list.tsx';
import { HutsTabs } from './huts-tabs.tsx';
import { isFiltered, readChangesView, toChangesFilter } from './changes-model.ts';
import { hutPath } from './paths.ts';
import { useChanges } from './use-changes.ts';
import type { Changes } from './use-changes.ts';
import { changesSentence } from '../../lib/words.ts';
import { useNearEnd } from '../../lib/use-near-end.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import './changes.css';

/** What changed at the huts, newest first, with filters that stand in the address. */
export function HutChangesPage(): ReactNode {
  const [params] = useSearchParams();
  const setParams = useSetParams<'kinds' | 'hut' | 'from' | 'until'>();
  const { asOf, isNow } = useAsOf();
  const view = readChangesView(params);
  const list = useChanges(toChangesFilter(view, asOf));
  const { changes } = list;
  const clear = (): void => setParams({ kinds: '', hut: '', from: '', until: '' });
  return (
    <div className="page changes-page">
      <PageHeader
        title="What changed"
        sentence={changes === undefined ? '' : changesSentence(changes.length, list.hasMore, isFiltered(view))}
      />
      <HutsTabs />
      {isNow ? <MetWatches /> : null}
      <ChangeFilters view={view} onClear={clear} />
      {changes === undefined ? (
        list.error === null ? (
          <LoadingState what="the changes" rows={12} />
        ) : (
          <ErrorState what="the changes" error={list.error} onRetry={list.retry} />
        )
      ) : (
        <>
          {changes.length > 0 ? (
            <ChangeList changes={changes} />
          ) : list.hasMore || list.error !== null ? null : (
            <Nothing isNarrowed={isFiltered(view)} onClear={clear} />
          )}
          <ListEnd list={list} />
        </>
      )}
    </div>
  );
}

function Nothing({ isNarrowed, onClear }: { readonly isNarrowed: boolean; readonly onClear: () => void }): ReactNode {
  if (!isNarrowed) {
    return (
      <EmptyState title="Nothing has changed yet.">
        A change appears here as soon as a look finds a night otherwise than the look before.
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
function ListEnd({ list }: { readonly list: Changes }): ReactNode {
  const { changes = [], error, hasMore, isLooking } = list;
  const end = useNearEnd(list.onNearEnd);
  return (
    <div ref={end} className="changes-end">
      {error !== null ? (
        <ErrorState what="older changes" error={error} onRetry={list.retry} />
      ) : !hasMore ? (
        changes.length === 0 ? null : (
          <p className="secondary">No more changes.</p>
        )
      ) : isLooking ? (
        <>
          <output className="secondary">Looking further back…</output>
          <Button onClick={list.stop}>Stop</Button>
        </>
      ) : (
        <>
          <span className="secondary">
            {changes.length === 0 ? 'None was found so far.' : 'Older changes may follow.'}
          </span>
          <Button onClick={list.loadMore}>Load more</Button>
        </>
      )}
    </div>
  );
}

/** Watches that the newest look found met. */
function MetWatches(): ReactNode {
  const watches = useOperation('huts.watches', {}, { refetchIntervalMs: 60_000 });
  if (watches.error !== null && watches.data === undefined)
    return <ErrorState what="the watches" error={watches.error} onRetry={() => void watches.refetch()} />;
  const met = (watches.data ?? []).filter(({ isMet }) => isMet === true);
  if (met.length === 0) return null;
  return (
    <section className="met panel" aria-labelledby="met">
      <h2 id="met">What you wait for is there</h2>
      <ul>
        {met.map((watch) => (
          <MetWatch key={watch.id} watch={watch} />
        ))}
      </ul>
    </section>
  );
}

function MetWatch({ watch }: { readonly watch: HutWatchRow }): ReactNode {
  return (
    <li className="met__watch">
      <StateMark mark="active" word="Met" />
      <span>
        <Link to={hutPath(watch.slug, watch.date, null)}>{watch.hutName}</Link> has{' '}
        {formatCount(watch.beds, 'bed', 'beds')} or more on {formatDate(watch.date)}
      </span>
      {watch.metAt === null ? null : (
        <span className="secondary">
          seen <Age at={watch.metAt} className="age--from-left age--below" />
        </span>
      )}
    </li>
  );
}
