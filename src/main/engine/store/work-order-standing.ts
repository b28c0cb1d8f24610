import { isOverdue } from '#shared/model/order-rules.ts';
import type { OrderStanding } from '#shared/model/work-order.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { Connection } from './connection.ts';
import { type OrderRow, toOrder } from './work-order-rows.ts';

/** A stored order beside its source and the newest read of that. */
export type StandingRow = OrderRow & {
  readonly source_id: string;
  readonly source_name: string;
  readonly target_id: number;
  readonly first_checked: number;
  readonly missing_since: number | null;
  readonly unread_from: number | null;
  readonly last_checked: number;
  readonly created_by: string | null;
  readonly contact: string;
};

/** The columns of a `StandingRow`, and where they come from. */
export const standingSelection = `SELECT work_order_state.*, source.id AS source_id, source.name AS source_name,
    check_target.last_checked AS last_checked
  FROM check_target JOIN work_order_state ON target_id = check_target.id JOIN source ON source.id = key
  WHERE area = 'work-orders'`;

/** One order; undefined where there is none. */
export function readStandingRow({ prepare }: Connection, sourceId: string, number: string): StandingRow | undefined {
  return prepare<StandingRow>(`${standingSelection} AND key = ? AND number = ?`).get(sourceId, number);
}

/** How an order stands; `today` is that of its source. */
export function toStanding(row: StandingRow, today: CalendarDate | undefined): OrderStanding {
  const isListed = row.missing_since === null;
  return {
    sourceId: row.source_id,
    sourceName: row.source_name,
    firstChecked: row.first_checked,
    lastChecked: Math.max(row.first_checked, row.unread_from ?? row.last_checked),
    missingSince: row.missing_since,
    unreadFrom: isListed ? row.unread_from : null,
    isOverdue: isListed && today !== undefined && isOverdue(toOrder(row), today),
  };
}
