import type { EpochMs } from '#shared/model/primitives.ts';
import type { Run } from '#shared/model/run.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import type { Verdict } from '#shared/model/slot.ts';
import { slotAfter } from '#shared/schedule/planner.ts';
import type { StoredSchedule } from '../store/schedule-rows.ts';
import type { Store } from '../store/store.ts';
import { longestCatchUpMs, onTimeMs } from './decide.ts';
import { partsOf, type PlanWorld } from './plan.ts';
import { type JudgedSlot, judgedSlots } from './slots.ts';
import { saysNothing } from './run-ends.ts';

/** How a schedule keeps to its plan. */
export interface Timeliness {
  /**
   * The planned instant of a slot that has no verdict though its start came longer ago than anyone would still make up for
   * it: one step, at most 12 hours, and a minute. Null where there is none: whoever schedules, it is done in time.
   */
  readonly overdueSince: EpochMs | null;
  /** When the newest run ended that was not a failure; null before the first. */
  readonly lastGoodAt: EpochMs | null;
  /**
   * Planned slots since then that somebody was there for and that gave nothing, 0 to 2: two of them are more than one and a
   * half steps of watched time. Slots that were paused, slept through or outside active hours do not count.
   */
  readonly missedLooks: number;
  readonly coverage: Coverage;
}

/** What became of the slots of the last 24 hours. */
export interface Coverage {
  /** Slots in active hours that have their verdict. */
  readonly planned: number;
  readonly ran: number;
  /** Share of the planned ones that ran, percent; null where none was planned. */
  readonly ranPercent: number | null;
  /** Slots by verdict, those outside active hours too. */
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
}

const dayMs = 24 * 3_600_000;
/** Slots that gave nothing are looked for no farther back than this, or three steps. */
const longestLookBackMs = 8 * dayMs;
/** How many runs back a good one is looked for. */
const runsLookedAt = 100;
/** Verdicts of slots that somebody was there for; a plan that is held speaks for those that it holds back. */
const watchedVerdicts: ReadonlySet<string> = new Set<Verdict>(['overlap', 'over_budget', 'late', 'error', 'ran']);

/** Tells how a schedule keeps to its plan; one that is paused, switched off or unsound is not behind it. */
export function readTimeliness(world: PlanWorld, status: ScheduleStatus, now: EpochMs): Timeliness {
  const { store } = world;
  const coverage = readCoverage(store, status, now);
  const stored = store.schedules.find(status.id);
  const runs = stored === undefined ? [] : runsOf(stored, world);
  const lastGoodAt = runs.find(isGood)?.finishedAt ?? null;
  if (stored === undefined || status.problem !== null || !status.enabled || status.pause !== null) {
    return { overdueSince: null, lastGoodAt, missedLooks: 0, coverage };
  }
  const missedLooks = countMissed(stored, store, { since: lastGoodAt, stepMs: status.stepMs, now });
  return { overdueSince: overdueSince(stored, status.stepMs, now), lastGoodAt, missedLooks, coverage };
}

function overdueSince({ rule, schedule, judgedUntil }: StoredSchedule, stepMs: number, now: EpochMs): EpochMs | null {
  const slot = slotAfter(rule, schedule.timeZone, judgedUntil);
  const graceMs = Math.min(stepMs, longestCatchUpMs) + onTimeMs;
  return slot !== undefined && slot.startAt + graceMs < now ? slot.plannedAt : null;
}

/** Newest first, those that a person started for the same targets too. */
function runsOf(stored: StoredSchedule, world: PlanWorld): Run[] {
  try {
    const keys = partsOf(stored, world).parts.map(({ claimKey }) => claimKey);
    return world.store.runs.recentOf(keys, runsLookedAt);
  } catch {
    // Its status says why it cannot run.
    return [];
  }
}

function isGood({ status }: Run): boolean {
  return status === 'succeeded' || status === 'partial';
}

interface Since {
  readonly since: EpochMs | null;
  readonly stepMs: number;
  readonly now: EpochMs;
}

function countMissed({ schedule }: StoredSchedule, store: Store, { since, stepMs, now }: Since): number {
  const from = Math.max((since ?? -1) + 1, now - Math.max(longestLookBackMs, 3 * stepMs));
  let count = 0;
  for (const slot of judgedSlots(store, schedule.id, { from, until: now + 1 })) {
    if (!isMissed(slot, store)) continue;
    count += 1;
    if (count === 2) break;
  }
  return count;
}

/** Whether somebody was there and nothing came of it; a run that goes on may yet be good. */
function isMissed({ verdict, runId }: JudgedSlot, store: Store): boolean {
  if (!watchedVerdicts.has(verdict)) return false;
  if (verdict !== 'ran' || runId === null) return true;
  const run = store.runs.find(runId);
  return run !== undefined && run.finishedAt !== null && !isGood(run) && !saysNothing(run.status);
}

function readCoverage(store: Store, { id, problem }: ScheduleStatus, now: EpochMs): Coverage {
  const verdicts: Partial<Record<Verdict, number>> = {};
  // The rule of an unsound schedule says nothing about its slots.
  const slots = problem === null ? judgedSlots(store, id, { from: now - dayMs, until: now + 1 }) : [];
  for (const { verdict } of slots) if (verdict !== 'pending') verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
  const all = Object.values(verdicts).reduce((sum, count) => sum + count, 0);
  const planned = all - (verdicts.outside_hours ?? 0);
  const ran = verdicts.ran ?? 0;
  return { planned, ran, ranPercent: planned === 0 ? null : Math.round((1000 * ran) / planned) / 10, verdicts };
}
