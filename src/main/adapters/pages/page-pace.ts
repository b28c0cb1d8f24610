import type { WebContents } from 'electron';
import type { Clock } from '../../engine/ports.ts';

/**
 * How often a page is drawn. Laying out and painting a page of a hundred orders takes longer than everything else that is done
 * with it, and nobody sees it: as long as a page gets on by itself it is hardly drawn at all.
 */
export interface PagePace {
  /** Does work that may need pictures: from a moment on in which it did not come to its end, scripts get one after the other. */
  waiting<T>(work: () => Promise<T>): Promise<T>;
  /** Does work that needs pictures. */
  drawing<T>(work: () => Promise<T>): Promise<T>;
}

/** Pictures a second while nothing is waited for; none at all would leave some scripts standing. */
const seldom = 1;
/** Pictures a second for what scripts do from one to the next. */
const often = 10;
/** What scripts do at once is done by then, milliseconds. */
const patienceMs = 250;

/** Sets the pace of one page, from now on. */
export function createPagePace(contents: WebContents, clock: Clock): PagePace {
  let hurries = 0;
  const setRate = (): void => {
    if (!contents.isDestroyed()) contents.setFrameRate(hurries > 0 ? often : seldom);
  };
  const hurry = (): void => {
    hurries += 1;
    if (hurries === 1) setRate();
  };
  const rest = (): void => {
    hurries -= 1;
    if (hurries === 0) setRate();
  };
  setRate();
  return {
    async waiting(work) {
      const patience = clock.deadline(patienceMs);
      patience.signal.addEventListener('abort', hurry, { once: true });
      try {
        return await work();
      } finally {
        patience.end();
        if (patience.signal.aborted) rest();
      }
    },
    async drawing(work) {
      hurry();
      try {
        return await work();
      } finally {
        rest();
      }
    },
  };
}
