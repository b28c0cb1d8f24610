import { useEffect, useRef, useState } from 'react';
import type { ReactNode, RefObject } from 'react';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { setPreference, usePreference } from '../lib/preferences.ts';
import { useShortcut } from '../lib/shortcuts.ts';
import { Toasts } from '../ui/toasts.tsx';
import { areas } from './areas.ts';
import type { Area } from './areas.ts';
import { CommandPalette } from './command-palette.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';
import { Sidebar } from './sidebar.tsx';
import { StatusLine } from './status-line.tsx';

/** What stands around every page. */
export function Shell(): ReactNode {
  const [open, setOpen] = useState<'palette' | 'shortcuts' | null>(null);
  const sidebar = usePreference('sidebar');
  const main = usePageFocus();
  const toggleSidebar = (): void => setPreference('sidebar', sidebar === 'wide' ? 'narrow' : 'wide');
  useShortcut('?', 'Show this list', () => setOpen('shortcuts'));
  useShortcut('[', 'Fold or unfold the sidebar', toggleSidebar);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setOpen((current) => (current === 'palette' ? null : 'palette'));
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  const close = (): void => setOpen(null);
  return (
    <div className={`shell shell--${sidebar}`}>
      <a
        className="skip-link button"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        Skip to the page
      </a>
      <Sidebar isNarrow={sidebar === 'narrow'} onToggle={toggleSidebar} onSearch={() => setOpen('palette')} />
      <main id="main" ref={main} className="shell__main" tabIndex={-1}>
        <Outlet />
      </main>
      <StatusLine />
      <Toasts />
      {areas.map((area) => (
        <AreaShortcut key={area.path} area={area} />
      ))}
      {open === 'palette' ? <CommandPalette onClose={close} onShortcuts={() => setOpen('shortcuts')} /> : null}
      {open === 'shortcuts' ? <ShortcutsDialog onClose={close} /> : null}
    </div>
  );
}

/** The page's heading takes the focus when another page opens, and the page begins at its top. */
function usePageFocus(): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.scrollTo(0, 0);
    main.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [pathname]);
  return main;
}

function AreaShortcut({ area }: { readonly area: Area }): null {
  const navigate = useNavigate();
  useShortcut(`g ${area.key}`, `Go to ${area.label}`, () => void navigate(area.path));
  return null;
}
