import type { Errand, JobContext } from '../jobs/define-job.ts';
import { AppError } from '#shared/errors.ts';
import { carryOut } from './carry-out.ts';
import { refuseDrift } from './drift.ts';
import { executionOf } from './plan-and-do.ts';
import { applyProblem } from './plan-view.ts';
import { openPlan } from './open-plan.ts';
import { storedParts } from './plan-writer.ts';
import type { PlannedJob } from './run-planned.ts';

/** Does exactly what the plan of another run says, or nothing where one of its rows has changed since. */
export async function applyPlan<P>(job: PlannedJob<P>, params: P, context: JobContext, errand: Errand): Promise<void> {
  const { store, runId, clock } = context;
  const ofRunId = Number(errand.ofRunId);
  const of = store.plans.get(ofRunId);
  const problem = applyProblem(store, of);
  if (problem !== null) throw new AppError('conflict', problem);
  openPlan(context, job.kind, 'apply', ofRunId);
  const parts = storedParts(store, ofRunId);
  store.plans.takeCounts(runId, ofRunId);
  try {
    await refuseDrift(context, parts);
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'conflict') store.plans.setVerdict(runId, { state: 'refused' });
    throw thrown;
  }
  await job.planned.before?.(params, context);
  const { missed } = await carryOut(executionOf(job, context, 'apply'), storedParts(store, ofRunId));
  const state = missed > 0 ? 'partly_applied' : 'applied';
  store.connection.transaction(() => {
    const now = clock.now();
    store.plans.setVerdict(ofRunId, { state, decided: { at: now, by: errand.by } });
    store.plans.setVerdict(runId, { state });
    store.plans.supersede(of.claimKey, now);
  });
  await job.planned.after?.(params, context);
}
