import { PlanAction, type PlanCounts } from '#shared/model/run-plan.ts';
import type { Connection } from './connection.ts';
import { rowsFromText, rowsToText } from './plan-row-text.ts';
import type { PlanRow } from './planned-entity.ts';

/** Rows of one entity and one action that stand together in a plan, without the rows. */
export interface PartHead {
  /** From 1. */
  readonly number: number;
  /** Number of its first row within the plan, from 1; the others follow without a hole. */
  readonly firstRow: number;
  /** What the rows count for in the run; null where each is a target of its own. */
  readonly target: string | null;
  readonly entity: string;
  readonly action: PlanAction;
  readonly rowCount: number;
  /** Whether they go in the ordinary course, so that the brake does not count them. */
  readonly isOrdinary: boolean;
}

/** The same with its rows. */
export interface PlanPart extends PartHead {
  readonly rows: readonly PlanRow[];
}

/** A row that was not carried out. */
export interface PlanMiss {
  readonly rowNumber: number;
  readonly reason: string;
}

/** Which rows to show. */
export interface RowQuery {
  /** Number of the row to go on from. */
  readonly after: number;
  readonly limit: number;
  readonly action: PlanAction | null;
  readonly entity: string | null;
}

/** A row by its place in a plan. */
export interface NumberedRow {
  readonly number: number;
  readonly entity: string;
  readonly action: PlanAction;
  readonly row: PlanRow;
}

/** Rows of plans; a run that took another one's plan over has none of its own. */
export interface PlanParts {
  /** Adds parts to a plan of which nothing was decided, and counts their rows. */
  addParts(runId: number, parts: readonly PlanPart[]): void;
  /** Takes every row of a target out of a plan again. */
  dropTarget(runId: number, target: string): void;
  /** Takes every row after this one out of a plan again. */
  dropAfter(runId: number, rowNumber: number): void;
  /** Notes that every row up to this one was dealt with. */
  noteDone(runId: number, rowNumber: number): void;
  /** Gives a plan that takes another one over the counts of that one. */
  takeCounts(runId: number, ofRunId: number): void;
  /** In their order. */
  partHeads(runId: number): PartHead[];
  /** Reads a part's rows, of which there are a thousand at most. */
  readPart(runId: number, head: PartHead): PlanPart;
  /** A page of rows in their order; reads no more than it gives. */
  rows(runId: number, query: RowQuery): { readonly rows: NumberedRow[]; readonly next: number | null };
  /** Rows by entity and action. */
  countsByEntity(runId: number): { readonly entity: string; readonly counts: PlanCounts }[];
  addMisses(runId: number, misses: readonly PlanMiss[]): void;
  /** Reasons by number of row, of those between two numbers, both inclusive. */
  misses(runId: number, from?: number, until?: number): ReadonlyMap<number, string>;
}

/** What counts a row of an action. */
export const countOf = { create: 'creates', update: 'updates', remove: 'removes' } as const;

/** No rows at all. */
export const noRows: PlanCounts = { creates: 0, updates: 0, removes: 0 };

interface HeadOfTable {
  readonly number: number;
  readonly first_row: number;
  readonly target: string | null;
  readonly entity: string;
  readonly action: string;
  readonly row_count: number;
  readonly is_ordinary: number;
}

function toPartHead(row: HeadOfTable): PartHead {
  const { number, first_row: firstRow, target, entity, row_count: rowCount } = row;
  const isOrdinary = row.is_ordinary === 1;
  return { number, firstRow, target, entity, action: PlanAction.parse(row.action), rowCount, isOrdinary };
}

const headColumns = 'number, first_row, target, entity, "action", row_count, is_ordinary';

/** Makes the repository of rows of plans of a connection. */
export function createPlanParts(connection: Connection): PlanParts {
  return { ...createWriting(connection), ...createReading(connection) };
}

type Writing = Pick<PlanParts, 'addParts' | 'dropTarget' | 'dropAfter' | 'noteDone' | 'takeCounts' | 'addMisses'>;

