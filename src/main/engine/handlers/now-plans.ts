import type { Need } from '#shared/contract/now.ts';
import type { HeldPlan } from '../planning/held-plans.ts';

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
