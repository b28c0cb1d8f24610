import { isCalendarDate } from '#shared/model/calendar-date.ts';
import { assertNever } from '#shared/errors.ts';
import { orderChangeTypes } from '#shared/model/work-order.ts';
import type { WorkOrderChange } from '#shared/model/work-order.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { orderFieldWord } from './order-words.ts';

export type ChangeType = WorkOrderChange['type'];

const types: Readonly<Record<ChangeType, string>> = {
  added: 'Added',
  removed: 'Gone',
  returned: 'Returned',
  date_changed: 'Moved',
  swapped: 'Swapped',
  replaced: 'Replaced',
  changed: 'Changed',
};

export function changeTypeWord(type: ChangeType): string {
  return types[type];
}

/** The types named in a text with commas, in their own order. */
export function readChangeTypes(text: string | null): ChangeType[] {
  const named = new Set(text?.split(','));
  return orderChangeTypes.filter((type) => named.has(type));
}

type Told = Pick<WorkOrderChange, 'type' | 'field' | 'before' | 'after' | 'number' | 'otherNumber'>;

/** What happened, in a sentence: `Visit moved from Fri 29 Aug 2025 to Mon 1 Sep 2025.` */
export function orderChangeWords(change: Told): string {
  switch (change.type) {
    case 'added':
      return 'New on the list.';
    case 'removed':
      return 'No longer on the list, which was proven complete.';
    case 'returned':
      return 'Back on the list.';
    case 'date_changed':
      return movedWords(change);
    case 'swapped':
      return swapWords(change);
    case 'replaced':
      return `${change.number} went and ${change.otherNumber ?? 'another order'} came, for the same place and date.`;
    case 'changed':
      return fieldWords(change);
    default:
      return assertNever(change.type);
  }
}

function movedWords({ field, before, after }: Told): string {
  const what = field === null || field === 'nextVisitDate' ? 'Visit' : orderFieldWord(field);
  if (before === null && after === null) return `${what} moved.`;
  if (before === null) return `${what} set to ${valueWords(after)}.`;
  if (after === null) return `${what} on ${valueWords(before)} taken away.`;
  return `${what} moved from ${valueWords(before)} to ${valueWords(after)}.`;
}

function swapWords({ number, otherNumber, before, after }: Told): string {
  const both = `${number} and ${otherNumber ?? 'another order'} swapped their dates`;
  if (before === null || after === null) return `${both}.`;
  return `${both}: ${number} is now on ${valueWords(after)}, ${otherNumber ?? 'the other'} on ${valueWords(before)}.`;
}

/** Longer values are not repeated: the page of the order has them. */
const LONG = 80;

function fieldWords({ field, before, after }: Told): string {
  if (field === null) return 'Changed.';
  const word = orderFieldWord(field);
  // They run over many lines and may name persons.
  if (field === 'instructions' || field === 'items') return `${word} changed.`;
  if ((before?.length ?? 0) > LONG || (after?.length ?? 0) > LONG) return `${word} changed.`;
  if (before === null || before === '') return `${word} set to ${valueWords(after)}.`;
  if (after === null || after === '') return `${word} ${valueWords(before)} taken away.`;
  return `${word} changed from ${valueWords(before)} to ${valueWords(after)}.`;
}

function valueWords(value: string | null): string {
  if (value === null || value === '') return 'nothing';
  return isCalendarDate(value) ? formatDate(value) : value;
}
