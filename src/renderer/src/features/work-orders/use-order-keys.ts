import { useState } from 'react';
import type { KeyboardEvent } from 'react';

interface OrderKeysInput {
  /** What the lines answer; another question begins at the first line. */
  readonly question: object;
  readonly count: number;
  readonly pageRows: () => number;
  readonly onMove: (index: number) => void;
  readonly onOpen: (index: number) => void;
  readonly onCopy: (index: number) => void;
}

interface OrderKeys {
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** Walks the lines of a long table by keys: arrows, Page keys, Home and End; Enter opens, Control C copies. */
export function useOrderKeys({ question, count, pageRows, onMove, onOpen, onCopy }: OrderKeysInput): OrderKeys {
  const [place, setPlace] = useState({ question, index: 0 });
  const active = place.question === question ? Math.max(0, Math.min(place.index, count - 1)) : 0;
  const setActive = (index: number): void => setPlace({ question, index });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || count === 0) return;
    if (event.ctrlKey || event.metaKey) {
      if (event.key.toLowerCase() !== 'c' || document.getSelection()?.isCollapsed === false) return;
      onCopy(active);
    } else if (event.key === 'Enter') onOpen(active);
    else {
      const target = placeAfter(event.key, active, count, pageRows());
      if (target === null) return;
      setActive(target);
      onMove(target);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  return { active, setActive, onKeyDown };
}

/** Where a key leads to; null: the key does not walk. */
function placeAfter(key: string, active: number, count: number, pageRows: number): number | null {
  const places: Readonly<Record<string, number>> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + pageRows,
    PageUp: active - pageRows,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined ? null : Math.max(0, Math.min(place, count - 1));
}
