import type { PlanValue } from '#shared/model/run-plan.ts';
import type { PlanRow, RowValues } from './planned-entity.ts';

/** Values that every row of a part has alike, by column: rows of one service share most of theirs. */
type Shared = readonly (readonly [column: number, value: PlanValue])[];

/**
 * Rows of a part as text. A column whose value is the same in every row is written once; rows have the others:
 * `{"before": shared, "after": shared, "rows": [key, version, before, after][]}`.
 */
export function rowsToText(rows: readonly PlanRow[]): string {
  const before = folding(rows.map((row) => row.before));
  const after = folding(rows.map((row) => row.after));
  const own = rows.map((row) => [row.key, row.version, before.fold(row.before), after.fold(row.after)]);
  return JSON.stringify({ before: before.shared, after: after.shared, rows: own });
}

interface Folding {
  readonly shared: Shared;
  /** The values that are a row's own. */
  fold(values: RowValues | null): RowValues | null;
}

function folding(all: readonly (RowValues | null)[]): Folding {
  const first = all.find((values) => values !== null);
  if (first === undefined) return { shared: [], fold: (values) => values };
  const shared: (readonly [number, PlanValue])[] = [];
  const own: number[] = [];
  for (const [column, value] of first.entries()) {
    const isShared = all.every((values) => values === null || values[column] === value);
    if (isShared) shared.push([column, value]);
    else own.push(column);
  }
  return { shared, fold: (values) => (values === null ? null : own.map((column) => values[column] ?? null)) };
}

/** Reads what `rowsToText` wrote; by hand, because a plan may have hundreds of thousands of rows. */
export function rowsFromText(text: string): PlanRow[] {
  const part: unknown = JSON.parse(text);
  if (typeof part !== 'object' || part === null || !('rows' in part) || !Array.isArray(part.rows)) throw damaged();
  const before = unfolding('before' in part ? part.before : null);
  const after = unfolding('after' in part ? part.after : null);
  return part.rows.map((row: unknown) => {
    const parts: readonly unknown[] = Array.isArray(row) ? row : [];
    const [key, version, own, next] = parts;
    if (typeof key !== 'string' || (version !== null && typeof version !== 'number')) throw damaged();
    return { key, version, before: before(own), after: after(next) };
  });
}

/** Makes the function that puts a row's own values between those that all share. */
function unfolding(shared: unknown): (own: unknown) => RowValues | null {
  if (!isShared(shared)) throw damaged();
  return (own) => {
    if (own === null) return null;
    if (!isValues(own)) throw damaged();
    if (shared.length === 0) return own;
    const values: PlanValue[] = [];
    let [nextShared, nextOwn] = [0, 0];
    while (values.length < shared.length + own.length) {
      const [column, value] = shared[nextShared] ?? [-1, null];
      if (column === values.length) {
        values.push(value);
        nextShared += 1;
      } else {
        values.push(own[nextOwn] ?? null);
        nextOwn += 1;
      }
    }
    return values;
  };
}

function damaged(): Error {
  return new Error('A part of a plan cannot be read.');
}

function isShared(shared: unknown): shared is Shared {
  return (
    Array.isArray(shared) &&
    shared.every((each: unknown) => Array.isArray(each) && typeof each[0] === 'number' && isValue(each[1]))
  );
}

function isValues(values: unknown): values is RowValues {
  return Array.isArray(values) && values.every(isValue);
}

function isValue(value: unknown): value is PlanValue {
  return value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
