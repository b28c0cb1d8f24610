import { AppError } from '#shared/errors.ts';
import { OrderChangeType, type WorkOrderChange } from '#shared/model/work-order.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** Which changes; all of them where everything is null or empty. */
export interface OrderChangeFilter {
  readonly sourceId: string | null;
  readonly types: readonly WorkOrderChange['type'][];
  /** In number, customer, store, city, before and after, whatever its case. */
  readonly text: string;
}

interface ChangeRow {
  readonly id: number;
  readonly sourceId: string;
  readonly number: string;
  readonly type: string;
  readonly field: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly otherNumber: string | null;
  readonly customer: string | null;
  readonly storeNumber: string | null;
  readonly city: string | null;
  readonly seenAt: number;
  readonly runId: number | null;
}

const columns = `id, source_id AS sourceId, number, type, field, before, after, other_number AS otherNumber, customer,
  store_number AS storeNumber, city, seen_at AS seenAt, run_id AS runId`;

/** A page of changes, newest first, from the place on that the page before ended at. Rejects with `invalid_input`. */
export function readOrderChanges(
  { prepare }: Connection,
  { sourceId, types, text }: OrderChangeFilter,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): { readonly changes: WorkOrderChange[]; readonly next: string | null } {
  const before = after === null ? Number.MAX_SAFE_INTEGER : Number(after);
  if (!Number.isSafeInteger(before)) {
    throw new AppError('invalid_input', 'The list of changes cannot go on from there.');
  }
  const rows = prepare<ChangeRow>(
    `SELECT ${columns} FROM work_order_change
     WHERE id < @before AND (@sourceId IS NULL OR source_id = @sourceId)
       AND (@types = '[]' OR type IN (SELECT value FROM json_each(@types)))
       AND (@text = '' OR instr(lower(concat_ws(char(10), number, other_number, customer, store_number, city, before, after)), @text) > 0)
     ORDER BY id DESC LIMIT @limit`,
  ).all({ before, sourceId, types: JSON.stringify(types), text: text.trim().toLowerCase(), limit });
  const last = rows.length < limit ? undefined : rows.at(-1);
  return { changes: rows.map(toChange), next: last === undefined ? null : String(last.id) };
}

/** Everything that happened to an order, newest first; what it had a part in too. */
export function changesOfOrder({ prepare }: Connection, sourceId: string, number: string): WorkOrderChange[] {
  return prepare<ChangeRow>(
    `SELECT ${columns} FROM work_order_change WHERE source_id = @sourceId AND number = @number
     UNION ALL
     SELECT ${columns} FROM work_order_change WHERE source_id = @sourceId AND other_number = @number
     ORDER BY id DESC`,
  )
    .all({ sourceId, number })
    .map(toChange);
}

/** Every change seen within a span, oldest first. Each open iteration has a statement of its own. */
export function* eachOrderChange(
  { raw }: Connection,
  { from, until }: { readonly from: EpochMs; readonly until: EpochMs },
): Generator<WorkOrderChange> {
  const rows = raw
    .prepare<[number, number], ChangeRow>(
      `SELECT ${columns} FROM work_order_change WHERE seen_at >= ? AND seen_at < ? ORDER BY seen_at, id`,
    )
    .iterate(from, until);
  for (const row of rows) yield toChange(row);
}

/** How many changes of each type were seen after an instant; a swap moves two orders, a replacement is one of each. */
export function countChangesSince({ prepare }: Connection, at: EpochMs): { added: number; moved: number } {
  const rows = prepare<{ type: string; count: number }>(
    'SELECT type, count(*) AS count FROM work_order_change WHERE seen_at > ? GROUP BY type',
  ).all(at);
  const of = (type: string): number => rows.find((row) => row.type === type)?.count ?? 0;
  return { added: of('added') + of('replaced'), moved: of('date_changed') + 2 * of('swapped') };
}

function toChange(row: ChangeRow): WorkOrderChange {
  return { ...row, type: OrderChangeType.parse(row.type), runId: row.runId === null ? null : String(row.runId) };
}
