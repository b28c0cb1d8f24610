import { useMemo, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { useNow } from '../../lib/clock.ts';
import { formatNight, formatNightShort } from '../../lib/format.ts';
import { BoardLineRow } from './board-line.tsx';
import { columnsOf, lineHeights, lineSegments } from './board-layout.ts';
import type { BoardLine } from './board-rows.ts';
import { firstSlot, placeOf, slotAfter } from './slot-walk.ts';
import { useScrollView } from './use-scroll-view.ts';

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
export function BoardGrid({ lines, dates, today, view, openId, onOpen, onDay }: BoardGridProps): ReactNode {
  const now = useNow(60_000);
  const { ref, top, bottom, width } = useScrollView();
  const columns = useMemo(() => columnsOf(view, width), [view, width]);
  const heights = useMemo(() => lineHeights(lines, view, columns, now), [lines, view, columns, now]);
  const keys = useSlotKeys({ lines, view, openId, onOpen });
  const seen = { top: top - HEAD, bottom: bottom - HEAD };
  const activeLine = keys.place?.line ?? -1;
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
      >
        <colgroup>
          <col style={{ width: columns.nameWidth }} />
          {dates.map((date) => (
            <col key={date} style={{ width: columns.dayWidth }} />
          ))}
        </colgroup>
        <BoardHead dates={dates} today={today} view={view} onDay={onDay} />
        <tbody>
          {lineSegments(heights, seen, activeLine).map((segment) => {
            if (segment.kind === 'gap')
              return (
                <tr key={`gap ${String(segment.index)}`} aria-hidden="true" style={{ height: segment.height }}>
                  <td aria-hidden="true" className="board__gap" colSpan={dates.length + 1} />
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
                across={columns.across}
                columns={dates.length + 1}
                activeId={segment.index === activeLine ? keys.activeId : null}
                openId={openId}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
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

interface SlotKeysInput extends Pick<BoardGridProps, 'lines' | 'view' | 'openId' | 'onOpen'> {}

/** Walks the slots by keys. The place stays with its slot while the board is read anew. */
function useSlotKeys({ lines, view, openId, onOpen }: SlotKeysInput) {
  const now = useNow(60_000);
  const [wanted, setWanted] = useState<string | null>(null);
  const first = useMemo(() => firstSlot(lines, now), [lines, now]);
  const place = useMemo(
    () => placeOf(lines, wanted) ?? placeOf(lines, openId) ?? placeOf(lines, first?.id ?? null),
    [lines, wanted, openId, first],
  );
  const line = place === null ? undefined : lines[place.line];
  const active = place === null || line?.kind !== 'service' ? undefined : line.days[place.day]?.slots[place.index];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || place === null || slotIdOf(event.target) === null) return;
    if (event.key === 'Enter' && active !== undefined) onOpen(active.id);
    else {
      const next = slotAfter(event.key, place, lines, view);
      if (next === undefined) return;
      if (next !== null) {
        // Its line may be out of sight, and is drawn first.
        flushSync(() => setWanted(next.id));
        focusSlot(event.currentTarget, next.id);
      }
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    place,
    activeId: active?.id ?? null,
    setActive: (id: string | null) => setWanted((old) => id ?? old),
    onKeyDown,
  };
}

function focusSlot(grid: HTMLElement, id: string): void {
  const button = [...grid.querySelectorAll<HTMLElement>('[data-slot]')].find((each) => each.dataset['slot'] === id);
  button?.focus({ preventScroll: true });
  button?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function slotIdOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-slot]')?.dataset['slot'] ?? null) : null;
}
