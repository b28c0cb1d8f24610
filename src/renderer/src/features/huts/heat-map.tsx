import { useId, useMemo, useState } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { addDays } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutRow } from '#shared/model/hut.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { Button } from '../../ui/button.tsx';
import { indexesOf } from './grid-window.ts';
import { HeatHead } from './heat-head.tsx';
import { HeatRow } from './heat-row.tsx';
import { cellWords, hutWords } from './heat-words.ts';
import type { HutsView } from './huts-view.ts';
import { hutPath } from './paths.ts';
import { useGridKeys } from './use-grid-keys.ts';
import type { GridPlace } from './use-grid-keys.ts';
import { useGridWindow } from './use-grid-window.ts';
import { useNightBlocks } from './use-night-blocks.ts';
import './nights.css';
import './heat-map.css';

/** Nights shown. */
export const SHOWN_NIGHTS = 365;
/** Pixels, as heat-map.css has them. */
const CELL = { rowHeight: 28, columnWidth: 26, head: 52 };

interface HeatMapProps {
  readonly rows: readonly HutRow[];
  /** All watched huts in an order that filters do not change. */
  readonly all: readonly string[];
  readonly view: HutsView;
  readonly today: CalendarDate;
}

/** How full every hut is on every night. Only what can be seen is drawn; the whole grid is one stop of the tab key. */
export function HeatMap({ rows, all, view, today }: HeatMapProps): ReactNode {
  const navigate = useNavigate();
  const id = useId();
  const [isWalked, setIsWalked] = useState(false);
  const from = view.from ?? today;
  const side = sideWidth(view);
  const {
    ref,
    rows: rowSpan,
    columns,
    pageRows,
    reveal,
  } = useGridWindow({ rows: rows.length, columns: SHOWN_NIGHTS, side, ...CELL });
  const slugs = useMemo(() => rows.map((row) => row.slug), [rows]);
  const open = ({ row, column }: GridPlace): void => {
    const slug = slugs[row];
    if (slug === undefined) return;
    void navigate(hutPath(slug, column < 0 ? null : addDays(from, column), view.asOf));
  };
  const keys = useGridKeys({
    slugs,
    columns: SHOWN_NIGHTS,
    pageRows,
    onMove: ({ row, column }) => {
      reveal(row, column);
      setIsWalked(true);
    },
    onOpen: open,
  });
  const { active } = keys;
  const drawn = indexesOf(rowSpan, rows.length === 0 ? -1 : active.row);
  const nights = useNightBlocks({
    all,
    drawn: drawn.flatMap((index) => slugs[index] ?? []),
    from,
    columns,
    asOf: view.asOf,
  });
  const said = sayPlace(rows, active, from, nights.nightOf);
  return (
    <div className="section">
      {nights.error === null ? null : (
        <p className="fault" role="alert">
          Some nights could not be read: {nights.error.userMessage}{' '}
          <Button look="link" onClick={nights.retry}>
            Try again
          </Button>
        </p>
      )}
      <div ref={ref} className={`heat panel ${nights.isOld ? 'heat--old' : ''}`}>
        <table
          className="heat__grid"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- its cells are what is opened
          role="grid"
          tabIndex={0}
          aria-label="Free beds by hut and night"
          aria-describedby={`${id}-keys`}
          aria-rowcount={rows.length + 1}
          aria-colcount={SHOWN_NIGHTS + 1}
          aria-activedescendant={rows.length === 0 ? undefined : `${id}-${active.row}-${active.column}`}
          style={cssVars({ '--rows': rows.length, '--columns': SHOWN_NIGHTS, '--side': `${side}px` })}
          onKeyDown={keys.onKeyDown}
          onFocus={() => setIsWalked(true)}
          onBlur={() => setIsWalked(false)}
          onPointerDown={(event) => {
            const place = placeUnder(event);
            if (place !== null) keys.setActive(place);
          }}
          onClick={(event) => {
            const place = placeUnder(event);
            if (place !== null && place.column >= 0) open(place);
          }}
        >
          <HeatHead view={view} from={from} today={today} columns={columns} />
          <tbody className="heat__body">
            {drawn.map((index) => {
              const row = rows[index];
              return row === undefined ? null : (
                <HeatRow
                  key={row.slug}
                  id={id}
                  row={row}
                  index={index}
                  view={view}
                  from={from}
                  columns={columns}
                  active={index === active.row ? active.column : null}
                  nightOf={nights.nightOf}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      <p id={`${id}-keys`} className="visually-hidden">
        Arrow keys move by a hut or a night, with Control by a week; Enter opens the hut at that night.
      </p>
      <output className="heat__said secondary">{isWalked ? said : ''}</output>
    </div>
  );
}

function sayPlace(
  rows: readonly HutRow[],
  { row, column }: GridPlace,
  from: CalendarDate,
  nightOf: ReturnType<typeof useNightBlocks>['nightOf'],
): string {
  const hut = rows[row];
  if (hut === undefined) return '';
  return column < 0 ? hutWords(hut) : cellWords(hut.name, addDays(from, column), nightOf(hut.slug, column));
}

/** The column of names is as wide as what stands in it. */
function sideWidth(view: HutsView): number {
  return 236 + (view.stay === null ? 0 : 132) + (view.sort === 'seen' || view.sort === 'due' ? 96 : 0);
}

function placeUnder(event: Pick<PointerEvent, 'target'>): GridPlace | null {
  const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-column]') : null;
  if (cell === null) return null;
  return { row: Number(cell.dataset['row']), column: Number(cell.dataset['column']) };
}
