import { defineHappening } from '../trigger.ts';
import { findOrderChanges, placeOfOrder } from './order-changes.ts';

/** Orders that were added, once for each run. */
export const orderAdded = defineHappening('order_added', {
  isLasting: false,
  sample: {
    source: 'Field portal',
    count: '2',
    orders: ['W-129651, Harbour Fuel, #43339, Springfield', 'W-129652, Harbour Fuel, #43340, Shelbyville'],
    at: '2026-11-22 14:32 UTC',
  },
  words: { title: 'New work orders at {source}: {count}', body: '{orders}\nSeen at {at}.' },
  many: { title: '{count} reads of {group} found new work orders', endTitle: '' },
  find: ({ sourceIds }, look, cursor) =>
    findOrderChanges(look, cursor, {
      types: ['added'],
      sourceIds,
      toLine: (change) => `${change.number}${placeOfOrder(change)}`,
    }),
});
