import type { PlanSource } from '#shared/model/run-plan.ts';
import type { JobContext } from '../jobs/define-job.ts';

/**
 * Opens the plan of a run. A further attempt at the run makes its plan anew: of what an earlier one planned, the rows stay
 * that were dealt with, so that they can be taken back; they stand before the new ones.
 */
export function openPlan(
  { store, clock, runId }: JobContext,
  kind: string,
  source: PlanSource,
  ofRunId: number | null,
): void {
  const before = store.plans.find(runId);
  if (before === undefined) {
    const claimKey = store.runs.claimKeyOf(String(runId));
    store.plans.open({ runId, kind, claimKey, source, ofRunId, madeAt: clock.now(), uptimeMs: clock.uptimeMs() });
    return;
  }
  store.connection.transaction(() => {
    store.plans.dropAfter(runId, before.doneUntil);
    store.plans.setVerdict(runId, { state: 'made' });
  });
}
