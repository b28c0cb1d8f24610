import type { OrderSourceStanding, PlannedVisit } from '#shared/contract/work-orders.ts';
import { ErrorCode } from '#shared/model/error-code.ts';
import { isOverdue } from '#shared/model/order-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';
import { daysOfSources, isLate, type OrderSnapshot, type SourceDays } from './work-order-index.ts';
import { parseTexts, toOrder } from './work-order-rows.ts';
import { standingSelection, type StandingRow } from './work-order-standing.ts';

interface SourceQueryRow {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly target_id: number | null;
  readonly last_checked: number | null;
  readonly failing_since: number | null;
  readonly failed_at: number | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly doubts: string | null;
  readonly complete_at: number | null;
}

/** How every source of work orders stands, by name. */
export function readOrderSources(connection: Connection, snapshot: OrderSnapshot, now: EpochMs): OrderSourceStanding[] {
  const rows = connection
    .prepare<SourceQueryRow>(
      `SELECT source.id, name, time_zone, check_target.id AS target_id, last_checked, failing_since, failed_at,
         error_code, error_message, doubts, complete_at
       FROM source LEFT JOIN check_target ON area = 'work-orders' AND key = source.id
       LEFT JOIN work_order_read ON target_id = check_target.id
       WHERE kind = 'workfossa' ORDER BY name COLLATE NOCASE, source.id`,
    )
    .all();
  const counts = countBySource(snapshot, daysOfSources(connection, now));
  return rows.map((row) => ({
    sourceId: row.id,
    sourceName: row.name,
    timeZone: row.time_zone,
    ...(counts.get(row.id) ?? noOrders),
    lastChecked: row.last_checked,
    lastComplete: row.complete_at,
    doubts: parseTexts(row.doubts),
    failure: toFailure(row),
    faults: readFaults(connection, row.target_id),
  }));
}

type Counts = Pick<OrderSourceStanding, 'openCount' | 'missingCount' | 'overdueCount' | 'dueThisWeekCount'>;

const noOrders: Counts = { openCount: 0, missingCount: 0, overdueCount: 0, dueThisWeekCount: 0 };

function countBySource({ orders }: OrderSnapshot, days: ReadonlyMap<string, SourceDays>): Map<string, Counts> {
  const counts = new Map<string, { -readonly [K in keyof Counts]: Counts[K] }>();
  for (const order of orders) {
    const own = counts.get(order.sourceId) ?? { ...noOrders };
    counts.set(order.sourceId, own);
    if (!order.isListed) {
      own.missingCount += 1;
      continue;
    }
    own.openCount += 1;
    if (isLate(order, days)) own.overdueCount += 1;
    const week = days.get(order.sourceId);
    const { dueDate } = order;
    if (dueDate !== null && week !== undefined && dueDate >= week.today && dueDate <= week.sunday) {
      own.dueThisWeekCount += 1;
    }
  }
  return counts;
}

function toFailure(row: SourceQueryRow): OrderSourceStanding['failure'] {
  if (row.error_code === null || row.failing_since === null || row.failed_at === null) return null;
  const code = ErrorCode.parse(row.error_code);
  return { since: row.failing_since, at: row.failed_at, code, message: row.error_message ?? '' };
}

function readFaults({ prepare }: Connection, targetId: number | null): OrderSourceStanding['faults'] {
  if (targetId === null) return [];
  return prepare<OrderSourceStanding['faults'][number]>(
    'SELECT label, reason, since FROM work_order_fault WHERE target_id = ? ORDER BY label',
  ).all(targetId);
}

/** Visits of open orders from and until these dates, both inclusive, by date, time and number. */
export function readVisits(
  connection: Connection,
  { sourceId, from, until }: { readonly sourceId: string | null; readonly from: string; readonly until: string },
  now: EpochMs,
): PlannedVisit[] {
  const days = daysOfSources(connection, now);
  return connection
    .prepare<StandingRow>(
      `${standingSelection} AND missing_since IS NULL AND next_visit_date BETWEEN @from AND @until
       AND (@sourceId IS NULL OR key = @sourceId)
       ORDER BY next_visit_date, next_visit_time = 'anytime', next_visit_time, length(number), number`,
    )
    .all({ sourceId, from, until })
    .flatMap((row) => {
      const order = toOrder(row);
      const { number, nextVisitDate: date, nextVisitTime: time, customer, storeNumber, city, categories } = order;
      if (date === null) return [];
      const today = days.get(row.source_id)?.today;
      const late = today !== undefined && isOverdue(order, today);
      const place = { customer, storeNumber, city, categories };
      return [{ sourceId: row.source_id, number, date, time, ...place, dueDate: order.dueDate, isOverdue: late }];
    });
}
