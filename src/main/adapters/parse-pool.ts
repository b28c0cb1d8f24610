import type { Worker } from 'node:worker_threads';
import { AppError } from '#shared/errors.ts';
import type { Log, Parse } from '../engine/ports.ts';
import type { ParserName, ParserOutput } from '../engine/sources/parsers.ts';
import type { ParseOrder, ParseReport } from '../parse-worker/messages.ts';
import { isRunning, startParseThread } from './parse-thread.ts';

/** How the pool is set up. */
export interface ParsePoolOptions {
  /** The bundled `parse-worker/index.ts`. */
  readonly workerUrl: URL;
  /** A thread that was started ahead of the pool, which takes it as its first. */
  readonly thread?: Worker | null;
  /** One parse may take this long, counted from the moment the worker begins it. */
  readonly timeLimitMs?: number;
  /** Longest text that is read, in UTF-16 units. */
  readonly maxChars?: number;
  /** Memory of the worker, megabytes. */
  readonly maxHeapMb?: number;
  readonly log: Log;
}

/** The `Parse` port over a worker thread, and the function that ends it. */
export interface ParsePool {
  readonly parse: Parse;
  /** Ends the worker; what is under way or waiting rejects with `canceled`. */
  close(): Promise<void>;
}

interface Task {
  readonly parser: string;
  readonly text: string;
  readonly settle: (outcome: Outcome) => void;
}
type Outcome = { readonly value: unknown } | { readonly error: AppError };

/** A worker that has not even started after this long never will. */
const startLimitMs = 30_000;

/**
 * Runs parsers one after another in one worker thread. A parse beyond its time or memory is ended together with the
 * worker, which the next parse replaces; only that parse fails, with `source_changed`. Aborting rejects with `canceled`.
 */
export function createParsePool(options: ParsePoolOptions): ParsePool {
  const { timeLimitMs = 2000, maxChars = 10_485_760, maxHeapMb, log, workerUrl, thread = null } = options;
  const waiting: Task[] = [];
  let slot: WorkerSlot | null = null;
  let current: Task | null = null;
  let isClosed = false;
  const employ = (worker: Worker): WorkerSlot =>
    employWorker(worker, { timeLimitMs, log, onLost: () => (slot = null) });
  if (thread !== null && isRunning(thread)) slot = employ(thread);

  const next = (): void => {
    const task = current === null ? waiting.shift() : undefined;
    if (!task) return;
    current = task;
    slot ??= employ(startParseThread(workerUrl, maxHeapMb));
    slot.run(task, (outcome) => {
      current = null;
      task.settle(outcome);
      next();
    });
  };
  const cancel = (task: Task, error: AppError): void => {
    const place = waiting.indexOf(task);
    if (place >= 0) {
      waiting.splice(place, 1);
      task.settle({ error });
    } else if (current === task) void slot?.end(error);
  };
  return {
    parse: <P extends ParserName>(parser: P, text: string, signal: AbortSignal) =>
      new Promise<ParserOutput<P>>((resolve, reject) => {
        if (isClosed || signal.aborted) return reject(canceled(signal));
        if (text.length > maxChars) return reject(tooLong(maxChars));
        const onAbort = (): void => cancel(task, canceled(signal));
        const settle = (outcome: Outcome): void => {
          signal.removeEventListener('abort', onAbort);
          if ('error' in outcome) reject(outcome.error);
          // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the worker ran exactly this parser, and cloning keeps plain data
          else resolve(outcome.value as ParserOutput<P>);
        };
        const task: Task = { parser, text, settle };
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.push(task);
        next();
      }),
    async close() {
      isClosed = true;
      for (const task of waiting.splice(0)) task.settle({ error: canceled() });
      await slot?.end(canceled());
    },
  };
}

interface WorkerSlot {
  /** Runs one task; `done` is called once. */
  run(task: Task, done: (outcome: Outcome) => void): void;
  /** Ends the worker; a task under way gets this error. */
  end(error: AppError): Promise<void>;
}

interface WorkerOptions {
  readonly timeLimitMs: number;
  readonly log: Log;
  /** Called once, before the task under way ends: this worker takes no more. */
  readonly onLost: () => void;
}

/** The task that a worker has got. */
interface Under {
  readonly id: number;
  readonly parser: string;
  readonly done: (outcome: Outcome) => void;
}

function employWorker(worker: Worker, { timeLimitMs, log, onLost }: WorkerOptions): WorkerSlot {
  let under: Under | null = null;
  let lastId = 0;
  let timer: NodeJS.Timeout | undefined;
  let isLost = false;

  const finish = (outcome: Outcome): void => {
    clearTimeout(timer);
    const ended = under;
    under = null;
    if (!isLost) worker.unref();
    ended?.done(outcome);
  };
  const lose = (error: AppError): void => {
    if (isLost) return;
    isLost = true;
    onLost();
    finish({ error });
  };
  const end = async (error: AppError): Promise<void> => {
    lose(error);
    await worker.terminate();
  };
  const limit = (durationMs: number, error: AppError): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      log.warn({ parser: under?.parser, durationMs }, 'A parse was ended at its time limit');
      void end(error);
    }, durationMs);
  };
  worker.on('message', (report: ParseReport) => {
    if (report.id !== under?.id) return;
    if (report.kind === 'begun') limit(timeLimitMs, tookTooLong(timeLimitMs));
    else finish(outcomeOf(report, under.parser, log));
  });
  worker.on('error', (error) => lose(lostError(error, log)));
  worker.on('exit', () => lose(lostError(undefined, log)));
  return {
    end,
    run(task, done) {
      lastId += 1;
      under = { id: lastId, parser: task.parser, done };
      worker.ref();
      limit(startLimitMs, lostError(undefined, log));
      worker.postMessage({ id: lastId, parser: task.parser, text: task.text } satisfies ParseOrder);
    },
  };
}

function outcomeOf(report: Extract<ParseReport, { kind: 'parsed' | 'failed' }>, parser: string, log: Log): Outcome {
  if (report.kind === 'parsed') return { value: report.value };
  if (report.code === 'internal') log.error({ parser, detail: report.detail }, 'A parser failed');
  return { error: new AppError(report.code, report.userMessage) };
}

function lostError(cause: unknown, log: Log): AppError {
  if (cause !== undefined) log.warn({ error: cause }, 'The parse worker failed');
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new AppError('source_changed', 'The source sent an answer that needs too much memory to be read.', {
      cause,
    });
  }
  return new AppError(
    'internal',
    'The part of Rounds that reads answers stopped unexpectedly. The log file has the details.',
    { cause },
  );
}

function tookTooLong(timeLimitMs: number): AppError {
  return new AppError(
    'source_changed',
    `The source sent an answer that could not be read within ${timeLimitMs / 1000} s.`,
  );
}

function tooLong(maxChars: number): AppError {
  return new AppError('source_changed', `The source sent an answer longer than ${maxChars} characters.`);
}

/** The signal's own reason where that is an `AppError`, such as a time limit. */
function canceled(signal?: AbortSignal): AppError {
  const reason: unknown = signal?.reason;
  return reason instanceof AppError ? reason : new AppError('canceled', 'Reading the answer was canceled.');
}
