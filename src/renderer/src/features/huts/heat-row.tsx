import { memo } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { addDays } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutRow, NightMark } from '#shared/model/hut.ts';
import { useNow } from '../../lib/clock.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { formatAge, formatCountdown, formatNumber } from '../../lib/format.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { indexesOf } from './grid-window.ts';
import type { Span } from './grid-window.ts';
import { cellText, cellWords, hutWords } from './heat-words.ts';
import type { HutsView } from './huts-view.ts';
import { toneOf } from './night-view.ts';
import type { NightView } from './night-view.ts';
import { hutPath } from './paths.ts';
import { VerdictMark } from './verdict-mark.tsx';

interface HeatRowProps {
  readonly id: string;
  readonly row: HutRow;
  readonly index: number;
  readonly view: HutsView;
  readonly from: CalendarDate;
  readonly columns: Span;
  /** The column of the place that the keys have come to; null: it is in another row. */
  readonly active: number | null;
  readonly nightOf: (slug: string, column: number) => NightView | null;
}

/** A hut and those of its nights that can be seen. */
export function HeatRow({ id, row, index, view, from, columns, active, nightOf }: HeatRowProps): ReactNode {
  return (
    <tr className="heat__row" aria-rowindex={index + 2} style={cssVars({ '--row': index })}>
      <th
        scope="row"
        id={`${id}-${index}--1`}
        aria-colindex={1}
        aria-label={hutWords(row)}
        data-row={index}
        data-column={-1}
        className={`heat__hut ${active === -1 ? 'heat__cell--active' : ''}`}
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
      {indexesOf(columns, active ?? -1).map((column) => {
        const night = nightOf(row.slug, column);
        return (
          <NightCell
            key={column}
            id={`${id}-${index}-${column}`}
            row={index}
            column={column}
            name={row.name}
            date={addDays(from, column)}
            mark={night?.mark ?? null}
            free={night?.free ?? null}
            total={night?.total ?? null}
            isActive={column === active}
          />
        );
      })}
    </tr>
  );
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
  readonly id: string;
  readonly row: number;
  readonly column: number;
  readonly name: string;
  readonly date: CalendarDate;
  /** Null while the night is being read. */
  readonly mark: NightMark | null;
  readonly free: number | null;
  readonly total: number | null;
  readonly isActive: boolean;
}

const NightCell = memo(function NightCell(props: NightCellProps): ReactNode {
  const { mark, free, total, date, column } = props;
  const night = mark === null ? null : { date, mark, free, total };
  const words = cellWords(props.name, date, night);
  const look = [
    night === null ? 'night--reading' : `night--${toneOf(night)}`,
    mark === 'q' ? 'night--questioned' : '',
    props.isActive ? 'heat__cell--active' : '',
  ];
  return (
    <td
      id={props.id}
      aria-colindex={column + 2}
      aria-label={words}
      title={words}
      data-row={props.row}
      data-column={column}
      className={`heat__cell night ${look.join(' ')}`}
      style={cssVars({ '--column': column })}
    >
      {night === null ? '' : cellText(night)}
    </td>
  );
});
