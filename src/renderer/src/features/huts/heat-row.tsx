import { memo } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { HutNights, HutRow, NightMark } from '#shared/model/hut.ts';
import { useNow } from '../../lib/clock.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatAge, formatCountdown, formatNumber } from '../../lib/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { cellWords, hutWords } from './heat-words.ts';
import type { Column } from './heat-words.ts';
import type { HutsView } from './huts-view.ts';
import { blockOf } from './night-blocks.ts';
import { cellLook, cellText } from './night-view.ts';
import type { GridPlace } from './use-grid-keys.ts';
import { nightIn } from './use-night-blocks.ts';
import { hutPath } from './paths.ts';
import { VerdictMark } from './verdict-mark.tsx';

interface HeatRowProps {
  readonly id: string;
  readonly row: HutRow;
  readonly index: number;
  readonly view: HutsView;
  /** The columns that are drawn. */
  readonly columns: readonly Column[];
  /** The hut's nights as far as they are read. */
  readonly blocks: readonly (HutNights | null)[];
  /** The column of the place that the keys have come to; null: it is in another row. */
  readonly active: number | null;
}

/** A hut and those of its nights that can be seen. */
export const HeatRow = memo(function HeatRow(props: HeatRowProps): ReactNode {
  const { id, row, index, view, columns, blocks, active } = props;
  const firstBlock = blockOf(columns[0]?.day ?? 0);
  return (
    <tr className="heat__row" aria-rowindex={index + 2} style={cssVars({ '--row': index })}>
      <HutCell id={id} row={row} index={index} view={view} isActive={active === -1} />
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- nobody meets it: it keeps room */}
      <td aria-hidden="true" className="heat__gap" style={cssVars({ '--gap': columns[0]?.index ?? 0 })} />
      {columns.map((column) => {
        const night = nightIn(blocks, firstBlock, column);
        return (
          <NightCell
            key={column.index}
            id={column.index === active ? cellId(id, { row: index, column: column.index }) : undefined}
            column={column}
            name={row.name}
            mark={night?.mark ?? null}
            free={night?.free ?? null}
            total={night?.total ?? null}
          />
        );
      })}
    </tr>
  );
}, isSame);

interface HutCellProps extends Pick<HeatRowProps, 'id' | 'row' | 'index' | 'view'> {
  readonly isActive: boolean;
}

/** The hut's name and facts. Apart from its nights, for a link looks through the whole page each time it is made. */
const HutCell = memo(function HutCell({ id, row, index, view, isActive }: HutCellProps): ReactNode {
  return (
    <th
      scope="row"
      id={cellId(id, { row: index, column: -1 })}
      aria-colindex={1}
      aria-label={hutWords(row)}
      className={`heat__hut ${isActive ? 'heat__cell--active' : ''}`}
    >
      <Link className="heat__name" tabIndex={-1} title={row.name} to={hutPath(row.slug, null, view.asOf)}>
        {row.name}
      </Link>
      {row.isTest ? <span className="label">test</span> : null}
      {row.failure === null ? null : (
        <span title={`The newest look failed: ${row.failure.message}`}>
          <StateMark mark="attention" word="The newest look failed" isShapeOnly />
        </span>
      )}
      <span className="heat__altitude">{row.altitudeM === null ? '–' : formatNumber(row.altitudeM)}</span>
      {view.stay === null ? null : (
        <span className="heat__verdict">{row.offer === null ? '' : <VerdictMark offer={row.offer} />}</span>
      )}
      {view.sort === 'seen' || view.sort === 'due' ? <When row={row} sort={view.sort} /> : null}
    </th>
  );
});

/** The nights are compared block by block, for the list of blocks is made anew each time. */
function isSame({ blocks: before, ...a }: HeatRowProps, { blocks: after, ...b }: HeatRowProps): boolean {
  return before.length === after.length && before.every((block, at) => block === after[at]) && isShallowEqual(a, b);
}

function isShallowEqual<T extends object>(a: T, b: T): boolean {
  const before = new Map(Object.entries(a));
  return Object.entries(b).every(([key, value]) => before.get(key) === value);
}

/** What the place that the keys have come to is found by. */
export function cellId(id: string, { row, column }: GridPlace): string {
  return `${id}-${row}-${column}`;
}

/** When a hut was looked at, or will be, where the list is ordered by it. */
function When({ row, sort }: { readonly row: HutRow; readonly sort: 'seen' | 'due' }): ReactNode {
  const now = useNow(10_000);
  const { dueAt, why } = row.due;
  const due = dueAt === null || dueAt <= now ? 'now' : `in ${formatCountdown(dueAt - now)}`;
  const seen = row.lastChecked === null ? 'never' : formatAge(row.lastChecked, Math.max(now, row.lastChecked));
  return (
    <span className="heat__when" title={why}>
      {sort === 'seen' ? seen : due}
    </span>
  );
}

interface NightCellProps {
  /** Given where the keys have come to this cell. */
  readonly id: string | undefined;
  readonly column: Column;
  readonly name: string;
  /** Null while the night is being read. */
  readonly mark: NightMark | null;
  readonly free: number | null;
  readonly total: number | null;
}

const NightCell = memo(function NightCell({ id, column, name, mark, free, total }: NightCellProps): ReactNode {
  const night = mark === null ? null : { date: column.date, mark, free, total };
  return (
    <td
      id={id}
      aria-colindex={column.index + 2}
      aria-label={cellWords(name, column, night)}
      className={`heat__cell ${cellLook(night)}${id === undefined ? '' : ' heat__cell--active'}`}
    >
      {night === null ? '' : cellText(night)}
    </td>
  );
});
