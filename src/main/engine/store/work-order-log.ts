import type { ErrorCode } from '#shared/errors.ts';
import {
  type ClassifiedChange,
  classifyChanges,
  type OrderDifference,
  type OrderPlace,
} from '#shared/model/order-change-rules.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { OrderNumber, OrderPersons, WorkOrder } from '#shared/model/work-order.ts';
import { type AppliedCheck, createChangeLog, type SuccessfulLook } from './change-log.ts';
import type { ChangeLogArea, FieldChange } from './change-plan.ts';
import type { Connection } from './connection.ts';
import { describeCell, fieldOfColumn, keptColumns, orderColumns, toObservedRow } from './work-order-rows.ts';

/** How work orders use the change log: a source has a state for each order that it lists or listed. */
const orderArea: ChangeLogArea = {
  area: 'work-orders',
  stateTable: 'work_order_state',
  historyTable: 'work_order_history',
  key: ['number'],
  compared: Object.values(orderColumns),
  kept: keptColumns,
};

/** A row of a list that could not be read. */
export interface UnreadableRow {
  /** The order that it is about; null where that cannot be read either. */
  readonly number: OrderNumber | null;
  readonly label: string;
  readonly reason: string;
}

/** What one read of a list told. */
export interface OrderFindings {
  readonly orders: readonly { readonly order: WorkOrder; readonly persons: OrderPersons }[];
  readonly faults: readonly UnreadableRow[];
  /** Why it is not certain that every order was read; what is absent then says nothing. */
  readonly doubts: readonly string[];
}

export interface OrderLook {
  readonly sourceId: string;
  readonly at: EpochMs;
  /** Planned distance of two looks, milliseconds. */
  readonly stepMs: number;
  readonly runId: number | null;
}

/** What became of one order. */
export interface AppliedOrder {
  readonly number: OrderNumber;
  readonly outcome: 'created' | 'changed' | 'unchanged';
  /** How it differs from what was known; null where it does not, and on a first sight. */
  readonly difference: OrderDifference | null;
}

/** What one read came to: every order that it saw, and those that it found gone. */
export interface AppliedRead {
  readonly at: EpochMs;
  /** The first read of a source: nothing in it is news. */
  readonly isBaseline: boolean;
  readonly orders: readonly AppliedOrder[];
  readonly changes: readonly ClassifiedChange[];
  /** Why it proves nothing of what it does not list; empty where it does. */
  readonly doubts: readonly string[];
}

/** Writes what was seen of work orders. */
export interface WorkOrderLog {
  /** Applies one read of a source's list, with the kinds of its changes, in one transaction. */
  apply(look: OrderLook, findings: OrderFindings): AppliedRead;
  /** What `apply` would do; writes nothing. */
  preview(look: OrderLook, findings: OrderFindings): AppliedRead;
  /** The place of an order; null where the portal names none, undefined where there is no such order. */
  locationOf(sourceId: string, number: OrderNumber): string | null | undefined;
  /** How many orders a source lists, as far as is known. */
  countListed(sourceId: string): number;
  /** Notes that a look gave nothing; orders stay as they are. */
  fail(look: Omit<OrderLook, 'runId'>, error: { readonly code: ErrorCode; readonly message: string }): void;
}

/** Makes the log of work orders of a connection. */
export function createWorkOrderLog(connection: Connection): WorkOrderLog {
  const log = createChangeLog(connection, orderArea);
  return {
    apply: (look, given) =>
      connection.transaction(() => {
        const findings = withNamelessDoubt(given);
        const known = readKnown(connection, look.sourceId);
        const applied = log.apply(toLook(look, findings));
        const read = tell(applied, findings, known);
        keepRead(connection, applied, findings);
        keepChanges(connection, look, read);
        return read;
      }),
    preview: (look, given) => {
      const findings = withNamelessDoubt(given);
      return tell(log.preview(toLook(look, findings)), findings, readKnown(connection, look.sourceId));
    },
    locationOf: (sourceId, number) =>
      connection
        .prepare<string | null>(
          `SELECT location_id FROM work_order_state JOIN check_target ON id = target_id
           WHERE area = 'work-orders' AND key = ? AND number = ?`,
        )
        .pluck()
        .get(sourceId, number),
    countListed: (sourceId) =>
      Number(
        connection
          .prepare(
            `SELECT count(*) FROM work_order_state JOIN check_target ON id = target_id
             WHERE area = 'work-orders' AND key = ? AND missing_since IS NULL`,
          )
          .pluck()
          .get(sourceId),
      ),
    fail: ({ sourceId: target, at, stepMs }, { code, message }) => log.fail({ target, at, stepMs, code, message }),
  };
}

/** A row without its number may be that of any order. */
function withNamelessDoubt(findings: OrderFindings): OrderFindings {
  const isNameless = findings.faults.some(({ number }) => number === null);
  if (!isNameless || findings.doubts.length > 0) return findings;
  return { ...findings, doubts: ['A row of the list could not be read at all, so it may be that of any order.'] };
}

