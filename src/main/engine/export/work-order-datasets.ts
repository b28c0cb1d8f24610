import type { WorkOrderChange } from '#shared/model/work-order.ts';
import { eachOrderChange } from '../store/work-order-changes.ts';
import { eachOrder, type ExportedOrder } from '../store/work-order-export.ts';
import { instant } from './cells.ts';
import { type Dataset, dataset } from './dataset.ts';

/** What work orders can be exported as; the persons of an order never leave. */
export const workOrderDatasets: Readonly<Record<string, Dataset>> = {
  /** Every order as it is known now, also those that are not listed any more, whatever the range. */
  'work-orders': dataset(
    [
      'number',
      'status',
      'categories',
      'reason',
      'project',
      'poNumber',
      'createdAt',
      'customer',
      'storeNumber',
      'brand',
      'street',
      'crossStreet',
      'city',
      'state',
      'zip',
      'county',
      'items',
      'visitsDone',
      'visitsPlanned',
      'nextVisitDate',
      'nextVisitTime',
      'dueDate',
      'instructions',
      'firstChecked',
      'lastChecked',
      'missingSince',
    ],
    (store) => eachOrder(store.connection),
    toRow,
  ),
  /** Every change seen within the range, oldest first. */
  'work-order-changes': dataset(
    ['number', 'type', 'field', 'before', 'after', 'seenAt', 'runId'],
    (store, range) => eachOrderChange(store.connection, range),
    toChange,
  ),
};

function toRow({ order, firstChecked, lastChecked, missingSince }: ExportedOrder) {
  const { customerId: _c, locationId: _l, nextVisitId: _v, lastVisitDate: _d, ...columns } = order;
  return {
    ...columns,
    createdAt: instant(order.createdAt),
    firstChecked: instant(firstChecked),
    lastChecked: instant(lastChecked),
    missingSince: instant(missingSince),
  };
}

function toChange({ number, type, field, before, after, otherNumber, seenAt, runId }: WorkOrderChange) {
  // A swap has no field of its own: there the order stands that it was made with.
  return {
    number,
    type,
    field: type === 'swapped' ? otherNumber : field,
    before,
    after,
    seenAt: instant(seenAt),
    runId,
  };
}
