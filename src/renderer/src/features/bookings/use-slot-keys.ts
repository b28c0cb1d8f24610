import { useMemo, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import { useNow } from '../../lib/clock.ts';
import type { BoardLine } from './board-rows.ts';
import { firstSlot, placeOf, slotAfter } from './slot-walk.ts';
import type { SlotPlace } from './slot-walk.ts';

interface SlotKeysInput {
  readonly lines: readonly BoardLine[];
  readonly view: 'day' | 'week';
  readonly openId: string | null;
  readonly onOpen: (slotId: string) => void;
}

interface SlotKeys {
  /** Where the slot stands that the tab key reaches; null without any. */
  readonly place: SlotPlace | null;
  readonly activeId: string | null;
  readonly setActive: (slotId: string | null) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Walks the slots by keys. The place stays with its slot while the board is read anew. */
export function useSlotKeys({ lines, view, openId, onOpen }: SlotKeysInput): SlotKeys {
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

/** The slot that a part of the page belongs to. */
export function slotIdOf(target: EventTarget): string | null {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-slot]')?.dataset['slot'] ?? null) : null;
}
