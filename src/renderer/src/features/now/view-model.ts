import type { NowView } from '#shared/contract/now.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import type { HeartbeatCell } from '#shared/model/slot.ts';
import { formatTimeOfDay } from '../../lib/format.ts';
import { compareOutcomes, countOutcomes, outcomeLook, slotsSentence } from '../../lib/verdicts.ts';
import type { Outcome, OutcomeCounts } from '../../lib/verdicts.ts';

const DAY = 86_400_000;
/** The narrowest cell: one of 144 of a day. Finer schedules share cells. */
const FINEST_CELL_MS = 600_000;

/** One cell as it is drawn: a slot, or several slots of a fine schedule. */
export interface StripCell {
  readonly from: number;
  /** Place and width within the last 24 hours, 0–1. */
  readonly left: number;
  readonly width: number;
  readonly outcome: Outcome;
  readonly runId: string | null;
  readonly story: string;
}

function cellLength(stepMs: number): number {
  return Math.max(stepMs, FINEST_CELL_MS);
}

interface Strip {
  readonly cells: readonly HeartbeatCell[];
  readonly stepMs: number;
}

/** Where every strip ends, so that one hour is at one place in all of them: now, or the end of a slot that is going on. */
export function stripsEnd(strips: readonly Strip[], now: number): number {
  const ends = strips.map(
    ({ cells, stepMs }) => (cells.at(-1)?.plannedAt ?? 0) + Math.min(cellLength(stepMs), DAY / 24),
  );
  return Math.max(now, ...ends);
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

function sharedVerdict(group: readonly HeartbeatCell[], from: number): Pick<StripCell, 'outcome' | 'runId' | 'story'> {
  const sorted = group.toSorted((a, b) => compareOutcomes(a.verdict, b.verdict));
  const [worst] = sorted;
  if (worst === undefined) throw new Error('A cell stands for a slot.');
  const when = formatTimeOfDay(from);
  const story =
    group.length === 1
      ? `${when}, ${outcomeLook(worst.verdict).word}: ${worst.story}`
      : `From ${when}, ${slotsSentence(countCells(group))} ${worst.story}`;
  return { outcome: worst.verdict, runId: sorted.find(({ runId }) => runId !== null)?.runId ?? null, story };
}

/** How often each outcome occurs in a strip. */
export function countCells(cells: readonly HeartbeatCell[]): OutcomeCounts {
  return countOutcomes(cells.map(({ verdict }) => ({ outcome: verdict, count: 1 })));
}

/** The schedules that will run, soonest first. */
export function comingUp(
  schedules: readonly ScheduleStatus[],
): readonly (ScheduleStatus & { readonly nextAt: number })[] {
  return schedules
    .flatMap((schedule) => (schedule.nextAt === null ? [] : [{ ...schedule, nextAt: schedule.nextAt }]))
    .toSorted((a, b) => a.nextAt - b.nextAt);
}

/** Whether no order was ever read, so that none says nothing. */
export function isNothingKnown({ oldestCheck, openCount }: NowView['workOrders']): boolean {
  return oldestCheck === null && openCount === 0;
}
