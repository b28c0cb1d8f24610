import { toAppError } from '#shared/errors.ts';
import type { RunOnceCommand, RunOnceErrand } from '../command-line.ts';
import type { Engine } from '../engine/engine.ts';
import { manualRequests } from '../engine/handlers/runs.ts';
import { findJob } from '../engine/jobs/registry.ts';
import type { Clock } from '../engine/ports.ts';
import { requestsOf } from '../engine/scheduling/plan.ts';
import type { RunRequest } from '../engine/scheduling/run-request.ts';
import { dueRequests } from '../engine/scheduling/settle.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';
import { createPlanReader, type Result, writeReport } from './run-report.ts';

interface RunOnceOptions {
  readonly clock: Clock;
  readonly output: Output;
  /** Aborts when what runs shall end. */
  readonly stopped: AbortSignal;
}

/** Runs what is due, or what was named, once; writes the report and gives the exit code. */
export async function runOnce(
  engine: Engine,
  command: RunOnceCommand,
  { clock, output, stopped }: RunOnceOptions,
): Promise<ExitCode> {
  const results = await Promise.all(startAll(engine, command, clock));
  if (isTimetable(command)) results.push(...(await doWaiting(engine, stopped)));
  await tellPeople(engine, clock);
  const planOf = createPlanReader(engine.store, clock.now(), command.isDryRun || command.isVerbose);
  output.out(writeReport(results, planOf, command));
  return exitCodeOf(results);
}

/** What people are to be told does not wait for the next process; a receiver that takes its time does. */
const tellLimitMs = 20_000;

async function tellPeople({ notifier }: Engine, clock: Clock): Promise<void> {
  const limit = clock.deadline(tellLimitMs);
  await notifier.settle(limit.signal);
  limit.end();
}

/** Applies the plan of a run, or takes a run back, and waits for the end of that. */
async function doErrand(engine: Engine, errand: RunOnceErrand): Promise<Result> {
  const { store, handlers, runner } = engine;
  const reason = 'Named on the command line.';
  try {
    const run =
      errand.kind === 'apply'
        ? await handlers['plans.apply']({ runId: errand.runId, reason, confirmText: errand.confirmText })
        : await handlers['plans.undo']({ runId: errand.runId, reason });
    const finished = await runner.endOf(run.id);
    return (
      finished ?? { run: store.runs.find(run.id) ?? run, errors: store.runs.errors(run.id), changes: [], skips: [] }
    );
  } catch (thrown) {
    const refused = toAppError(thrown);
    const of = store.runs.find(errand.runId);
    if (refused.code !== 'conflict' || of === undefined) throw thrown;
    return { refused, job: of.kind, kind: of.kind, trigger: 'manual', subject: of.subject };
  }
}

async function runOne(engine: Engine, request: RunRequest): Promise<Result> {
  try {
    return await engine.runner.start(request).done;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'conflict') throw thrown;
    const { job, scheduleId, part, trigger } = request;
    return { refused: error, job: scheduleId ?? job.kind, kind: job.kind, trigger, subject: part.subject };
  }
}

/** Whether what is due by the timetable was asked for, rather than something by name. */
function isTimetable({ isAll, jobs, isDryRun, errand }: RunOnceCommand): boolean {
  return errand === null && !isAll && jobs.length === 0 && !isDryRun;
}

/** Does what waited for runs that have ended now; where no process schedules, nobody else would. */
async function doWaiting(engine: Engine, stopped: AbortSignal): Promise<Result[]> {
  const started = stopped.aborted ? [] : engine.scheduler.runWaiting();
  if (started.length === 0) return [];
  const results = await Promise.all(started.map(({ done }) => done));
  return [...results, ...(await doWaiting(engine, stopped))];
}

function startAll(engine: Engine, command: RunOnceCommand, clock: Clock): Promise<Result>[] {
  const { isAll, jobs: names, isDryRun, errand } = command;
  if (errand !== null) return [doErrand(engine, errand)];
  if (isAll || names.length > 0)
    return chosenRequests(engine, command, clock).map((request) => runOne(engine, request));
  // A dry run must not use up the planned instants.
  if (isDryRun) return dueRequests(engine, clock.now()).map((request) => runOne(engine, request));
  return engine.scheduler.runDue('command-line').map(({ done }) => done);
}

/** What the jobs and schedules that were named ask of the runner. */
function chosenRequests(engine: Engine, command: RunOnceCommand, clock: Clock): RunRequest[] {
  const { store, jobs } = engine;
  const { isDryRun, params } = command;
  const start = { trigger: 'command-line', reason: 'Named on the command line.', isDryRun } as const;
  const stored = store.schedules.list();
  const now = clock.now();
  const ofKind = (kind: string): RunRequest[] =>
    manualRequests(findJob(kind, jobs), params[kind] ?? {}, engine, start, now);
  if (command.isAll) {
    // What writes is done where somebody planned it, or asks for it by name; not because everything else is done.
    const lonely = jobs.filter(
      ({ kind, planned }) => planned === undefined && !stored.some(({ schedule }) => schedule.job === kind),
    );
    return [
      ...stored
        .filter(({ schedule }) => schedule.enabled)
        .flatMap((each) => requestsOf(each, engine, { ...start, scheduledFor: null }, now)),
      ...lonely.flatMap(({ kind }) => ofKind(kind)),
    ];
  }
  return command.jobs.flatMap((name) => {
    const schedule = stored.find((each) => each.schedule.id === name);
    return schedule === undefined ? ofKind(name) : requestsOf(schedule, engine, { ...start, scheduledFor: null }, now);
  });
}

function exitCodeOf(results: readonly Result[]): ExitCode {
  const statuses = results.map((result) => ('run' in result ? result.run.status : 'failed'));
  if (statuses.every((status) => status === 'succeeded')) return exitCodes.good;
  return statuses.some((status) => status !== 'succeeded' && status !== 'partial')
    ? exitCodes.failed
    : exitCodes.partial;
}
