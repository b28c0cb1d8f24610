import type { HeartbeatCell, ScheduleStatus } from '#shared/model/schedule.ts';
import { formatCount, formatTimeOfDay } from '../../lib/format.ts';

const DAY = 86_400_000;
/** The narrowest cell: one of 144 of a day. Finer schedules share cells. */
const FINEST_CELL_MS = 600_000;

export type Verdict = HeartbeatCell['verdict'];

/** One cell as it is drawn: a slot, or several slots of a fine schedule. */
export interface StripCell {
  readonly from: number;
  /** Place and width within the last 24 hours, 0–1. */
  readonly left: number;
  readonly width: number;
  readonly verdict: Verdict;
  readonly runId: string | null;
  readonly story: string;
}

/** Worst first: what a shared cell shows. */
const gravity: readonly Verdict[] = ['failed', 'partial', 'running', 'not_run', 'succeeded'];

export const verdictWords: Readonly<Record<Verdict, string>> = {
  succeeded: 'Succeeded',
  partial: 'Partly failed',
  failed: 'Failed',
  running: 'Running',
  not_run: 'Did not run',
};

function cellLength(stepMs: number): number {
  return Math.max(stepMs, FINEST_CELL_MS);
}

/** Where a strip ends: now, or the end of the slot that is going on. */
export function stripEnd(cells: readonly HeartbeatCell[], stepMs: number, now: number): number {
  const last = cells.at(-1);
  return last === undefined ? now : Math.max(now, last.plannedAt + Math.min(cellLength(stepMs), DAY / 24));
}

/** Cells of the 24 hours before `end`, placed by time. */
export function stripCells(cells: readonly HeartbeatCell[], stepMs: number, end: number): readonly StripCell[] {
  const start = end - DAY;
  const cellMs = cellLength(stepMs);
  const groups = new Map<number, HeartbeatCell[]>();
  for (const cell of cells) {
    const key = stepMs >= FINEST_CELL_MS ? cell.plannedAt : Math.floor(cell.plannedAt / cellMs) * cellMs;
    groups.set(key, [...(groups.get(key) ?? []), cell]);
  }
  return [...groups].flatMap(([from, group]) => {
    const left = Math.max(0, (from - start) / DAY);
    const width = Math.min(cellMs / DAY, 1 - left);
    return width <= 0 || from + cellMs <= start ? [] : [{ from, left, width, ...sharedVerdict(group, from) }];
  });
}

function sharedVerdict(group: readonly HeartbeatCell[], from: number): Pick<StripCell, 'verdict' | 'runId' | 'story'> {
  const worst = group.toSorted((a, b) => gravity.indexOf(a.verdict) - gravity.indexOf(b.verdict))[0];
  if (worst === undefined) return { verdict: 'not_run', runId: null, story: '' };
  if (group.length === 1)
    return { verdict: worst.verdict, runId: worst.runId, story: `${formatTimeOfDay(from)}: ${worst.story}` };
  const same = group.filter((cell) => cell.verdict === worst.verdict).length;
  const share = `${same} of ${formatCount(group.length, 'slot', 'slots')} ${verdictWords[worst.verdict].toLowerCase()}`;
  return {
    verdict: worst.verdict,
    runId: worst.runId,
    story: `From ${formatTimeOfDay(from)}: ${share}. ${worst.story}`,
  };
}

/** A strip in one sentence: `141 of 144 slots succeeded, 2 failed, 1 did not run.` */
export function stripSentence(cells: readonly HeartbeatCell[]): string {
  if (cells.length === 0) return 'No slot was planned in the last 24 hours.';
  const count = (verdict: Verdict): number => cells.filter((cell) => cell.verdict === verdict).length;
  const others = (['failed', 'partial', 'running', 'not_run'] as const)
    .filter((verdict) => count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${verdictWords[verdict].toLowerCase()}`);
  return `${[`${count('succeeded')} of ${formatCount(cells.length, 'slot', 'slots')} succeeded`, ...others].join(', ')}.`;
}

/** The schedules that will run, soonest first. */
export function comingUp(
  schedules: readonly ScheduleStatus[],
): readonly (ScheduleStatus & { readonly nextAt: number })[] {
  return schedules
    .flatMap((schedule) => (schedule.nextAt === null ? [] : [{ ...schedule, nextAt: schedule.nextAt }]))
    .toSorted((a, b) => a.nextAt - b.nextAt);
}
