import type { Clock } from './ports.ts';

/** After so long, work lets other work go first, milliseconds. */
const sliceMs = 10;

/** What slices are measured by. */
export type SliceClock = Pick<Clock, 'breathe' | 'monotonicMs'>;

/** Lets other work go first whenever a slice of time is over; gives nothing to wait for where it is not. */
export function createSlices({
  clock,
  signal,
}: {
  readonly clock: SliceClock;
  readonly signal?: AbortSignal;
}): () => Promise<void> | undefined {
  let endsMs = clock.monotonicMs() + sliceMs;
  return () => {
    if (clock.monotonicMs() < endsMs) return undefined;
    return clock.breathe().then(() => {
      signal?.throwIfAborted();
      endsMs = clock.monotonicMs() + sliceMs;
    });
  };
}

/** What many small steps come to, with other work going first in between. */
export async function inSlices<T>(steps: Generator<unknown, T>, clock: SliceClock): Promise<T> {
  const rest = createSlices({ clock });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await rest();
  }
}

/** The same at once, where nothing else waits. */
export function atOnce<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
