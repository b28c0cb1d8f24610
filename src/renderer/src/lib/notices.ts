import { useSyncExternalStore } from 'react';

/** Something that was said to the person at the desk, for a while. */
export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'failed';
  readonly text: string;
  /** What can be done about it while it is shown: `Undo`. */
  readonly action: NoticeAction | null;
}

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

const listeners = new Set<() => void>();
let notices: readonly Notice[] = [];
let lastId = 0;

function replace(next: readonly Notice[]): void {
  notices = next;
  for (const listener of listeners) listener();
}

/** Shows a sentence in the corner and speaks it to screen readers. At most three stay. */
export function announce(text: string, tone: Notice['tone'] = 'info', action: NoticeAction | null = null): void {
  lastId += 1;
  replace([...notices.filter((notice) => notice.text !== text), { id: lastId, tone, text, action }].slice(-3));
}

export function dismissNotice(id: number): void {
  replace(notices.filter((notice) => notice.id !== id));
}

export function useNotices(): readonly Notice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => notices,
  );
}
