import { memo, useMemo } from 'react';
import type { ReactNode } from 'react';
import type { ActiveWindow } from '#shared/schedule/rule.ts';
import { cssVars } from '../lib/css-vars.ts';
import { cellWords, dayNames } from './hours-words.ts';
import { useWeekGrid } from './use-week-grid.ts';
import {
  type CellRange,
  type CellState,
  SLOTS,
  SLOT_MINUTES,
  type Stretch,
  cellStates,
  coveredIn,
  stretchesOf,
} from './week-grid.ts';

interface WeekGridTableProps {
  /** What the hours are: `Active hours by half hours`. */
  readonly label: string;
  readonly windows: readonly ActiveWindow[];
  readonly onPaint: (range: CellRange, isOn: boolean) => void;
}

/** Hours as a week of half hours that can be painted. */
export function WeekGridTable({ label, windows, onPaint }: WeekGridTableProps): ReactNode {
  const stretches = useMemo(() => stretchesOf(windows), [windows]);
  const states = useMemo(() => cellStates(stretches), [stretches]);
  const { gridRef, chosen, focused, said, onKeyDown, onPointerDown, onPointerOver } = useWeekGrid({
    states,
    onPaint,
  });
  return (
    <div className="week">
      <table
        ref={gridRef}
        className="week__grid"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role -- its cells are what is pressed
        role="grid"
        aria-label={label}
        aria-multiselectable="true"
        aria-describedby="week-keys"
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerOver={onPointerOver}
      >
        <Hours />
        <tbody>
          {dayNames.map((name, day) => {
            const isIn = chosen !== null && day >= chosen.firstDay && day <= chosen.lastDay;
            return (
              <DayRow
                key={name}
                day={day}
                states={states[day] ?? []}
                stretches={stretches}
                focusedSlot={focused.day === day ? focused.slot : -1}
                firstChosen={isIn ? chosen.firstSlot : -1}
                lastChosen={isIn ? chosen.lastSlot : -1}
              />
            );
          })}
        </tbody>
      </table>
      <p id="week-keys" className="field__hint">
        Drag to paint. By keyboard: arrows move, Shift with arrows chooses a block, Space switches it, Delete clears it.
      </p>
      <output className="visually-hidden">{said}</output>
    </div>
  );
}

function Hours(): ReactNode {
  return (
    <thead aria-hidden="true">
      <tr>
        <td className="week__corner" aria-label="Day" />
        {[0, 3, 6, 9, 12, 15, 18, 21].map((hour) => (
          <td key={hour} colSpan={6} className="week__hour">
            {String(hour).padStart(2, '0')}
          </td>
        ))}
      </tr>
    </thead>
  );
}

interface DayRowProps {
  readonly day: number;
  readonly states: readonly CellState[];
  readonly stretches: readonly Stretch[];
  /** -1: the tab key reaches another day. */
  readonly focusedSlot: number;
  /** -1: nothing of this day is chosen. */
  readonly firstChosen: number;
  readonly lastChosen: number;
}

const DayRow = memo(function DayRow(props: DayRowProps): ReactNode {
  const { day, states, stretches } = props;
  const name = dayNames[day] ?? '';
  return (
    <tr>
      <th scope="row" className="week__day">
        <abbr title={name}>{name.slice(0, 2)}</abbr>
      </th>
      {Array.from({ length: SLOTS }, (_, slot) => {
        const state = states[slot] ?? 'off';
        const isChosen = slot >= props.firstChosen && slot <= props.lastChosen && props.firstChosen >= 0;
        return (
          <td
            key={slot}
            tabIndex={slot === props.focusedSlot ? 0 : -1}
            data-day={day}
            data-slot={slot}
            aria-selected={state === 'on'}
            aria-label={cellWords({ day, slot }, state, stretches)}
            className={`week__cell week__cell--${state} ${isChosen ? 'week__cell--chosen' : ''}`}
            style={state === 'part' ? partStyle(day, slot, stretches) : undefined}
          />
        );
      })}
    </tr>
  );
});

/** Where within its half hour a cell is active, 0–1. */
function partStyle(day: number, slot: number, stretches: readonly Stretch[]): ReturnType<typeof cssVars> {
  const parts = coveredIn(stretches, { day, slot });
  const start = day * 1440 + slot * SLOT_MINUTES;
  const share = (minute: number | undefined): number => ((minute ?? start) - start) / SLOT_MINUTES;
  return cssVars({ '--from': share(parts[0]?.start), '--to': share(parts.at(-1)?.end) });
}
