import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { BookingHealth } from '#shared/contract/bookings.ts';
import { formatNumber } from '../../lib/format.ts';
import { useRowKeys } from '../../lib/use-row-keys.ts';
import { Instant } from '../../ui/age.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { sortServices } from './health-model.ts';

/** Active services by their free slots, those without one first. */
export function ServicesTable({ services }: Pick<BookingHealth, 'services'>): ReactNode {
  const sorted = sortServices(services);
  const { bodyRef, active, setActive, onKeyDown } = useRowKeys(sorted.map(({ name }) => name));
  return (
    <section className="section" aria-labelledby="health-services">
      <h2 id="health-services">Free slots by service</h2>
      <table className="table">
        <caption className="visually-hidden">Active services, those without a free slot first</caption>
        <thead>
          <tr>
            <th scope="col">Service</th>
            <th scope="col">Provider</th>
            <th scope="col" className="numeric">
              Free slots
            </th>
            <th scope="col">Next free</th>
          </tr>
        </thead>
        <tbody ref={bodyRef}>
          {sorted.map(({ serviceId, name, providerName, freeSlots, nextFreeAt }, index) => (
            <tr key={serviceId}>
              <th scope="row">
                <Link
                  to={`/bookings/providers/services/${encodeURIComponent(serviceId)}`}
                  tabIndex={index === active ? 0 : -1}
                  onFocus={() => setActive(index)}
                  onKeyDown={onKeyDown}
                >
                  {name}
                </Link>
              </th>
              <td>{providerName}</td>
              <td className="numeric">{formatNumber(freeSlots)}</td>
              <td>
                {nextFreeAt === null ? (
                  <StateMark mark="attention" word="None" />
                ) : (
                  <Instant at={nextFreeAt} isInRow className="age--from-left" />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
