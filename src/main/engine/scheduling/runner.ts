import PQueue from 'p-queue';
import { AppError } from '#shared/errors.ts';
import type { Run, RunChange, RunError } from '#shared/model/run.ts';
import type { RunEnd } from '../store/runs.ts';
import { Attempt } from './attempt.ts';
import type { RunnerOptions, RunRequest } from './run-request.ts';

/** A run at its end with what was found out. */
export interface FinishedRun {
  readonly run: Run;
  readonly errors: readonly RunError[];
  readonly changes: readonly RunChange[];
}

export interface StartedRun {
  readonly run: Run;
  /** Never rejects but for a database that cannot be written. */
  readonly done: Promise<FinishedRun>;
}

/** Executes runs: claims, limits, cancels, retries, and writes exactly one end for each. */
export interface Runner {
  /** Claims and starts. Throws `conflict` while the same work is going on in any process. */
  start(request: RunRequest): StartedRun;
  /** Asks a run of this process to stop. Throws `not_found` when it is none of its runs. */
  cancel(runId: string): void;
  /** Ends the runs of processes that are gone as interrupted. */
  recover(): void;
  /** Cancels everything and waits until each run has its end. */
  stop(): Promise<void>;
}

/** Runs at once, over all jobs. */
const poolSize = 4;
/** No single wait before another attempt is longer, milliseconds. */
const longestBackoffMs = 60_000;

/** Makes the runner of a process. */
export function createRunner(options: RunnerOptions): Runner {
  const { store, ports } = options;
  const pool = new PQueue({ concurrency: poolSize });
  const active = new Map<string, { readonly abort: AbortController; readonly done: Promise<FinishedRun> }>();
  const recover = (): void => {
    for (const run of store.runs.interrupt(options.vanished(), ports.clock.now())) ports.publish('run.changed', run);
  };
  const claim = (request: RunRequest): Run => {
    const { job, part, trigger, reason, scheduleId, scheduledFor, isDryRun } = request;
    const { claimKey, subject, params } = part;
    const { kind, title } = job;
    const details = { kind, title, subject, params, claimKey, scheduleId, scheduledFor, trigger, reason, isDryRun };
    return store.runs.claim(details, ports.clock.now());
  };
  return {
    recover,
    start(request) {
      recover();
      const run = claim(request);
      ports.publish('run.changed', run);
      const abort = new AbortController();
      const done = pool
        .add(() => execute(options, request, { run, signal: abort.signal }))
        .finally(() => {
          active.delete(run.id);
        });
      active.set(run.id, { abort, done });
      return { run, done };
    },
    cancel(runId) {
      const found = active.get(runId);
      if (found === undefined) throw new AppError('not_found', `Run ${runId} is not going on in this window.`);
      found.abort.abort(new AppError('canceled', 'Stopped by hand.'));
    },
    async stop() {
      for (const { abort } of active.values()) abort.abort(new AppError('canceled', 'Rounds was closed.'));
      await Promise.allSettled([...active.values()].map(({ done }) => done));
    },
  };
}

interface Execution {
  readonly run: Run;
  readonly signal: AbortSignal;
}

async function execute(options: RunnerOptions, request: RunRequest, { run, signal }: Execution): Promise<FinishedRun> {
  const { store, ports } = options;
  const deadline = ports.clock.deadline(request.timeLimitMs);
  const either = AbortSignal.any([signal, deadline.signal]);
  try {
    const attempt = await attemptUntilDone(options, request, { run, signal: either });
    const end = endOf(attempt, { isCanceled: signal.aborted, isTimedOut: deadline.signal.aborted });
    attempt.keepFailures();
    const finished = store.runs.finish(run.id, end, ports.clock.now());
    ports.log.info({ run: run.id, kind: run.kind, status: end.status, ...end.counts }, 'Run ended');
    ports.publish('run.changed', finished);
    request.job.announce(ports.publish, attempt.targets);
    const own = end.error === null ? [] : [end.error];
    return { run: finished, errors: [...own, ...attempt.errors], changes: attempt.changes };
  } finally {
    deadline.end();
  }
}

async function attemptUntilDone(options: RunnerOptions, request: RunRequest, execution: Execution): Promise<Attempt> {
  const { clock } = options.ports;
  for (let number = 1; ; number += 1) {
    const attempt = new Attempt(options, request, { ...execution, number });
    await attempt.run();
    const waitMs = waitBeforeNext(options, request, attempt, number);
    if (waitMs === null || execution.signal.aborted) return attempt;
    attempt.note('warn', `Attempt ${number} failed: ${attempt.failure?.userMessage ?? ''} Trying again.`);
    try {
      await clock.wait(waitMs, execution.signal);
    } catch {
      return attempt;
    }
  }
}

/** Milliseconds until another attempt makes sense; null where none does. */
function waitBeforeNext(options: RunnerOptions, request: RunRequest, attempt: Attempt, number: number): number | null {
  const { failure } = attempt;
  if (failure === null || !failure.retryable || number >= request.retry.attempts) return null;
  const ceilingMs = Math.min(longestBackoffMs, request.retry.backoffMs * 2 ** (number - 1));
  const jitteredMs = options.random() * ceilingMs;
  const askedMs = failure.retryAt === undefined ? 0 : failure.retryAt - options.ports.clock.now();
  // A source that asks for a longer break gets it: the next planned run looks again.
  return askedMs > longestBackoffMs ? null : Math.max(jitteredMs, askedMs);
}

function endOf(attempt: Attempt, { isCanceled, isTimedOut }: { isCanceled: boolean; isTimedOut: boolean }): RunEnd {
  const { counts, failure, source } = attempt;
  if (failure === null) {
    const good = counts.checked - counts.failed;
    const status = counts.failed === 0 ? 'succeeded' : good > 0 ? 'partial' : 'failed';
    return { status, counts, error: null };
  }
  const error = { target: source, code: failure.code, message: failure.userMessage };
  if (isCanceled) return { status: 'canceled', counts, error: { ...error, code: 'canceled' } };
  if (isTimedOut) {
    return {
      status: 'timed_out',
      counts,
      error: { ...error, code: 'timeout', message: 'The run took longer than it may.' },
    };
  }
  return { status: 'failed', counts, error };
}
