import type { z } from 'zod';
import type { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Every } from '#shared/schedule/rule.ts';
import type { RunChange } from '#shared/model/run.ts';
import type { Source } from '#shared/model/source.ts';
import type { Clock, Publish } from '../ports.ts';
import type { SourceReaders } from '../sources/readers.ts';
import type { PlannedWork } from '../planning/planned-job.ts';
import type { Store } from '../store/store.ts';

/** A piece of a job that runs on its own: one school, one hut service. */
export interface JobPart<P> {
  readonly params: P;
  /** Two parts with the same key never run at once. */
  readonly claimKey: string;
  /** What the part works on, in words. */
  readonly subject: string;
}

/** What became of one target. A target that cannot be read rejects with an `AppError` instead. */
export interface CheckOutcome {
  readonly outcome: 'created' | 'changed' | 'unchanged' | 'skipped';
  /** One line for the target's log of checks. */
  readonly message: string;
  readonly changes: readonly RunChange[];
}

/** An outcome of a target that was dealt with among many. */
export interface TargetOutcome extends CheckOutcome {
  readonly target: string;
}

/** To carry out the plan of another run, or to take that run back. */
export interface Errand {
  readonly kind: 'apply' | 'undo';
  readonly ofRunId: string;
  /** Who asked for it: the account on this machine. */
  readonly by: string;
}

/** A target that a run looked at in vain. */
export interface FailedTarget {
  readonly target: string;
  readonly at: EpochMs;
  /** Planned distance of two looks, milliseconds. */
  readonly stepMs: number;
  readonly error: AppError;
}

/** What a running job is given. */
export interface JobContext {
  readonly sources: SourceReaders;
  readonly store: Store;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly runId: number;
  readonly isDryRun: boolean;
  /** Planned distance of two runs, milliseconds. */
  readonly stepMs: number;
  /** What it was started for, where its plan is another run's: to carry that out, or to take it back. */
  readonly errand: Errand | null;
  /** Says how many targets there are before the first is checked. */
  expect(targets: number): void;
  /**
   * Looks at one target: `read` gets it, within the job's limit for a check, whose signal it is given; `apply` stores it in one transaction with the run's notes. A failure is noted
   * and never reaches its neighbours. Resolves to whether it was good.
   */
  check<T>(
    target: string,
    read: (signal: AbortSignal) => Promise<T> | T,
    apply: (value: T) => CheckOutcome,
  ): Promise<boolean>;
  /** Notes that a target could not be looked at, with the reason. */
  miss(target: string, error: AppError): void;
  /**
   * Does work that all of these targets depend on. Rejects with what `work` rejects with: unless that is the run's being stopped,
   * each of them was looked at in vain then.
   */
  readFor<T>(targets: readonly string[], work: () => Promise<T>): Promise<T>;
  /**
   * Stores many targets' outcomes with whatever `work` writes, in one transaction and without a line for each in the log of
   * the program. Throws what `work` throws, with nothing stored.
   */
  keepAll(work: () => readonly TargetOutcome[]): void;
  /** Ends the run as held: it changed nothing and waits for a decision. */
  hold(reason: string): void;
  /** Says in words how far it is, where no target tells that. */
  progress(note: string): void;
  /** Adds a line to the run's log. */
  note(level: 'info' | 'warn' | 'error', message: string): void;
}

/** A kind of work. Adding one is a folder beside this file and a line in `registry.ts`. */
export interface Job<S extends z.ZodObject = z.ZodObject> {
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  /** Time limit of one run, milliseconds. */
  readonly timeLimitMs: number;
  /** Time limit of one check, milliseconds. */
  readonly checkTimeLimitMs: number;
  /** The parameters of a schedule, of the command line and of a manual start alike. */
  readonly parameters: S;
  /** Command-line flags by name without dashes, and the parameter that each fills. */
  readonly flags: Readonly<Record<string, JobFlag<Extract<keyof z.output<S>, string>>>>;
  /** How often a schedule runs that Rounds makes by itself. */
  readonly defaultEvery: z.output<typeof Every>;
  /** Its schedules run at most this often, milliseconds; as often as they like where left out. */
  readonly leastStepMs?: number;
  /** The kinds of sources that it asks; none where it works on what is stored. */
  readonly sourceKinds: readonly Source['kind'][];
  /**
   * Requests of a part per day, where its runs cost more or fewer than one each; `runs` is how many the rule of the schedule
   * allows on its busiest day.
   */
  requestsPerDay?(params: z.output<S>, store: Store, now: EpochMs, runs: number): number;
  /** How it plans what it writes; left out where it only looks. Such a job is defined by `definePlannedJob`. */
  readonly planned?: PlannedWork<z.output<S>>;
  /** What keeps such parameters from being run by a schedule; null where nothing does. */
  scheduleProblem?(params: z.output<S>): string | null;
  /** Splits parameters into parts that run on their own. Rejects with `invalid_input` or `not_found`. */
  split(params: z.output<S>, store: Store): JobPart<z.output<S>>[];
  /** The sources that a part asks; none where it works on what is stored. */
  sources(params: z.output<S>, store: Store): readonly Source[];
  /** Keeps beside a target that a look at it gave nothing; called once for each, when no attempt is left. */
  keepFailure(store: Store, look: FailedTarget): void;
  /** Tells which facts changed when these targets were looked at. */
  announce(publish: Publish, targets: readonly string[]): void;
  /** Looks at every target. Rejects with an `AppError` where nothing at all could be done. */
  run(params: z.output<S>, context: JobContext): Promise<void>;
}

/** A command-line flag of a job. */
export interface JobFlag<P extends string = string> {
  readonly parameter: P;
  readonly isList: boolean;
  /** How its text is read; as it stands where left out. A switch has no text: it is there or not. */
  readonly kind?: 'number' | 'switch';
  readonly valueName: string;
  readonly description: string;
}

/** Defines a job kind; the type of its parameters follows from the schema. */
export function defineJob<S extends z.ZodObject>(job: Job<S>): Job<S> {
  return job;
}
