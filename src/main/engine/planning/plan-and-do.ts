import type { AppError } from '#shared/errors.ts';
import type { PlanCounts } from '#shared/model/run-plan.ts';
import type { JobContext, TargetOutcome } from '../jobs/define-job.ts';
import { keepOutcomes } from '../jobs/keep-outcomes.ts';
import { entityOf } from '../store/planned-entities.ts';
import { brakeReason, clockShift, runsCounted } from './brake.ts';
import { carryOut, outcomeOfRow } from './carry-out.ts';
import { createSlices } from '../slices.ts';
import { openPlan } from './open-plan.ts';
import { createPlanWriter, type Parts } from './plan-writer.ts';
import type { BrakeLimits, PlanContext } from './planned-job.ts';
import type { PlannedJob } from './run-planned.ts';
import { createTallies, isFailed } from './tallies.ts';

const dayMs = 86_400_000;

/** What was planned, and what became of the targets for which nothing was. */
interface Planned {
  readonly parts: Parts;
  readonly same: readonly TargetOutcome[];
  readonly failed: ReadonlyMap<string, AppError>;
}

/** Makes the plan of a run and carries it out, unless it is a dry run or a person has to look first. */
export async function planAndDo<P>(job: PlannedJob<P>, params: P, context: JobContext): Promise<void> {
  const { store, runId, isDryRun, clock } = context;
  openPlan(context, job.kind, 'job', null);
  const planned = await makePlan(job, params, context);
  const { counts, claimKey } = store.plans.get(runId);
  const confirmText = job.planned.confirmText?.(params, counts) ?? null;
  const heldReason = reasonToHold(job, context, counts, confirmText);
  if (isDryRun) {
    store.plans.setVerdict(runId, { state: 'dry', heldReason, confirmText });
    await noteWhatWouldBe(context, planned);
    return;
  }
  if (heldReason !== null) {
    store.connection.transaction(() => {
      store.plans.supersede(claimKey, clock.now());
      store.plans.setVerdict(runId, { state: 'held', heldReason, confirmText });
    });
    missFailed(context, planned);
    context.hold(heldReason);
    return;
  }
  store.plans.supersede(claimKey, clock.now());
  await execute(job, params, context, planned);
}

async function execute<P>(job: PlannedJob<P>, params: P, context: JobContext, planned: Planned): Promise<void> {
  const { parts, same, failed } = planned;
  context.expect(targetsIn(parts) + same.length + failed.size);
  await job.planned.before?.(params, context);
  const carried = await carryOut(executionOf(job, context, 'job'), parts);
  await noteRest(context, planned);
  const state = carried.missed > 0 ? 'partly_applied' : 'applied';
  context.store.plans.setVerdict(context.runId, { state });
  await job.planned.after?.(params, context);
}

/** How the rows of this job are carried out. */
export function executionOf<P>(
  { kind, planned }: PlannedJob<P>,
  context: JobContext,
  source: 'job' | 'apply' | 'undo',
) {
  return {
    kind,
    source,
    context,
    effectSlot: (entity: string, row: Parameters<NonNullable<typeof planned.effectSlot>>[1]) =>
      planned.effectSlot?.(entity, row) ?? null,
    carriedOut: (part: Parameters<NonNullable<typeof planned.carriedOut>>[1]) =>
      planned.carriedOut?.(context.store, part),
  };
}

async function makePlan<P>({ kind, planned }: PlannedJob<P>, params: P, context: JobContext): Promise<Planned> {
  const { store, clock, signal, runId, stepMs, note, expect } = context;
  const writer = createPlanWriter({ store, clock, signal, runId });
  const added = new Set<string>();
  const same = new Map<string, string>();
  const failed = new Map<string, AppError>();
  const planContext: PlanContext = {
    store,
    clock,
    signal,
    runId,
    stepMs,
    note,
    expect,
    async add(entity, action, rows, target, isOrdinary = false) {
      if (target !== null && failed.has(target)) return;
      if (target !== null && rows.length > 0) added.add(target);
      await writer.add(entity, action, rows, { target, isOrdinary });
    },
    same: (target, message) => void same.set(target, message),
    fail(target, error) {
      // A target is planned whole or not at all.
      if (added.delete(target)) writer.drop(target);
      failed.set(target, error);
    },
    wasDone: (slot, entityKey) => store.plans.hasEffect(kind, slot, entityKey),
  };
  await planned.plan(params, planContext);
  const parts = await writer.end();
  const outcomes = [...same]
    .filter(([target]) => !added.has(target) && !failed.has(target))
    .map(([target, message]) => ({ target, outcome: 'unchanged', message, changes: [] }) as const);
  return { parts, same: outcomes, failed };
}

/** Why a person has to look before the plan is carried out; null where nobody has. */
function reasonToHold<P>(
  { planned }: PlannedJob<P>,
  context: JobContext,
  counts: PlanCounts,
  confirmText: string | null,
): string | null {
  const reasons = [
    brakeReasonOf(planned.brake, context, counts),
    confirmText === null ? null : 'It is only done after somebody has looked at the plan and typed what it asks for.',
  ].filter((reason) => reason !== null);
  return reasons.length === 0 ? null : reasons.join(' ');
}

function brakeReasonOf(limits: BrakeLimits, { store, runId, clock }: JobContext, counts: PlanCounts): string | null {
  if (counts.updates + counts.removes === 0) return null;
  const { plans, machine } = store;
  const { claimKey, ordinary } = plans.get(runId);
  const last = plans.lastDone(claimKey);
  const now = { ...plans.markOf(runId), at: clock.now(), uptimeMs: clock.uptimeMs() };
  const leaps = machine.within(last?.at ?? now.at - dayMs, now.at).filter(({ kind }) => kind === 'clock_changed');
  return brakeReason({
    counts,
    ordinary,
    limits,
    usual: plans.usual(claimKey, runsCounted),
    shift: clockShift({ now, last, leaps }),
  });
}

function targetsIn({ heads }: Parts): number {
  const named = new Set(heads.flatMap(({ target }) => target ?? []));
  return named.size + heads.reduce((sum, { target, rowCount }) => sum + (target === null ? rowCount : 0), 0);
}

/** Notes the targets for which nothing was planned. */
async function noteRest(context: JobContext, { same, failed }: Pick<Planned, 'same' | 'failed'>): Promise<void> {
  await keepOutcomes(context, same);
  missFailed(context, { failed });
}

function missFailed(context: JobContext, { failed }: Pick<Planned, 'failed'>): void {
  for (const [target, error] of failed) context.miss(target, error);
}

/** Notes what would become of every target. */
async function noteWhatWouldBe(context: JobContext, planned: Planned): Promise<void> {
  const { parts } = planned;
  const tallies = createTallies(parts.heads, true);
  const rest = createSlices(context);
  context.expect(targetsIn(parts) + planned.same.length + planned.failed.size);
  for (const [index, { target, action, entity, rowCount }] of parts.heads.entries()) {
    if (target === null) {
      const own = entityOf(context.store, entity);
      const outcomes = parts.read(index).rows.map((row) => outcomeOfRow(action, own, row, null));
      await keepOutcomes(
        context,
        outcomes.map((outcome) => ({ ...outcome, message: `Would be: ${outcome.message}` })),
      );
      continue;
    }
    for (let row = 0; row < rowCount; row += 1) tallies.done(target, action);
    const end = tallies.endPart(target);
    if (end !== null && !isFailed(end)) context.keepAll(() => [end]);
    await rest();
  }
  await noteRest(context, planned);
}
