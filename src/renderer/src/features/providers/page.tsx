import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useOperation } from '../../lib/queries.ts';
import { BookingTabs } from '../../ui/booking-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ProviderTable } from './provider-table.tsx';
import { providersPath, providersSentence } from './provider-words.ts';
import './providers.css';

/** Everybody whose time can be booked. */
export function ProvidersPage(): ReactNode {
  const list = useOperation('providers.list', {});
  return (
    <div className="page">
      <PageHeader
        title="Providers and services"
        sentence={list.data === undefined ? '' : providersSentence(list.data)}
        actions={<AddLink />}
      />
      <BookingTabs />
      {list.data !== undefined ? (
        list.data.length === 0 ? (
          <EmptyState title="Nobody can be booked yet." actions={<AddLink />}>
            Add a provider with its working hours, then the services that can be booked with it. Slots follow by
            themselves.
          </EmptyState>
        ) : (
          <ProviderTable rows={list.data} />
        )
      ) : list.error === null ? (
        <LoadingState what="the providers" />
      ) : (
        <ErrorState what="the providers" error={list.error} onRetry={() => void list.refetch()} />
      )}
    </div>
  );
}

function AddLink(): ReactNode {
  return (
    <Link className="button" to={`${providersPath}/new`}>
      <Plus size={14} aria-hidden="true" /> Add provider
    </Link>
  );
}
