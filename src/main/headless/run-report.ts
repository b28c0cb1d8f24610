import type { AppError } from '#shared/errors.ts';
import type { RunPlan, RunPlanRow } from '#shared/model/run-plan.ts';
import type { Run, RunChange, RunError } from '#shared/model/run.ts';
import type { RunOnceCommand } from '../command-line.ts';
import { readPlan, readPlanRows } from '../engine/planning/plan-view.ts';
import type { SkippedTarget } from '../engine/scheduling/attempt.ts';
import type { FinishedRun } from '../engine/scheduling/runner.ts';
import type { Store } from '../engine/store/store.ts';

/** What was not begun: another process does the same work, or a row has changed since a plan was made. */
export interface Refusal {
  readonly refused: AppError;
  /** The schedule, or the kind where none is meant. */
  readonly job: string;
  readonly kind: string;
  readonly trigger: Run['trigger'];
  readonly subject: string;
}

/** A run that ended, or why there was none. */
export type Result = FinishedRun | Refusal;

/** The plan of a run as `--json` writes it. */
interface PlanReport extends Pick<RunPlan, 'runId' | 'state' | 'heldReason' | 'confirmText'> {
  readonly creates: number;
  readonly updates: number;
  readonly removes: number;
  /** The first rows, where changes are asked for. */
  readonly rows?: readonly RunPlanRow[];
}

type PlanReader = (runId: string) => PlanReport | null;

/** Rows of a plan that are shown. */
const mostRows = 20;

/** Makes the function that reads the plan of a run, with its first rows where those are wanted. */
export function createPlanReader(store: Store, now: number, withRows: boolean): PlanReader {
  return (id) => {
    const plan = readPlan(store, id, now);
    if (plan === null) return null;
    const { runId, state, counts, heldReason, confirmText } = plan;
    const report = { runId, state, ...counts, heldReason, confirmText };
    if (!withRows) return report;
    const query = { after: 0, limit: mostRows, action: null, entity: null };
    return { ...report, rows: readPlanRows(store, Number(id), query).rows };
  };
}

/** What runs came to: one JSON document, or lines of text. */
export function writeReport(
  results: readonly Result[],
  planOf: PlanReader,
  { isJson, isDryRun, isVerbose }: RunOnceCommand,
): string {
  const withChanges = isDryRun || isVerbose;
  if (!isJson) return describe(results, planOf, withChanges);
  return `${JSON.stringify({ runs: results.map((result) => toReport(result, planOf, withChanges)) })}\n`;
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
  /** What it would change, or changed; left out for jobs that plan nothing. */
  readonly plan?: PlanReport;
}

function toReport(result: Result, planOf: PlanReader, withChanges: boolean): RunReport {
  if ('refused' in result) return toRefusal(result);
  const plan = planOf(result.run.id);
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
    ...(plan !== null && { plan }),
  };
}

function toRefusal({ refused, job, kind, trigger, subject }: Refusal): RunReport {
  const counts = { checked: 0, changed: 0, created: 0, unchanged: 0, failed: 0, skipped: 0 };
  return {
    job,
    kind,
    trigger,
    status: 'failed',
    startedAt: null,
    finishedAt: null,
    attempts: 0,
    ...counts,
    errors: [{ target: subject, code: refused.code, message: refused.userMessage }],
  };
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

function describe(results: readonly Result[], planOf: PlanReader, withChanges: boolean): string {
  if (results.length === 0) return 'Nothing is due.\n';
  return results.map((result) => describeOne(result, planOf, withChanges)).join('');
}

function describeOne(result: Result, planOf: PlanReader, withChanges: boolean): string {
  if ('refused' in result) return `${result.refused.userMessage}\n`;
  const { run, errors, changes, skips } = result;
  const lines = [
    headline(run),
    ...describePlan(planOf(run.id)),
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

function describePlan(plan: PlanReport | null): string[] {
  if (plan === null) return [];
  const { creates, updates, removes, state, heldReason, confirmText, runId, rows = [] } = plan;
  return [
    `  Plan of run ${runId}: ${state} (${creates} to make, ${updates} to change, ${removes} to remove)`,
    // A run that is held has said why.
    ...(heldReason === null || state === 'held' ? [] : [`  ${heldReason}`]),
    ...(confirmText === null ? [] : [`  To have it applied, confirm with ${JSON.stringify(confirmText)}.`]),
    ...rows.map(describeRow),
    ...(creates + updates + removes > rows.length && rows.length > 0 ? ['  and more'] : []),
  ];
}

function describeRow({ action, label, fields, problem }: RunPlanRow): string {
  const changes = fields.map(({ name, before, after }) => `${name} ${before ?? 'nothing'} -> ${after ?? 'nothing'}`);
  const what = action === 'update' && changes.length > 0 ? ` (${changes.join(', ')})` : '';
  return `    ${action} ${label}${what}${problem === null ? '' : `: ${problem}`}`;
}
