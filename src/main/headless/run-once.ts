import type { AppError } from '#shared/errors.ts';
import { toAppError } from '#shared/errors.ts';
import type { Run, RunChange, RunError } from '#shared/model/run.ts';
import type { RunOnceCommand } from '../command-line.ts';
import type { Engine } from '../engine/engine.ts';
import { manualRequests } from '../engine/handlers/runs.ts';
import { findJob } from '../engine/jobs/registry.ts';
import type { Clock } from '../engine/ports.ts';
import type { RunRequest } from '../engine/scheduling/run-request.ts';
import type { SkippedTarget } from '../engine/scheduling/attempt.ts';
import type { FinishedRun } from '../engine/scheduling/runner.ts';
import { requestsOf } from '../engine/scheduling/plan.ts';
import { dueRequests } from '../engine/scheduling/settle.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';

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
  const withChanges = command.isDryRun || command.isVerbose;
  if (command.isJson)
    output.out(`${JSON.stringify({ runs: results.map((result) => toReport(result, withChanges)) })}\n`);
  else output.out(describe(results, withChanges));
  return exitCodeOf(results);
}

/** A run that ended, or one that could not be claimed because another process does the same work. */
type Result = FinishedRun | { readonly request: RunRequest; readonly refused: AppError };

async function runOne(engine: Engine, request: RunRequest): Promise<Result> {
  try {
    return await engine.runner.start(request).done;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code !== 'conflict') throw thrown;
    return { request, refused: error };
  }
}

/** Whether what is due by the timetable was asked for, rather than something by name. */
function isTimetable({ isAll, jobs, isDryRun }: RunOnceCommand): boolean {
  return !isAll && jobs.length === 0 && !isDryRun;
}

/** Does what waited for runs that have ended now; where no process schedules, nobody else would. */
async function doWaiting(engine: Engine, stopped: AbortSignal): Promise<Result[]> {
  const started = stopped.aborted ? [] : engine.scheduler.runWaiting();
  if (started.length === 0) return [];
  const results = await Promise.all(started.map(({ done }) => done));
  return [...results, ...(await doWaiting(engine, stopped))];
}

function startAll(engine: Engine, command: RunOnceCommand, clock: Clock): Promise<Result>[] {
  const { isAll, jobs: names, isDryRun } = command;
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
    const lonely = jobs.filter(({ kind }) => !stored.some(({ schedule }) => schedule.job === kind));
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

/** A run as `--json` writes it; the shape is part of the command line's contract. */
interface RunReport {
  readonly job: string;
  readonly kind: string;
  readonly trigger: string;
  readonly status: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly attempts: number;
  readonly checked: number;
  readonly changed: number;
  readonly created: number;
  readonly unchanged: number;
  readonly failed: number;
  readonly skipped: number;
  readonly errors: readonly RunError[];
  readonly changes?: readonly RunChange[];
  /** In a dry run the targets that would be asked for, each with the reason. */
  readonly skips?: readonly SkippedTarget[];
}

function toReport(result: Result, withChanges: boolean): RunReport {
  if ('refused' in result) return toRefusal(result.request, result.refused);
  const { run, errors, changes, skips } = result;
  return {
    job: run.scheduleId ?? run.kind,
    kind: run.kind,
    trigger: run.trigger,
    status: run.status,
    startedAt: toIso(run.startedAt),
    finishedAt: toIso(run.finishedAt),
    attempts: run.attempts,
    ...run.counts,
    errors,
    ...(withChanges && { changes }),
    ...(withChanges && skips.length > 0 && { skips }),
  };
}

function toRefusal({ job, scheduleId, part, trigger }: RunRequest, refused: AppError): RunReport {
  const counts = { checked: 0, changed: 0, created: 0, unchanged: 0, failed: 0, skipped: 0 };
  return {
    job: scheduleId ?? job.kind,
    kind: job.kind,
    trigger,
    status: 'failed',
    startedAt: null,
    finishedAt: null,
    attempts: 0,
    ...counts,
    errors: [{ target: part.subject, code: refused.code, message: refused.userMessage }],
  };
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function describe(results: readonly Result[], withChanges: boolean): string {
  if (results.length === 0) return 'Nothing is due.\n';
  return results.map((result) => describeOne(result, withChanges)).join('');
}

function describeOne(result: Result, withChanges: boolean): string {
  if ('refused' in result) return `${result.refused.userMessage}\n`;
  const { run, errors, changes, skips } = result;
  const lines = [
    headline(run),
    ...errors.map(({ target, code, message }) => `  ${target}: ${message} (${code})`),
    ...(withChanges ? changes.map(describeChange) : []),
    ...(withChanges ? skips.map(({ target, reason }) => `  ${target}: ${reason}`) : []),
  ];
  return `${lines.join('\n')}\n`;
}

function headline({ title, subject, status, counts }: Run): string {
  const figures = `${counts.checked} checked, ${counts.created} new, ${counts.changed} changed, ${counts.unchanged} unchanged, ${counts.failed} failed`;
  return `${title}, ${subject}: ${status} (${figures})`;
}

function describeChange({ target, key, field, before, after }: RunChange): string {
  return `  ${[target, key, field].filter((part) => part !== '').join(' ')}: ${before ?? 'nothing'} -> ${after ?? 'nothing'}`;
}
