import type { ReactNode } from 'react';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { Choice } from '../../ui/choice.tsx';

interface ProviderChoicesProps {
  readonly providers: readonly ProviderRow[];
  readonly providerId: string | null;
  readonly serviceId: string | null;
  readonly onChange: (changes: { readonly provider: string; readonly service: string }) => void;
}

/** One provider or all, and one of their services or all. */
export function ProviderChoices({ providers, providerId, serviceId, onChange }: ProviderChoicesProps): ReactNode {
  const mine = providers.filter(({ provider }) => providerId === null || provider.id === providerId);
  const services = mine.flatMap((row) =>
    row.services.map(({ id, name }) => [id, providerId === null ? `${name} (${row.provider.name})` : name] as const),
  );
  const has = (provider: string): boolean =>
    providers.some((row) => row.provider.id === provider && row.services.some(({ id }) => id === serviceId));
  return (
    <>
      <Choice
        label="Provider"
        value={providerId ?? ''}
        options={[['', 'All providers'], ...providers.map(({ provider }) => [provider.id, provider.name] as const)]}
        onChange={(provider) =>
          onChange({ provider, service: provider === '' || has(provider) ? (serviceId ?? '') : '' })
        }
      />
      <Choice
        label="Service"
        value={serviceId ?? ''}
        options={[['', 'All services'], ...services]}
        onChange={(service) => onChange({ provider: providerId ?? '', service })}
      />
    </>
  );
}
