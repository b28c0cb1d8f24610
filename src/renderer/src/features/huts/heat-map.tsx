import { useId, useMemo, useState } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutRow } from '#shared/model/hut.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { Button } from '../../ui/button.tsx';
import { indexesOf, isIn } from './grid-window.ts';
import { HeatHead } from './heat-head.tsx';
import { HeatRow, cellId } from './heat-row.tsx';
import { cellWords, columnsFrom, hutWords } from './heat-words.ts';
import type { Column } from './heat-words.ts';
import type { HutsView } from './huts-view.ts';
import { blockOf } from './night-blocks.ts';
import { hutPath } from './paths.ts';
import { useGridKeys } from './use-grid-keys.ts';
import type { GridPlace } from './use-grid-keys.ts';
import { useGridWindow } from './use-grid-window.ts';
import { nightIn, useNightBlocks } from './use-night-blocks.ts';
import type { NightsRead } from './use-night-blocks.ts';
import './nights.css';
import './heat-map.css';

/** Nights shown. */
const SHOWN_NIGHTS = 365;
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
    columns: columnSpan,
    pageRows,
    reveal,
  } = useGridWindow({ rows: rows.length, columns: SHOWN_NIGHTS, side, ...CELL });
  const slugs = useMemo(() => rows.map((row) => row.slug), [rows]);
  const nightColumns = useMemo(() => columnsFrom(from, SHOWN_NIGHTS), [from]);
  const columns = useMemo(() => nightColumns.slice(...columnSpan), [nightColumns, columnSpan]);
  const open = ({ row, column }: GridPlace): void => {
    const slug = slugs[row];
    if (slug !== undefined) void navigate(hutPath(slug, nightColumns[column]?.date ?? null, view.asOf));
  };
  const { active, setActive, onKeyDown } = useGridKeys({
    slugs,
    columns: SHOWN_NIGHTS,
    pageRows,
    onMove: ({ row, column }) => {
      reveal(row, column);
      setIsWalked(true);
    },
    onOpen: open,
  });
  const drawn = indexesOf(rowSpan);
  const nights = useNightBlocks({
    all,
    drawn: drawn.flatMap((index) => slugs[index] ?? []),
    from,
    columns: columnSpan,
    asOf: view.asOf,
  });
  const isActiveDrawn = isIn(rowSpan, active.row) && (active.column < 0 || isIn(columnSpan, active.column));
  const said = sayPlace(rows[active.row], nightColumns[active.column], columns, nights.blocksOf);
  return (
    <div className="heat-area">
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
          aria-activedescendant={isActiveDrawn ? cellId(id, active) : undefined}
          style={cssVars({
            '--rows': rows.length,
            '--columns': SHOWN_NIGHTS,
            '--names': `${side}px`,
          })}
          onKeyDown={onKeyDown}
          onFocus={() => setIsWalked(true)}
          onBlur={() => setIsWalked(false)}
          onPointerDown={(event) => {
            const place = placeUnder(event);
            if (place !== null) setActive(place);
          }}
          onPointerOver={showWords}
          onClick={(event) => {
            const place = placeUnder(event);
            if (place !== null && place.column >= 0) open(place);
          }}
        >
          <HeatHead view={view} today={today} columns={columns} />
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
                  columns={columns}
                  blocks={nights.blocksOf(row.slug)}
                  active={index === active.row ? active.column : null}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      <p id={`${id}-keys`} className="visually-hidden">
        Arrow keys move by a hut or a night, with Control by a week; Enter opens the hut at that night.
      </p>
      <p className="secondary">
        <output className="heat__said">{isWalked ? said : ''}</output>
        {isWalked ? null : 'Figures are free beds. Nights of Friday and Saturday are tinted above.'}
      </p>
    </div>
  );
}

function sayPlace(
  hut: HutRow | undefined,
  column: Column | undefined,
  drawn: readonly Column[],
  blocks: NightsRead['blocksOf'],
): string {
  if (hut === undefined) return '';
  if (column === undefined) return hutWords(hut);
  return cellWords(hut.name, column, nightIn(blocks(hut.slug), blockOf(drawn[0]?.day ?? 0), column));
}

/** The column of names is as wide as what stands in it. */
function sideWidth(view: HutsView): number {
  return 240 + (view.stay === null ? 0 : 164) + (view.sort === 'seen' || view.sort === 'due' ? 96 : 0);
}

/** The cell under the pointer: its place in the grid is told by its row and column for screen readers. */
function placeUnder({ target }: Pick<PointerEvent, 'target'>): GridPlace | null {
  const cell = target instanceof Element ? target.closest('.heat__body td, .heat__body th') : null;
  const row = cell?.closest('tr')?.getAttribute('aria-rowindex') ?? null;
  const column = cell?.getAttribute('aria-colindex') ?? null;
  return row === null || column === null ? null : { row: Number(row) - 2, column: Number(column) - 2 };
}

/** Gives the hovered cell its words as a hint. One for every cell would double what is drawn while one scrolls. */
function showWords({ target }: Pick<PointerEvent, 'target'>): void {
  if (target instanceof HTMLTableCellElement) target.title = target.getAttribute('aria-label') ?? '';
}
