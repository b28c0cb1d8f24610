import type { SlotStretch } from '#shared/model/slot.ts';
import { formatSpanInZone } from '../lib/format-zoned.ts';
import { formatCount } from '../lib/format.ts';
import { compareOutcomes, countOutcomes, outcomeLook, outcomeOf, slotsSentence } from '../lib/verdicts.ts';
import type { Outcome, OutcomeCounts } from '../lib/verdicts.ts';

/** The narrowest cell that can be told from its neighbours and pointed at. */
const FINEST_CELL_PX = 3;

/** One cell of a timeline: a stretch, or neighbours too narrow to be drawn apart. */
export interface TimelineCell {
  readonly firstPlanned: number;
  readonly lastPlanned: number;
  /** Place and width within the time shown, 0–1. */
  readonly left: number;
  readonly width: number;
  /** The worst of what it stands for. */
  readonly outcome: Outcome;
  readonly runId: string | null;
  readonly story: string;
  readonly count: number;
  readonly counts: OutcomeCounts;
}

interface Extent {
  readonly stretch: SlotStretch;
  readonly left: number;
  readonly right: number;
}

/** Cells of a timeline over `from` to `until` that is `widthPx` wide, oldest first; no slot is lost or told twice. */
export function timelineCells(
  stretches: readonly SlotStretch[],
  from: number,
  until: number,
  widthPx: number,
): readonly TimelineCell[] {
  const finest = FINEST_CELL_PX / Math.max(widthPx, FINEST_CELL_PX);
  return group(extents(stretches, from, until), finest).map((members) => toCell(members, finest));
}

/** Where each stretch begins and ends: at its next slot, or at that of the stretch after it. */
function extents(stretches: readonly SlotStretch[], from: number, until: number): readonly Extent[] {
  const span = Math.max(1, until - from);
  const typical = typicalStep(stretches) ?? span;
  const share = (at: number): number => Math.max(0, Math.min(1, (at - from) / span));
  return stretches.map((stretch, index) => {
    const next = stretches[index + 1]?.firstPlanned ?? until;
    const end = Math.min(next, stretch.lastPlanned + (ownStep(stretch) ?? typical));
    return { stretch, left: share(stretch.firstPlanned), right: share(Math.max(end, stretch.firstPlanned)) };
  });
}

function ownStep({ firstPlanned, lastPlanned, count }: SlotStretch): number | undefined {
  return count > 1 ? (lastPlanned - firstPlanned) / (count - 1) : undefined;
}

/** The middle one of the distances between slots, milliseconds. */
function typicalStep(stretches: readonly SlotStretch[]): number | undefined {
  const steps = stretches.map((stretch, index) => {
    const before = stretches[index - 1];
    return ownStep(stretch) ?? (before === undefined ? undefined : stretch.firstPlanned - before.lastPlanned);
  });
  const sorted = steps.filter((step) => step !== undefined && step > 0).toSorted((a, b) => (a ?? 0) - (b ?? 0));
  return sorted[Math.floor(sorted.length / 2)];
}

/** Neighbours that are too narrow share a column; what is wide enough stands alone. */
function group(all: readonly Extent[], finest: number): readonly (readonly Extent[])[] {
  const groups: Extent[][] = [];
  let openColumn: number | null = null;
  for (const extent of all) {
    const column = extent.right - extent.left >= finest ? null : Math.floor(extent.left / finest);
    const last = groups.at(-1);
    if (column !== null && column === openColumn && last !== undefined) last.push(extent);
    else groups.push([extent]);
    openColumn = column;
  }
  return groups;
}

function toCell(members: readonly Extent[], finest: number): TimelineCell {
  const slots = members.map(({ stretch }) => ({ stretch, outcome: outcomeOf(stretch), count: stretch.count }));
  const sorted = slots.toSorted((a, b) => compareOutcomes(a.outcome, b.outcome));
  const [worst] = sorted;
  const [first, last] = [members[0], members.at(-1)];
  if (worst === undefined || first === undefined || last === undefined) throw new Error('A cell stands for a stretch.');
  const counts = countOutcomes(slots);
  const left = Math.min(first.left, 1 - finest);
  return {
    firstPlanned: first.stretch.firstPlanned,
    lastPlanned: last.stretch.lastPlanned,
    left,
    width: Math.max(finest, last.right - first.left),
    outcome: worst.outcome,
    runId: sorted.find(({ stretch }) => stretch.runId !== null)?.stretch.runId ?? null,
    story: members.length === 1 ? worst.stretch.story : `${slotsSentence(counts)} ${worst.stretch.story}`,
    count: slots.reduce((total, { count }) => total + count, 0),
    counts,
  };
}

/** When a cell was, and what stands for it in a word: `Tue 24 Nov, 14:10–15:20: Asleep, 7 slots`. */
export function cellTitle(cell: TimelineCell, timeZone: string): { readonly when: string; readonly what: string } {
  const { word } = outcomeLook(cell.outcome);
  return {
    when: formatSpanInZone(cell.firstPlanned, cell.lastPlanned, timeZone),
    what: cell.count === 1 ? word : `${word}, ${formatCount(cell.count, 'slot', 'slots')}`,
  };
}

/** Everything shown, counted. */
export function countStretches(stretches: readonly SlotStretch[]): OutcomeCounts {
  return countOutcomes(stretches.map((stretch) => ({ outcome: outcomeOf(stretch), count: stretch.count })));
}
