import { memo, useEffect, useId, useState } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { OrderColumn, OrderSort } from '#shared/contract/work-orders.ts';
import { useNow } from '../../lib/clock.ts';
import { copyText } from '../../lib/copy-text.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { indexesOf, isIn } from '../../lib/grid-window.ts';
import type { Span } from '../../lib/grid-window.ts';
import { announce } from '../../lib/notices.ts';
import { useGridWindow } from '../../lib/use-grid-window.ts';
import { Button } from '../../ui/button.tsx';
import { LINE_HEIGHT, columnSpecs, rowText, tracksOf } from './order-columns.ts';
import { OrderLine } from './order-line.tsx';
import { sortAfter } from './orders-view.ts';
import { orderPath } from './paths.ts';
import { useOrderKeys } from './use-order-keys.ts';
import { useOrderRows } from './use-order-rows.ts';
import type { OrderQuestion, OrderRows } from './use-order-rows.ts';
import './order-table.css';

const HEAD = 32;

interface OrderTableProps {
  readonly question: OrderQuestion;
  readonly total: number;
  readonly columns: readonly OrderColumn[];
  /** Another question is being answered. */
  readonly isOld: boolean;
  readonly onSort: (sort: OrderSort) => void;
}

/** Orders, a line each. Only the lines in view are read and drawn; the whole table is one stop of the tab key. */
export function OrderTable({ question, total, columns, isOld, onSort }: OrderTableProps): ReactNode {
  const id = useId();
  const now = useNow(60_000);
  const navigate = useNavigate();
  const grid = useGridWindow({ rows: total, columns: 0, rowHeight: LINE_HEIGHT, columnWidth: 1, head: HEAD, side: 0 });
  const { ref } = grid;
  const lines = useOrderRows(question, grid.rows, total);
  useEffect(() => ref.current?.scrollTo(0, 0), [question, ref]);
  const open = (index: number): void => {
    const row = lines.rowAt(index);
    if (row !== null) void navigate(orderPath(row.sourceId, row.number));
  };
  const copy = (index: number): void => {
    const row = lines.rowAt(index);
    if (row !== null && copyText(rowText(row, columns, now)))
      announce(`The line of ${row.number} is on the clipboard.`);
  };
  const { active, setActive, onKeyDown } = useOrderKeys({
    question,
    count: total,
    pageRows: grid.pageRows,
    onMove: (index) => grid.reveal(index, -1),
    onOpen: open,
    onCopy: copy,
  });
  const { tracks, width } = tracksOf(columns);
  const places = usePlaces(grid.rows);
  return (
    <div className="order-area">
      <LinesFault lines={lines} />
      <div ref={ref} className={`order-box panel ${isOld ? 'order-box--old' : ''}`} aria-busy={isOld}>
        <table
          className="order-table"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- its lines are what is opened
          role="grid"
          tabIndex={0}
          aria-label="Work orders"
          aria-describedby={`${id}-keys`}
          aria-rowcount={total + 1}
          aria-activedescendant={isIn(grid.rows, active) ? lineId(id, active) : undefined}
          style={cssVars({ '--rows': total, '--tracks': tracks, '--least': `${String(width)}px` })}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => onLine(event, setActive)}
          onDoubleClick={(event) => onLine(event, open)}
          onPointerOver={showWords}
        >
          <Head columns={columns} sort={question.sort} onSort={onSort} />
          <tbody className="order-table__body">
            {indexesOf(grid.rows).map((index) => (
              <OrderLine
                key={index % places}
                id={lineId(id, index)}
                row={lines.rowAt(index)}
                index={index}
                columns={columns}
                isActive={index === active}
                now={now}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p id={`${id}-keys`} className="secondary order-area__keys">
        Arrow keys move, Enter opens, Ctrl C copies a line as text.
      </p>
    </div>
  );
}

/**
 * How many lines are drawn at most. A line that leaves the view gives its place to the one that comes into it: to write other words
 * into it costs much less than to make a new one.
 */
function usePlaces([first, last]: Span): number {
  const [places, setPlaces] = useState(1);
  if (last - first > places) setPlaces(last - first);
  return Math.max(places, last - first);
}

function lineId(id: string, index: number): string {
  return `${id}-${String(index)}`;
}

/** Lines that could not be read are not missing orders; they stay blank, and this says why. */
function LinesFault({ lines: { error, retry } }: { readonly lines: OrderRows }): ReactNode {
  if (error === null) return null;
  return (
    <p className="fault" role="alert">
      Some orders could not be read: {error.userMessage}{' '}
      <Button look="link" onClick={retry}>
        Try again
      </Button>
    </p>
  );
}

interface HeadProps {
  readonly columns: readonly OrderColumn[];
  readonly sort: OrderSort;
  readonly onSort: (sort: OrderSort) => void;
}

/** Stays as it is while one scrolls. */
const Head = memo(function Head({ columns, sort, onSort }: HeadProps): ReactNode {
  const [number = 'number', ...rest] = columns;
  return (
    <thead className="order-table__head">
      <tr aria-rowindex={1}>
        <HeadCell column={number} sort={sort} onSort={onSort} />
        <th scope="col">State</th>
        {rest.map((column) => (
          <HeadCell key={column} column={column} sort={sort} onSort={onSort} />
        ))}
      </tr>
    </thead>
  );
});

interface HeadCellProps {
  readonly column: OrderColumn;
  readonly sort: OrderSort;
  readonly onSort: (sort: OrderSort) => void;
}

function HeadCell({ column, sort, onSort }: HeadCellProps): ReactNode {
  const isSorted = sort.by === column;
  const { title, isNumeric } = columnSpecs[column];
  return (
    <th
      scope="col"
      className={isNumeric ? 'numeric' : undefined}
      aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
    >
      <button type="button" className="sort-button" onClick={() => onSort(sortAfter(sort, column))}>
        {title}
        <span className="sort-button__arrow" aria-hidden="true">
          {isSorted ? (sort.descending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}

/** The line under the pointer; not where the click is meant for something in it. */
function onLine({ target }: Pick<PointerEvent, 'target'>, act: (index: number) => void): void {
  const index = target instanceof Element ? target.closest('tr')?.getAttribute('data-index') : null;
  if (index !== null && index !== undefined) act(Number(index));
}

/** Gives a hovered cell that is cut short its words as a hint. One for every cell would double what is drawn while one scrolls. */
function showWords({ target }: Pick<PointerEvent, 'target'>): void {
  if (target instanceof HTMLTableCellElement) target.title = target.textContent;
}
