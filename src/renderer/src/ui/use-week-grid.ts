import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent as ReactPointerEvent, RefObject } from 'react';
import { rangeWords } from './hours-words.ts';
import { type Cell, type CellRange, type CellState, DAYS, SLOTS, rangeOf } from './week-grid.ts';

interface WeekGridInput {
  readonly states: readonly (readonly CellState[])[];
  /** Switches a block on or off. */
  readonly onPaint: (range: CellRange, isOn: boolean) => void;
}

interface WeekGridModel {
  readonly gridRef: RefObject<HTMLTableElement | null>;
  /** The cell that the tab key reaches. */
  readonly focused: Cell;
  /** The block that is being chosen by keys or painted by the pointer. */
  readonly chosen: CellRange | null;
  /** What a screen reader is told. */
  readonly said: string;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onPointerDown: (event: ReactPointerEvent) => void;
  readonly onPointerOver: (event: ReactPointerEvent) => void;
}

interface Drag {
  readonly from: Cell;
  readonly to: Cell;
  readonly isOn: boolean;
}

/** Painting the week: drag with the pointer; arrows, Shift with arrows and Space with the keyboard. */
export function useWeekGrid({ states, onPaint }: WeekGridInput): WeekGridModel {
  const gridRef = useRef<HTMLTableElement>(null);
  const [focused, setFocused] = useState<Cell>({ day: 0, slot: 16 });
  const [anchor, setAnchor] = useState<Cell | null>(null);
  const [said, setSaid] = useState('');

  const apply = (range: CellRange, isOn: boolean): void => {
    onPaint(range, isOn);
    setSaid(`${rangeWords(range)}: ${isOn ? 'active' : 'not active'}.`);
  };
  const isAllOn = (range: CellRange): boolean =>
    states
      .slice(range.firstDay, range.lastDay + 1)
      .every((day) => day.slice(range.firstSlot, range.lastSlot + 1).every((state) => state === 'on'));
  const goTo = (cell: Cell): void => {
    setFocused(cell);
    gridRef.current?.querySelector<HTMLElement>(`[data-day="${cell.day}"][data-slot="${cell.slot}"]`)?.focus();
  };
  const { drag, onPointerDown, onPointerOver } = useDrag(
    (cell) => {
      setAnchor(null);
      goTo(cell);
      return states[cell.day]?.[cell.slot] !== 'on';
    },
    ({ from, to, isOn }) => apply(rangeOf(from, to), isOn),
  );

  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = rangeOf(anchor ?? focused, focused);
    const target = keyTarget(event, focused);
    if (target !== null) {
      const start = event.shiftKey ? (anchor ?? focused) : null;
      setAnchor(start);
      goTo(target);
      if (start !== null) setSaid(`${rangeWords(rangeOf(start, target))} chosen.`);
    } else if (event.key === ' ' || event.key === 'Enter') {
      apply(chosen, !isAllOn(chosen));
      setAnchor(null);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      apply(chosen, false);
      setAnchor(null);
    } else if (event.key === 'Escape' && anchor !== null) {
      setAnchor(null);
      setSaid('Nothing is chosen.');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const chosen = drag !== null ? rangeOf(drag.from, drag.to) : anchor !== null ? rangeOf(anchor, focused) : null;
  return { gridRef, focused, chosen, said, onKeyDown, onPointerDown, onPointerOver };
}

/** Dragging over cells. `onStart` says whether the cell that is pressed gets switched on. */
function useDrag(
  onStart: (cell: Cell) => boolean,
  onEnd: (drag: Drag) => void,
): { readonly drag: Drag | null } & Pick<WeekGridModel, 'onPointerDown' | 'onPointerOver'> {
  const [drag, setDrag] = useState<Drag | null>(null);
  useDragEnd(drag, (ended) => {
    setDrag(null);
    if (ended !== null) onEnd(ended);
  });
  const onPointerDown = (event: ReactPointerEvent): void => {
    const cell = cellOf(event.target);
    if (cell === null || event.button !== 0) return;
    event.preventDefault();
    // A finger keeps its first cell to itself unless it is told not to.
    if (event.target instanceof Element && event.target.hasPointerCapture?.(event.pointerId)) {
      event.target.releasePointerCapture(event.pointerId);
    }
    setDrag({ from: cell, to: cell, isOn: onStart(cell) });
  };
  const onPointerOver = (event: ReactPointerEvent): void => {
    const cell = drag === null ? null : cellOf(event.target);
    if (drag !== null && cell !== null) setDrag({ ...drag, to: cell });
  };
  return { drag, onPointerDown, onPointerOver };
}

/** Ends a drag wherever the pointer is let go; null where it was broken off. */
function useDragEnd(drag: Drag | null, onEnd: (drag: Drag | null) => void): void {
  const latest = useRef({ drag, onEnd });
  useEffect(() => {
    latest.current = { drag, onEnd };
  });
  const isDragging = drag !== null;
  useEffect(() => {
    if (!isDragging) return undefined;
    const finish = (): void => latest.current.onEnd(latest.current.drag);
    const breakOff = (): void => latest.current.onEnd(null);
    window.addEventListener('pointerup', finish);
    window.addEventListener('pointercancel', breakOff);
    return () => {
      window.removeEventListener('pointerup', finish);
      window.removeEventListener('pointercancel', breakOff);
    };
  }, [isDragging]);
}

function cellOf(target: EventTarget): Cell | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-slot]') : null;
  return cell === null ? null : { day: Number(cell.dataset['day']), slot: Number(cell.dataset['slot']) };
}

/** Where a key leads from a cell; null for keys that do not move. */
function keyTarget({ key, ctrlKey, metaKey }: KeyboardEvent, { day, slot }: Cell): Cell | null {
  const isFar = ctrlKey || metaKey;
  switch (key) {
    case 'ArrowRight':
      return { day, slot: Math.min(slot + 1, SLOTS - 1) };
    case 'ArrowLeft':
      return { day, slot: Math.max(slot - 1, 0) };
    case 'ArrowDown':
      return { day: Math.min(day + 1, DAYS - 1), slot };
    case 'ArrowUp':
      return { day: Math.max(day - 1, 0), slot };
    case 'PageDown':
      return { day, slot: Math.min(slot + 4, SLOTS - 1) };
    case 'PageUp':
      return { day, slot: Math.max(slot - 4, 0) };
    case 'Home':
      return { day: isFar ? 0 : day, slot: 0 };
    case 'End':
      return { day: isFar ? DAYS - 1 : day, slot: SLOTS - 1 };
    default:
      return null;
  }
}
