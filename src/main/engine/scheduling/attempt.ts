import Database from 'better-sqlite3';
import { AppError, toAppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run, RunChange, RunCounts, RunError } from '#shared/model/run.ts';
import type { CheckOutcome, JobContext, TargetOutcome } from '../jobs/define-job.ts';
import type { Ports } from '../ports.ts';
import { storageError } from '../store/connection.ts';
import type { RunnerOptions, RunRequest } from './run-request.ts';

/** A target that a run passed over. */
export interface SkippedTarget {
  readonly target: string;
  readonly reason: string;
}

interface AttemptExecution {
  readonly run: Run;
  readonly signal: AbortSignal;
  readonly number: number;
}

/** Work that is told to end has so long to do so, milliseconds. */
const graceMs = 1_000;
const unwritten = 'The beginning of a run could not be written';
/** Progress is told at most so often. */
const progressGapMs = 250;

/** One attempt at a run: what the job is given, and what it came to. */
export class Attempt {
  readonly #options: RunnerOptions;
  readonly #request: RunRequest;
  readonly #execution: AttemptExecution;
  readonly #failures = new Map<string, AppError>();
  readonly #counts: { -readonly [K in keyof RunCounts]: RunCounts[K] } = {
    checked: 0,
    changed: 0,
    created: 0,
    unchanged: 0,
    failed: 0,
    skipped: 0,
  };
  readonly #targets: string[] = [];
  readonly #changes: RunChange[] = [];
  readonly #skips: SkippedTarget[] = [];
  #expected = 0;
  #isOpen = false;
  /** Set once the job is done with, whether it has ended or not. */
  #isOver = false;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #failure: AppError | null = null;
  #heldReason: string | null = null;

  constructor(options: RunnerOptions, request: RunRequest, execution: AttemptExecution) {
    this.#options = options;
    this.#request = request;
    this.#execution = execution;
  }

  get counts(): RunCounts {
    return { ...this.#counts };
  }

  /** Why the job as a whole could not go on; null where it came to its end. */
  get failure(): AppError | null {
    return this.#failure;
  }

  /** Why it waits for a person's decision; null where it does not. */
  get heldReason(): string | null {
    return this.#heldReason;
  }

  /** Every target that was looked at, in vain or not. */
  get targets(): readonly string[] {
    return this.#targets;
  }

  /** Targets that were passed over. */
  get skips(): readonly SkippedTarget[] {
    return this.#skips;
  }

  get changes(): readonly RunChange[] {
    return this.#changes;
  }

  get errors(): readonly RunError[] {
    return [...this.#failures].map(([target, error]) => ({ target, code: error.code, message: error.userMessage }));
  }

  /** What a failure of the whole is filed under: the source's id where the job has one. */
  get source(): string {
    const id = this.#request.part.params['sourceId'];
    return typeof id === 'string' ? id : this.#request.part.subject;
  }

  /** Runs the job once; never rejects. */
  async run(): Promise<void> {
    const { run } = this.#execution;
    const { ports } = this.#options;
    // The claim is on disk, so the work waits for no write of its beginning; that of its end comes after it in any case.
    const begun = this.#begin().catch((thrown: unknown) => {
      this.#isOpen = false;
      ports.log.error({ err: thrown, run: run.id }, unwritten);
    });
    try {
      await this.#work();
    } catch (thrown) {
      this.#failure = explain(thrown, ports.log, run);
      await begun;
    }
  }

  async #begin(): Promise<void> {
    const { run, number } = this.#execution;
    const { store, commits, ports } = this.#options;
    const now = ports.clock.now();
    const begun = await commits.write(() => {
      store.runs.noteAttempt(run.id, { number, startedAt: now });
      this.#isOpen = true;
      return store.runs.start(run.id, number, now);
    });
    ports.publish('run.changed', begun);
  }

  /**
   * The job itself, unless it was stopped before; what it throws at once is a rejection too. Work that does not end when it
   * is told to is given up.
   */
  async #work(): Promise<void> {
    this.#execution.signal.throwIfAborted();
    const grace = graceAfter(this.#execution.signal, this.#options.ports.clock);
    const work = async (): Promise<void> => this.#request.job.run(this.#request.part.params, this.#context());
    try {
      await Promise.race([work(), grace.over]);
    } finally {
      this.#isOver = true;
      grace.end();
    }
  }

  /** Writes down how it ended, and when the next attempt begins; null where none does, which may be said again. */
  end(nextAt: EpochMs | null): void {
    if (!this.#isOpen) return;
    const { store, ports } = this.#options;
    const { run, number } = this.#execution;
    const error = this.#failure === null ? null : { code: this.#failure.code, message: this.#failure.userMessage };
    store.runs.endAttempt(run.id, number, { finishedAt: ports.clock.now(), error, nextAt });
    // The end of the last one is written with that of the run, and again where that was undone.
    if (nextAt !== null) this.#isOpen = false;
  }

  /** Keeps the failed targets beside their last good states; called for the last attempt only, within a transaction. */
  keepFailures(): void {
    const { store, ports } = this.#options;
    const { job, stepMs, isDryRun } = this.#request;
    for (const [target, error] of this.#failures) {
      const { code, userMessage: message } = error;
      store.runs.noteCheck(this.#execution.run.id, { target, outcome: 'failed', code, message }, ports.clock.now());
      if (!isDryRun) job.keepFailure(store, { target, at: ports.clock.now(), stepMs, error });
    }
  }

  /** Adds a line to the run's log. */
  note(level: 'info' | 'warn' | 'error', message: string): void {
    const { store, ports } = this.#options;
    const { run } = this.#execution;
    store.runs.noteLine(run.id, { at: ports.clock.now(), level, message });
    ports.log[level]({ run: run.id, kind: run.kind }, message);
  }

  #context(): JobContext {
    const { store, sources, ports } = this.#options;
    const { run, signal } = this.#execution;
    return {
      sources,
      store,
      clock: ports.clock,
      signal,
      runId: Number(run.id),
      isDryRun: this.#request.isDryRun,
      stepMs: this.#request.stepMs,
      errand: this.#request.errand ?? null,
      expect: (targets) => {
        this.#expected = targets;
        this.#tellProgress('');
      },
      progress: (note) => this.#tellProgress(note),
      check: (target, read, apply) => this.#check(target, read, apply),
      miss: (target, error) => this.#miss(target, error),
      readFor: (targets, work) => this.#readFor(targets, work),
      keepAll: (work) => this.#keepAll(work),
      hold: (reason) => {
        this.#assertGoingOn();
        this.#heldReason = reason;
      },
      note: (level, message) => {
        this.#assertGoingOn();
        this.note(level, message);
      },
    };
  }

  async #check<T>(
    target: string,
    read: (signal: AbortSignal) => Promise<T> | T,
    apply: (value: T) => CheckOutcome,
  ): Promise<boolean> {
    const { signal } = this.#execution;
    signal.throwIfAborted();
    const limit = this.#options.ports.clock.deadline(this.#request.job.checkTimeLimitMs);
    try {
      const value = await read(AbortSignal.any([signal, limit.signal]));
      this.#keep(target, () => apply(value));
      return true;
    } catch (thrown) {
      // A cancelled run and a bug end the run; everything else is this target's own misfortune.
      if (!(thrown instanceof AppError) || thrown.code === 'canceled' || thrown.code === 'storage') throw thrown;
      this.#miss(target, thrown);
      return false;
    } finally {
      limit.end();
    }
  }

  #keep(target: string, apply: () => CheckOutcome): void {
    this.#keepAll(() => [{ target, ...apply() }]);
  }

  #keepAll(work: () => readonly TargetOutcome[]): void {
    this.#assertGoingOn();
    const { store, ports } = this.#options;
    const { id } = this.#execution.run;
    const outcomes = store.connection.transaction(() => {
      const results = work();
      for (const { target, outcome, message, changes } of results) {
        store.runs.noteCheck(id, { target, outcome, code: null, message }, ports.clock.now());
        store.runs.noteChanges(id, changes);
      }
      return results;
    });
    for (const { target, outcome, message, changes } of outcomes) {
      this.#counts[outcome] += 1;
      if (outcome === 'skipped') this.#skips.push({ target, reason: message });
      else this.#counts.checked += 1;
      this.#targets.push(target);
      this.#changes.push(...changes);
    }
    this.#tellProgress(outcomes.at(-1)?.target ?? '');
  }

  async #readFor<T>(targets: readonly string[], work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (thrown) {
      const { signal } = this.#execution;
      // What is told to stop may fail in any way; why it was told is what kept it from its end.
      const error = inWords(signal.aborted ? signal.reason : thrown);
      if (error.code !== 'canceled') for (const target of targets) this.#miss(target, error);
      throw thrown;
    }
  }

  #miss(target: string, error: AppError): void {
    this.#assertGoingOn();
    this.#failures.set(target, error);
    this.#counts.failed += 1;
    this.#counts.checked += 1;
    this.#targets.push(target);
    this.#tellProgress(target);
  }

  /** Work that was given up may still come to something; its run has ended, and nothing of it is kept. */
  #assertGoingOn(): void {
    if (this.#isOver) throw new AppError('canceled', 'The run has ended.');
  }

  #tellProgress(note: string): void {
    this.#assertGoingOn();
    const { store, ports } = this.#options;
    const nowMs = ports.clock.monotonicMs();
    if (nowMs - this.#toldAtMs < progressGapMs) return;
    this.#toldAtMs = nowMs;
    const progress = { done: this.#counts.checked + this.#counts.skipped, total: this.#expected, note };
    ports.publish('run.changed', store.runs.progress(this.#execution.run.id, this.counts, progress));
  }
}

/** `over` rejects when work should have ended some time ago; `end` tells that it has. */
function graceAfter(signal: AbortSignal, clock: Ports['clock']): { over: Promise<never>; end: () => void } {
  let end = (): void => undefined;
  const over = new Promise<never>((_, reject) => {
    const wait = (): void => {
      const stop = new AbortController();
      end = () => stop.abort();
      clock.wait(graceMs, stop.signal).then(
        () => reject(toAppError(signal.reason)),
        () => undefined,
      );
    };
    end = () => signal.removeEventListener('abort', wait);
    if (signal.aborted) wait();
    else signal.addEventListener('abort', wait, { once: true });
  });
  return { over, end: () => end() };
}

/** A failure in the words of the operator: what the database refuses is no bug where the disk is full. */
function inWords(thrown: unknown): AppError {
  return thrown instanceof Database.SqliteError ? storageError(thrown) : toAppError(thrown);
}

/** The same, with the bug behind an unexpected one in the log. */
function explain(thrown: unknown, log: Ports['log'], run: Run): AppError {
  const error = inWords(thrown);
  if (error.code === 'internal' || error.code === 'storage')
    log.error({ err: error.cause ?? error, run: run.id }, error.userMessage);
  return error;
}
