import type { ReactNode } from 'react';
import { NavLink, useSearchParams } from 'react-router';
import { AsOfControl } from './as-of-control.tsx';
import { keep } from './use-huts-view.ts';
import './huts.css';

const tabs = [
  { path: '/huts', label: 'Nights', kept: ['asOf', 'night', 'nights', 'beds'] },
  { path: '/huts/map', label: 'Map', kept: ['asOf', 'night', 'nights', 'beds'] },
  { path: '/huts/changes', label: 'What changed', kept: ['asOf'] },
] as const;

/** The views of the huts, and the instant as which they are known. The instant that is shown stays the same, and so do the nights where both views have them. */
export function HutsTabs(): ReactNode {
  const [params] = useSearchParams();
  return (
    <div className="huts-bar">
      <nav className="tabs" aria-label="Views of the huts">
        {tabs.map(({ path, label, kept }) => (
          <NavLink key={path} to={{ pathname: path, search: keep(params, kept).toString() }} end className="tabs__tab">
            {label}
          </NavLink>
        ))}
      </nav>
      <AsOfControl />
    </div>
  );
}
