import { AppError } from '#shared/errors.ts';
import type { Errand, JobContext } from '../jobs/define-job.ts';
import { carryOut } from './carry-out.ts';
import { openPlan } from './open-plan.ts';
import { executionOf } from './plan-and-do.ts';
import { undoProblem } from './plan-view.ts';
import { createPlanWriter } from './plan-writer.ts';
import type { PlannedJob } from './run-planned.ts';
import { inverseParts } from './undo.ts';

/** Takes another run back: rows that nobody touched since are as they were before it, others are left alone and listed. */
export async function undoRun<P>(job: PlannedJob<P>, context: JobContext, errand: Errand): Promise<void> {
  const { store, runId, clock, signal } = context;
  const ofRunId = Number(errand.ofRunId);
  const problem = undoProblem(store, store.plans.get(ofRunId), clock.now());
  if (problem !== null) throw new AppError('conflict', problem);
  openPlan(context, job.kind, 'undo', ofRunId);
  const writer = createPlanWriter({ store, clock, signal, runId });
  let conflictCount = 0;
  let first: string | null = null;
  for await (const { entity, action, target, rows, conflicts } of inverseParts(context, ofRunId)) {
    await writer.add(entity, action, rows, { target, isOrdinary: false });
    const place = { target, reasons: conflicts.map(({ reason }) => reason) };
    await writer.addMissed(
      entity,
      action,
      conflicts.map(({ row }) => row),
      place,
    );
    conflictCount += conflicts.length;
    const [conflict] = conflicts;
    if (conflict !== undefined) first ??= `${conflict.label}: ${conflict.reason}`;
  }
  const { missed } = await carryOut(executionOf(job, context, 'undo'), await writer.end());
  if (first !== null) {
    const many = conflictCount === 1 ? 'One row' : `${conflictCount} rows`;
    const message = `${many} touched since stayed as they are; the plan lists them. ${first}`;
    context.miss('conflicts', new AppError('conflict', message));
  }
  store.plans.setVerdict(runId, { state: missed + conflictCount > 0 ? 'partly_applied' : 'applied' });
}
