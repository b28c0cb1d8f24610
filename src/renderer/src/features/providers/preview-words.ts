import type { PreviewSlot, SlotPreview } from '#shared/contract/bookings.ts';
import { assertNever } from '#shared/errors.ts';
import { addDays } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatCount, formatList, formatNumber } from '../../lib/format.ts';

export type Fate = PreviewSlot['fate'];

/** In the order in which they are counted and drawn. */
export const fates: readonly Fate[] = ['stays', 'new', 'goes', 'booked'];

export type FateCounts = Readonly<Record<Fate, number>>;

/** What becomes of a slot, as a word. */
export function fateWord(fate: Fate): string {
  switch (fate) {
    case 'stays':
      return 'Stays';
    case 'new':
      return 'New';
    case 'goes':
      return 'Goes';
    case 'booked':
      return 'Booked, stays';
    default:
      return assertNever(fate);
  }
}

function countFates(slots: readonly PreviewSlot[]): FateCounts {
  const counts = { stays: 0, new: 0, goes: 0, booked: 0 };
  for (const { fate } of slots) counts[fate] += 1;
  return counts;
}

/** What saving would do within the days of a preview, in words. */
export function previewSentence({ slots, days }: Pick<SlotPreview, 'slots' | 'days'>): string {
  const counts = countFates(slots);
  const span = `Within these ${formatCount(days, 'day', 'days')}`;
  const changes = [
    counts.new > 0 ? `${formatCount(counts.new, 'slot', 'slots')} will be made` : '',
    counts.goes === 0
      ? ''
      : counts.new > 0
        ? `${formatCount(counts.goes, 'free one', 'free ones')} removed`
        : `${formatCount(counts.goes, 'free slot', 'free slots')} will be removed`,
  ].filter((part) => part !== '');
  const kept =
    counts.booked === 0
      ? ''
      : ` ${formatNumber(counts.booked)} booked ${counts.booked === 1 ? 'one stays' : 'ones stay'} although the hours have ${counts.booked === 1 ? 'it' : 'them'} no more.`;
  if (changes.length > 0) return `${span} ${formatList(changes)} with the next maintenance.${kept}`;
  if (slots.length === 0) return `${span} there is no slot, and none would be made.`;
  const stays = counts.stays === 0 ? '' : `: ${formatCount(counts.stays, 'slot stays', 'slots stay')}`;
  return `${span} no slot comes or goes${stays}.${kept}`;
}

/** A day of the preview. */
export interface PreviewDay {
  readonly date: CalendarDate;
  readonly slots: readonly PreviewSlot[];
  readonly counts: FateCounts;
}

/** Every day of a preview, those without slots too. */
export function previewDays({ from, days, slots }: SlotPreview): readonly PreviewDay[] {
  return Array.from({ length: days }, (_, offset) => {
    const date = addDays(from, offset);
    const own = slots.filter((slot) => slot.date === date);
    return { date, slots: own, counts: countFates(own) };
  });
}

/** A day's counts in words: `8 stay, 2 new, 1 goes`. */
export function dayWords(counts: FateCounts): string {
  const parts = [
    counts.stays > 0 ? formatCount(counts.stays, 'stays', 'stay') : '',
    counts.new > 0 ? `${formatNumber(counts.new)} new` : '',
    counts.goes > 0 ? formatCount(counts.goes, 'goes', 'go') : '',
    counts.booked > 0 ? `${formatNumber(counts.booked)} booked and kept` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'no slots' : parts.join(', ');
}

/** Categories that occur, counted: `12 normal, 3 urgent`. */
export function categoryWords(slots: readonly PreviewSlot[]): string {
  const staying = slots.filter(({ fate }) => fate !== 'goes');
  return (['normal', 'express', 'urgent', 'emergency'] as const)
    .flatMap((category) => {
      const count = staying.filter((slot) => slot.category === category).length;
      return count === 0 ? [] : [`${formatNumber(count)} ${category}`];
    })
    .join(', ');
}
