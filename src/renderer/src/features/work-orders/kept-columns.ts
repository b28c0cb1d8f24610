import { useMemo, useSyncExternalStore } from 'react';
import type { OrderColumn } from '#shared/contract/work-orders.ts';
import { defaultColumns, readColumns, wideColumns } from './orders-view.ts';

/** The columns chosen last, kept in the profile's own storage. */
const KEY = 'rounds.orderColumns';

/** From this width on a window has room for more columns, pixels. */
const WIDE = 1600;

const listeners = new Set<() => void>();

export function keepColumns(columns: readonly OrderColumn[]): void {
  localStorage.setItem(KEY, columns.join(','));
  for (const listener of listeners) listener();
}

/** The columns chosen last; while none were chosen, as many as the window has room for. */
export function useKeptColumns(): readonly OrderColumn[] {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(KEY),
  );
  const isWide = useSyncExternalStore(
    (listener) => {
      window.addEventListener('resize', listener);
      return () => window.removeEventListener('resize', listener);
    },
    () => window.innerWidth >= WIDE,
  );
  return useMemo(() => readColumns(text) ?? (isWide ? wideColumns : defaultColumns), [text, isWide]);
}
