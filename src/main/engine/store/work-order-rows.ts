import { describeItems, summarizeItems } from '#shared/model/order-rules.ts';
import { WorkItem, type OrderPersons, type WorkOrder } from '#shared/model/work-order.ts';
import { z } from 'zod';
import type { Cell, ObservedRow } from './change-plan.ts';

/** The columns whose difference is a change of an order, by the field that each keeps. */
export const orderColumns = {
  status: 'status',
  categories: 'categories',
  reason: 'reason',
  project: 'project',
  poNumber: 'po_number',
  createdAt: 'created_at',
  customer: 'customer',
  customerId: 'customer_id',
  storeNumber: 'store_number',
  locationId: 'location_id',
  brand: 'brand',
  street: 'street',
  crossStreet: 'cross_street',
  city: 'city',
  state: 'state',
  zip: 'zip',
  county: 'county',
  items: 'items',
  visitsDone: 'visits_done',
  visitsPlanned: 'visits_planned',
  nextVisitId: 'next_visit_id',
  nextVisitDate: 'next_visit_date',
  nextVisitTime: 'next_visit_time',
  lastVisitDate: 'last_visit_date',
  dueDate: 'due_date',
  instructions: 'instructions',
} as const satisfies Record<Exclude<keyof WorkOrder, 'number'>, string>;

type Column = (typeof orderColumns)[keyof typeof orderColumns];

/** The same the other way round. */
export const fieldOfColumn: ReadonlyMap<string, string> = new Map(
  Object.entries(orderColumns).map(([field, column]) => [column, field]),
);

/** What is kept of an order beside what is compared. */
export const keptColumns = ['created_by', 'contact', 'item_summary', 'search_text'] as const;

/** An order as SQLite gives it: of one that is or was listed. */
export type OrderRow = Readonly<Record<Column, string | number | null>> & { readonly number: string };

const Texts = z.array(z.string());
const Items = z.array(WorkItem);

/** The cells of an order and of its persons. */
export function toObservedRow(order: WorkOrder, persons: OrderPersons): ObservedRow {
  const cells = Object.entries(orderColumns).map(([field, column]) => {
    // The table above names every field of an order.
    const value = order[field as keyof typeof orderColumns];
    return [column, Array.isArray(value) ? JSON.stringify(value) : (value as Cell)] as const;
  });
  return {
    number: order.number,
    ...Object.fromEntries(cells),
    created_by: persons.createdBy,
    contact: JSON.stringify(persons.contact),
    item_summary: summarizeItems(order.items),
    search_text: searchTextOf(order),
  };
}

function searchTextOf(order: WorkOrder): string {
  const { number, customer, storeNumber, street, crossStreet, city, state, zip, county } = order;
  const { project, poNumber, instructions } = order;
  const place = [street, crossStreet, [city, state, zip].filter((part) => part !== null).join(' '), county];
  return [number, customer, storeNumber, ...place, project, poNumber, instructions]
    .filter((part) => part !== null && part !== '')
    .join('\n')
    .toLowerCase();
}

/** An order from its cells. */
export function toOrder(row: OrderRow): WorkOrder {
  const text = (column: Column): string | null => {
    const cell = row[column];
    return cell === null ? null : String(cell);
  };
  const figure = (column: Column): number | null => {
    const cell = row[column];
    return cell === null ? null : Number(cell);
  };
  return {
    number: row.number,
    status: text('status') ?? '',
    categories: parseTexts(text('categories')),
    reason: text('reason'),
    project: text('project'),
    poNumber: text('po_number'),
    createdAt: figure('created_at'),
    customer: text('customer'),
    customerId: text('customer_id'),
    storeNumber: text('store_number'),
    locationId: text('location_id'),
    brand: text('brand'),
    street: text('street'),
    crossStreet: text('cross_street'),
    city: text('city'),
    state: text('state'),
    zip: text('zip'),
    county: text('county'),
    items: parseItems(text('items')),
    visitsDone: figure('visits_done'),
    visitsPlanned: figure('visits_planned'),
    nextVisitId: text('next_visit_id'),
    nextVisitDate: text('next_visit_date'),
    nextVisitTime: text('next_visit_time'),
    lastVisitDate: text('last_visit_date'),
    dueDate: text('due_date'),
    instructions: text('instructions'),
  };
}

/** A JSON array of text. */
export function parseTexts(json: string | null): string[] {
  return json === null ? [] : Texts.parse(JSON.parse(json));
}

function parseItems(json: string | null): WorkItem[] {
  return json === null ? [] : Items.parse(JSON.parse(json));
}

/** A cell of a compared column as text for people; null where there is none. */
export function describeCell(column: string, cell: Cell): string | null {
  if (cell === null) return null;
  if (column === 'categories') return parseTexts(String(cell)).join(', ');
  if (column === 'items') return describeItems(parseItems(String(cell)));
  if (column === 'created_at') return new Date(Number(cell)).toISOString();
  return String(cell);
}
