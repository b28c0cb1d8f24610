import type { OrderDetail } from '#shared/contract/work-orders.ts';
import { AppError } from '#shared/errors.ts';
import { dateIn } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import type { Connection } from './connection.ts';
import { changesOfOrder } from './work-order-changes.ts';
import { orderColumns, type OrderRow, parseTexts, toOrder } from './work-order-rows.ts';
import { readStandingRow, type StandingRow, toStanding } from './work-order-standing.ts';

/** An order with everything that is known of it but the equipment at its place. Rejects with `not_found`. */
export function readOrder(
  connection: Connection,
  source: WorkFossaSource,
  number: string,
  now: EpochMs,
): Omit<OrderDetail, 'equipment'> {
  const row = readStandingRow(connection, source.id, number);
  if (row === undefined) throw new AppError('not_found', `There is no work order ${number} at "${source.name}".`);
  const order = toOrder(row);
  return {
    order,
    persons: { createdBy: row.created_by, contact: parseTexts(row.contact) },
    standing: toStanding(row, dateIn(source.timeZone, now)),
    link: orderLink(source, number),
    stretches: readStretches(connection, row),
    changes: changesOfOrder(connection, source.id, number),
    neighbours: order.locationId === null ? [] : readNeighbours(connection, row, order.locationId),
  };
}

/** The page of an order for people. */
function orderLink({ baseUrl }: WorkFossaSource, number: string): string {
  return `${baseUrl}/app/work/${number.slice(2)}/`;
}

type HistoryRow = OrderRow & {
  readonly first_checked: number;
  readonly last_checked: number | null;
  readonly is_listed: number;
  readonly run_id: number | null;
};

/** What the states of an order were one after the other, each with the fields that differ from the one in which it was listed before. */
function readStretches({ prepare }: Connection, standing: StandingRow): OrderDetail['stretches'] {
  const rows = prepare<HistoryRow>(
    'SELECT * FROM work_order_history WHERE target_id = ? AND number = ? ORDER BY first_checked',
  ).all(standing.target_id, standing.number);
  const confirmed = standing.unread_from ?? standing.last_checked;
  let listed: HistoryRow | undefined;
  return rows.map((row) => {
    const isListed = row.is_listed === 1;
    const changedFields = isListed && listed !== undefined ? fieldsThatDiffer(listed, row) : [];
    if (isListed) listed = row;
    return {
      firstChecked: row.first_checked,
      lastChecked: row.last_checked ?? Math.max(row.first_checked, confirmed),
      isListed,
      changedFields,
      runId: row.run_id === null ? null : String(row.run_id),
    };
  });
}

function fieldsThatDiffer(before: OrderRow, after: OrderRow): string[] {
  return Object.entries(orderColumns).flatMap(([field, column]) => (before[column] === after[column] ? [] : [field]));
}

function readNeighbours({ prepare }: Connection, row: StandingRow, locationId: string): string[] {
  return prepare<string>(
    `SELECT number FROM work_order_state WHERE target_id = ? AND location_id = ? AND missing_since IS NULL AND number <> ?
     ORDER BY length(number), number`,
  )
    .pluck()
    .all(row.target_id, locationId, row.number);
}
