import type { Need } from '#shared/contract/now.ts';
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

/** What a person should decide about a plan that is held. */
export function needOfHeld({ plan, run }: HeldPlan): Need {
  return {
    id: `plan/${plan.runId}`,
    severity: 'attention',
    what: `${run.title} for ${run.subject} is held. ${plan.heldReason ?? ''}`.trim(),
    since: plan.madeAt,
    done: 'Rounds changed nothing. It starts no planned run of this work until somebody applies or discards the plan.',
    stillTrue: 'Everything is as it was before that run.',
    action: { kind: 'plan', label: 'Look at the plan', runId: String(plan.runId) },
  };
}
