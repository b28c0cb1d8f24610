import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { OrderStanding, WorkOrder, WorkOrderRow } from '#shared/model/work-order.ts';
import { formatInstant, formatNightShort } from '../../lib/format.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import type { Mark } from '../../lib/words.ts';

const fields: Readonly<Record<string, string>> = {
  number: 'Order',
  status: 'Status',
  categories: 'Categories',
  reason: 'Reason',
  project: 'Project',
  poNumber: 'PO number',
  createdAt: 'Created',
  customer: 'Customer',
  customerId: 'Customer id',
  storeNumber: 'Store',
  locationId: 'Location id',
  brand: 'Brand',
  street: 'Street',
  crossStreet: 'Cross street',
  city: 'City',
  state: 'State',
  zip: 'ZIP code',
  county: 'County',
  items: 'Items',
  visitsDone: 'Visits done',
  visitsPlanned: 'Visits planned',
  nextVisitId: 'Id of the next visit',
  nextVisitDate: 'Next visit',
  nextVisitTime: 'Time of the visit',
  lastVisitDate: 'Last visit',
  dueDate: 'Due',
  instructions: 'Instructions',
  createdBy: 'Created by',
  contact: 'Contact',
};

/** The word for a field of an order; one that has no word yet keeps its own name. */
export function orderFieldWord(field: string): string {
  return fields[field] ?? field;
}

/** `1 of 3`; a question mark for what the portal does not tell. */
export function visitsWord({ visitsDone, visitsPlanned }: Pick<WorkOrder, 'visitsDone' | 'visitsPlanned'>): string {
  if (visitsDone === null && visitsPlanned === null) return '–';
  return `${visitsDone === null ? '?' : String(visitsDone)} of ${visitsPlanned === null ? '?' : String(visitsPlanned)}`;
}

/** `Fri 27 Nov`, with the year where it is not this one; a dash where none is told. */
export function shortDateWord(date: CalendarDate | null, now: number): string {
  if (date === null) return '–';
  return date.startsWith(`${String(new Date(now).getFullYear())}-`) ? formatNightShort(date) : formatDate(date);
}

interface StateLook {
  readonly mark: Mark;
  /** All that there is to say. */
  readonly word: string;
  /** As much of it as fits in a narrow column beside the shape. */
  readonly short: string;
  /** Another state of the same order, by its shape alone where there is no room. */
  readonly also: Mark | null;
}

type Standing = Pick<OrderStanding, 'missingSince' | 'unreadFrom' | 'isOverdue'>;

/** What is to be known of an order at a glance; null where all is plain. */
export function stateLook({ missingSince, unreadFrom, isOverdue }: Standing, now: number): StateLook | null {
  if (missingSince !== null) {
    const day = formatInstant(missingSince, now).replace(/,.*/, '');
    const isOld = new Date(missingSince).getFullYear() !== new Date(now).getFullYear();
    return { mark: 'paused', word: `Missing since ${day}`, short: isOld ? 'Missing' : `Missing ${day}`, also: null };
  }
  if (isOverdue && unreadFrom !== null)
    return { mark: 'attention', word: 'Overdue, not confirmed', short: 'Overdue', also: 'waiting' };
  if (isOverdue) return { mark: 'attention', word: 'Overdue', short: 'Overdue', also: null };
  return unreadFrom === null ? null : { mark: 'waiting', word: 'Not confirmed', short: 'Not confirmed', also: null };
}

/** Why an order counts as overdue. */
export function overdueWords({ dueDate, nextVisitDate }: Pick<WorkOrder, 'dueDate' | 'nextVisitDate'>): string {
  if (dueDate === null) return 'Overdue, as the portal told it before the due date was taken away.';
  const due = formatDate(dueDate);
  if (nextVisitDate === null) return `Overdue: it was due on ${due}, and no visit is planned.`;
  const visit = formatDate(nextVisitDate);
  if (nextVisitDate > dueDate) return `Overdue: the next visit is planned for ${visit}, after the due date ${due}.`;
  return `Overdue: it was due on ${due}, and the visit planned for ${visit} is not done.`;
}

/** Where an order is, in one line: `Circle K, #43339/6448, Tampa`. */
export function placeWords(order: Pick<WorkOrderRow, 'customer' | 'storeNumber' | 'city'>): string {
  const parts = [order.customer, order.storeNumber, order.city].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? 'Place not told' : parts.join(', ');
}

/** The postal address line by line; empty where nothing of it is told. */
export function addressLines(
  order: Pick<WorkOrder, 'street' | 'crossStreet' | 'city' | 'state' | 'zip' | 'county'>,
): readonly string[] {
  const area = [order.state, order.zip].filter((part) => part !== null).join(' ');
  const town = [order.city, area].filter((part) => part !== null && part !== '').join(', ');
  return [
    order.street ?? '',
    order.crossStreet === null ? '' : `at ${order.crossStreet}`,
    town,
    order.county ?? '',
  ].filter((line) => line !== '');
}
