import { useState } from 'react';
import type { PointerEvent, ReactNode } from 'react';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { HutRow } from '#shared/model/hut.ts';
import { cssVars } from '../../lib/css-vars.ts';
import { Button } from '../../ui/button.tsx';
import { HeatHead } from './heat-head.tsx';
import { HeatRow, cellId } from './heat-row.tsx';
import type { HutsView } from './huts-view.ts';
import type { GridPlace } from './use-grid-keys.ts';
import { SHOWN_NIGHTS, useHeatMap } from './use-heat-map.ts';
import type { NightsRead } from './use-night-blocks.ts';
import './nights.css';
import './heat-map.css';

interface HeatMapProps {
  readonly rows: readonly HutRow[];
  /** All watched huts in an order that filters do not change. */
  readonly all: readonly string[];
  readonly view: HutsView;
  readonly today: CalendarDate;
}

/** How full every hut is on every night. Only what can be seen is drawn; the whole grid is one stop of the tab key. */
export function HeatMap({ rows, all, view, today }: HeatMapProps): ReactNode {
  const [hasFocus, setHasFocus] = useState(false);
  const { ref, id, side, drawnRows, columns, active, nights, isActiveDrawn, said, setActive, open, onKeyDown } =
    useHeatMap({ rows, all, view, today });
  return (
    <div className="heat-area">
      <NightsFault nights={nights} />
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
          style={cssVars({ '--rows': rows.length, '--columns': SHOWN_NIGHTS, '--names': `${side}px` })}
          onKeyDown={onKeyDown}
          onFocus={() => setHasFocus(true)}
          onBlur={() => setHasFocus(false)}
          onPointerDown={(event) => onPlace(event, setActive)}
          onPointerOver={showWords}
          onClick={(event) => onPlace(event, (place) => (place.column < 0 ? undefined : open(place)))}
        >
          <HeatHead view={view} today={today} columns={columns} />
          <tbody className="heat__body">
            {drawnRows.map((index) => {
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
        <output className="heat__said">{hasFocus ? said : ''}</output>
        {hasFocus ? null : 'Figures are free beds. Nights of Friday and Saturday are tinted above.'}
      </p>
    </div>
  );
}

/** Nights that could not be read are not unseen ones; their cells stay blank, and this says why. */
function NightsFault({ nights: { error, retry } }: { readonly nights: NightsRead }): ReactNode {
  if (error === null) return null;
  return (
    <p className="fault" role="alert">
      Some nights could not be read: {error.userMessage}{' '}
      <Button look="link" onClick={retry}>
        Try again
      </Button>
    </p>
  );
}

/** The cell under the pointer: its place in the grid is told by its row and column for screen readers. */
function onPlace({ target }: Pick<PointerEvent, 'target'>, act: (place: GridPlace) => void): void {
  const cell = target instanceof Element ? target.closest('.heat__body td, .heat__body th') : null;
  const row = cell?.closest('tr')?.getAttribute('aria-rowindex') ?? null;
  const column = cell?.getAttribute('aria-colindex') ?? null;
  if (row !== null && column !== null) act({ row: Number(row) - 2, column: Number(column) - 2 });
}

/** Gives the hovered cell its words as a hint. One for every cell would double what is drawn while one scrolls. */
function showWords({ target }: Pick<PointerEvent, 'target'>): void {
  if (target instanceof HTMLTableCellElement) target.title = target.getAttribute('aria-label') ?? '';
}
