import { dateIn } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { type OrderChangeType, WorkOrderChange } from '#shared/model/work-order.ts';
import type { Connection } from './connection.ts';

/** A change with what its source is called. */
export type OrderNews = WorkOrderChange & { readonly sourceName: string };

/** An order that is overdue; nothing of persons. */
export interface OverdueOrder {
  readonly number: string;
  readonly sourceId: string;
  readonly sourceName: string;
  readonly customer: string | null;
  readonly storeNumber: string | null;
  readonly city: string | null;
  readonly dueDate: string;
  readonly nextVisitDate: string | null;
}

interface ChangeRow extends Omit<OrderNews, 'runId'> {
  readonly runId: number | null;
}

/** The newest change of orders; 0 where there is none. */
export function newestOrderChange({ prepare }: Connection): number {
  return prepare<number | null>('SELECT max(id) FROM work_order_change').pluck().get() ?? 0;
}

/**
 * Changes after one, oldest first, with the last that was looked at. It stops before the changes of a run that is not over,
 * so that a run's changes come together.
 */
export function readOrderNews(
  { prepare }: Connection,
  types: readonly OrderChangeType[],
  { after, limit }: { readonly after: number; readonly limit: number },
): { readonly changes: OrderNews[]; readonly seenUntil: number } {
  const newest = prepare<number | null>('SELECT max(id) FROM work_order_change').pluck().get() ?? 0;
  if (newest <= after) return { changes: [], seenUntil: after };
  const unfinished = prepare<number | null>(
    `SELECT min(work_order_change.id) FROM work_order_change JOIN job_run ON job_run.id = run_id
     WHERE work_order_change.id > ? AND finished_at IS NULL`,
  )
    .pluck()
    .get(after);
  const until = unfinished == null ? newest : unfinished - 1;
  const rows = prepare<ChangeRow>(
    `SELECT work_order_change.id, source_id AS sourceId, source.name AS sourceName, number, type, field, before, after,
       other_number AS otherNumber, customer, store_number AS storeNumber, city, seen_at AS seenAt, run_id AS runId
     FROM work_order_change JOIN source ON source.id = source_id
     WHERE work_order_change.id > ? AND work_order_change.id <= ? AND type IN (SELECT value FROM json_each(?))
     ORDER BY work_order_change.id LIMIT ?`,
  ).all(after, until, JSON.stringify(types), limit);
  const changes = rows.map((row) => ({ ...row, runId: row.runId === null ? null : String(row.runId) }));
  return { changes, seenUntil: changes.length === limit ? (changes.at(-1)?.id ?? until) : until };
}

/** How many changes of each type were seen since then. */
export function countOrderChanges({ prepare }: Connection, since: EpochMs): { type: string; count: number }[] {
  return prepare<{ type: string; count: number }>(
    'SELECT type, count(*) AS count FROM work_order_change WHERE seen_at >= ? GROUP BY type ORDER BY type',
  ).all(since);
}

/** Listed orders whose visit is planned for after the due date, or that were due before today and are not done; by number. */
export function overdueOrders({ prepare }: Connection, now: EpochMs): OverdueOrder[] {
  const sources = prepare<{ id: string; timeZone: string }>(
    `SELECT id, time_zone AS timeZone FROM source WHERE kind = 'workfossa' ORDER BY id`,
  ).all();
  const select = prepare<OverdueOrder>(
    `SELECT number, source.id AS sourceId, source.name AS sourceName, customer, store_number AS storeNumber,
       work_order_state.city, due_date AS dueDate, next_visit_date AS nextVisitDate
     FROM check_target JOIN source ON source.id = key JOIN work_order_state ON target_id = check_target.id
     WHERE area = 'work-orders' AND key = ? AND missing_since IS NULL AND (next_visit_date > due_date
       OR (due_date < ? AND NOT coalesce(visits_planned > 0 AND visits_done >= visits_planned, 0)))
     ORDER BY number`,
  );
  return sources.flatMap(({ id, timeZone }) => select.all(id, dateIn(timeZone, now)));
}
