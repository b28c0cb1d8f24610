import type { z } from 'zod';
import type { AppError } from '#shared/errors.ts';
import type { PlanAction, PlanCounts } from '#shared/model/run-plan.ts';
import type { Job, JobContext } from '../jobs/define-job.ts';
import type { PlanRow } from '../store/planned-entity.ts';
import type { Store } from '../store/store.ts';
import { runPlanned } from './run-planned.ts';

/** What the brake of a job allows; it looks at what is changed and removed, for what is made harms nobody. */
export interface BrakeLimits {
  /** So many are never too many. */
  readonly floor: number;
  /** More than this are always too many, whatever is usual. */
  readonly ceiling: number;
}

/** What a job makes its plan with. */
export interface PlanContext extends Pick<
  JobContext,
  'store' | 'clock' | 'signal' | 'runId' | 'stepMs' | 'note' | 'expect'
> {
  /**
   * Adds rows of one entity and one action, at most a thousand at once, and lets other work go first now and then.
   * `target` is what they count for in the run, such as a service; null where each row is a target of its own. Rows that go
   * in the ordinary course (the free slots of yesterday) are no reason for the brake, unless the clock was set.
   */
  add(
    entity: string,
    action: PlanAction,
    rows: readonly PlanRow[],
    target: string | null,
    isOrdinary?: boolean,
  ): Promise<void>;
  /** A target that stays as it is: it counts as unchanged. */
  same(target: string, message: string): void;
  /** A target that could not be planned; its neighbours go on. */
  fail(target: string, error: AppError): void;
  /** Whether this effect was had before, and maybe taken back: `slot` is what it happens once for. */
  wasDone(slot: string, entityKey: string): boolean;
}

/** How a job plans what it writes. */
export interface PlannedWork<P> {
  readonly brake: BrakeLimits;
  /** Adds what shall be changed. Reads only. Rejects with an `AppError` where nothing at all can be planned. */
  plan(params: P, context: PlanContext): Promise<void>;
  /** What has to be typed before such a plan is carried out; null where nothing has. */
  confirmText?(params: P, counts: PlanCounts): string | null;
  /**
   * What an update of a row happens once for: the second half of the key (job, slot, entity). Null where a repeat does no
   * harm.
   */
  effectSlot?(entity: string, row: PlanRow): string | null;
  /** Called in the transaction of each part with the rows that were carried out; writes down what belongs to them. */
  carriedOut?(store: Store, part: CarriedOut): void;
  /** Called once before anything is carried out, and not in a dry run: notes what will be gone afterwards. */
  before?(params: P, context: JobContext): void | Promise<void>;
  /** Called once after everything was carried out. */
  after?(params: P, context: JobContext): void | Promise<void>;
}

/** Rows that were carried out together. */
export interface CarriedOut {
  readonly entity: string;
  readonly action: PlanAction;
  readonly rows: readonly PlanRow[];
  readonly source: 'job' | 'apply' | 'undo';
  readonly runId: number;
  readonly at: number;
}

/** Defines a job that writes what people rely on: it plans first, and `engine/planning` carries the plan out. */
export function definePlannedJob<S extends z.ZodObject>(
  job: Omit<Job<S>, 'run' | 'planned'> & { readonly planned: PlannedWork<z.output<S>> },
): Job<S> {
  return { ...job, run: (params, context) => runPlanned(job, params, context) };
}
