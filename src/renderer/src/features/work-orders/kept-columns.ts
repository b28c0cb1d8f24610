import { useSyncExternalStore } from 'react';
import type { OrderColumn } from '#shared/contract/work-orders.ts';
import { defaultColumns, readColumns } from './orders-view.ts';

/** The columns chosen last, kept in the profile's own storage. */
const KEY = 'rounds.orderColumns';

const listeners = new Set<() => void>();

export function keepColumns(columns: readonly OrderColumn[]): void {
  localStorage.setItem(KEY, columns.join(','));
  for (const listener of listeners) listener();
}

export function useKeptColumns(): readonly OrderColumn[] {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => localStorage.getItem(KEY),
  );
  return readColumns(text) ?? defaultColumns;
}
