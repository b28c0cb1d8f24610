import type { HostLoad, SchedulePlan } from '#shared/contract/schedules.ts';
import { formatDuration, formatList, formatNumber, formatPercent } from '../../lib/format.ts';

type DstDay = SchedulePlan['dstDays'][number];
type Slot = SchedulePlan['next'][number];

/** A run of the new plan or of the old one, and whether the other has it too. */
export interface ComparedSlot extends Slot {
  readonly change: 'same' | 'added' | 'removed';
}

/**
 * The next runs of a plan against those of the stored one, in order. A plan shows ten runs only, so nothing is said of
 * times beyond what the other one shows.
 */
export function compareNext(next: readonly Slot[], before: readonly Slot[] | null): readonly ComparedSlot[] {
  if (before === null) return next.map((slot) => ({ ...slot, change: 'same' }));
  const reach = (slots: readonly Slot[]): number => (slots.length < 10 ? Infinity : (slots.at(-1)?.plannedAt ?? 0));
  const has = (slots: readonly Slot[], { plannedAt }: Slot): boolean =>
    slots.some((slot) => slot.plannedAt === plannedAt);
  const kept = next.map((slot): ComparedSlot => {
    const isNew = !has(before, slot) && slot.plannedAt <= reach(before);
    return { ...slot, change: isNew ? 'added' : 'same' };
  });
  const gone = before
    .filter((slot) => !has(next, slot) && slot.plannedAt <= reach(next))
    .map((slot): ComparedSlot => ({ ...slot, change: 'removed' }));
  return [...kept, ...gone].toSorted((a, b) => a.plannedAt - b.plannedAt);
}

/** A day on which the clocks change, in sentences. */
export function dstSentences(day: DstDay): readonly string[] {
  const hours = Math.abs(day.shiftMs) === 3_600_000 ? '1 hour' : formatDuration(Math.abs(day.shiftMs));
  const way = day.shiftMs > 0 ? 'forward' : 'back';
  const count = day.labels.length >= 100 ? 'at least 100' : formatNumber(day.labels.length);
  return [
    `The clocks go ${way} ${hours}: ${day.before} becomes ${day.after}.`,
    `${count} ${day.labels.length === 1 ? 'run' : 'runs'} on this day.`,
    day.missing.length === 0 ? '' : `Left out or moved: ${shortList(day.missing)}.`,
    day.added.length === 0 ? '' : `Added: ${shortList(day.added)}.`,
    day.isShiftedAfter ? 'From then on it runs at other times of day.' : '',
  ].filter((sentence) => sentence !== '');
}

function shortList(labels: readonly string[]): string {
  if (labels.length <= 6) return formatList(labels);
  return `${labels.slice(0, 5).join(', ')} and ${formatNumber(labels.length - 5)} more`;
}

/** What a plan asks of a host in a day, against its budget. */
export function loadOf({ requests, otherRequests, requestsPerDay }: HostLoad): {
  readonly share: number;
  readonly isOver: boolean;
  readonly sentence: string;
} {
  const total = requests + otherRequests;
  const isOver = total > requestsPerDay;
  const share = requestsPerDay === 0 ? 1 : total / requestsPerDay;
  const others = otherRequests === 0 ? '' : ` and ${formatNumber(otherRequests)} of other schedules`;
  const counted = `${formatNumber(requests)} a day${others}, of ${formatNumber(requestsPerDay)} allowed (${formatPercent(share * 100)}).`;
  return { share, isOver, sentence: isOver ? `${counted} Slots beyond the budget are left out.` : counted };
}
