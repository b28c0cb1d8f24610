import type { RunDetail } from '#shared/contract/runs.ts';
import type { RunPlan, RunPlanRow } from '#shared/model/run-plan.ts';
import { sampleRun, sampleRunDetail } from './samples.ts';

/** Values for tests of plans, every one valid under the contract. */

export function samplePlan(overrides: Partial<RunPlan> = {}): RunPlan {
  return {
    runId: '12',
    kind: 'slots.maintain',
    madeAt: 1_000_000,
    source: 'job',
    ofRunId: null,
    state: 'dry',
    counts: { creates: 42, updates: 1, removes: 6 },
    entities: [
      { entity: 'booking_slot', title: 'Slots', counts: { creates: 42, updates: 0, removes: 6 } },
      { entity: 'reservation', title: 'Reservations', counts: { creates: 0, updates: 1, removes: 0 } },
    ],
    heldReason: null,
    confirmText: null,
    applyProblem: null,
    undoProblem: 'it changed nothing',
    appliedByRunId: null,
    undoneByRunId: null,
    decidedAt: null,
    decidedBy: null,
    ...overrides,
  };
}

export function samplePlanRow(overrides: Partial<RunPlanRow> = {}): RunPlanRow {
  return {
    number: 1,
    entity: 'booking_slot',
    action: 'create',
    label: 'Repair, Tue 24 Nov 2026 09:00–10:00',
    fields: [{ name: 'Price', before: null, after: '1000.00' }],
    problem: null,
    ...overrides,
  };
}

/** A finished run that has a plan. */
export function samplePlannedRun(plan: Partial<RunPlan> = {}, startedAt = Date.now() - 60_000): RunDetail {
  const made = samplePlan(plan);
  const isHeld = made.state === 'held';
  const run = sampleRun({
    startedAt,
    id: made.runId,
    kind: made.kind,
    title: 'Keep the slots filled',
    subject: '',
    status: isHeld ? 'held' : 'succeeded',
    isDryRun: made.state === 'dry',
    error: isHeld ? { code: 'conflict', message: made.heldReason ?? '' } : null,
  });
  return { ...sampleRunDetail(run), errors: [], changes: [], plan: made };
}
