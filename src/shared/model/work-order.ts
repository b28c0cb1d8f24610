import { z } from 'zod';
import { CalendarDate } from './calendar-date.ts';
import { EpochMs } from './primitives.ts';

/** What a work order is known by: `W-` and the portal's number. A store may have several on purpose. */
export const OrderNumber = z.string().regex(/^W-\d{1,12}$/, 'must be an order number, such as W-129651');
export type OrderNumber = z.infer<typeof OrderNumber>;

/** One line of an item: so many of a thing. */
export const WorkItemLine = z.strictObject({
  /** 0 is what the portal says at times, and is kept as such. */
  quantity: z.number().min(0),
  description: z.string(),
  /** Text, even where it looks like a number; null where there is none. */
  code: z.string().nullable(),
});
export type WorkItemLine = z.infer<typeof WorkItemLine>;

/** Work of one type on an order. */
export const WorkItem = z.strictObject({ type: z.string(), lines: z.array(WorkItemLine) });
export type WorkItem = z.infer<typeof WorkItem>;

/** When the next visit is to be: a time of day, or any. */
export const VisitTime = z.string().regex(/^(?:anytime|(?:[01]\d|2[0-3]):[0-5]\d)$/, 'must be "anytime" or HH:MM');

/** A work order as its portal tells of it; what the portal leaves out is null. */
export const WorkOrder = z.strictObject({
  number: OrderNumber,
  /** In the portal's own words: `Work Created`. */
  status: z.string(),
  categories: z.array(z.string()),
  reason: z.string().nullable(),
  project: z.string().nullable(),
  poNumber: z.string().nullable(),
  createdAt: EpochMs.nullable(),
  customer: z.string().nullable(),
  customerId: z.string().nullable(),
  /** With its sign, as written: `#43339/6448`. No key. */
  storeNumber: z.string().nullable(),
  /** The place whose equipment can be asked for. */
  locationId: z.string().nullable(),
  brand: z.string().nullable(),
  street: z.string().nullable(),
  crossStreet: z.string().nullable(),
  city: z.string().nullable(),
  state: z.string().nullable(),
  zip: z.string().nullable(),
  county: z.string().nullable(),
  items: z.array(WorkItem),
  visitsDone: z.int().min(0).nullable(),
  visitsPlanned: z.int().min(0).nullable(),
  nextVisitId: z.string().nullable(),
  nextVisitDate: CalendarDate.nullable(),
  nextVisitTime: VisitTime.nullable(),
  /** Of an order whose visits are all done: the date of the last. */
  lastVisitDate: CalendarDate.nullable(),
  dueDate: CalendarDate.nullable(),
  /** With its line breaks. */
  instructions: z.string().nullable(),
});
export type WorkOrder = z.infer<typeof WorkOrder>;

/** The persons of an order. Kept for the desk alone: in no export, no notification and no log. */
export const OrderPersons = z.strictObject({
  createdBy: z.string().nullable(),
  /** Name, company, department, account code and terms, as written, line by line. */
  contact: z.array(z.string()),
});
export type OrderPersons = z.infer<typeof OrderPersons>;

/** How an order stands with Rounds. */
export const OrderStanding = z.strictObject({
  sourceId: z.string(),
  sourceName: z.string(),
  firstChecked: EpochMs,
  lastChecked: EpochMs,
  /** Since when a list that was proven complete has it no more; null while it is listed. */
  missingSince: EpochMs.nullable(),
  /** Its last good reading, where the newest read of the list could not read it or was not whole; null where it is fresh. */
  unreadFrom: EpochMs.nullable(),
  /** Planned for after the due date, or due before today and not done; only while it is listed. */
  isOverdue: z.boolean(),
});
export type OrderStanding = z.infer<typeof OrderStanding>;

/** An order in the table. */
export const WorkOrderRow = WorkOrder.omit({ instructions: true, items: true })
  .extend({
    /** Its item types and quantities in one line: `6 Meter Calibration, 1 Combo`. */
    itemSummary: z.string(),
  })
  .extend(OrderStanding.shape);
export type WorkOrderRow = z.infer<typeof WorkOrderRow>;

export const orderChangeTypes = [
  'added',
  'removed',
  'returned',
  'date_changed',
  'swapped',
  'replaced',
  'changed',
] as const;
/**
 * `removed`: a complete list has it no more; `swapped`: two orders exchanged their visit dates, told once; `replaced`: one went and another
 * came for the same place and date, told once.
 */
export const OrderChangeType = z.enum(orderChangeTypes);
export type OrderChangeType = z.infer<typeof OrderChangeType>;

/** Something that happened to an order. */
export const WorkOrderChange = z.strictObject({
  id: z.int(),
  sourceId: z.string(),
  number: OrderNumber,
  type: OrderChangeType,
  /** The name of the field in `WorkOrder`; null where the change is of the order as a whole. */
  field: z.string().nullable(),
  /** As text; of a swap or replacement, the dates or orders before and after. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  /** The other order of a swap, and the new one of a replacement. */
  otherNumber: OrderNumber.nullable(),
  /** Where it is: the customer, store and city as known at that time. */
  customer: z.string().nullable(),
  storeNumber: z.string().nullable(),
  city: z.string().nullable(),
  seenAt: EpochMs,
  runId: z.string().nullable(),
});
export type WorkOrderChange = z.infer<typeof WorkOrderChange>;

/** A dispenser or other piece of equipment at a place. */
export const Equipment = z.strictObject({
  /** What it is: `Dispenser`. */
  type: z.string(),
  /** The portal's heading of it: `1/2 - Regular, Plus - Gilbarco`. */
  title: z.string(),
  serialNumber: z.string().nullable(),
  make: z.string().nullable(),
  model: z.string().nullable(),
  /** Every further field as labelled there, such as `Stand Alone Code`: text with its leading zeros. */
  fields: z.array(z.strictObject({ label: z.string(), value: z.string() })),
});
export type Equipment = z.infer<typeof Equipment>;
