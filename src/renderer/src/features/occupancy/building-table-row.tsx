import { Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { Link } from 'react-router';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import { formatNumber } from '../../lib/format.ts';
import { Age } from '../../ui/age.tsx';
import { BusynessBar } from '../../ui/busyness-bar.tsx';
import { Menu, MenuButton } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { Sparkline } from '../../ui/sparkline.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { freshness, lastDay, rowStatus, sparklineSummary, trendSentence, trendText } from './view-model.ts';

interface BuildingTableRowProps {
  readonly row: BuildingRow;
  readonly now: number;
  readonly hasChanged: boolean;
  readonly isActive: boolean;
  readonly onFocus: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onUpdate: (row: BuildingRow) => void;
  readonly onEdit: (row: BuildingRow) => void;
  readonly onRemove: (row: BuildingRow) => void;
}

export function BuildingTableRow(props: BuildingTableRowProps): ReactNode {
  const { row, isActive } = props;
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null);
  const items: readonly MenuItem[] = [
    { label: 'Update now', icon: <RefreshCw size={14} aria-hidden="true" />, run: () => props.onUpdate(row) },
    { label: 'Edit', icon: <Pencil size={14} aria-hidden="true" />, run: () => props.onEdit(row) },
    { label: 'Remove', icon: <Trash2 size={14} aria-hidden="true" />, run: () => props.onRemove(row) },
  ];
  const isOld = freshness(row, props.now) === 'out-of-date';
  const hours = lastDay(row, props.now);
  const label = `Actions for ${row.name}`;
  return (
    <tr className={`${props.hasChanged ? 'row--changed' : ''} ${isOld ? 'row--old' : ''}`}>
      <th scope="row">
        <Link
          to={`/occupancy/${encodeURIComponent(row.code)}`}
          className="row-link"
          tabIndex={isActive ? 0 : -1}
          onFocus={props.onFocus}
          onKeyDown={props.onKeyDown}
          onContextMenu={(event) => {
            event.preventDefault();
            setMenuAt({ x: event.clientX, y: event.clientY });
          }}
        >
          {row.name}
        </Link>
        <span className="secondary row-code">{row.code}</span>
        {menuAt === null ? null : <Menu label={label} items={items} place={menuAt} onClose={() => setMenuAt(null)} />}
      </th>
      <td className="col-busy">
        <BusynessBar state={row.state} />
      </td>
      <td>
        <Status row={row} isOld={isOld} />
      </td>
      <td className="numeric nowrap">
        <People row={row} />
      </td>
      <td className="numeric nowrap">
        <Trend row={row} />
      </td>
      <td className="col-spark">
        <Sparkline points={hours} summary={sparklineSummary(hours)} width={96} />
      </td>
      <td className="col-spot">{row.state?.bestSpot ?? ''}</td>
      <td className="numeric col-seen">
        <Seen row={row} />
      </td>
      <td className="col-actions">
        <MenuButton label={label} items={items} tabIndex={isActive ? 0 : -1} />
      </td>
    </tr>
  );
}

function Status({ row, isOld }: { readonly row: BuildingRow; readonly isOld: boolean }): ReactNode {
  if (!isOld) return rowStatus(row);
  return (
    <>
      <span className="attention-text nowrap">Out of date</span>
      <span className="secondary status__was nowrap">was {rowStatus(row).toLowerCase()}</span>
    </>
  );
}

function People({ row }: { readonly row: BuildingRow }): ReactNode {
  const { state } = row;
  if (state === null || state.people === null || state.status === 'closed' || state.status === 'no_data')
    return <Nothing />;
  return (
    <>
      {formatNumber(state.people)}
      <span className="secondary row-capacity">
        {state.capacity === null ? '' : `of ${formatNumber(state.capacity)}`}
      </span>
    </>
  );
}

function Trend({ row }: { readonly row: BuildingRow }): ReactNode {
  if (row.trendPercent === null) return <Nothing />;
  return (
    <>
      <span aria-hidden="true">{trendText(row.trendPercent)}</span>
      <span className="visually-hidden">{trendSentence(row.trendPercent)}</span>
    </>
  );
}

function Nothing(): ReactNode {
  return (
    <span className="secondary">
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">none</span>
    </span>
  );
}

function Seen({ row }: { readonly row: BuildingRow }): ReactNode {
  return (
    <span className="seen">
      {row.failure === null ? null : (
        <span className="seen__failure" title={row.failure.message}>
          <StateMark mark="attention" word={`The last look failed: ${row.failure.message}`} isShapeOnly />
        </span>
      )}
      {row.state === null ? <span className="secondary">never</span> : <Age at={row.state.lastChecked} isInRow />}
    </span>
  );
}
