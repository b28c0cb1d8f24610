import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { IconButton } from '../ui/button.tsx';
import { areas } from './areas.ts';
import { ScheduleList } from './schedule-list.tsx';

interface SidebarProps {
  readonly isNarrow: boolean;
  readonly onToggle: () => void;
  readonly onSearch: () => void;
}

/** The areas, then every schedule with its state. */
export function Sidebar({ isNarrow, onToggle, onSearch }: SidebarProps): ReactNode {
  const fold = isNarrow ? 'Unfold the sidebar' : 'Fold the sidebar';
  const Fold = isNarrow ? PanelLeftOpen : PanelLeftClose;
  return (
    <aside className="sidebar" aria-label="Rounds">
      <div className="sidebar__head">
        {isNarrow ? null : <span className="sidebar__name">Rounds</span>}
        <IconButton label={fold} icon={<Fold size={16} aria-hidden="true" />} onClick={onToggle} />
      </div>
      <button
        type="button"
        className="sidebar__search"
        aria-label={isNarrow ? 'Open by name' : undefined}
        title="Open by name (Ctrl K)"
        onClick={onSearch}
      >
        <Search size={14} aria-hidden="true" />
        {isNarrow ? null : (
          <>
            <span>Open by name</span>
            <kbd>Ctrl K</kbd>
          </>
        )}
      </button>
      <nav aria-label="Areas">
        <ul className="sidebar__areas">
          {areas.map(({ path, label, icon: Icon }) => (
            <li key={path}>
              <NavLink to={path} end={path === '/'} className="sidebar__area" title={isNarrow ? label : undefined}>
                <Icon size={16} aria-hidden="true" />
                <span className={isNarrow ? 'visually-hidden' : ''}>{label}</span>
              </NavLink>
            </li>
          ))}
        </ul>
      </nav>
      <ScheduleList isNarrow={isNarrow} />
    </aside>
  );
}
