import { useMemo, useSyncExternalStore } from 'react';
import type { OrderColumn } from '#shared/contract/work-orders.ts';
import { keepPreference, usePreferenceText } from '../../lib/preferences.ts';
import { defaultColumns, readColumns, wideColumns } from './orders-view.ts';

/** From this width on a window has room for more columns, pixels. */
const WIDE = 1600;

export function keepColumns(columns: readonly OrderColumn[]): void {
  keepPreference('orderColumns', columns.join(','));
}

/** The columns chosen last; while none were chosen, as many as the window has room for. */
export function useKeptColumns(): readonly OrderColumn[] {
  const text = usePreferenceText('orderColumns');
  const isWide = useSyncExternalStore(
    (listener) => {
      window.addEventListener('resize', listener);
      return () => window.removeEventListener('resize', listener);
    },
    () => window.innerWidth >= WIDE,
  );
  return useMemo(() => readColumns(text) ?? (isWide ? wideColumns : defaultColumns), [text, isWide]);
}