function createWriting(connection: Connection): Writing {
  const insert = connection.prepare(
    `INSERT INTO run_plan_part (run_id, number, first_row, target, entity, "action", row_count, is_ordinary, "rows")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const count = connection.prepare(
    `UPDATE run_plan SET creates = creates + ?, updates = updates + ?, removes = removes + ?, ordinary = ordinary + ?
     WHERE run_id = ?`,
  );
  const dropTarget = connection.prepare<HeadOfTable>(
    `DELETE FROM run_plan_part WHERE run_id = ? AND target = ? RETURNING ${headColumns}`,
  );
  const dropAfter = connection.prepare<HeadOfTable & { readonly rows: string }>(
    `DELETE FROM run_plan_part WHERE run_id = ? AND first_row + row_count - 1 > ? RETURNING ${headColumns}, "rows"`,
  );
  const noteDone = connection.prepare('UPDATE run_plan SET done_until = ? WHERE run_id = ?');
  const takeCounts = connection.prepare(
    `UPDATE run_plan SET (creates, updates, removes, ordinary) =
       (SELECT creates, updates, removes, ordinary FROM run_plan WHERE run_id = ?) WHERE run_id = ?`,
  );
  const miss = connection.prepare(
    'INSERT INTO run_plan_miss (run_id, row_number, reason) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const addCounts = (
    runId: number,
    sign: 1 | -1,
    parts: readonly Pick<PartHead, 'action' | 'rowCount' | 'isOrdinary'>[],
  ): void => {
    const total = { ...noRows };
    let ordinary = 0;
    for (const { action, rowCount, isOrdinary } of parts) {
      total[countOf[action]] += rowCount * sign;
      if (isOrdinary) ordinary += rowCount * sign;
    }
    count.run(total.creates, total.updates, total.removes, ordinary, runId);
  };
  const addParts = (runId: number, parts: readonly PlanPart[]): void => {
    for (const { number, firstRow, target, entity, action, isOrdinary, rows } of parts) {
      const kind = [target, entity, action, rows.length, Number(isOrdinary)];
      insert.run(runId, number, firstRow, ...kind, rowsToText(rows));
    }
    addCounts(runId, 1, parts);
  };
  return {
    addParts: (runId, parts) => connection.transaction(() => addParts(runId, parts)),
    dropTarget: (runId, target) =>
      connection.transaction(() => addCounts(runId, -1, dropTarget.all(runId, target).map(toPartHead))),
    dropAfter: (runId, rowNumber) =>
      connection.transaction(() => {
        const gone = dropAfter.all(runId, rowNumber);
        addCounts(runId, -1, gone.map(toPartHead));
        const [cut] = gone.filter(({ first_row: firstRow }) => firstRow <= rowNumber);
        if (cut === undefined) return;
        const rows = rowsFromText(cut.rows).slice(0, rowNumber - cut.first_row + 1);
        addParts(runId, [{ ...toPartHead(cut), rowCount: rows.length, rows }]);
      }),
    noteDone: (runId, rowNumber) => void noteDone.run(rowNumber, runId),
    takeCounts: (runId, ofRunId) => void takeCounts.run(ofRunId, runId),
    addMisses: (runId, misses) => {
      for (const { rowNumber, reason } of misses) miss.run(runId, rowNumber, reason);
    },
  };
}

type Reading = Omit<PlanParts, keyof Writing>;

function createReading(connection: Connection): Reading {
  const heads = connection.prepare<HeadOfTable>(
    `SELECT ${headColumns} FROM run_plan_part WHERE run_id = ? ORDER BY number`,
  );
  const text = connection.prepare<{ rows: string }>('SELECT "rows" FROM run_plan_part WHERE run_id = ? AND number = ?');
  const counts = connection.prepare<{ entity: string; action: string; count: number }>(
    `SELECT entity, "action", sum(row_count) AS "count" FROM run_plan_part WHERE run_id = ? GROUP BY entity, "action"
     ORDER BY min(number)`,
  );
  const misses = connection.prepare<{ row_number: number; reason: string }>(
    'SELECT row_number, reason FROM run_plan_miss WHERE run_id = ? AND row_number BETWEEN ? AND ?',
  );
  const readPart = (runId: number, head: PartHead): PlanPart => ({
    ...head,
    rows: rowsFromText(text.get(runId, head.number)?.rows ?? ''),
  });
  return {
    partHeads: (runId) => heads.all(runId).map(toPartHead),
    readPart,
    rows: createPages(connection, readPart),
    countsByEntity(runId) {
      const byEntity = new Map<string, { -readonly [K in keyof PlanCounts]: PlanCounts[K] }>();
      for (const { entity, action, count } of counts.all(runId)) {
        const own = byEntity.get(entity) ?? { ...noRows };
        own[countOf[PlanAction.parse(action)]] += count;
        byEntity.set(entity, own);
      }
      return [...byEntity].map(([entity, own]) => ({ entity, counts: own }));
    },
    misses: (runId, from = 0, until = Number.MAX_SAFE_INTEGER) =>
      new Map(misses.all(runId, from, until).map(({ row_number: number, reason }) => [number, reason])),
  };
}

/** Pages need the heads of the parts from theirs on, and the rows of one or two of those. */
function createPages(connection: Connection, readPart: PlanParts['readPart']): PlanParts['rows'] {
  const from = connection.prepare<HeadOfTable>(
    `SELECT ${headColumns} FROM run_plan_part
     WHERE run_id = @runId AND first_row >= coalesce(
       (SELECT max(first_row) FROM run_plan_part WHERE run_id = @runId AND first_row <= @after), 0)
       AND (@action IS NULL OR "action" = @action) AND (@entity IS NULL OR entity = @entity)
     ORDER BY first_row`,
  );
  return (runId, { after, limit, action, entity }) => {
    const found: NumberedRow[] = [];
    const heads: PartHead[] = [];
    let open = 0;
    for (const row of from.iterate({ runId, after, action, entity })) {
      const head = toPartHead(row);
      heads.push(head);
      open += Math.min(head.rowCount, Math.max(0, head.firstRow + head.rowCount - 1 - after));
      if (open > limit) break;
    }
    for (const head of heads) {
      const { rows } = readPart(runId, head);
      rows.forEach((row, index) => {
        const number = head.firstRow + index;
        if (number > after && found.length <= limit)
          found.push({ number, entity: head.entity, action: head.action, row });
      });
    }
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? (rows.at(-1)?.number ?? null) : null };
  };
}
