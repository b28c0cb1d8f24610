import type { JobContext } from '../jobs/define-job.ts';
import type { PlannedWork } from './planned-job.ts';
import { applyPlan } from './apply-plan.ts';
import { planAndDo } from './plan-and-do.ts';
import { undoRun } from './undo-run.ts';

/** A job as far as its plans are concerned. */
export interface PlannedJob<P> {
  readonly kind: string;
  readonly planned: PlannedWork<P>;
}

/**
 * Runs a job that writes: makes its plan, has it judged, and carries it out or holds it. A dry run writes nothing but
 * itself and the plan. With an errand it carries out the plan of another run instead, or takes that run back.
 */
export async function runPlanned<P>(job: PlannedJob<P>, params: P, context: JobContext): Promise<void> {
  const { errand } = context;
  if (errand === null) await planAndDo(job, params, context);
  else if (errand.kind === 'apply') await applyPlan(job, params, context, errand);
  else await undoRun(job, context, errand);
}
