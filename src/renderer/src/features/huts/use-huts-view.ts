import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { readHutsView } from './huts-view.ts';
import type { HutsView } from './huts-view.ts';

type HutsParam =
  | 'q'
  | 'country'
  | 'min'
  | 'max'
  | 'status'
  | 'night'
  | 'nights'
  | 'beds'
  | 'tests'
  | 'sort'
  | 'dir'
  | 'from';

export interface HutsViewState {
  readonly view: HutsView;
  readonly set: (changes: Readonly<Partial<Record<HutsParam, string>>>) => void;
  /** Takes all filters away; the instant that is shown stays. */
  readonly clear: () => void;
}

/** Filters, order and nights of the pages of huts, held in the address. */
export function useHutsView(): HutsViewState {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => readHutsView(params), [params]);
  return {
    view,
    set: (changes) =>
      setParams(
        (current) => {
          const next = new URLSearchParams(current);
          for (const [name, value] of Object.entries(changes)) {
            if (value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    clear: () => setParams((current) => keep(current, ['asOf']), { replace: true }),
  };
}

/** The address parameters of these names, and no others. */
export function keep(params: URLSearchParams, names: readonly string[]): URLSearchParams {
  return new URLSearchParams([...params].filter(([name]) => names.includes(name)));
}
