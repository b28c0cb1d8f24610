import { dateIn } from '#shared/model/calendar-date.ts';
import { isOverdue, type OrderDates, sundayOf } from '#shared/model/order-rules.ts';
import { TimeZone, type EpochMs } from '#shared/model/primitives.ts';
import { inSlices, type SliceClock } from '../slices.ts';
import type { Connection } from './connection.ts';
import { parseTexts } from './work-order-rows.ts';

/** What the table filters and sorts an order by; kept in memory, because text in 50,000 orders cannot be found by an index. */
export interface IndexedOrder extends OrderDates {
  readonly sourceId: string;
  readonly targetId: number;
  readonly number: string;
  readonly isListed: boolean;
  readonly status: string;
  readonly categories: readonly string[];
  readonly customer: string | null;
  readonly brand: string | null;
  readonly storeNumber: string | null;
  readonly city: string | null;
  readonly county: string | null;
  readonly project: string | null;
  readonly poNumber: string | null;
  readonly itemSummary: string;
  readonly createdAt: EpochMs | null;
  readonly firstChecked: EpochMs;
  /** In lower case. */
  readonly searchText: string;
}

/** The days that decide about the orders of a source. */
export interface SourceDays {
  readonly today: string;
  readonly sunday: string;
}

/** Every order of every source as it was when it was last read from the database. */
export interface OrderSnapshot {
  readonly orders: readonly IndexedOrder[];
  /** What was made of the orders once, by name: the order of a column. */
  readonly made: Map<string, readonly IndexedOrder[]>;
}

/** Orders in memory. */
export interface OrderIndex {
  /** The orders as they are now; reads them anew, in slices, where a source was read since. */
  snapshot(clock: SliceClock): Promise<OrderSnapshot>;
}

interface Kept extends OrderSnapshot {
  readonly version: string;
}

/** Makes the index of a connection; it holds nothing before it is asked. */
export function createOrderIndex(connection: Connection): OrderIndex {
  let kept: Kept | null = null;
  let building: Promise<Kept> | null = null;
  return {
    async snapshot(clock) {
      while (kept?.version !== versionOf(connection)) {
        building ??= inSlices(readSteps(connection), clock).finally(() => {
          building = null;
        });
        kept = await building;
      }
      return kept;
    },
  };
}

/** Every read of a list moves the instant of its source. */
function versionOf({ prepare }: Connection): string {
  return String(
    prepare<string | null>(
      "SELECT group_concat(id || ' ' || coalesce(last_checked, ''), ',' ORDER BY id) FROM check_target WHERE area = 'work-orders'",
    )
      .pluck()
      .get(),
  );
}

interface IndexRow {
  readonly number: string;
  readonly missing_since: number | null;
  readonly status: string;
  readonly categories: string;
  readonly customer: string | null;
  readonly brand: string | null;
  readonly store_number: string | null;
  readonly city: string | null;
  readonly county: string | null;
  readonly project: string | null;
  readonly po_number: string | null;
  readonly item_summary: string;
  readonly created_at: number | null;
  readonly first_checked: number;
  readonly visits_done: number | null;
  readonly visits_planned: number | null;
  readonly next_visit_date: string | null;
  readonly due_date: string | null;
  readonly search_text: string;
}

/** So many orders are read at a time. */
const pageSize = 200;

function* readSteps(connection: Connection): Generator<void, Kept> {
  const { prepare } = connection;
  const version = versionOf(connection);
  const orders: IndexedOrder[] = [];
  const shared = createSharing();
  const targets = prepare<{ id: number; key: string }>(
    "SELECT id, key FROM check_target WHERE area = 'work-orders' ORDER BY id",
  ).all();
  const page = prepare<IndexRow>(
    `SELECT number, missing_since, status, categories, customer, brand, store_number, city, county, project, po_number,
       item_summary, created_at, first_checked, visits_done, visits_planned, next_visit_date, due_date, search_text
     FROM work_order_state WHERE target_id = ? AND number > ? ORDER BY number LIMIT ?`,
  );
  for (const { id, key } of targets) {
    for (let after = ''; ;) {
      const rows = page.all(id, after, pageSize);
      for (const row of rows) orders.push(toIndexed(row, key, id, shared));
      const last = rows.at(-1);
      if (last === undefined || rows.length < pageSize) break;
      after = last.number;
      yield;
    }
  }
  return { version, orders, made: new Map() };
}

/** The same text is kept once: customers, cities and dates repeat in thousands of orders. */
function createSharing(): { text(value: string): string; list(json: string): readonly string[] } {
  const texts = new Map<string, string>();
  const lists = new Map<string, readonly string[]>();
  return {
    text(value) {
      const known = texts.get(value);
      if (known !== undefined) return known;
      texts.set(value, value);
      return value;
    },
    list(json) {
      const known = lists.get(json) ?? parseTexts(json);
      lists.set(json, known);
      return known;
    },
  };
}

function toIndexed(
  row: IndexRow,
  sourceId: string,
  targetId: number,
  { text, list }: ReturnType<typeof createSharing>,
): IndexedOrder {
  const orNull = (value: string | null): string | null => (value === null ? null : text(value));
  return {
    sourceId,
    targetId,
    number: row.number,
    isListed: row.missing_since === null,
    status: text(row.status),
    categories: list(row.categories),
    customer: orNull(row.customer),
    brand: orNull(row.brand),
    storeNumber: row.store_number,
    city: orNull(row.city),
    county: orNull(row.county),
    project: orNull(row.project),
    poNumber: row.po_number,
    itemSummary: text(row.item_summary),
    createdAt: row.created_at,
    firstChecked: row.first_checked,
    visitsDone: row.visits_done,
    visitsPlanned: row.visits_planned,
    nextVisitDate: orNull(row.next_visit_date),
    dueDate: orNull(row.due_date),
    searchText: row.search_text,
  };
}

/** The days that count for each source of work orders, by its id. */
export function daysOfSources({ prepare }: Connection, now: EpochMs): ReadonlyMap<string, SourceDays> {
  const rows = prepare<{ id: string; time_zone: string }>(
    "SELECT id, time_zone FROM source WHERE kind = 'workfossa'",
  ).all();
  return new Map(
    rows.map(({ id, time_zone: zone }) => {
      const today = dateIn(TimeZone.parse(zone), now);
      return [id, { today, sunday: sundayOf(today) }];
    }),
  );
}

/** Whether an order is late; one that is not listed never is. */
export function isLate(order: IndexedOrder, days: ReadonlyMap<string, SourceDays>): boolean {
  const today = days.get(order.sourceId)?.today;
  return order.isListed && today !== undefined && isOverdue(order, today);
}
