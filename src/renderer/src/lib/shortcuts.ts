import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';

/** A key that does something on the page shown, as the list behind `?` names it. */
export interface Shortcut {
  /** One key, or two pressed one after the other: `g o`. */
  readonly keys: string;
  readonly label: string;
}

interface Registered extends Shortcut {
  readonly run: () => void;
}

let registered: readonly Registered[] = [];
const listeners = new Set<() => void>();
const PAIR_MS = 1200;
let firstKey = { key: '', at: 0 };

function replace(next: readonly Registered[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (isTyping(event.target) || document.querySelector('dialog[open], [role="menu"]') !== null) return;
  const key = event.key.toLowerCase();
  const isPair = event.timeStamp - firstKey.at < PAIR_MS;
  const keys = isPair && firstKey.key !== '' ? `${firstKey.key} ${key}` : key;
  const found = registered.findLast((each) => each.keys === keys) ?? registered.findLast((each) => each.keys === key);
  firstKey = { key: found === undefined ? key : '', at: event.timeStamp };
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}

/** Runs what belongs to a pressed key. Listens on the window; returns what ends it. */
export function listenForShortcuts(): () => void {
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

/** Binds a key while the component is on the page: from the moment it is drawn, so that no key pressed at once is lost. */
export function useShortcut(keys: string, label: string, run: () => void): void {
  const latest = useRef(run);
  useLayoutEffect(() => {
    latest.current = run;
  });
  useLayoutEffect(() => {
    const mine: Registered = { keys, label, run: () => latest.current() };
    replace([...registered, mine]);
    return () => replace(registered.filter((each) => each !== mine));
  }, [keys, label]);
}

export function useShortcutList(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
}
