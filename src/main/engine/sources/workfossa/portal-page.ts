import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { OrderPersons, WorkOrder } from '#shared/model/work-order.ts';
import type { UnreadableOrder } from './portal.ts';

/** What the portal shows. */
export type PortalPage = PortalLogin | PortalList | PortalOther;

/** The same at a glance: the rows of a list are counted and not read. */
export type PortalSight = PortalLogin | PortalFrame | PortalOther;

/** The form to sign in: what the portal shows without a session, and after a wrong password too. */
export interface PortalLogin {
  readonly kind: 'login';
}

/** A page of the list of orders, but for the orders. */
export interface PortalFrame {
  readonly kind: 'list';
  /** Rows that the page shows, read or not. */
  readonly rows: number;
  readonly pager: PortalPager;
}

/** A page of the list of orders. */
export interface PortalList extends PortalFrame {
  /** Each number once, in the order of the page. */
  readonly orders: readonly OrderRow[];
  /** Rows that could not be read. */
  readonly faults: readonly UnreadableOrder[];
}

/** A page that is neither. */
export interface PortalOther {
  readonly kind: 'other';
  readonly title: string | null;
}

/** An order as its row tells of it; local times are not yet instants, because the page names no zone. */
export interface OrderRow {
  readonly order: Omit<WorkOrder, 'createdAt'>;
  readonly persons: OrderPersons;
  readonly createdLocal: LocalTime | null;
}

/** A time on the wall of the portal's zone. */
export interface LocalTime {
  readonly date: CalendarDate;
  /** Minutes after midnight. */
  readonly minute: number;
}

/** How the list is divided into pages. */
export interface PortalPager {
  readonly hasNext: boolean;
  readonly hasPrevious: boolean;
  /** What the list says of all its pages; null where it does not say. */
  readonly matches: number | null;
  /** Rows of a whole page; null where the page does not say. */
  readonly pageSize: number | null;
  /** The sizes that can be chosen, in their order. */
  readonly pageSizes: readonly number[];
}
