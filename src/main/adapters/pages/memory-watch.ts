import { app } from 'electron';
import type { Clock } from '../../engine/ports.ts';

/** What a page's own process may use, and what the others may grow by while it is open, kilobytes. */
const limitKb = 512 * 1024;
/** How often that is looked at, milliseconds. */
const lookEveryMs = 500;

/** Looks at the memory that a page costs until the signal aborts; `onTooMuch` is told once where it is too much. */
export async function watchMemory(
  clock: Clock,
  pageProcess: () => number,
  signal: AbortSignal,
  onTooMuch: () => void,
): Promise<void> {
  const before = sharedKb();
  try {
    for (;;) {
      await clock.wait(lookEveryMs, signal);
      if (pageKb(pageProcess()) > limitKb || sharedKb() - before > limitKb) return onTooMuch();
    }
  } catch {
    // The page was closed.
  }
}

function pageKb(pid: number): number {
  return app.getAppMetrics().find((each) => each.pid === pid)?.memory.workingSetSize ?? 0;
}

/** What a page stores or sends lies in these. */
function sharedKb(): number {
  return app
    .getAppMetrics()
    .filter(({ type }) => type === 'Browser' || type === 'GPU' || type === 'Utility')
    .reduce((sum, { memory }) => sum + memory.workingSetSize, 0);
}
