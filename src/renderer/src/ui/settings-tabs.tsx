import type { ReactNode } from 'react';
import { NavLink } from 'react-router';

const tabs = [
  { path: '/settings', label: 'General' },
  { path: '/settings/notifications', label: 'Notification rules' },
  { path: '/settings/notifications/channels', label: 'Channels' },
  { path: '/settings/notifications/log', label: 'Notification log' },
] as const;

/** The pages of the settings area. */
export function SettingsTabs(): ReactNode {
  return (
    <nav className="tabs" aria-label="Pages of settings">
      {tabs.map(({ path, label }) => (
        <NavLink key={path} to={path} end className="tabs__tab">
          {label}
        </NavLink>
      ))}
    </nav>
  );
}
