import { overdueOrders } from '../../store/order-news.ts';
import { defineLasting, isChosen } from '../trigger.ts';
import { pathOfOrder, placeOfOrder } from './order-changes.ts';

/** Orders that are overdue, until they are not. */
export const orderOverdue = defineLasting('order_overdue', {
  isLasting: true,
  sample: {
    order: 'W-129651',
    source: 'Field portal',
    place: 'Harbour Fuel, #43339, Springfield',
    due: '2026-11-20',
    visit: '2026-11-30',
  },
  words: { title: 'Work order {order} is overdue', body: '{place}. Due on {due}; next visit: {visit}.' },
  endWords: { title: 'Work order {order} is no longer overdue', body: '{place}. It was due on {due}.' },
  many: {
    title: '{count} work orders at {group} are overdue',
    endTitle: 'No work order at {group} is overdue any more',
  },
  find: ({ sourceIds }, { store, now }) =>
    overdueOrders(store.connection, now)
      .filter(({ sourceId }) => isChosen(sourceIds, sourceId))
      .map((order) => {
        const { number, sourceId, sourceName, dueDate } = order;
        const place = placeOfOrder(order).replace(/^, /, '');
        const visit = order.nextVisitDate ?? 'none planned';
        return {
          cause: `${sourceId}/${number}`,
          facts: { order: number, source: sourceName, place: place === '' ? sourceName : place, due: dueDate, visit },
          path: pathOfOrder(sourceId, number),
          line: `${number}: due ${dueDate}, next visit ${visit}${placeOfOrder(order)}`,
          group: sourceName,
        };
      }),
});
