import { z } from 'zod';
import { CalendarDate } from '../model/calendar-date.ts';
import { EpochMs, Id } from '../model/primitives.ts';
import { Run } from '../model/run.ts';
import {
  Equipment,
  OrderChangeType,
  OrderNumber,
  OrderPersons,
  OrderStanding,
  VisitTime,
  WorkOrder,
  WorkOrderChange,
  WorkOrderRow,
} from '../model/work-order.ts';
import { command, query } from './define.ts';

const OfOrder = z.strictObject({ sourceId: Id, number: OrderNumber });
const Words = z.array(z.string().max(200)).max(100).default([]);

/** Which orders are listed. Empty lists and nulls let everything through. */
export const OrderFilter = z.strictObject({
  sourceId: Id.nullable().default(null),
  /** `open` is listed now, `missing` is not any more. */
  listed: z.enum(['open', 'missing', 'all']).default('open'),
  statuses: Words,
  customers: Words,
  brands: Words,
  categories: Words,
  /** `today` and `week` count from today in the source's zone; `none` has no due date. */
  due: z.enum(['any', 'overdue', 'today', 'week', 'later', 'none']).default('any'),
  /** In number, customer, store, address, project, PO and instructions, whatever its case. */
  text: z.string().max(200).default(''),
});
export type OrderFilter = z.infer<typeof OrderFilter>;

export const orderColumns = [
  'number',
  'status',
  'categories',
  'customer',
  'storeNumber',
  'brand',
  'city',
  'county',
  'project',
  'poNumber',
  'itemSummary',
  'visits',
  'nextVisitDate',
  'dueDate',
  'createdAt',
  'firstChecked',
] as const;
export const OrderColumn = z.enum(orderColumns);
export type OrderColumn = z.infer<typeof OrderColumn>;

/** By a column; what has no value there comes last in both directions, and equals are by number. */
export const OrderSort = z.strictObject({
  by: OrderColumn.default('nextVisitDate'),
  descending: z.boolean().default(false),
});
export type OrderSort = z.infer<typeof OrderSort>;

/** A way to look at the table, with a name. */
export const SavedView = z.strictObject({
  id: Id,
  name: z.string().trim().min(1).max(80),
  filter: OrderFilter,
  sort: OrderSort,
  columns: z.array(OrderColumn).min(1).max(orderColumns.length),
});
export type SavedView = z.infer<typeof SavedView>;

/** How a source of work orders stands. */
export const OrderSourceStanding = z.strictObject({
  sourceId: z.string(),
  sourceName: z.string(),
  timeZone: z.string(),
  openCount: z.int(),
  missingCount: z.int(),
  overdueCount: z.int(),
  /** Due from today to the Sunday of this week, in the source's zone. */
  dueThisWeekCount: z.int(),
  /** The newest read; null before the first. */
  lastChecked: EpochMs.nullable(),
  /** The newest read that was proven complete; null before the first. */
  lastComplete: EpochMs.nullable(),
  /** Why the newest read proves nothing of what it does not list; empty where it does. */
  doubts: z.array(z.string()),
  /** Why the newest look gave nothing; null where it did. */
  failure: z.strictObject({ since: EpochMs, at: EpochMs, code: z.string(), message: z.string() }).nullable(),
  /** Rows of the newest read that could not be read. */
  faults: z.array(z.strictObject({ label: z.string(), reason: z.string(), since: EpochMs })),
});
export type OrderSourceStanding = z.infer<typeof OrderSourceStanding>;

const Facet = z.array(z.strictObject({ value: z.string(), count: z.int() }));

/** A stretch in which an order was as it was then; the fields that differ from the stretch before are named. */
export const OrderStretch = z.strictObject({
  firstChecked: EpochMs,
  lastChecked: EpochMs,
  isListed: z.boolean(),
  changedFields: z.array(z.string()),
  runId: z.string().nullable(),
});
export type OrderStretch = z.infer<typeof OrderStretch>;

