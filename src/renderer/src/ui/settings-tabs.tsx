import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';

/** Each with the addresses of what is opened from it, if there is such. */
const tabs = [
  { path: '/settings', within: null, label: 'General' },
  { path: '/settings/notifications', within: '/settings/notifications/rules/', label: 'Notification rules' },
  { path: '/settings/notifications/channels', within: '/settings/notifications/channels/', label: 'Channels' },
  { path: '/settings/notifications/log', within: null, label: 'Notification log' },
] as const;

/** The pages of the settings area. */
export function SettingsTabs(): ReactNode {
  const { pathname } = useLocation();
  return (
    <nav className="tabs" aria-label="Pages of settings">
      {tabs.map(({ path, within, label }) => {
        const isHere = pathname === path;
        const isWithin = within !== null && pathname.startsWith(within);
        return (
          <Link key={path} to={path} className="tabs__tab" aria-current={isHere ? 'page' : isWithin}>
            {label}
          </Link>
        );
      })}
    </nav>
  );
}
