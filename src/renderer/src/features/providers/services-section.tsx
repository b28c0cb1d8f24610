import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { newServicePath, serviceMark, servicePath } from './provider-words.ts';

/** What can be booked with a provider, each a way to its editor. */
export function ServicesSection({ row: { provider, services } }: { readonly row: ProviderRow }): ReactNode {
  return (
    <section className="editor__section" aria-labelledby="provider-services">
      <div className="editor__head">
        <h2 id="provider-services">Services</h2>
        <Link className="button" to={newServicePath(provider.id)}>
          <Plus size={14} aria-hidden="true" /> Add service
        </Link>
      </div>
      {services.length === 0 ? (
        <p className="secondary">Nothing can be booked yet. Add a service, so that slots are made.</p>
      ) : (
        <table className="table">
          <caption className="visually-hidden">Services of {provider.name}</caption>
          <thead>
            <tr>
              <th scope="col">Service</th>
              <th scope="col">Status</th>
              <th scope="col" className="numeric">
                Length, min
              </th>
              <th scope="col" className="numeric">
                Price
              </th>
              <th scope="col">Slots follow</th>
            </tr>
          </thead>
          <tbody>
            {services.map((service) => (
              <tr key={service.id}>
                <th scope="row">
                  <Link to={servicePath(service.id)}>{service.name}</Link>
                </th>
                <td>
                  <StateMark {...serviceMark(service.status)} />
                </td>
                <td className="numeric">{formatNumber(service.durationMinutes)}</td>
                <td className="numeric">{service.price}</td>
                <td>
                  {service.timeSlots.length === 0
                    ? 'the working hours'
                    : `${formatCount(service.timeSlots.length, 'own time slot', 'own time slots')} a week`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
