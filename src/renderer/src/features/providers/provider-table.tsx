import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { useNow } from '../../lib/clock.ts';
import { formatNumber } from '../../lib/format.ts';
import { formatTimeInZone } from '../../lib/format-zoned.ts';
import { useRowKeys } from '../../lib/use-row-keys.ts';
import { providerPath, serviceMark } from './provider-words.ts';

/** The providers with their services and slots; arrow keys walk the rows. */
export function ProviderTable({ rows }: { readonly rows: readonly ProviderRow[] }): ReactNode {
  const now = useNow(60_000);
  const { bodyRef, active, setActive, onKeyDown } = useRowKeys(rows.map(({ provider }) => provider.name));
  return (
    <table className="table provider-table">
      <caption className="visually-hidden">Providers</caption>
      <thead>
        <tr>
          <th scope="col">Provider</th>
          <th scope="col">Time zone, time there</th>
          <th scope="col">Services</th>
          <th scope="col" className="numeric">
            Slots to come
          </th>
          <th scope="col" className="numeric">
            Booked
          </th>
        </tr>
      </thead>
      <tbody ref={bodyRef}>
        {rows.map(({ provider, services, slotCount, bookedCount }, index) => (
          <tr key={provider.id}>
            <th scope="row">
              <Link
                to={providerPath(provider.id)}
                className="row-link"
                tabIndex={index === active ? 0 : -1}
                onFocus={() => setActive(index)}
                onKeyDown={onKeyDown}
              >
                {provider.name}
              </Link>
            </th>
            <td>
              {provider.timeZone.replaceAll('_', ' ')}{' '}
              <span className="secondary">{formatTimeInZone(now, provider.timeZone)}</span>
            </td>
            <td>{servicesText(services)}</td>
            <td className="numeric">{formatNumber(slotCount)}</td>
            <td className="numeric">{formatNumber(bookedCount)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Names of services, with the status of those for which no slots are made. */
function servicesText(services: ProviderRow['services']): string {
  if (services.length === 0) return 'None yet';
  return services
    .map(({ name, status }) => (status === 'active' ? name : `${name} (${serviceMark(status).word.toLowerCase()})`))
    .join(', ');
}
