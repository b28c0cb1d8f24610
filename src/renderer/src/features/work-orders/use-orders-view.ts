import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { OrderColumn, OrderFilter, OrderSort, SavedView } from '#shared/contract/work-orders.ts';
import { keepColumns, useKeptColumns } from './kept-columns.ts';
import { noFilter, readOrdersView, viewOf, writeOrdersView } from './orders-view.ts';
import type { OrdersView } from './orders-view.ts';
import { useEditParams } from '../../lib/use-set-params.ts';

export interface OrdersViewState {
  readonly view: OrdersView;
  /** The columns that are shown, the number first. */
  readonly columns: readonly OrderColumn[];
  readonly setFilter: (changes: Partial<OrderFilter>) => void;
  readonly setSort: (sort: OrderSort) => void;
  readonly setColumns: (columns: readonly OrderColumn[]) => void;
  /** Takes all filters away; the source, the order and the columns stay. */
  readonly clear: () => void;
  /** Looks at the table as a saved view says; null: that no view was chosen. */
  readonly choose: (saved: SavedView | null) => void;
}

/** Filters, order and columns of the table, held in the address. */
export function useOrdersView(): OrdersViewState {
  const [params] = useSearchParams();
  const editParams = useEditParams();
  const view = useMemo(() => readOrdersView(params), [params]);
  const kept = useKeptColumns();
  const columns = view.columns ?? kept;
  // Several may change within one keystroke; each goes out from what stands in the address then.
  const change = (edit: (before: OrdersView) => OrdersView): void =>
    editParams((current) => writeOrdersView(edit(readOrdersView(current))));
  return {
    view,
    columns,
    setFilter: (changes) => change((before) => ({ ...before, filter: { ...before.filter, ...changes } })),
    setSort: (sort) => change((before) => ({ ...before, sort })),
    setColumns: (chosen) => {
      keepColumns(chosen);
      change((before) => ({ ...before, columns: before.columns === null ? null : chosen }));
    },
    clear: () =>
      change((before) => ({
        ...before,
        filter: { ...noFilter, sourceId: before.filter.sourceId },
        viewId: null,
      })),
    choose: (saved) => change((before) => (saved === null ? { ...before, viewId: null } : viewOf(saved))),
  };
}
