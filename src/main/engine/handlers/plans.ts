import { AppError } from '#shared/errors.ts';
import type { Run } from '#shared/model/run.ts';
import type { PlanConflict } from '#shared/model/run-plan.ts';
import type { Errand, Job } from '../jobs/define-job.ts';
import { findJob } from '../jobs/registry.ts';
import { refuseDrift } from '../planning/drift.ts';
import { applyProblem, readPlan, readPlanRows, toRunPlan, undoProblem } from '../planning/plan-view.ts';
import { storedParts } from '../planning/plan-writer.ts';
import { inverseParts } from '../planning/undo.ts';
import { stepOf } from '../scheduling/plan.ts';
import type { RunRequest } from '../scheduling/run-request.ts';
import { countOf, noRows } from '../store/plan-parts.ts';
import type { PlanHead } from '../store/plans.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Conflicts that a preview names. */
const mostConflicts = 100;

/** Plans: what runs would change, or changed; decisions about them, and taking runs back. */
export function planHandlers(context: HandlerContext): HandlersOf<'plans'> {
  const { store, ports } = context;
  const { plans } = store;
  return {
    'plans.get': async ({ runId }) => toRunPlan(store, planOf(context, runId), ports.clock.now()),
    'plans.rows': async ({ runId, ...query }) => readPlanRows(store, planOf(context, runId).runId, query),
    'plans.held': async () => plans.held().map((head) => toRunPlan(store, head, ports.clock.now())),
    'plans.apply': async ({ runId, reason, confirmText }) => apply(context, runId, { reason, confirmText }),
    'plans.discard': async ({ runId, reason }) => {
      const head = discard(context, runId);
      tell(context, head, 'discarded', reason);
      ports.publish('plans.changed', { runId });
      return toRunPlan(store, head, ports.clock.now());
    },
    'plans.undoPreview': async ({ runId }) => previewUndo(context, runId),
    'plans.undo': async ({ runId, reason }) => {
      const head = planOf(context, runId);
      refuseWhere(undoProblem(store, head, ports.clock.now()), `Run ${runId} cannot be taken back`);
      const run = start(context, head, 'undo', reason);
      tell(context, head, 'undone', reason);
      return run;
    },
  };
}

/** The plan of a run as its detail shows it; null where it has none. */
export function planOfRun({ store, ports }: HandlerContext, runId: string) {
  return readPlan(store, runId, ports.clock.now());
}

function planOf({ store }: HandlerContext, runId: string): PlanHead {
  const id = Number(runId);
  if (!Number.isSafeInteger(id)) throw new AppError('not_found', `There is no run ${runId}.`);
  return store.plans.get(id);
}

function refuseWhere(problem: string | null, what: string): void {
  if (problem !== null) throw new AppError('conflict', `${what}: ${problem}`);
}

async function apply(
  context: HandlerContext,
  runId: string,
  { reason, confirmText }: { readonly reason: string; readonly confirmText: string },
): Promise<Run> {
  const { store, ports } = context;
  const head = planOf(context, runId);
  refuseWhere(applyProblem(store, head), `The plan of run ${runId} cannot be applied`);
  if (head.confirmText !== null && confirmText.trim() !== head.confirmText)
    throw new AppError('invalid_input', `Type ${JSON.stringify(head.confirmText)} to have this plan applied.`);
  // The run looks again; whoever decides is told at once.
  await refuseDrift({ store, clock: ports.clock }, storedParts(store, head.runId));
  const run = start(context, head, 'apply', reason);
  tell(context, head, 'applied', reason);
  return run;
}

function start(context: HandlerContext, head: PlanHead, kind: Errand['kind'], reason: string): Run {
  const { runner, ports } = context;
  const errand = { kind, ofRunId: String(head.runId), by: ports.processes.account };
  const { run, done } = runner.start(errandRequest(context, head, errand, reason));
  done.catch((thrown: unknown) => {
    ports.log.error({ err: thrown, run: run.id }, 'The end of a run could not be written');
  });
  return run;
}

/** What carrying out another run's plan, or taking that run back, asks of the runner: the same work, once. */
function errandRequest(context: HandlerContext, head: PlanHead, errand: Errand, reason: string): RunRequest {
  const { store, jobs, ports } = context;
  const job: Job = findJob(head.kind, jobs);
  if (job.planned === undefined) throw new AppError('conflict', `${job.title} does not plan what it changes.`);
  const of = store.runs.find(errand.ofRunId);
  const params = job.parameters.safeParse(store.runs.paramsOf(errand.ofRunId));
  if (of === undefined || !params.success)
    throw new AppError('conflict', `What run ${errand.ofRunId} was given is not understood any more.`);
  const { claimKey } = head;
  return {
    job,
    part: { params: params.data, claimKey, subject: of.subject },
    trigger: 'manual',
    reason,
    scheduleId: null,
    scheduleRevision: null,
    scheduledFor: null,
    isDryRun: false,
    errand,
    stepMs: stepOf(job, claimKey, context, ports.clock.now()),
    timeLimitMs: job.timeLimitMs,
    retry: { attempts: 1, backoffMs: 0, untilAt: null },
  };
}

function discard(context: HandlerContext, runId: string): PlanHead {
  const { store, ports } = context;
  return store.connection.transaction(() => {
    const head = planOf(context, runId);
    refuseWhere(head.state === 'held' ? null : 'it does not wait for a decision.', `The plan of run ${runId} stays`);
    const decided = { at: ports.clock.now(), by: ports.processes.account };
    store.plans.setVerdict(head.runId, { state: 'discarded', decided });
    return store.plans.get(head.runId);
  });
}

const deeds = {
  applied: 'Applied the plan of',
  discarded: 'Discarded the plan of',
  undone: 'Took back',
} as const;

function tell(context: HandlerContext, { runId }: PlanHead, deed: keyof typeof deeds, reason: string): void {
  const run = context.store.runs.find(String(runId));
  const what = run === undefined ? `run ${runId}` : `run ${runId}, ${run.title} for ${run.subject}`;
  const why = reason === '' ? '.' : `: ${reason}`;
  context.audit(
    { action: deed === 'undone' ? 'run.undone' : `plan.${deed}`, subjectKind: 'run', subjectId: String(runId) },
    `${deeds[deed]} ${what}${why}`,
  );
}

async function previewUndo(context: HandlerContext, runId: string) {
  const { store, ports } = context;
  const head = planOf(context, runId);
  refuseWhere(undoProblem(store, head, ports.clock.now()), `Run ${runId} cannot be taken back`);
  const counts = { ...noRows };
  const named: PlanConflict[] = [];
  let conflictCount = 0;
  for await (const { entity, action, rows, conflicts } of inverseParts({ store, clock: ports.clock }, head.runId)) {
    counts[countOf[action]] += rows.length;
    conflictCount += conflicts.length;
    const more = conflicts.slice(0, mostConflicts - named.length);
    named.push(...more.map(({ label, reason }) => ({ entity, label, reason })));
  }
  return { counts, conflictCount, conflicts: named };
}
