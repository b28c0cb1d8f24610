import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import './work-orders.css';

const tabs = [
  { path: '/work-orders', label: 'Orders' },
  { path: '/work-orders/changes', label: 'Changes' },
  { path: '/work-orders/trends', label: 'Trends' },
  { path: '/work-orders/calendar', label: 'Calendar' },
] as const;

/** The pages of the work orders area. */
export function OrderTabs(): ReactNode {
  return (
    <nav className="tabs" aria-label="Pages of work orders">
      {tabs.map(({ path, label }) => (
        <NavLink key={path} to={path} end={path === '/work-orders'} className="tabs__tab">
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
