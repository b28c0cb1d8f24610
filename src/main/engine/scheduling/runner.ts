import type { SkippedTarget } from './attempt.ts';
import PQueue from 'p-queue';
import { AppError } from '#shared/errors.ts';
import type { Run, RunChange, RunError } from '#shared/model/run.ts';
import type { RunClaim, RunEnd } from '../store/runs.ts';
import { Attempt } from './attempt.ts';
import { isDiskFault } from '../store/connection.ts';
import type { RunnerOptions, RunRequest } from './run-request.ts';

/** A run at its end with what was found out. */
export interface FinishedRun {
  readonly run: Run;
  readonly errors: readonly RunError[];
  readonly changes: readonly RunChange[];
  /** Targets that were passed over, each with the reason; in a dry run also those that would be asked for, and why. */
  readonly skips: readonly SkippedTarget[];
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
  /** Writes down that this process does it. Throws `conflict` while the same work is going on in any process. */
  claim(request: RunRequest): Run;
  /** Writes down that it shall be done once the run before it has ended. */
  plan(request: RunRequest): Run;
  /** Starts a run that this process has claimed. */
  launch(run: Run, request: RunRequest): StartedRun;
  /** Asks a run to stop, whichever process works on it. Throws `not_found`, or `conflict` when it has ended already. */
  cancel(runId: string, reason: string): void;
  /** Stops the runs of this process that somebody asked to stop; `runId` alone where it is known. */
  obey(runId?: string): void;
  /** Ends the runs of processes that are gone as interrupted; returns them. */
  recover(): Run[];
  /** How a run of this process ends; undefined where none of that id is going on here. */
  endOf(runId: string): Promise<FinishedRun> | undefined;
  /** Calls back on every end of a run of this process; returns the function that ends it. */
  onEnd(listener: (run: Run) => void): () => void;
  /** Cancels everything and waits until each run has its end. */
  stop(): Promise<void>;
}

/** Attempts at once, over all jobs; neither the wait before another one nor the writing of an end keeps a place. */
const poolSize = 4;
/** No single wait before another attempt is longer, milliseconds. */
const longestBackoffMs = 60_000;

/** After so long what a disk refused is written again, milliseconds. */
const writeAgainMs = 5_000;

interface ActiveRun {
  readonly abort: AbortController;
  readonly done: Promise<FinishedRun>;
}

/** Makes the runner of a process. */
export function createRunner(options: RunnerOptions): Runner {
  const { store, ports } = options;
  const pool = new PQueue({ concurrency: poolSize });
  const active = new Map<string, ActiveRun>();
  const listeners = new Set<(run: Run) => void>();
  const stopping = new AbortController();
  const recover = (): Run[] => {
    const interrupted = store.runs.interrupt(options.vanished(), ports.clock.now());
    for (const run of interrupted) ports.publish('run.changed', run);
    return interrupted;
  };
  const claim = (request: RunRequest): Run => store.runs.claim(claimOf(request), ports.clock.now());
  const launch = (run: Run, request: RunRequest): StartedRun => {
    ports.publish('run.changed', run);
    const abort = new AbortController();
    const execution = { run, abort, stopped: stopping.signal, pool };
    const done = execute(options, request, execution).finally(() => active.delete(run.id));
    active.set(run.id, { abort, done });
    void done.then((finished) => listeners.forEach((listener) => listener(finished.run)), ignoreHere);
    return { run, done };
  };
  const obey = (runId?: string): void => {
    for (const request of store.runs.cancelRequests()) {
      if (runId !== undefined && request.id !== runId) continue;
      active.get(request.id)?.abort.abort(new AppError('canceled', request.reason));
    }
  };
  return {
    recover,
    claim,
    plan: (request) => store.runs.plan(claimOf(request), ports.clock.now()),
    launch,
    start(request) {
      recover();
      return launch(claim(request), request);
    },
    cancel(runId, reason) {
      const run = store.connection.transaction(() => {
        const asked = store.runs.requestCancel(runId, reason);
        return asked.status === 'planned' ? endWaiting(options, asked, reason) : asked;
      });
      ports.publish('run.changed', run);
      obey(runId);
    },
    obey,
    endOf: (runId) => active.get(runId)?.done,
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      stopping.abort();
      for (const { abort } of active.values()) abort.abort(new AppError('canceled', 'Rounds was closed.'));
      await Promise.allSettled([...active.values()].map(({ done }) => done));
    },
  };
}

/** Nobody works on a run that waits, so nobody else would end it. */
function endWaiting({ store, ports }: RunnerOptions, { id, subject, counts }: Run, reason: string): Run {
  const error = { target: subject, code: 'canceled', message: reason } as const;
  return store.runs.finish(id, { status: 'canceled', counts, error }, ports.clock.now());
}

/** Whoever launched the run sees to it. */
const ignoreHere = (): void => undefined;

function claimOf(request: RunRequest): RunClaim {
  const { job, part, trigger, reason, scheduleId, scheduleRevision, scheduledFor, isDryRun } = request;
  const { claimKey, subject, params } = part;
  const { kind, title } = job;
  const slot = { scheduleId, scheduleRevision, scheduledFor };
  return { kind, title, subject, params, claimKey, ...slot, trigger, reason, isDryRun };
}

