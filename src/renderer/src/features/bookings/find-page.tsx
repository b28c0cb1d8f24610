import { FileInput } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { useOperation } from '../../lib/queries.ts';
import { useNearEnd } from '../../lib/use-near-end.ts';
import { useSetParams } from '../../lib/use-set-params.ts';
import { BookingTabs } from '../../ui/booking-tabs.tsx';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { FindFilters } from './find-filters.tsx';
import type { FindParam } from './find-filters.tsx';
import { filterOf, findSentence, isNarrowed, readFindView } from './find-view.ts';
import type { FindView } from './find-view.ts';
import { HoldTimeDialog } from './hold-time-dialog.tsx';
import { ImportReservationsDialog } from './import-reservations-dialog.tsx';
import { ReservationPanel } from './reservation-panel.tsx';
import { ReservationTable } from './reservation-table.tsx';
import { useReservations } from './use-reservations.ts';
import type { Reservations } from './use-reservations.ts';
import './bookings.css';
import './find.css';

const noProviders: readonly ProviderRow[] = [];

/** Reservations by name, id, date, state, provider and service. */
export function FindPage(): ReactNode {
  const [params, setSearchParams] = useSearchParams();
  const set = useSetParams<FindParam>();
  const view = useMemo(() => readFindView(params), [params]);
  const list = useReservations(useMemo(() => filterOf(view), [view]));
  const providers = useOperation('providers.list', {}).data ?? noProviders;
  const [open, setOpen] = useState<'import' | 'hold-time' | null>(null);
  const close = (): void => setOpen(null);
  const clear = (): void => setSearchParams(view.id === null ? {} : { id: view.id }, { replace: true });
  return (
    <div className="page bookings-page">
      <PageHeader
        title="Find a reservation"
        sentence={list.rows === undefined ? '' : findSentence(list.rows.length, list.hasMore, view)}
        actions={
          <>
            <Button onClick={() => setOpen('hold-time')}>How long holds live</Button>
            <Button onClick={() => setOpen('import')}>
              <FileInput size={14} aria-hidden="true" /> Import CSV
            </Button>
          </>
        }
      />
      <BookingTabs />
      <FindFilters view={view} providers={providers} set={set} onClear={clear} />
      <div className="with-panel">
        <div className="found-list">
          <List list={list} view={view} onClear={clear} onImport={() => setOpen('import')} />
        </div>
        {view.id === null ? null : (
          <ReservationPanel id={view.id} providers={providers} onClose={() => set({ id: '' })} />
        )}
      </div>
      {open === 'import' ? <ImportReservationsDialog onClose={close} /> : null}
      {open === 'hold-time' ? <HoldTimeDialog onClose={close} /> : null}
    </div>
  );
}

interface ListProps {
  readonly list: Reservations;
  readonly view: FindView;
  readonly onClear: () => void;
  readonly onImport: () => void;
}

function List({ list, view, onClear, onImport }: ListProps): ReactNode {
  const { rows, error, retry } = list;
  if (rows === undefined) {
    if (error === null) return <LoadingState what="the reservations" rows={12} />;
    return <ErrorState what="the reservations" error={error} onRetry={retry} />;
  }
  if (rows.length === 0) {
    return isNarrowed(view) ? (
      <EmptyState
        title="No reservation matches these filters."
        actions={<Button onClick={onClear}>Clear all filters</Button>}
      >
        Rounds looked through every reservation it has on record, cancelled ones too.
      </EmptyState>
    ) : (
      <EmptyState title="There are no reservations yet." actions={<Button onClick={onImport}>Import CSV</Button>}>
        Take a hold on a free slot of the board, or bring reservations from another system.
      </EmptyState>
    );
  }
  return (
    <>
      <ReservationTable rows={rows} openId={view.id} />
      <ListEnd list={list} />
    </>
  );
}

/** What lies beyond the lines: more, what kept from it, or how to take them all along. */
function ListEnd({ list }: { readonly list: Reservations }): ReactNode {
  const end = useNearEnd(list.loadMore);
  return (
    <div ref={end} className="found-list__end">
      {list.error !== null ? (
        <ErrorState what="more reservations" error={list.error} onRetry={list.retry} />
      ) : list.hasMore ? (
        <Button disabled={list.isReading} onClick={list.loadMore}>
          {list.isReading ? 'Reading more…' : 'Load more'}
        </Button>
      ) : (
        <p className="secondary">
          No more reservations. All of them as a file: <code>rounds --export reservations</code>, with names only where{' '}
          <code>--include-personal</code> is given.
        </p>
      )}
    </div>
  );
}
