import { useState } from 'react';
import type { KeyboardEvent } from 'react';

/** A cell of the map of nights; column -1 is the hut itself. */
export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

interface GridKeysInput {
  readonly slugs: readonly string[];
  readonly columns: number;
  readonly pageRows: () => number;
  readonly onMove: (place: GridPlace) => void;
  readonly onOpen: (place: GridPlace) => void;
}

interface GridKeys {
  readonly active: GridPlace;
  readonly setActive: (place: GridPlace) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

const WEEK = 7;

/** Walks a large grid by keys. The place stays with its hut when the rows are reordered. */
export function useGridKeys({ slugs, columns, pageRows, onMove, onOpen }: GridKeysInput): GridKeys {
  const [wanted, setWanted] = useState<{ readonly slug: string; readonly column: number } | null>(null);
  const found = wanted === null ? 0 : slugs.indexOf(wanted.slug);
  const active = { row: Math.max(0, found), column: wanted?.column ?? 0 };
  const setActive = ({ row, column }: GridPlace): void => setWanted({ slug: slugs[row] ?? '', column });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.altKey || slugs.length === 0) return;
    if (event.key === 'Enter') onOpen(active);
    else {
      const next = placeAfter(event, active, { rows: slugs.length, columns, pageRows: pageRows() });
      if (next === null) return;
      const place = { row: clamp(next.row, 0, slugs.length - 1), column: clamp(next.column, -1, columns - 1) };
      setActive(place);
      onMove(place);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return { active, setActive, onKeyDown };
}

interface GridCount {
  readonly rows: number;
  readonly columns: number;
  readonly pageRows: number;
}

/** Where a key leads to, perhaps beyond the borders; null: the key does not walk. */
function placeAfter(
  { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>,
  { row, column }: GridPlace,
  { rows, columns, pageRows }: GridCount,
): GridPlace | null {
  const step = ctrlKey ? WEEK : 1;
  switch (key) {
    case 'ArrowRight':
      return { row, column: column + step };
    case 'ArrowLeft':
      return { row, column: column - step };
    case 'ArrowDown':
      return { row: row + 1, column };
    case 'ArrowUp':
      return { row: row - 1, column };
    case 'PageDown':
      return { row: row + pageRows, column };
    case 'PageUp':
      return { row: row - pageRows, column };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? rows - 1 : row, column: columns - 1 };
    default:
      return null;
  }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
