import { useRef, useState } from 'react';
import type { KeyboardEvent, RefObject } from 'react';

const TYPE_AHEAD_MS = 800;

interface RowKeys {
  readonly bodyRef: RefObject<HTMLTableSectionElement | null>;
  /** The row that the tab key reaches. */
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** Arrow keys, Home, End and type-ahead over the rows of a table; each row's first link carries the focus. */
export function useRowKeys(names: readonly string[]): RowKeys {
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  const [wanted, setActive] = useState(0);
  const typed = useRef({ text: '', at: 0 });
  const active = Math.max(0, Math.min(wanted, names.length - 1));

  const goTo = (index: number): void => {
    const target = Math.max(0, Math.min(index, names.length - 1));
    setActive(target);
    bodyRef.current?.rows[target]?.querySelector('a')?.focus();
  };

  const typeAhead = (event: KeyboardEvent<HTMLElement>): boolean => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[\p{L}\p{N}]$/u.test(event.key)) return false;
    const isGoingOn = event.timeStamp - typed.current.at < TYPE_AHEAD_MS;
    const text = (isGoingOn ? typed.current.text : '') + event.key.toLocaleLowerCase();
    typed.current = { text, at: event.timeStamp };
    const order = names.map((_, offset) => (active + offset + (text.length === 1 ? 1 : 0)) % names.length);
    const found = order.find((index) => names[index]?.toLocaleLowerCase().startsWith(text));
    if (found !== undefined) goTo(found);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'ArrowDown') goTo(active + 1);
    else if (event.key === 'ArrowUp') goTo(active - 1);
    else if (event.key === 'Home') goTo(0);
    else if (event.key === 'End') goTo(names.length - 1);
    else if (!typeAhead(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return { bodyRef, active, setActive, onKeyDown };
}
