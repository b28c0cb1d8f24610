import { toAppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { Schedule } from '#shared/model/schedule.ts';
import { checkRule } from '#shared/schedule/plan.ts';
import { ruleChoiceProblem } from '#shared/schedule/rule.ts';
import { type Fault, toFaults, valueAt } from '../config/faults.ts';
import { stepFaults } from './least-step.ts';
import type { PlanWorld } from './plan.ts';

/** A draft of a schedule, checked: what is wrong with it, or the schedule that it makes. */
export type CheckedDraft =
  | { readonly faults: readonly Fault[]; readonly schedule: null }
  | { readonly faults: readonly []; readonly schedule: Schedule };

/** Checks a draft as a whole and names every field at fault. `id` is the stored schedule that it replaces; null for a new one. */
export function checkDraft(draft: unknown, id: string | null, world: PlanWorld, now: EpochMs): CheckedDraft {
  const parsed = Schedule.safeParse(draft);
  if (!parsed.success) return { faults: [...toFaults(parsed.error, draft), ...choiceFaults(draft)], schedule: null };
  const schedule = parsed.data;
  const faults = [
    ...idFaults(schedule, id, world),
    ...checkRule({ ...schedule, anchorAt: now }, schedule.timeZone).filter(({ path }) => path[0] !== 'timeZone'),
    ...stepFaults(schedule, world.jobs),
    ...paramFaults(schedule, world),
  ];
  return faults.length > 0 ? { faults, schedule: null } : { faults: [], schedule };
}

function choiceFaults(draft: unknown): Fault[] {
  const [every, dailyAt, cron] = ['every', 'dailyAt', 'cron'].map((name) => valueAt(draft, [name]));
  const message = ruleChoiceProblem({ every, dailyAt, cron });
  // The same field as the rule itself names where nothing else is at fault.
  return message === undefined ? [] : [{ path: [dailyAt === undefined ? 'every' : 'dailyAt'], message }];
}

function idFaults(schedule: Schedule, id: string | null, { store }: PlanWorld): Fault[] {
  if (id !== null && id !== schedule.id)
    return [{ path: ['id'], message: 'cannot be changed; duplicate the schedule instead' }];
  const isTaken = id === null && store.schedules.isTaken(schedule.id);
  return isTaken ? [{ path: ['id'], message: `${JSON.stringify(schedule.id)} is or was a schedule already` }] : [];
}

function paramFaults({ job: kind, params }: Schedule, { store, jobs }: PlanWorld): Fault[] {
  const job = jobs.find((each) => each.kind === kind);
  if (job === undefined) {
    const known = jobs.map((each) => each.kind).join(', ');
    return [{ path: ['job'], message: `no job ${JSON.stringify(kind)}; known: ${known}` }];
  }
  const parsed = job.parameters.safeParse(params);
  if (!parsed.success) return toFaults(parsed.error, params, ['params']);
  const problem = job.scheduleProblem?.(parsed.data) ?? null;
  if (problem !== null) return [{ path: ['params'], message: problem }];
  try {
    job.split(parsed.data, store);
    return [];
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal') throw thrown;
    return [{ path: ['params'], message: error.userMessage }];
  }
}
