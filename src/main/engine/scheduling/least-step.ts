import type { Schedule } from '#shared/model/schedule.ts';
import { slotAfter } from '#shared/schedule/planner.ts';
import type { Rule } from '#shared/schedule/rule.ts';
import type { Fault } from '../config/faults.ts';
import type { Job } from '../jobs/define-job.ts';

/** So many runs one after the other show how close a rule plans them. */
const mostSlots = 300;

type RuleFields = Pick<Schedule, 'id' | 'job' | 'every' | 'dailyAt' | 'cron' | 'activeHours'>;

/** What is wrong with a rule that plans the runs of its job closer than those may be. */
export function stepFaults(schedule: RuleFields, jobs: readonly Job[]): Fault[] {
  const leastMs = jobs.find(({ kind }) => kind === schedule.job)?.leastStepMs;
  if (leastMs === undefined) return [];
  const { id, every, dailyAt, cron, activeHours } = schedule;
  const rule: Rule = { id, every, dailyAt, cron, activeHours, anchorAt: 0 };
  if (!isCloserThan(rule, leastMs)) return [];
  const [field] = (['every', 'dailyAt', 'cron'] as const).filter((name) => schedule[name] !== undefined);
  return [{ path: [field ?? 'every'], message: `must leave ${leastMs / 60_000} minutes between two runs, at least` }];
}

/** Looked at where no clock is ever changed: an hour that is left out in spring brings runs together only once. */
function isCloserThan(rule: Rule, leastMs: number): boolean {
  try {
    let before = slotAfter(rule, 'UTC', 0);
    for (let count = 0; before !== undefined && count < mostSlots; count += 1) {
      const next = slotAfter(rule, 'UTC', before.plannedAt);
      if (next !== undefined && next.plannedAt - before.plannedAt < leastMs) return true;
      before = next;
    }
    return false;
  } catch {
    // What is wrong with the rule itself is told by who checks that.
    return false;
  }
}
