import { useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';

interface Roving {
  readonly ref: RefObject<HTMLFieldSetElement | null>;
  /** The button that the tab key reaches. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent, index: number) => void;
}

const PAGE = 12;

/** A row of buttons that is one stop of the tab key: arrows, Page Up, Page Down, Home and End walk it. */
export function useRoving(count: number): Roving {
  const ref = useRef<HTMLFieldSetElement>(null);
  const [wanted, setActive] = useState<number | null>(null);
  const active = Math.min(wanted ?? count - 1, count - 1);
  const goTo = (index: number): void => {
    const target = Math.max(0, Math.min(index, count - 1));
    setActive(target);
    ref.current?.querySelectorAll('button')[target]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, index: number): void => {
    if (event.key === 'ArrowRight') goTo(index + 1);
    else if (event.key === 'ArrowLeft') goTo(index - 1);
    else if (event.key === 'PageUp') goTo(index - PAGE);
    else if (event.key === 'PageDown') goTo(index + PAGE);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(count - 1);
    else return;
    event.preventDefault();
  };
  return { ref, active, setActive, onKeyDown };
}
