import { type ActiveWindow, timeOfDay } from '#shared/schedule/rule.ts';
import { formatList } from '../lib/format.ts';
import {
  type Cell,
  type CellRange,
  type CellState,
  SLOT_MINUTES,
  type Stretch,
  coveredIn,
  isDrawable,
} from './week-grid.ts';

export const dayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

function slotStart(slot: number): string {
  return timeOfDay(slot * SLOT_MINUTES);
}

/** A block of cells: `Monday to Friday, 07:00 to 18:00`. */
export function rangeWords({ firstDay, lastDay, firstSlot, lastSlot }: CellRange): string {
  const days = firstDay === lastDay ? dayNames[firstDay] : `${dayNames[firstDay] ?? ''} to ${dayNames[lastDay] ?? ''}`;
  return `${days ?? ''}, ${slotStart(firstSlot)} to ${slotStart(lastSlot + 1)}`;
}

/** A cell's name with what it holds, to the minute where it is active in part. */
export function cellWords(cell: Cell, state: CellState, stretches: readonly Stretch[]): string {
  const name = rangeWords({ firstDay: cell.day, lastDay: cell.day, firstSlot: cell.slot, lastSlot: cell.slot });
  if (state !== 'part') return `${name}, ${state === 'on' ? 'active' : 'not active'}`;
  const parts = coveredIn(stretches, cell).map(
    ({ start, end }) => `${timeOfDay(start % 1440)} to ${timeOfDay(((end - 1) % 1440) + 1)}`,
  );
  return `${name}, active in part: ${formatList(parts)}`;
}

/** Where a window ends, said beside it: over midnight, or after a whole day. */
export function endWords(window: ActiveWindow): string {
  if (!isDrawable(window) || window.until === '24:00') return '';
  if (window.until === window.from) return '24 hours, to the next day';
  return window.until < window.from ? 'to the next day' : '';
}
