import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { RunDetail } from '#shared/contract/runs.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run } from '#shared/model/run.ts';
import type { Job } from '../jobs/define-job.ts';
import { findJob } from '../jobs/registry.ts';
import { type PlanWorld, requestsOf, stepOf } from '../scheduling/plan.ts';
import type { RunRequest } from '../scheduling/run-request.ts';
import type { StartedRun } from '../scheduling/runner.ts';
import { planOfRun } from './plans.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Jobs and runs. */
export function runHandlers(context: HandlerContext): HandlersOf<'jobs' | 'runs'> {
  const { store, runner, ports, jobs } = context;
  const { runs, schedules } = store;
  return {
    'jobs.list': async () => jobs.map(describeJob),
    'runs.evidence': async ({ runId }) => {
      const { id } = findRun(context, runId);
      return store.runEvidence.of(id, ports.clock.now()).map(({ picture, ...evidence }) => ({
        ...evidence,
        picture: picture === null ? null : `data:image/png;base64,${Buffer.from(picture).toString('base64')}`,
      }));
    },
    'runs.recent': async ({ limit }) => runs.recent(limit),
    'runs.list': async ({ filter, before, limit }) => runs.list(filter, before, limit),
    'runs.get': async ({ id }) => readRun(context, id),
    'runs.start': async ({ kind, params, reason, isDryRun }) => {
      const start = { trigger: 'manual', reason, isDryRun } as const;
      const requests = manualRequests(findJob(kind, jobs), params, context, start, ports.clock.now());
      if (requests.length === 0)
        throw new AppError('not_found', 'There is nothing to look at yet: add a source first.');
      return startAll(context, requests);
    },
    'runs.startSchedule': async ({ scheduleId, reason, isDryRun }) => {
      const start = { trigger: 'manual', reason, scheduledFor: null, isDryRun } as const;
      const requests = requestsOf(schedules.get(scheduleId), context, start, ports.clock.now());
      return startAll(context, requests);
    },
    'runs.again': async ({ id, reason }) => {
      const run = findRun(context, id);
      refuseErrand(context, id);
      const params: unknown = runs.paramsOf(id);
      const start = { trigger: 'manual', reason, isDryRun: run.isDryRun } as const;
      return startAll(context, manualRequests(findJob(run.kind, jobs), params, context, start, ports.clock.now()));
    },
    'runs.cancel': async ({ id }) => {
      runner.cancel(id, 'Stopped by hand.');
      const { title, subject } = findRun(context, id);
      context.audit({ action: 'run.cancelled', subjectKind: 'run', subjectId: id }, `Stopped ${title}: ${subject}.`);
      return {};
    },
  };
}

function describeJob({ kind, title, description, parameters, defaultEvery, sourceKinds, planned }: Job) {
  // A JSON Schema is plain JSON by definition.
  const schema = z.record(z.string(), z.json()).parse(z.toJSONSchema(parameters));
  const isPlanned = planned !== undefined;
  return { kind, title, description, parameters: schema, defaultEvery, sourceKinds: [...sourceKinds], isPlanned };
}

function findRun({ store }: HandlerContext, id: string): Run {
  const run = store.runs.find(id);
  if (run === undefined) throw new AppError('not_found', `There is no run ${id}.`);
  return run;
}

/** The same work would be done, and not what that run was started for. */
function refuseErrand({ store }: HandlerContext, id: string): void {
  const source = store.plans.find(Number(id))?.source ?? 'job';
  if (source === 'job') return;
  const what = source === 'apply' ? 'applied the plan of another run' : 'took another run back';
  throw new AppError('conflict', `Run ${id} ${what}, which is done once. Start the work itself instead.`);
}

function readRun(context: HandlerContext, id: string): RunDetail {
  const { runs } = context.store;
  const run = findRun(context, id);
  return {
    run,
    attempts: runs.attempts(id),
    errors: runs.errors(id),
    log: runs.log(id),
    changes: runs.changes(id),
    processRole: runs.processRoleOf(id),
    isCancelable: run.finishedAt === null,
    plan: planOfRun(context, id),
  };
}

/** What starting a job by hand asks of the runner: each part once, one attempt. Rejects with `invalid_input`. */
export function manualRequests(
  job: Job,
  params: unknown,
  world: PlanWorld,
  start: Pick<RunRequest, 'trigger' | 'reason' | 'isDryRun'>,
  now: EpochMs,
): RunRequest[] {
  const parsed = job.parameters.safeParse(params);
  if (!parsed.success) throw new AppError('invalid_input', z.prettifyError(parsed.error));
  return job.split(parsed.data, world.store).map((part) => ({
    ...start,
    job,
    part,
    scheduleId: null,
    scheduleRevision: null,
    scheduledFor: null,
    stepMs: stepOf(job, part.claimKey, world, now),
    timeLimitMs: job.timeLimitMs,
    retry: { attempts: 1, backoffMs: 0, untilAt: null },
  }));
}

/** Starts each part; where none can be started the first reason is told. */
export function startAll(context: HandlerContext, requests: readonly RunRequest[]): Run[] {
  return requests.map((request) => {
    const { runner, ports } = context;
    const started: StartedRun = runner.start(request);
    started.done.catch((thrown: unknown) => {
      ports.log.error({ err: thrown, run: started.run.id }, 'The end of a run could not be written');
    });
    const { run } = started;
    const what = run.isDryRun ? 'Tried' : 'Started';
    const why = run.reason === null || run.reason === '' ? '' : `: ${run.reason}`;
    context.audit(
      { action: 'run.started', subjectKind: 'run', subjectId: run.id },
      `${what} ${run.title} for ${run.subject}${why}`,
    );
    return run;
  });
}
