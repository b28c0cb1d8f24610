import type { z } from 'zod';
import type { OrderFilter, OrderSort } from '#shared/contract/work-orders.ts';
import { compareNumbers } from '#shared/model/order-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { WorkOrderRow } from '#shared/model/work-order.ts';
import type { Connection } from './connection.ts';
import { daysOfSources, type IndexedOrder, isLate, type OrderSnapshot, type SourceDays } from './work-order-index.ts';
import { readStandingRow, toStanding } from './work-order-standing.ts';
import { toOrder } from './work-order-rows.ts';

export interface OrderQuery {
  readonly filter: z.output<typeof OrderFilter>;
  readonly sort: z.output<typeof OrderSort>;
  readonly offset: number;
  readonly limit: number;
}

/** A window of the orders that fit, and how many those are. */
export function listOrders(
  connection: Connection,
  snapshot: OrderSnapshot,
  { filter, sort, offset, limit }: OrderQuery,
  now: EpochMs,
): { readonly rows: WorkOrderRow[]; readonly total: number } {
  const days = daysOfSources(connection, now);
  const fits = createFilter(filter, days);
  const found = ordered(snapshot, sort).filter(fits);
  const rows = found.slice(offset, offset + limit).flatMap((order) => readRow(connection, order, days));
  return { rows, total: found.length };
}

function readRow(connection: Connection, order: IndexedOrder, days: ReadonlyMap<string, SourceDays>): WorkOrderRow[] {
  const row = readStandingRow(connection, order.sourceId, order.number);
  if (row === undefined) return [];
  const { instructions: _instructions, items: _items, ...rest } = toOrder(row);
  return [{ ...rest, itemSummary: order.itemSummary, ...toStanding(row, days.get(order.sourceId)?.today) }];
}

/** Whether an order is one of those asked for; what costs most is asked last. */
function createFilter(
  filter: OrderQuery['filter'],
  days: ReadonlyMap<string, SourceDays>,
): (order: IndexedOrder) => boolean {
  const { sourceId, listed, due } = filter;
  const text = filter.text.trim().toLowerCase();
  const statuses = setOf(filter.statuses);
  const customers = setOf(filter.customers);
  const brands = setOf(filter.brands);
  const categories = setOf(filter.categories);
  return (order) => {
    if (sourceId !== null && order.sourceId !== sourceId) return false;
    if (listed !== 'all' && order.isListed !== (listed === 'open')) return false;
    if (statuses !== null && !statuses.has(order.status)) return false;
    if (customers !== null && !customers.has(order.customer ?? '')) return false;
    if (brands !== null && !brands.has(order.brand ?? '')) return false;
    if (categories !== null && !order.categories.some((category) => categories.has(category))) return false;
    if (due !== 'any' && !isDue(order, due, days)) return false;
    return text === '' || order.searchText.includes(text);
  };
}

function setOf(values: readonly string[]): ReadonlySet<string> | null {
  return values.length === 0 ? null : new Set(values);
}

function isDue(
  order: IndexedOrder,
  due: Exclude<OrderQuery['filter']['due'], 'any'>,
  days: ReadonlyMap<string, SourceDays>,
): boolean {
  const { dueDate, sourceId } = order;
  if (due === 'none') return dueDate === null;
  if (due === 'overdue') return isLate(order, days);
  const own = days.get(sourceId);
  if (dueDate === null || own === undefined) return false;
  if (due === 'today') return dueDate === own.today;
  if (due === 'week') return dueDate >= own.today && dueDate <= own.sunday;
  return dueDate > own.sunday;
}

/** All orders by a column; found once for each column and direction, for a filter keeps the order. */
function ordered({ orders, made }: OrderSnapshot, { by, descending }: OrderQuery['sort']): readonly IndexedOrder[] {
  const name = `${by} ${String(descending)}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const valueOf = sortValues[by];
  const direction = descending ? -1 : 1;
  const sorted = orders
    .map((order) => ({ order, value: valueOf(order) }))
    .toSorted((left, right) => compareValues(left.value, right.value, direction) || byNumber(left.order, right.order))
    .map(({ order }) => order);
  made.set(name, sorted);
  return sorted;
}

type SortValue = string | number | null;

/** What has no value comes last in both directions. */
function compareValues(left: SortValue, right: SortValue, direction: number): number {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  return left < right ? -direction : direction;
}

function byNumber(left: IndexedOrder, right: IndexedOrder): number {
  return compareNumbers(left.number, right.number) || (left.sourceId < right.sourceId ? -1 : 1);
}

const folded = (text: string | null): string | null => (text === null || text === '' ? null : text.toLowerCase());

const sortValues: Readonly<Record<OrderQuery['sort']['by'], (order: IndexedOrder) => SortValue>> = {
  number: ({ number }) => Number(number.slice(2)),
  status: ({ status }) => folded(status),
  categories: ({ categories }) => folded(categories.join(', ')),
  customer: ({ customer }) => folded(customer),
  storeNumber: ({ storeNumber }) => folded(storeNumber),
  brand: ({ brand }) => folded(brand),
  city: ({ city }) => folded(city),
  county: ({ county }) => folded(county),
  project: ({ project }) => folded(project),
  poNumber: ({ poNumber }) => folded(poNumber),
  itemSummary: ({ itemSummary }) => folded(itemSummary),
  // By what was done, then by what is planned; no order has a thousand visits.
  visits: ({ visitsDone, visitsPlanned }) =>
    visitsDone === null && visitsPlanned === null ? null : (visitsDone ?? 0) * 1000 + (visitsPlanned ?? 0),
  nextVisitDate: ({ nextVisitDate }) => nextVisitDate,
  dueDate: ({ dueDate }) => dueDate,
  createdAt: ({ createdAt }) => createdAt,
  firstChecked: ({ firstChecked }) => firstChecked,
};

type Facet = { value: string; count: number }[];

/** What open orders can be filtered by, with how many there are of each, most first. */
export function countFacets(
  { orders }: OrderSnapshot,
  sourceId: string | null,
): { readonly statuses: Facet; readonly customers: Facet; readonly brands: Facet; readonly categories: Facet } {
  const open = orders.filter((order) => order.isListed && (sourceId === null || order.sourceId === sourceId));
  const facet = (valuesOf: (order: IndexedOrder) => readonly (string | null)[]): Facet => {
    const counts = new Map<string, number>();
    for (const order of open) {
      for (const value of valuesOf(order)) {
        if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .toSorted((left, right) => right.count - left.count || (left.value < right.value ? -1 : 1));
  };
  return {
    statuses: facet(({ status }) => [status]),
    customers: facet(({ customer }) => [customer]),
    brands: facet(({ brand }) => [brand]),
    categories: facet(({ categories }) => categories),
  };
}
