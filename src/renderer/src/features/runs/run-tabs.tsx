import type { ReactNode } from 'react';
import { NavLink } from 'react-router';

/** What ran, and what people did by hand. */
export function RunTabs(): ReactNode {
  return (
    <nav className="tabs" aria-label="Kinds of history">
      <NavLink to="/runs" end className="tabs__tab">
        Runs
      </NavLink>
      <NavLink to="/runs/by-hand" className="tabs__tab">
        By hand
      </NavLink>
    </nav>
  );
}
