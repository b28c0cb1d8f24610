import { AppError, toAppError } from '#shared/errors.ts';
import type { Clock } from '../ports.ts';

/** What ends a request early. */
export interface HopLimits {
  /** Host and path, for sentences. */
  readonly place: string;
  /** What the request may take in all, for the sentence. */
  readonly timeoutMs: number;
  /** What is left of it, milliseconds. */
  readonly remainingMs: number;
  /** The caller's own signal. */
  readonly signal: AbortSignal;
}

/** Watches one hop: its signal aborts on total time, on silence and with the caller. */
export interface HopWatch {
  readonly signal: AbortSignal;
  /** Starts counting silence, anew with each call; bytes came. */
  heard(): void;
  /** The failure that a thrown value is, knowing what this watch ended. */
  explain(thrown: unknown): AppError;
  /** Ends every timer, and the connection where the body was not read to its end. */
  end(): void;
}

/** No bytes of a body for this long ends the request; less where the whole may take less. */
const longestSilenceMs = 10_000;

/** Starts watching a hop; the caller ends it. */
export function watchHop(clock: Clock, { place, timeoutMs, remainingMs, signal }: HopLimits): HopWatch {
  const controller = new AbortController();
  const silenceMs = Math.min(longestSilenceMs, timeoutMs);
  let reason: AppError | null = null;
  const stop = (error: AppError): void => {
    reason ??= error;
    controller.abort(reason);
  };
  const onCancel = (): void => stop(canceledError(place, signal));
  if (signal.aborted) onCancel();
  signal.addEventListener('abort', onCancel, { once: true });
  const endTotal = limit(clock, remainingMs, () =>
    stop(new AppError('timeout', `${place} did not answer in full within ${seconds(timeoutMs)}.`)),
  );
  let endSilence = (): void => undefined;
  return {
    signal: controller.signal,
    heard() {
      endSilence();
      endSilence = limit(clock, silenceMs, () =>
        stop(new AppError('timeout', `${place} fell silent for ${seconds(silenceMs)} in the middle of its answer.`)),
      );
    },
    explain: (thrown) => reason ?? toAppError(thrown),
    end() {
      signal.removeEventListener('abort', onCancel);
      endTotal();
      endSilence();
      controller.abort();
    },
  };
}

/** The failure of a request that its caller gave up: the signal's own reason where that is an `AppError`. */
export function canceledError(place: string, { reason }: AbortSignal): AppError {
  return reason instanceof AppError ? reason : new AppError('canceled', `Asking ${place} was canceled.`);
}

function limit(clock: Clock, durationMs: number, onEnd: () => void): () => void {
  const deadline = clock.deadline(durationMs);
  deadline.signal.addEventListener('abort', onEnd, { once: true });
  return () => {
    deadline.signal.removeEventListener('abort', onEnd);
    deadline.end();
  };
}

function seconds(durationMs: number): string {
  return `${Number((durationMs / 1000).toFixed(1))} s`;
}
