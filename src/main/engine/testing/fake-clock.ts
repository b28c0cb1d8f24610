import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Clock } from '../ports.ts';

interface Timer {
  readonly atMs: number;
  fire(): void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  #now: EpochMs;
  #monotonicMs = 0;
  #sleptMs = 0;
  readonly #timers = new Set<Timer>();

  readonly #turns: number;

  /** `turns` is how often everything else gets its turn before time goes on; work without input and output needs few. */
  constructor(now: EpochMs = Date.UTC(2026, 10, 22, 8), turns = 20) {
    this.#now = now;
    this.#turns = turns;
  }

  now(): EpochMs {
    return this.#now;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  uptimeMs(): number {
    return this.#monotonicMs + this.#sleptMs;
  }

  breathe(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Lets the machine sleep: wall clock and uptime go on, nothing else does. */
  sleep(durationMs: number): void {
    this.#now += durationMs;
    this.#sleptMs += durationMs;
  }

  /** Waits and deadlines that are not over; a test asserts that none is left. */
  get pending(): number {
    return this.#timers.size;
  }

  wait(durationMs: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = { atMs: this.#monotonicMs + durationMs, fire: () => settle(resolve) };
      const onAbort = (): void => settle(() => reject(new AppError('canceled', 'Canceled.', { cause: signal.reason })));
      const settle = (then: () => void): void => {
        this.#timers.delete(timer);
        signal.removeEventListener('abort', onAbort);
        then();
      };
      this.#timers.add(timer);
      signal.addEventListener('abort', onAbort);
      if (signal.aborted) onAbort();
    });
  }

  deadline(durationMs: number, abort = new AbortController()): { readonly signal: AbortSignal; end(): void } {
    const timer: Timer = {
      atMs: this.#monotonicMs + durationMs,
      fire: () => {
        this.#timers.delete(timer);
        abort.abort(new AppError('timeout', 'It took too long.'));
      },
    };
    this.#timers.add(timer);
    return { signal: abort.signal, end: () => this.#timers.delete(timer) };
  }

  /** Sets the wall clock, as a person or a time server would: no time goes by. */
  setWall(now: EpochMs): void {
    this.#now = now;
  }

  /** Lets time go by; waits and deadlines end in their order, and what waits for them gets its turn in between. */
  async advance(durationMs: number): Promise<void> {
    const endMs = this.#monotonicMs + durationMs;
    for (;;) {
      await this.#settle();
      const next = [...this.#timers].toSorted((left, right) => left.atMs - right.atMs)[0];
      if (next === undefined || next.atMs > endMs) break;
      this.#moveTo(Math.max(next.atMs, this.#monotonicMs));
      next.fire();
    }
    this.#moveTo(endMs);
    await this.#settle();
  }

  #moveTo(monotonicMs: number): void {
    this.#now += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }

  /** Resolves when all that could go on without time has gone on. */
  async #settle(): Promise<void> {
    for (let turn = 0; turn < this.#turns; turn += 1) await this.breathe();
  }
}
