import type { Run } from '#shared/model/run.ts';
import type { PlanHead } from '../store/plans.ts';
import type { Store } from '../store/store.ts';

/** A plan that waits for a decision, and its run. */
export interface HeldPlan {
  readonly plan: Pick<PlanHead, 'runId' | 'madeAt' | 'heldReason'>;
  readonly run: Pick<Run, 'title' | 'subject'>;
}

/** Every plan that waits for a decision, oldest first. */
export function heldPlans(store: Store): HeldPlan[] {
  return store.plans.held().flatMap((plan) => {
    const run = store.runs.find(String(plan.runId));
    return run === undefined ? [] : [{ plan, run }];
  });
}
