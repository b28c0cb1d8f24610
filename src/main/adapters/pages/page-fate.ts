import { AppError } from '#shared/errors.ts';
import type { Clock } from '../../engine/ports.ts';

/** What becomes of a page: the trouble that its steps reject with, and its end. */
export interface PageFate {
  /** What ended the page for good; null while it lives. */
  readonly ended: AppError | null;
  /** Ends the page: every step from now on rejects with this. The first end stays. */
  end(error: AppError): void;
  /** Fails the steps that go on, or the next one where none does. */
  fail(error: AppError): void;
  /** Forgets trouble that no step has rejected with yet. */
  forget(): void;
  /** Holds the time limit of steps, as while a document waits for its turn; returns what goes on with it. */
  hold(): () => void;
  /** Does a step within its limit. */
  step<T>(work: () => Promise<T>, options?: StepOptions): Promise<T>;
}

export interface StepOptions {
  /** For steps that only look: they work on a page that had trouble. */
  readonly ignoresTrouble?: boolean;
}

export interface FateOptions {
  readonly clock: Clock;
  /** Host and path, for sentences. */
  readonly place: string;
  readonly stepLimitMs: number;
  /** Told once, when the page ends. */
  onEnd(): void;
  /** Told when a step took too long. */
  onLate(): void;
}

/** Makes the fate of one page. */
export function createPageFate({ clock, place, stepLimitMs, onEnd, onLate }: FateOptions): PageFate {
  const going = new Set<GoingStep>();
  let ended: AppError | null = null;
  let trouble: AppError | null = null;
  let holds = 0;
  const tooLate = (step: GoingStep): void => {
    onLate();
    step.reject(new AppError('timeout', `${place} did not get that far within ${seconds(stepLimitMs)}.`));
  };
  const rejectAll = (error: AppError, hit: (step: GoingStep) => boolean): boolean => {
    const steps = [...going].filter(hit);
    for (const step of steps) step.reject(error);
    return steps.length > 0;
  };
  return {
    get ended() {
      return ended;
    },
    end(error) {
      if (ended !== null) return;
      ended = error;
      rejectAll(error, () => true);
      onEnd();
    },
    fail(error) {
      if (!rejectAll(error, ({ ignoresTrouble }) => !ignoresTrouble)) trouble ??= error;
    },
    forget() {
      trouble = null;
    },
    hold() {
      holds += 1;
      if (holds === 1) for (const step of going) step.limit.pause();
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        holds -= 1;
        if (holds === 0) for (const step of going) step.limit.resume();
      };
    },
    async step(work, { ignoresTrouble = false } = {}) {
      if (ended !== null) throw ended;
      if (trouble !== null && !ignoresTrouble) {
        const before = trouble;
        trouble = null;
        throw before;
      }
      return new Promise((resolve, reject) => {
        const step: GoingStep = { ignoresTrouble, reject, limit: createLimit(clock, stepLimitMs, () => tooLate(step)) };
        going.add(step);
        if (holds === 0) step.limit.resume();
        const leave = (): void => {
          going.delete(step);
          step.limit.pause();
        };
        work().then(resolve, reject).finally(leave);
        step.reject = (error) => {
          leave();
          reject(error);
        };
      });
    },
  };
}

interface GoingStep {
  readonly ignoresTrouble: boolean;
  readonly limit: StepLimit;
  reject(error: AppError): void;
}

/** A time limit that can be held. */
interface StepLimit {
  pause(): void;
  resume(): void;
}

function createLimit(clock: Clock, limitMs: number, onLate: () => void): StepLimit {
  let leftMs = limitMs;
  let running: { readonly since: number; readonly end: () => void } | null = null;
  return {
    pause() {
      if (running === null) return;
      running.end();
      leftMs -= clock.monotonicMs() - running.since;
      running = null;
    },
    resume() {
      if (running !== null) return;
      const deadline = clock.deadline(Math.max(1, leftMs));
      deadline.signal.addEventListener('abort', onLate, { once: true });
      running = {
        since: clock.monotonicMs(),
        end: () => {
          deadline.signal.removeEventListener('abort', onLate);
          deadline.end();
        },
      };
    },
  };
}

function seconds(durationMs: number): string {
  return `${Number((durationMs / 1000).toFixed(1))} s`;
}
