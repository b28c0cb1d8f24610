import type { ReactNode } from 'react';
import { NavLink } from 'react-router';

const tabs = [
  { path: '/bookings', label: 'Board' },
  { path: '/bookings/find', label: 'Find' },
  { path: '/bookings/providers', label: 'Providers' },
  { path: '/bookings/health', label: 'Health' },
] as const;

/** The pages of the bookings area. */
export function BookingTabs(): ReactNode {
  return (
    <nav className="tabs" aria-label="Pages of bookings">
      {tabs.map(({ path, label }) => (
        <NavLink key={path} to={path} end={path === '/bookings'} className="tabs__tab">
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
