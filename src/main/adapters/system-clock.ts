import { uptime } from 'node:os';
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises';
import { AppError } from '#shared/errors.ts';
import type { Clock } from '../engine/ports.ts';

/** The machine's own clocks. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  uptimeMs: () => uptime() * 1000,
  breathe: () => turn(),
  async wait(durationMs, signal) {
    try {
      await delay(durationMs, undefined, { signal });
    } catch (cause) {
      throw signal.reason instanceof AppError ? signal.reason : new AppError('canceled', 'Stopped.', { cause });
    }
  },
  deadline(durationMs, abort = new AbortController()) {
    const timer = setTimeout(() => {
      abort.abort(new AppError('timeout', `It took longer than ${Math.round(durationMs / 1000)} s.`));
    }, durationMs);
    return { signal: abort.signal, end: () => clearTimeout(timer) };
  },
};
