import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { useNow } from '../../lib/clock.ts';
import { formatNight, formatNightShort } from '../../lib/format.ts';
import { BoardLineRow } from './board-line.tsx';
import { columnsOf, lineHeights, lineSegments } from './board-layout.ts';
import type { LineSegment } from './board-layout.ts';
import type { BoardLine, ServiceLine } from './board-rows.ts';
import { SlotMenu } from './slot-menu.tsx';
import type { SlotMenuPlace } from './slot-menu.tsx';
import { placeOf } from './slot-walk.ts';
import { useScrollView } from './use-scroll-view.ts';
import { slotIdOf, useSlotKeys } from './use-slot-keys.ts';

const HEAD = 28;

interface BoardGridProps {
  readonly lines: readonly BoardLine[];
  readonly dates: readonly CalendarDate[];
  readonly today: CalendarDate;
  readonly view: 'day' | 'week';
  readonly openId: string | null;
  readonly onOpen: (slotId: string) => void;
  readonly onDay: (date: CalendarDate) => void;
}

/** The board: lines of services, columns of days. Only lines in sight are drawn; it is one stop of the tab key. */
export function BoardGrid(props: BoardGridProps): ReactNode {
  const { lines, dates, today, view, openId, onOpen, onDay } = props;
  const now = useNow(60_000);
  const { ref, top, bottom, width } = useScrollView();
  const columns = useMemo(() => columnsOf(view, width), [view, width]);
  const heights = useMemo(() => lineHeights(lines, view, columns, now), [lines, view, columns, now]);
  const keys = useSlotKeys({ lines, view, openId, onOpen });
  const [menu, setMenu] = useState<SlotMenuPlace | null>(null);
  const segments = lineSegments(heights, { top: top - HEAD, bottom: bottom - HEAD }, keys.place?.line ?? -1);
  return (
    <div ref={ref} className={columns.isNarrow ? 'board board--narrow' : 'board'}>
      <table
        className="board__table"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- arrow keys walk its slots
        role="grid"
        aria-label="Slots by service and day"
        aria-rowcount={lines.length + 1}
        style={{ width: columns.nameWidth + columns.dayWidth * dates.length }}
        onKeyDown={keys.onKeyDown}
        onFocus={({ target }) => keys.setActive(slotIdOf(target))}
        onClick={({ target }) => {
          const id = slotIdOf(target);
          if (id !== null) onOpen(id);
        }}
        onContextMenu={(event) => {
          const found = slotOf(lines, slotIdOf(event.target));
          if (found === null) return;
          event.preventDefault();
          setMenu({ ...found, x: event.clientX, y: event.clientY });
        }}
      >
        <colgroup>
          <col style={{ width: columns.nameWidth }} />
          {dates.map((date) => (
            <col key={date} style={{ width: columns.dayWidth }} />
          ))}
        </colgroup>
        <BoardHead dates={dates} today={today} view={view} onDay={onDay} />
        <BoardBody {...props} segments={segments} heights={heights} across={columns.across} activeId={keys.activeId} />
      </table>
      {menu === null ? null : <SlotMenu place={menu} onOpen={onOpen} onClose={() => setMenu(null)} />}
    </div>
  );
}

interface BoardBodyProps extends Pick<BoardGridProps, 'lines' | 'dates' | 'view' | 'openId'> {
  readonly segments: readonly LineSegment[];
  readonly heights: readonly number[];
  readonly across: number;
  readonly activeId: string | null;
}

function BoardBody({ lines, dates, view, openId, segments, heights, across, activeId }: BoardBodyProps): ReactNode {
  const columns = dates.length + 1;
  return (
    <tbody>
      {segments.map((segment) => {
        if (segment.kind === 'gap')
          return (
            <tr key={`gap ${String(segment.index)}`} aria-hidden="true" style={{ height: segment.height }}>
              <td aria-hidden="true" className="board__gap" colSpan={columns} />
            </tr>
          );
        const line = lines[segment.index];
        return line === undefined ? null : (
          <BoardLineRow
            key={`${line.kind} ${line.id}`}
            line={line}
            rowIndex={segment.index + 2}
            height={heights[segment.index] ?? 0}
            view={view}
            across={across}
            columns={columns}
            activeId={line.kind === 'service' && hasSlot(line, activeId) ? activeId : null}
            openId={line.kind === 'service' && hasSlot(line, openId) ? openId : null}
          />
        );
      })}
    </tbody>
  );
}

/** Lines without the slot are not drawn anew when another one is walked to or opened. */
function hasSlot(line: ServiceLine, slotId: string | null): boolean {
  return slotId !== null && line.days.some(({ slots }) => slots.some(({ id }) => id === slotId));
}

/** A slot of the board, whose it is and on whose clocks. */
function slotOf(
  lines: readonly BoardLine[],
  slotId: string | null,
): Pick<SlotMenuPlace, 'slot' | 'serviceName' | 'timeZone'> | null {
  const place = placeOf(lines, slotId);
  const line = place === null ? undefined : lines[place.line];
  if (place === null || line?.kind !== 'service') return null;
  const slot = line.days[place.day]?.slots[place.index];
  return slot === undefined ? null : { slot, serviceName: line.service.name, timeZone: line.timeZone };
}

interface BoardHeadProps {
  readonly dates: readonly CalendarDate[];
  readonly today: CalendarDate;
  readonly view: 'day' | 'week';
  readonly onDay: (date: CalendarDate) => void;
}

function BoardHead({ dates, today, view, onDay }: BoardHeadProps): ReactNode {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="board__corner">
          Service
        </th>
        {dates.map((date) => (
          <th key={date} scope="col" className={date === today ? 'board__day board__day--today' : 'board__day'}>
            {view === 'day' ? (
              'Slots'
            ) : (
              <button
                type="button"
                className="board__day-button"
                tabIndex={-1}
                title={`Show ${formatNight(date)} alone`}
                onClick={() => onDay(date)}
              >
                {formatNightShort(date)}
                {date === today ? <span className="visually-hidden">, today</span> : null}
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}
