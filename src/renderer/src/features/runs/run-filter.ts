import type { RunFilter } from '#shared/contract/runs.ts';
import { RunStatus, Trigger } from '#shared/model/run.ts';
import type { Run } from '#shared/model/run.ts';
import { formatDay } from '../../lib/format.ts';
import { outcomeLook } from '../../lib/verdicts.ts';
import { triggerWord } from '../../lib/words.ts';

/** What the page is asked to show, as it stands in the address. */
export interface RunsView {
  readonly kind: string;
  readonly scheduleId: string;
  readonly status: readonly RunStatus[];
  readonly trigger: readonly Trigger[];
  /** Dates of the viewer's calendar, both included: `2026-11-24`; empty where open. */
  readonly from: string;
  readonly until: string;
  readonly text: string;
}

/** The names of the filters in the address. */
export type RunsParam = 'kind' | 'schedule' | 'status' | 'trigger' | 'from' | 'until' | 'q';

export function readRunsView(params: URLSearchParams): RunsView {
  return {
    kind: params.get('kind') ?? '',
    scheduleId: params.get('schedule') ?? '',
    status: listOf(RunStatus.options, params.get('status')),
    trigger: listOf(Trigger.options, params.get('trigger')),
    from: dateOf(params.get('from')),
    until: dateOf(params.get('until')),
    text: (params.get('q') ?? '').slice(0, 200),
  };
}

function listOf<T extends string>(allowed: readonly T[], text: string | null): readonly T[] {
  const named = new Set((text ?? '').split(','));
  return allowed.filter((value) => named.has(value));
}

function dateOf(text: string | null): string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && midnight(text, 0) >= 0 ? text : '';
}

/** When a day of the viewer's calendar begins, or one `daysOn` later; NaN where there is no such day. */
function midnight(date: string, daysOn: number): number {
  const [year = NaN, month = NaN, day = NaN] = date.split('-').map(Number);
  return new Date(year, month - 1, day + daysOn).getTime();
}

/** What to ask the store for. */
export function toRunFilter(view: RunsView): RunFilter {
  const text = view.text.trim();
  return {
    ...(view.kind === '' ? {} : { kind: view.kind }),
    ...(view.scheduleId === '' ? {} : { scheduleId: view.scheduleId }),
    ...(view.status.length === 0 ? {} : { status: [...view.status] }),
    ...(view.trigger.length === 0 ? {} : { trigger: [...view.trigger] }),
    ...(view.from === '' ? {} : { from: midnight(view.from, 0) }),
    ...(view.until === '' ? {} : { until: midnight(view.until, 1) }),
    ...(text === '' ? {} : { text }),
  };
}

/** Whether a run belongs into a list, by the rules of the store; for runs that events tell of. */
export function isRunListed(run: Run, filter: RunFilter): boolean {
  const { kind, scheduleId, status, trigger, from, until, text } = filter;
  if (kind !== undefined && run.kind !== kind) return false;
  if (scheduleId !== undefined && run.scheduleId !== scheduleId) return false;
  if (status !== undefined && status.length > 0 && !status.includes(run.status)) return false;
  if (trigger !== undefined && trigger.length > 0 && !trigger.includes(run.trigger)) return false;
  if (from !== undefined && run.createdAt < from) return false;
  if (until !== undefined && run.createdAt >= until) return false;
  return text === undefined || hasText(run, text.trim());
}

/** Upper case folds more than lower case does; digits alone are also the number of a run. */
function hasText(run: Run, text: string): boolean {
  const folded = text.toUpperCase();
  return (
    run.id === text ||
    [run.subject, run.reason ?? '', run.error?.message ?? ''].some((each) => each.toUpperCase().includes(folded))
  );
}

/** A filter in force: what it says, and what the address has to lose or keep for it to go. */
export interface ActiveFilter {
  readonly label: string;
  readonly param: RunsParam;
  readonly rest: string;
}

interface Names {
  readonly kind: (kind: string) => string;
  readonly schedule: (id: string) => string;
}

/** The filters in force, one by one. */
export function activeFilters(view: RunsView, names: Names): readonly ActiveFilter[] {
  const day = (date: string): string => formatDay(midnight(date, 0));
  const one = (param: RunsParam, value: string, label: string): readonly ActiveFilter[] =>
    value === '' ? [] : [{ param, label, rest: '' }];
  return [
    ...one('kind', view.kind, `Job: ${names.kind(view.kind)}`),
    ...one('schedule', view.scheduleId, `Schedule: ${names.schedule(view.scheduleId)}`),
    ...view.status.map((status) => ({
      param: 'status' as const,
      label: `Status: ${outcomeLook(status).word}`,
      rest: view.status.filter((each) => each !== status).join(','),
    })),
    ...view.trigger.map((trigger) => ({
      param: 'trigger' as const,
      label: `Started by: ${triggerWord(trigger)}`,
      rest: view.trigger.filter((each) => each !== trigger).join(','),
    })),
    ...one('from', view.from, view.from === '' ? '' : `From ${day(view.from)}`),
    ...one('until', view.until, view.until === '' ? '' : `Until ${day(view.until)}`),
    ...one('q', view.text, `Text: ${view.text}`),
  ];
}