function toLook({ sourceId, at, stepMs, runId }: OrderLook, { orders, faults, doubts }: OrderFindings): SuccessfulLook {
  return {
    target: sourceId,
    at,
    stepMs,
    runId,
    rows: orders.map(({ order, persons }) => toObservedRow(order, persons)),
    unreadable: faults.flatMap(({ number }) => (number === null ? [] : [{ number }])),
    isComplete: doubts.length === 0,
  };
}

/** An order as it was before a read. */
interface KnownOrder {
  readonly isListed: boolean;
  readonly place: OrderPlace;
}

function readKnown({ prepare }: Connection, sourceId: string): Map<string, KnownOrder> {
  const rows = prepare<OrderPlace & { number: string; isListed: number }>(
    `SELECT number, missing_since IS NULL AS isListed, customer, store_number AS storeNumber, city,
       location_id AS locationId, next_visit_date AS nextVisitDate
     FROM work_order_state JOIN check_target ON id = target_id WHERE area = 'work-orders' AND key = ?`,
  ).all(sourceId);
  return new Map(rows.map(({ number, isListed, ...place }) => [number, { isListed: isListed === 1, place }]));
}

/** Puts what the change log found into words about orders. */
function tell(applied: AppliedCheck, findings: OrderFindings, known: ReadonlyMap<string, KnownOrder>): AppliedRead {
  const isBaseline = applied.previous === null;
  const fieldsOf = new Map<string, FieldChange[]>();
  for (const change of applied.changes) {
    const list = fieldsOf.get(change.key);
    if (list === undefined) fieldsOf.set(change.key, [change]);
    else list.push(change);
  }
  const seen = findings.orders.map(({ order }): AppliedOrder => {
    const { number } = order;
    const before = known.get(number);
    const difference = differenceOf(order, before, fieldsOf.get(number) ?? []);
    fieldsOf.delete(number);
    if (before === undefined) return { number, outcome: 'created', difference: isBaseline ? null : difference };
    return { number, outcome: difference === null ? 'unchanged' : 'changed', difference };
  });
  // What is left was not seen: the change log tells of it only where the read proves that it is gone.
  const gone = [...fieldsOf.keys()].map((number): AppliedOrder => {
    const place = known.get(number)?.place ?? nowhere;
    return { number, outcome: 'changed', difference: { number, kind: 'removed', place, fields: [] } };
  });
  const orders = [...seen, ...gone];
  const differences = orders.flatMap(({ difference }) => difference ?? []);
  return { at: applied.at, isBaseline, orders, changes: classifyChanges(differences), doubts: findings.doubts };
}

function differenceOf(
  order: WorkOrder,
  before: KnownOrder | undefined,
  changes: readonly FieldChange[],
): OrderDifference | null {
  const { number, customer, storeNumber, city, locationId, nextVisitDate } = order;
  const place = { customer, storeNumber, city, locationId, nextVisitDate };
  if (before === undefined) return { number, kind: 'added', place, fields: [] };
  if (changes.length === 0) return null;
  if (!before.isListed) return { number, kind: 'returned', place, fields: [] };
  const fields = changes.map(({ field, before: was, after }) => ({
    field: fieldOfColumn.get(field) ?? field,
    before: describeCell(field, was),
    after: describeCell(field, after),
  }));
  return { number, kind: 'edited', place, fields };
}

const nowhere: OrderPlace = { customer: null, storeNumber: null, city: null, locationId: null, nextVisitDate: null };

/** Keeps what a read proved, and the rows that could not be read, each since when that is so. */
function keepRead({ prepare }: Connection, { targetId, at }: AppliedCheck, { doubts, faults }: OrderFindings): void {
  prepare(
    `INSERT INTO work_order_read (target_id, doubts, complete_at) VALUES (@targetId, @doubts, @completeAt)
     ON CONFLICT DO UPDATE SET doubts = excluded.doubts, complete_at = coalesce(excluded.complete_at, complete_at)`,
  ).run({ targetId, doubts: JSON.stringify(doubts), completeAt: doubts.length === 0 ? at : null });
  const before = new Map(
    prepare<{ label: string; since: number }>('SELECT label, since FROM work_order_fault WHERE target_id = ?')
      .all(targetId)
      .map(({ label, since }) => [label, since]),
  );
  if (before.size > 0) prepare('DELETE FROM work_order_fault WHERE target_id = ?').run(targetId);
  const insert = prepare(
    'INSERT OR REPLACE INTO work_order_fault (target_id, label, reason, since) VALUES (?, ?, ?, ?)',
  );
  for (const { label, reason } of faults) insert.run(targetId, label, reason, before.get(label) ?? at);
}

function keepChanges({ prepare }: Connection, { sourceId, runId }: OrderLook, { at, changes }: AppliedRead): void {
  const insert = prepare(
    `INSERT INTO work_order_change
       (source_id, number, type, field, before, after, other_number, customer, store_number, city, seen_at, run_id)
     VALUES (@sourceId, @number, @type, @field, @before, @after, @otherNumber, @customer, @storeNumber, @city, @at, @runId)`,
  );
  for (const change of changes) insert.run({ ...change, sourceId, at, runId });
}
