import type { HostLoad, SchedulePlan, SchedulePreview } from '#shared/contract/schedules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Schedule } from '#shared/model/schedule.ts';
import { dstDays } from '#shared/schedule/dst-days.ts';
import { nextSlots, slotsPerDay } from '#shared/schedule/planner.ts';
import { durationMs, type Rule } from '#shared/schedule/rule.ts';
import { describeHours, describeRule } from '#shared/schedule/sentence.ts';
import { describeInterval } from '#shared/schedule/words.ts';
import { findJob } from '../jobs/registry.ts';
import { checkDraft } from './check-draft.ts';
import type { PlanWorld } from './plan.ts';

const shownSlots = 10;
const shownLabels = 100;
const dayMs = 24 * 3_600_000;

/** What a draft would do: its problems, or its next runs, beside those of the schedule that it would replace. */
export function previewSchedule(draft: unknown, id: string | null, world: PlanWorld, now: EpochMs): SchedulePreview {
  const { faults, schedule } = checkDraft(draft, id, world, now);
  const stored = id === null ? undefined : world.store.schedules.find(id);
  const problems = faults.map(({ path, message }) => ({
    path: path.map((part) => (typeof part === 'symbol' ? String(part) : part)),
    message,
  }));
  const hasSameRule = stored !== undefined && schedule !== null && timingOf(stored.schedule) === timingOf(schedule);
  const anchorAt = hasSameRule ? stored.anchorAt : now;
  return {
    problems,
    plan: schedule === null ? null : planOf(schedule, { ...schedule, anchorAt }, world, now),
    stored: stored === undefined ? null : planOf(stored.schedule, stored.rule, world, now),
    differences: stored === undefined || schedule === null ? [] : differencesOf(stored.schedule, schedule),
  };
}

/** An interval goes on from where it was as long as it is the same one. */
function timingOf({ every, dailyAt, cron, timeZone }: Schedule): string {
  return JSON.stringify([every, dailyAt, cron, every === undefined ? timeZone : null]);
}

function planOf(schedule: Schedule, rule: Rule, world: PlanWorld, now: EpochMs): SchedulePlan {
  const { timeZone } = schedule;
  const next = nextSlots(rule, timeZone, now, Number.POSITIVE_INFINITY, shownSlots);
  const year = new Date(now).getUTCFullYear();
  return {
    sentence: describeRule(rule, timeZone),
    next: next.map(({ plannedAt, startAt, insteadOf }) => ({ plannedAt, startAt, insteadOf: [...insteadOf] })),
    dstDays: dstDays(rule, timeZone, year).map((day) => ({
      date: day.date,
      at: day.at,
      shiftMs: day.shiftMs,
      before: day.before,
      after: day.after,
      labels: day.slots.slice(0, shownLabels).map(({ label }) => label),
      missing: [...day.missing],
      added: [...day.added],
      isShiftedAfter: day.isShiftedAfter,
    })),
    load: loadOf(schedule, rule, world, now),
  };
}

/**
 * Requests of a schedule on its busiest day of the coming week, host by host: one for each run and source, where the job
 * does not know better.
 */
function loadOf(schedule: Schedule, rule: Rule, world: PlanWorld, now: EpochMs): HostLoad[] {
  const own = requestsByHost(schedule, rule, world, now);
  const others = world.store.schedules
    .list()
    .filter((stored) => stored.schedule.id !== schedule.id && stored.schedule.enabled)
    .map((stored) => requestsByHost(stored.schedule, stored.rule, world, now));
  return [...own].map(([host, { requests, requestsPerDay }]) => ({
    host,
    requests,
    otherRequests: others.reduce((sum, each) => sum + (each.get(host)?.requests ?? 0), 0),
    requestsPerDay,
  }));
}

type HostRequests = ReadonlyMap<string, { readonly requests: number; readonly requestsPerDay: number }>;

function requestsByHost(schedule: Schedule, rule: Rule, { store, jobs }: PlanWorld, now: EpochMs): HostRequests {
  const found = new Map<string, { requests: number; requestsPerDay: number }>();
  try {
    const job = findJob(schedule.job, jobs);
    const parts = job.split(job.parameters.parse(schedule.params), store);
    const runs = parts.length === 0 ? 0 : runsOnBusiestDay(rule, schedule.timeZone, now);
    for (const { params } of parts) {
      const requests = Math.ceil(job.requestsPerDay?.(params, store, now, runs) ?? runs);
      for (const { baseUrl, limits } of job.sources(params, store)) {
        const { host } = new URL(baseUrl);
        const before = found.get(host)?.requests ?? 0;
        found.set(host, { requests: before + requests, requestsPerDay: limits.requestsPerDay });
      }
    }
  } catch {
    // A schedule that cannot run asks nobody anything; its own page says why.
  }
  return found;
}

function runsOnBusiestDay(rule: Rule, timeZone: string, now: EpochMs): number {
  const days = Array.from({ length: 7 }, (_, index) => new Date(now + (index + 1) * dayMs).toISOString().slice(0, 10));
  return Math.max(...days.map((day) => slotsPerDay(rule, timeZone, day)));
}

function differencesOf(before: Schedule, after: Schedule): SchedulePreview['differences'] {
  const [left, right] = [valuesOf(before), valuesOf(after)];
  const [leftWords, rightWords] = [wordsOf(before), wordsOf(after)];
  const fields = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return fields
    .filter((field) => textOf(left[field]) !== textOf(right[field]))
    .map((field) => ({
      field,
      before: leftWords[field] ?? textOf(left[field]),
      after: rightWords[field] ?? textOf(right[field]),
    }));
}

/** Fields by name; those of `retry` and of the parameters as `retry.attempts`. */
function valuesOf({ retry, params, ...fields }: Schedule): Readonly<Record<string, unknown>> {
  const within = (parent: string, children: object): Readonly<Record<string, unknown>> =>
    Object.fromEntries(
      Object.entries(children).map(([name, value]: [string, unknown]) => [`${parent}.${name}`, value]),
    );
  return { ...fields, ...within('params', params), ...within('retry', retry) };
}

/** Fields whose stored form people need not read. */
function wordsOf({ every, activeHours }: Schedule): Readonly<Partial<Record<string, string>>> {
  const hours = describeHours(activeHours) ?? 'at any time';
  return { activeHours: hours, ...(every === undefined ? {} : { every: describeInterval(durationMs(every)) }) };
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
