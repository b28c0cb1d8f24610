import type { ReactNode } from 'react';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import { useRowKeys } from '../../lib/use-row-keys.ts';
import { BuildingTableRow } from './building-table-row.tsx';
import { useChangedRows } from './use-changed-rows.ts';
import type { useListView } from './use-list-view.ts';
import type { ListView, SortKey } from './view-model.ts';

interface BuildingTableProps {
  readonly rows: readonly BuildingRow[];
  readonly all: readonly BuildingRow[];
  readonly now: number;
  readonly list: ReturnType<typeof useListView>;
  readonly onUpdate: (row: BuildingRow) => void;
  readonly onEdit: (row: BuildingRow) => void;
  readonly onRemove: (row: BuildingRow) => void;
}

/** Every watched building with what is known of it. */
export function BuildingTable(props: BuildingTableProps): ReactNode {
  const { rows, list } = props;
  const changed = useChangedRows(props.all);
  const { bodyRef, active, setActive, onKeyDown } = useRowKeys(rows.map((row) => row.name));
  return (
    <table className="table building-table">
      <caption className="visually-hidden">
        Watched buildings. Arrow keys move, Enter opens, letters jump to a name.
      </caption>
      <thead>
        <tr>
          <SortHeader list={list} sort="name" label="Building" />
          <SortHeader list={list} sort="busyness" label="Busyness, %" isNumeric className="col-busy" />
          <th scope="col">Status</th>
          <SortHeader list={list} sort="people" label="People" suffix=" of capacity" isNumeric />
          <SortHeader list={list} sort="trend" label="Trend, points" isNumeric />
          <th scope="col" className="col-spark">
            Last 24 hours
          </th>
          <th scope="col" className="col-spot">
            Best spot
          </th>
          <SortHeader list={list} sort="seen" label="Seen" isNumeric />
          <th scope="col" className="col-actions">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody ref={bodyRef}>
        {rows.map((row, index) => (
          <BuildingTableRow
            key={row.code}
            row={row}
            now={props.now}
            hasChanged={changed.has(row.code)}
            isActive={index === active}
            onFocus={() => setActive(index)}
            onKeyDown={onKeyDown}
            onUpdate={props.onUpdate}
            onEdit={props.onEdit}
            onRemove={props.onRemove}
          />
        ))}
      </tbody>
    </table>
  );
}

interface SortHeaderProps {
  readonly list: ReturnType<typeof useListView>;
  readonly sort: SortKey;
  readonly label: string;
  /** The part of the label that narrow windows leave out together with its figure. */
  readonly suffix?: string;
  readonly isNumeric?: boolean;
  readonly className?: string;
}

function SortHeader({ list, sort, label, suffix = '', isNumeric = false, className = '' }: SortHeaderProps): ReactNode {
  const { view, set } = list;
  const isSorted = view.sort === sort;
  const turn = (): void => {
    const isDescending = isSorted ? !view.isDescending : isNumeric && sort !== 'seen';
    set({ sort: sort === 'name' ? '' : sort, dir: isDescending ? 'desc' : '' });
  };
  return (
    <th scope="col" className={`${isNumeric ? 'numeric' : ''} ${className}`} aria-sort={ariaSort(view, isSorted)}>
      <button type="button" className="sort-button" onClick={turn}>
        {label}
        <span className="col-capacity">{suffix}</span>
        <span aria-hidden="true" className="sort-button__arrow">
          {isSorted ? (view.isDescending ? '↓' : '↑') : ''}
        </span>
      </button>
    </th>
  );
}

function ariaSort(view: ListView, isSorted: boolean): 'ascending' | 'descending' | 'none' {
  if (!isSorted) return 'none';
  return view.isDescending ? 'descending' : 'ascending';
}
