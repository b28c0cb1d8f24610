import Database from 'better-sqlite3';
import { AppError, toAppError } from '#shared/errors.ts';
import type { Run, RunChange, RunCounts, RunError } from '#shared/model/run.ts';
import type { CheckOutcome, JobContext } from '../jobs/define-job.ts';
import type { Ports } from '../ports.ts';
import { storageError } from '../store/connection.ts';
import type { RunnerOptions, RunRequest } from './run-request.ts';

interface AttemptExecution {
  readonly run: Run;
  readonly signal: AbortSignal;
  readonly number: number;
}

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
  #expected = 0;
  #toldAtMs = Number.NEGATIVE_INFINITY;
  #failure: AppError | null = null;

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

  /** Every target that was looked at, in vain or not. */
  get targets(): readonly string[] {
    return this.#targets;
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
    const { run, number } = this.#execution;
    const { store, ports } = this.#options;
    try {
      ports.publish('run.changed', store.runs.start(run.id, number, ports.clock.now()));
      await this.#request.job.run(this.#request.part.params, this.#context());
    } catch (thrown) {
      const cause = thrown instanceof Database.SqliteError ? storageError(thrown) : thrown;
      this.#failure = explain(cause, ports.log, run);
    }
  }

  /** Keeps the failed targets beside their last good states; called for the last attempt only. */
  keepFailures(): void {
    const { store, ports } = this.#options;
    const { job, stepMs, isDryRun } = this.#request;
    store.connection.transaction(() => {
      for (const [target, error] of this.#failures) {
        const { code, userMessage: message } = error;
        store.runs.noteCheck(this.#execution.run.id, { target, outcome: 'failed', code, message }, ports.clock.now());
        if (!isDryRun) job.keepFailure(store, { target, at: ports.clock.now(), stepMs, error });
      }
    });
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
      expect: (targets) => {
        this.#expected = targets;
        this.#tellProgress('');
      },
      check: (target, read, apply) => this.#check(target, read, apply),
      miss: (target, error) => this.#miss(target, error),
      note: (level, message) => this.note(level, message),
    };
  }

  async #check<T>(target: string, read: () => Promise<T> | T, apply: (value: T) => CheckOutcome): Promise<boolean> {
    this.#execution.signal.throwIfAborted();
    try {
      const value = await read();
      this.#keep(target, () => apply(value));
      return true;
    } catch (thrown) {
      // A cancelled run and a bug end the run; everything else is this target's own misfortune.
      if (!(thrown instanceof AppError) || thrown.code === 'canceled' || thrown.code === 'storage') throw thrown;
      this.#miss(target, thrown);
      return false;
    }
  }

  #keep(target: string, apply: () => CheckOutcome): void {
    const { store, ports } = this.#options;
    const { id } = this.#execution.run;
    const { outcome, changes } = store.connection.transaction(() => {
      const result = apply();
      const { outcome: kind, message } = result;
      store.runs.noteCheck(id, { target, outcome: kind, code: null, message }, ports.clock.now());
      store.runs.noteChanges(id, result.changes);
      return result;
    });
    this.#counts[outcome] += 1;
    if (outcome !== 'skipped') this.#counts.checked += 1;
    this.#targets.push(target);
    this.#changes.push(...changes);
    this.#tellProgress(target);
  }

  #miss(target: string, error: AppError): void {
    this.#failures.set(target, error);
    this.#counts.failed += 1;
    this.#counts.checked += 1;
    this.#targets.push(target);
    this.#tellProgress(target);
  }

  #tellProgress(note: string): void {
    const { store, ports } = this.#options;
    const nowMs = ports.clock.monotonicMs();
    if (nowMs - this.#toldAtMs < progressGapMs) return;
    this.#toldAtMs = nowMs;
    const progress = { done: this.#counts.checked + this.#counts.skipped, total: this.#expected, note };
    ports.publish('run.changed', store.runs.progress(this.#execution.run.id, this.counts, progress));
  }
}

/** A failure in the words of the operator, with the bug behind an unexpected one in the log. */
function explain(thrown: unknown, log: Ports['log'], run: Run): AppError {
  const error = toAppError(thrown);
  if (error.code === 'internal' || error.code === 'storage')
    log.error({ err: error.cause ?? error, run: run.id }, error.userMessage);
  return error;
}
