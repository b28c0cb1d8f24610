import type { Clock } from '../../ports.ts';
import { isRedirect } from '../addresses.ts';

/** What documents were answered with. */
export interface AnswerWatch {
  note(status: number | null): void;
  /** Null before the first one, and where there was no answer. */
  lastStatus(): number | null;
  /** Resolves with the next one that leads nowhere else, or when the time limit is over. */
  next(): Promise<void>;
}

/** Watches the documents of one page; `limitMs` is how long the next one is waited for. */
export function createAnswerWatch(clock: Clock, limitMs: number): AnswerWatch {
  let last: number | null = null;
  const waiting = new Set<() => void>();
  return {
    note(status) {
      last = status;
      if (status !== null && isRedirect(status)) return;
      for (const resume of waiting) resume();
    },
    lastStatus: () => last,
    next: () =>
      new Promise((resolve) => {
        const { signal, end } = clock.deadline(limitMs);
        const resume = (): void => {
          end();
          waiting.delete(resume);
          resolve();
        };
        waiting.add(resume);
        signal.addEventListener('abort', resume, { once: true });
      }),
  };
}
