import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run } from '#shared/model/run.ts';
import type { Job } from '../jobs/define-job.ts';
import { findJob, jobs } from '../jobs/registry.ts';
import { stepOf } from '../scheduling/plan.ts';
import type { RunRequest } from '../scheduling/run-request.ts';
import type { StartedRun } from '../scheduling/runner.ts';
import { requestsOf } from '../scheduling/scheduler.ts';
import { readHeartbeat, readStatuses } from '../scheduling/status.ts';
import type { Store } from '../store/store.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

const heartbeatMs = 24 * 3_600_000;

/** Jobs, runs and schedules. */
export function runHandlers(context: HandlerContext): HandlersOf<'jobs' | 'runs' | 'schedules'> {
  const { store, runner, scheduler, ports } = context;
  const { runs, schedules } = store;
  return {
    'jobs.list': async () => jobs.map(describeJob),
    'runs.recent': async ({ limit }) => runs.recent(limit),
    'runs.get': async ({ id }) => readRun(store, id),
    'runs.start': async ({ kind, params, reason }) => {
      const start = { trigger: 'manual', reason, isDryRun: false } as const;
      const requests = manualRequests(findJob(kind), params, store, start, ports.clock.now());
      if (requests.length === 0)
        throw new AppError('not_found', 'There is nothing to look at yet: add a source first.');
      return startAll(context, requests);
    },
    'runs.startSchedule': async ({ scheduleId, reason }) => {
      const start = { trigger: 'manual', reason, scheduledFor: null, isDryRun: false } as const;
      return startAll(context, requestsOf(schedules.get(scheduleId), store, start, ports.clock.now()));
    },
    'runs.cancel': async ({ id }) => {
      runner.cancel(id);
      return {};
    },
    'schedules.list': async () => readStatuses(store, ports.clock.now()),
    'schedules.setPaused': async ({ scheduleId, isPaused }) => {
      const chosen = scheduleId === null ? schedules.list() : [schedules.get(scheduleId)];
      const pause = isPaused ? { at: ports.clock.now(), reason: 'Paused by hand.' } : null;
      store.connection.transaction(() => {
        for (const { schedule } of chosen) schedules.setPaused(schedule.id, pause);
      });
      scheduler.replan();
      return readStatuses(store, ports.clock.now());
    },
    'schedules.heartbeats': async () =>
      schedules.list().map((stored) => ({
        scheduleId: stored.schedule.id,
        cells: readHeartbeat(stored, store, ports.clock.now(), heartbeatMs),
      })),
  };
}

function describeJob({ kind, title, description, parameters }: Job) {
  // A JSON Schema is plain JSON by definition.
  return { kind, title, description, parameters: z.record(z.string(), z.json()).parse(z.toJSONSchema(parameters)) };
}

function readRun({ runs }: Store, id: string) {
  const run = runs.find(id);
  if (run === undefined) throw new AppError('not_found', `There is no run ${id}.`);
  return { run, errors: runs.errors(id), log: runs.log(id), changes: runs.changes(id) };
}

/** What starting a job by hand asks of the runner: each part once, one attempt. Rejects with `invalid_input`. */
export function manualRequests(
  job: Job,
  params: unknown,
  store: Store,
  start: Pick<RunRequest, 'trigger' | 'reason' | 'isDryRun'>,
  now: EpochMs,
): RunRequest[] {
  const parsed = job.parameters.safeParse(params);
  if (!parsed.success) throw new AppError('invalid_input', z.prettifyError(parsed.error));
  return job.split(parsed.data, store).map((part) => ({
    ...start,
    job,
    part,
    scheduleId: null,
    scheduledFor: null,
    stepMs: stepOf(job, part.claimKey, store, now),
    timeLimitMs: job.timeLimitMs,
    retry: { attempts: 1, backoffMs: 0 },
  }));
}

function startAll({ runner, ports }: HandlerContext, requests: readonly RunRequest[]): Run[] {
  return requests.map((request) => {
    const started: StartedRun = runner.start(request);
    started.done.catch((thrown: unknown) => {
      ports.log.error({ err: thrown, run: started.run.id }, 'The end of a run could not be written');
    });
    return started.run;
  });
}