export const OrderDetail = z.strictObject({
  order: WorkOrder,
  persons: OrderPersons,
  standing: OrderStanding,
  /** The order's page for people. */
  link: z.string(),
  /** Oldest first. */
  stretches: z.array(OrderStretch),
  /** Newest first. */
  changes: z.array(WorkOrderChange),
  /** What stands at its place; null where that was never asked for. */
  equipment: z
    .strictObject({
      fetchedAt: EpochMs.nullable(),
      units: z.array(Equipment),
      /** Why the newest look gave nothing; null where it did. */
      failure: z.string().nullable(),
    })
    .nullable(),
  /** Other open orders of the same place. */
  neighbours: z.array(OrderNumber),
});
export type OrderDetail = z.infer<typeof OrderDetail>;

/** A week of work, Monday to Sunday in the source's zone. */
export const OrderWeek = z.strictObject({
  monday: CalendarDate,
  /** Listed at the end of the week, or now; null where nobody looked. */
  open: z.int().nullable(),
  overdue: z.int().nullable(),
  added: z.int(),
  removed: z.int(),
  /** Open ones by category, the four largest and the rest as `Other`. */
  byCategory: z.array(z.strictObject({ category: z.string(), count: z.int() })),
});
export type OrderWeek = z.infer<typeof OrderWeek>;

/** A planned visit on the calendar. */
export const PlannedVisit = z.strictObject({
  sourceId: z.string(),
  number: OrderNumber,
  date: CalendarDate,
  time: VisitTime.nullable(),
  customer: z.string().nullable(),
  storeNumber: z.string().nullable(),
  city: z.string().nullable(),
  categories: z.array(z.string()),
  dueDate: CalendarDate.nullable(),
  isOverdue: z.boolean(),
});
export type PlannedVisit = z.infer<typeof PlannedVisit>;

export const workOrderOperations = {
  'workOrders.sources': query(z.strictObject({}), z.array(OrderSourceStanding)),
  /** A window of the table, and how many rows there are in all. */
  'workOrders.list': query(
    z.strictObject({
      filter: OrderFilter.prefault({}),
      sort: OrderSort.prefault({}),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(200).default(100),
    }),
    z.strictObject({ rows: z.array(WorkOrderRow), total: z.int() }),
  ),
  /** What can be filtered by, with how many open orders each, most first. */
  'workOrders.facets': query(
    z.strictObject({ sourceId: Id.nullable().default(null) }),
    z.strictObject({ statuses: Facet, customers: Facet, brands: Facet, categories: Facet }),
  ),
  'workOrders.order': query(OfOrder, OrderDetail),
  /** Changes, newest first; `next` goes on where the page ended, null at the end. */
  'workOrders.changes': query(
    z.strictObject({
      after: z.string().nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
      sourceId: Id.nullable().default(null),
      types: z.array(OrderChangeType).default([]),
      text: z.string().max(200).default(''),
    }),
    z.strictObject({ changes: z.array(WorkOrderChange), next: z.string().nullable() }),
  ),
  /** Growth and ageing, oldest week first. */
  'workOrders.trends': query(
    z.strictObject({ sourceId: Id.nullable().default(null), weeks: z.int().min(4).max(104).default(26) }),
    z.strictObject({
      weeks: z.array(OrderWeek),
      /** Open orders by age since they were created, `untilDays` excluded, youngest first; of those without that date, `null`. */
      ages: z.array(z.strictObject({ fromDays: z.int().nullable(), untilDays: z.int().nullable(), count: z.int() })),
    }),
  ),
  /** Visits of open orders from and until these dates, both inclusive. */
  'workOrders.visits': query(
    z.strictObject({ sourceId: Id.nullable().default(null), from: CalendarDate, until: CalendarDate }),
    z.array(PlannedVisit),
  ),
  /** Starts a run that asks for the equipment at an order's place, and for nothing else. */
  'workOrders.refreshEquipment': command(OfOrder, Run),
  'workOrders.views': query(z.strictObject({}), z.array(SavedView)),
  /** Adds a view, or replaces the one with its id. */
  'workOrders.saveView': command(SavedView, SavedView),
  'workOrders.removeView': command(z.strictObject({ id: Id }), z.strictObject({})),
};
