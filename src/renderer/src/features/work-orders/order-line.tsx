import { memo } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { OrderColumn } from '#shared/contract/work-orders.ts';
import type { WorkOrderRow } from '#shared/model/work-order.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { LINE_HEIGHT, columnSpecs } from './order-columns.ts';
import { stateLook } from './order-words.ts';
import { orderPath } from './paths.ts';

interface OrderLineProps {
  readonly id: string;
  /** Null while it is being read. */
  readonly row: WorkOrderRow | null;
  readonly index: number;
  readonly columns: readonly OrderColumn[];
  readonly isActive: boolean;
  readonly now: number;
}

/** One order in the table. Drawn anew only when something of it changes: hundreds pass by while one scrolls. */
export const OrderLine = memo(function OrderLine({
  id,
  row,
  index,
  columns,
  isActive,
  now,
}: OrderLineProps): ReactNode {
  const look = row === null ? null : stateLook(row, now);
  return (
    <tr
      id={id}
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isActive}
      className={lineClass(row)}
      // Not by a variable: what stands in the line would inherit it and be styled anew with every place.
      style={{ top: index * LINE_HEIGHT }}
    >
      <th scope="row" className="order-line__number">
        {row === null ? (
          'Reading…'
        ) : (
          <Link to={orderPath(row.sourceId, row.number)} tabIndex={-1}>
            {row.number}
          </Link>
        )}
      </th>
      <td title={look?.word}>
        {look === null ? '' : <StateMark mark={look.mark} word={look.short} />}
        {look?.also == null ? '' : <StateMark mark={look.also} word="Not confirmed" isShapeOnly />}
      </td>
      {columns.slice(1).map((column) => {
        const { isNumeric, text } = columnSpecs[column];
        const words = row === null ? '' : text(row, now);
        return (
          <td key={column} className={isNumeric ? 'numeric' : undefined} title={isNumeric ? undefined : words}>
            {words}
          </td>
        );
      })}
    </tr>
  );
});

function lineClass(row: WorkOrderRow | null): string {
  if (row === null) return 'order-line order-line--reading';
  return row.missingSince === null ? 'order-line' : 'order-line order-line--missing';
}
