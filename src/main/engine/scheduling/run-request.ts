import type { EpochMs } from '#shared/model/primitives.ts';
import type { Trigger } from '#shared/model/run.ts';
import type { Errand, Job, JobPart } from '../jobs/define-job.ts';
import type { Ports } from '../ports.ts';
import type { SourceReaders } from '../sources/readers.ts';
import type { GroupCommit } from '../store/group-commit.ts';
import type { Store } from '../store/store.ts';

/** One part of a job that shall run now. */
export interface RunRequest {
  readonly job: Job;
  readonly part: JobPart<Record<string, unknown>>;
  readonly trigger: Trigger;
  /** Who asked and why; null where a schedule did. */
  readonly reason: string | null;
  readonly scheduleId: string | null;
  /** Revision of the schedule that planned it; null where no slot did. */
  readonly scheduleRevision: number | null;
  readonly scheduledFor: EpochMs | null;
  readonly isDryRun: boolean;
  /** What it is started for, where its plan is another run's. */
  readonly errand?: Errand;
  /** Planned distance of two runs, milliseconds. */
  readonly stepMs: number;
  /** Time limit of the run with all its attempts, milliseconds. */
  readonly timeLimitMs: number;
  /**
   * Attempts in all, and the longest wait before the second, milliseconds; it doubles from there. No attempt begins at or
   * after `untilAt`, when the next planned run does the same work.
   */
  readonly retry: { readonly attempts: number; readonly backoffMs: number; readonly untilAt: EpochMs | null };
}

/** What the runner of a process works with. */
export interface RunnerOptions {
  readonly store: Store;
  readonly commits: GroupCommit;
  readonly sources: SourceReaders;
  readonly ports: Pick<Ports, 'clock' | 'log' | 'publish'>;
  /** Ids of processes that never said goodbye and are gone. */
  readonly vanished: () => string[];
  /** Uniform in 0–1, for jitter. */
  readonly random: () => number;
}
