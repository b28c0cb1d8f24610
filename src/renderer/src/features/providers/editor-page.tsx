import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { useOperation } from '../../lib/queries.ts';
import { BookingTabs } from '../../ui/booking-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ProviderEditor } from './provider-editor.tsx';
import { providersPath, providersSentence } from './provider-words.ts';
import { RemoveButton } from './remove-dialog.tsx';
import { ServiceEditor } from './service-editor.tsx';
import './providers.css';

/** Adds a provider. */
export function NewProviderPage(): ReactNode {
  return (
    <FromList
      title="New provider"
      sentence="Slots follow from its hours and from the services that are added to it."
      what="the providers"
      show={(rows) => <ProviderEditor key="new" row={null} taken={rows.map(({ provider }) => provider.id)} />}
    />
  );
}

/** Changes a provider, and leads to its services. */
export function ProviderPage(): ReactNode {
  const { id = '' } = useParams();
  return (
    <FromList
      title="Provider"
      what="the provider"
      find={(rows) => {
        const row = rows.find(({ provider }) => provider.id === id);
        return row === undefined
          ? null
          : { title: row.provider.name, sentence: providersSentence([row]), remove: { kind: 'provider', row } };
      }}
      show={(rows) => {
        const row = rows.find(({ provider }) => provider.id === id);
        return row === undefined ? (
          <Missing what={`There is no provider ${id}.`} />
        ) : (
          <ProviderEditor key={id} row={row} taken={[]} />
        );
      }}
    />
  );
}

/** Adds a service to a provider. */
export function NewServicePage(): ReactNode {
  const { id = '' } = useParams();
  return (
    <FromList
      title="New service"
      sentence="Slots are made once it is active."
      what="the provider"
      show={(rows) => {
        const row = rows.find(({ provider }) => provider.id === id);
        const taken = rows.flatMap(({ services }) => services.map((service) => service.id));
        return row === undefined ? (
          <Missing what={`There is no provider ${id}.`} />
        ) : (
          <ServiceEditor key={`new ${id}`} row={row} service={null} taken={taken} />
        );
      }}
    />
  );
}

/** Changes a service. */
export function ServicePage(): ReactNode {
  const { id = '' } = useParams();
  const rowOf = (rows: readonly ProviderRow[]): ProviderRow | undefined =>
    rows.find(({ services }) => services.some((service) => service.id === id));
  return (
    <FromList
      title="Service"
      what="the service"
      find={(rows) => {
        const row = rowOf(rows);
        const service = row?.services.find((each) => each.id === id);
        if (row === undefined || service === undefined) return null;
        return {
          title: service.name,
          sentence: `A service of ${row.provider.name}.`,
          remove: { kind: 'service', service },
        };
      }}
      show={(rows) => {
        const row = rowOf(rows);
        const service = row?.services.find((each) => each.id === id);
        return row === undefined || service === undefined ? (
          <Missing what={`There is no service ${id}.`} />
        ) : (
          <ServiceEditor key={id} row={row} service={service} taken={[]} />
        );
      }}
    />
  );
}

interface FromListProps {
  /** Until the name is known. */
  readonly title: string;
  readonly sentence?: string;
  readonly what: string;
  /** What is edited, where there is something stored. */
  readonly find?: (rows: readonly ProviderRow[]) => {
    readonly title: string;
    readonly sentence: string;
    readonly remove: Parameters<typeof RemoveButton>[0]['what'];
  } | null;
  readonly show: (rows: readonly ProviderRow[]) => ReactNode;
}

/** A page made of the list of providers, which holds everything that the editors begin with. */
function FromList({ title, sentence = '', what, find, show }: FromListProps): ReactNode {
  const list = useOperation('providers.list', {});
  const found = list.data === undefined ? null : (find?.(list.data) ?? null);
  return (
    <div className="page">
      <PageHeader
        title={found?.title ?? title}
        sentence={found?.sentence ?? sentence}
        actions={found === null ? undefined : <RemoveButton what={found.remove} />}
      />
      <BookingTabs />
      {list.data !== undefined ? (
        show(list.data)
      ) : list.error === null ? (
        <LoadingState what={what} rows={14} />
      ) : (
        <ErrorState what={what} error={list.error} onRetry={() => void list.refetch()} />
      )}
    </div>
  );
}

function Missing({ what }: { readonly what: string }): ReactNode {
  return (
    <EmptyState title={what} actions={<Link to={providersPath}>All providers</Link>}>
      It may have been removed.
    </EmptyState>
  );
}
