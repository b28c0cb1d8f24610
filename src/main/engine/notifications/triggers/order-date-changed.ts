import type { OrderNews } from '../../store/order-news.ts';
import { defineHappening } from '../trigger.ts';
import { findOrderChanges, placeOfOrder } from './order-changes.ts';

/** Visits that were moved or swapped, and orders that were replaced, once for each run. */
export const orderDateChanged = defineHappening('order_date_changed', {
  isLasting: false,
  sample: {
    source: 'Field portal',
    count: '2',
    orders: [
      'W-129651: from 2026-11-30 to 2026-12-02, Harbour Fuel, #43339, Springfield',
      'W-129652 and W-129653 swapped dates, Harbour Fuel, #43340, Shelbyville',
    ],
    at: '2026-11-22 14:32 UTC',
  },
  words: { title: 'Changed visits at {source}: {count}', body: '{orders}\nSeen at {at}.' },
  many: { title: '{count} reads of {group} found changed visits', endTitle: '' },
  find: ({ sourceIds }, look, cursor) =>
    findOrderChanges(look, cursor, {
      types: ['date_changed', 'swapped', 'replaced'],
      sourceIds,
      toLine: (change) => `${describe(change)}${placeOfOrder(change)}`,
    }),
});

function describe({ type, number, otherNumber, before, after }: OrderNews): string {
  if (type === 'swapped') return `${number} and ${otherNumber ?? 'another'} swapped dates`;
  if (type === 'replaced') return `${number} was replaced by ${otherNumber ?? 'another'}`;
  return `${number}: from ${before ?? 'no date'} to ${after ?? 'no date'}`;
}