interface Execution {
  readonly run: Run;
  /** Ends it before its work does: somebody stops it, or its time is over. */
  readonly abort: AbortController;
  /** Aborts when this process ends. */
  readonly stopped: AbortSignal;
  readonly pool: PQueue;
}

async function execute(options: RunnerOptions, request: RunRequest, execution: Execution): Promise<FinishedRun> {
  const { store, ports } = options;
  const { run, stopped } = execution;
  const limit = timeLimitOf(request, execution.abort, ports.clock);
  try {
    const attempt = await attemptUntilDone(options, request, execution, limit.begin);
    const end = endOf(attempt, execution.abort.signal);
    const finished = await writeEnd(options, { run, stopped }, () => {
      attempt.end(null);
      attempt.keepFailures();
      return store.runs.finish(run.id, end, ports.clock.now());
    });
    ports.log.info({ run: run.id, kind: run.kind, status: end.status, ...end.counts }, 'Run ended');
    ports.publish('run.changed', finished);
    tellPlans(options, run.id);
    request.job.announce(ports.publish, attempt.targets);
    const own = end.error === null ? [] : [end.error];
    // A failure of the whole may be kept beside its source too; it is told once.
    const others = attempt.errors.filter(({ target }) => target !== end.error?.target);
    return { run: finished, errors: [...own, ...others], changes: attempt.changes, skips: attempt.skips };
  } finally {
    limit.end();
  }
}

/** Tells that the plan of a run stands otherwise, and the one that it took over or took back. */
function tellPlans({ store, ports }: RunnerOptions, runId: string): void {
  const plan = store.plans.find(Number(runId));
  if (plan === undefined) return;
  if (plan.ofRunId !== null) ports.publish('plans.changed', { runId: String(plan.ofRunId) });
  const { creates, updates, removes } = plan.counts;
  if (creates + updates + removes > 0) ports.publish('plans.changed', { runId });
}

/**
 * Writes the end of a run. A run without an end keeps its work from ever being done again, so that a disk which refuses is
 * asked again and again, until this process ends; then whoever opens the database next ends the run.
 */
async function writeEnd(
  { commits, ports }: RunnerOptions,
  { run, stopped }: Pick<Execution, 'run' | 'stopped'>,
  write: () => Run,
): Promise<Run> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await commits.write(write);
    } catch (thrown) {
      if (!isDiskFault(thrown) || stopped.aborted) throw thrown;
      if (isFirst) ports.log.error({ err: thrown, run: run.id }, 'The end of a run could not be written; trying again');
      await ports.clock.wait(writeAgainMs, stopped).catch(() => undefined);
    }
  }
}

/** The time of a run, which counts from its first attempt: before, it waits for others. */
function timeLimitOf(
  { timeLimitMs }: RunRequest,
  abort: AbortController,
  clock: RunnerOptions['ports']['clock'],
): { readonly begin: () => void; readonly end: () => void } {
  let end: (() => void) | null = null;
  return {
    begin: () => void (end ??= clock.deadline(timeLimitMs, abort).end),
    end: () => end?.(),
  };
}

async function attemptUntilDone(
  options: RunnerOptions,
  request: RunRequest,
  { run, abort, pool }: Execution,
  beginTime: () => void,
): Promise<Attempt> {
  const { clock } = options.ports;
  const { signal } = abort;
  for (let number = 1; ; number += 1) {
    const attempt = new Attempt(options, request, { run, signal, number });
    await pool.add(() => {
      beginTime();
      return attempt.run();
    });
    const waitMs = signal.aborted ? null : waitBeforeNext(options, request, attempt, number);
    if (waitMs === null) return attempt;
    try {
      attempt.end(clock.now() + waitMs);
      attempt.note('warn', `Attempt ${number} failed: ${attempt.failure?.userMessage ?? ''} Trying again.`);
      await clock.wait(waitMs, signal);
    } catch {
      // Stopped, or there was no space to write even that down.
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
  if (askedMs > longestBackoffMs) return null;
  const waitMs = Math.max(jitteredMs, askedMs);
  const { untilAt } = request.retry;
  // The next planned run would be as good.
  return untilAt !== null && options.ports.clock.now() + waitMs >= untilAt ? null : waitMs;
}

function endOf(attempt: Attempt, signal: AbortSignal): RunEnd {
  const { counts, failure, heldReason, source } = attempt;
  const isTimedOut = signal.reason instanceof AppError && signal.reason.code === 'timeout';
  if (failure === null && heldReason !== null)
    return { status: 'held', counts, error: { target: source, code: 'conflict', message: heldReason } };
  if (failure === null) {
    const good = counts.checked - counts.failed;
    const status = counts.failed === 0 ? 'succeeded' : good > 0 ? 'partial' : 'failed';
    return { status, counts, error: null };
  }
  const error = { target: source, code: failure.code, message: failure.userMessage };
  if (signal.aborted && !isTimedOut) return { status: 'canceled', counts, error: { ...error, code: 'canceled' } };
  if (isTimedOut) {
    return {
      status: 'timed_out',
      counts,
      error: { ...error, code: 'timeout', message: 'The run took longer than it may.' },
    };
  }
  return { status: 'failed', counts, error };
}
