import type { ReactNode } from 'react';
import { orderColumns } from '#shared/contract/work-orders.ts';
import { MultiChoice } from '../../ui/multi-choice.tsx';
import { columnSpecs } from './order-columns.ts';
import { withNumber } from './orders-view.ts';
import type { OrdersViewState } from './use-orders-view.ts';

/** Which columns the table has beside the number and the state of an order. */
export function ColumnChoice({ state: { columns, setColumns } }: { readonly state: OrdersViewState }): ReactNode {
  return (
    <MultiChoice
      label="Columns"
      noneWord="number only"
      options={orderColumns.slice(1).map((column) => [column, columnSpecs[column].title] as const)}
      chosen={columns.slice(1)}
      onChange={(chosen) => setColumns(withNumber(chosen))}
    />
  );
}
