import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { useAsOf } from './as-of.ts';
import { readHutsView } from './huts-view.ts';
import type { HutsView } from './huts-view.ts';
import { useEditParams, useSetParams } from '../../lib/use-set-params.ts';

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
  const [params] = useSearchParams();
  const { asOf } = useAsOf();
  const set = useSetParams<HutsParam>();
  const editParams = useEditParams();
  const view = useMemo(() => readHutsView(params, asOf), [params, asOf]);
  return {
    view,
    set,
    clear: () => editParams((current) => keep(current, ['asOf'])),
  };
}

/** The address parameters of these names, and no others. */
export function keep(params: URLSearchParams, names: readonly string[]): URLSearchParams {
  return new URLSearchParams([...params].filter(([name]) => names.includes(name)));
}
