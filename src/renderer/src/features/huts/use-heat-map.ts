import { useId, useMemo } from 'react';
import { useNavigate } from 'react-router';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutRow } from '#shared/model/hut.ts';
import { indexesOf, isIn } from '../../lib/grid-window.ts';
import { cellWords, columnsFrom, hutWords } from './heat-words.ts';
import type { Column } from './heat-words.ts';
import type { HutsView } from './huts-view.ts';
import { blockOf } from './night-blocks.ts';
import { hutPath } from './paths.ts';
import { useGridKeys } from './use-grid-keys.ts';
import type { GridPlace } from './use-grid-keys.ts';
import { useGridWindow } from '../../lib/use-grid-window.ts';
import { nightIn, useNightBlocks } from './use-night-blocks.ts';
import type { NightsRead } from './use-night-blocks.ts';

/** Nights shown. */
export const SHOWN_NIGHTS = 365;
/** Pixels, as heat-map.css has them. */
const CELL = { rowHeight: 28, columnWidth: 26, head: 52 };

interface HeatMapInput {
  readonly rows: readonly HutRow[];
  /** All watched huts in an order that filters do not change. */
  readonly all: readonly string[];
  readonly view: HutsView;
  readonly today: CalendarDate;
}

interface HeatMapModel extends ReturnType<typeof useGridKeys> {
  readonly ref: ReturnType<typeof useGridWindow>['ref'];
  /** What the ids of its cells begin with. */
  readonly id: string;
  /** Pixels of the column of names. */
  readonly side: number;
  readonly drawnRows: readonly number[];
  readonly columns: readonly Column[];
  readonly nights: NightsRead;
  /** Whether the place that the keys have come to is drawn. */
  readonly isActiveDrawn: boolean;
  /** That place in words. */
  readonly said: string;
  readonly open: (place: GridPlace) => void;
}

/** What the map of nights draws, and how it is walked. */
export function useHeatMap({ rows, all, view, today }: HeatMapInput): HeatMapModel {
  const navigate = useNavigate();
  const id = useId();
  const from = view.from ?? today;
  const side = sideWidth(view);
  const grid = useGridWindow({ rows: rows.length, columns: SHOWN_NIGHTS, side, ...CELL });
  const { ref, rows: rowSpan, columns: columnSpan, pageRows, reveal } = grid;
  const slugs = useMemo(() => rows.map((row) => row.slug), [rows]);
  const year = useMemo(() => columnsFrom(from, SHOWN_NIGHTS), [from]);
  const columns = useMemo(() => year.slice(...columnSpan), [year, columnSpan]);
  const open = ({ row, column }: GridPlace): void => {
    const slug = slugs[row];
    if (slug !== undefined) void navigate(hutPath(slug, year[column]?.date ?? null, view.asOf));
  };
  const keys = useGridKeys({
    slugs,
    columns: SHOWN_NIGHTS,
    pageRows,
    onMove: ({ row, column }) => reveal(row, column),
    onOpen: open,
  });
  const { row, column } = keys.active;
  const drawnRows = indexesOf(rowSpan);
  const drawn = drawnRows.flatMap((index) => slugs[index] ?? []);
  const nights = useNightBlocks({ all, drawn, from, columns: columnSpan, asOf: view.asOf });
  return {
    ...keys,
    ref,
    id,
    side,
    drawnRows,
    columns,
    nights,
    isActiveDrawn: isIn(rowSpan, row) && (column < 0 || isIn(columnSpan, column)),
    said: sayPlace(rows[row], year[column], columns, nights.blocksOf),
    open,
  };
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
