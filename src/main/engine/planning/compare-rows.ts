import type { PlanValue } from '#shared/model/run-plan.ts';
import type { PlannedEntity, PlanRow, RowValues } from '../store/planned-entity.ts';

/** Counts by how much writing one row raises the versions of others, within one plan. */
export interface Touches {
  /** By how much the version of this row was raised. */
  of(entity: string, key: string): number;
  /** Notes that a row of this entity was, or will be, written so. */
  note(entity: PlannedEntity, row: Pick<PlanRow, 'before' | 'after'>): void;
}

/** Makes a count that begins at nothing. */
export function createTouches(): Touches {
  const raised = new Map<string, number>();
  const nameOf = (entity: string, key: string): string => `${entity}\u0000${key}`;
  return {
    of: (entity, key) => (raised.size === 0 ? 0 : (raised.get(nameOf(entity, key)) ?? 0)),
    note(entity, { before, after }) {
      for (const { entity: other, key } of entity.touches?.(before, after) ?? []) {
        const name = nameOf(other, key);
        raised.set(name, (raised.get(name) ?? 0) + 1);
      }
    },
  };
}

/** The version that stands in a row's values. */
export function versionOf(entity: PlannedEntity, values: RowValues): number {
  const version = values[entity.columns.indexOf('version')];
  if (typeof version !== 'number') throw new Error(`A row of ${entity.name} has no version.`);
  return version;
}

/** A value of a row by its column. */
export function valueOf({ columns }: PlannedEntity, values: RowValues, column: string): PlanValue {
  return values[columns.indexOf(column)] ?? null;
}

/** Values with some of them replaced, by column, and the version raised. */
export function changedValues(
  entity: PlannedEntity,
  values: RowValues,
  change: Readonly<Record<string, PlanValue>>,
): RowValues {
  const raised: Readonly<Record<string, PlanValue>> = { ...change, version: versionOf(entity, values) + 1 };
  return values.map((value, index) => {
    const column = entity.columns[index] ?? '';
    return Object.hasOwn(raised, column) ? (raised[column] ?? null) : value;
  });
}

/** The same values under another version. */
export function withVersion(entity: PlannedEntity, values: RowValues, version: number): RowValues {
  return values.with(entity.columns.indexOf('version'), version);
}

/**
 * Whether a row is stored as a plan left it. What a new row left open, such as its number, was filled in as it was
 * stored; `raisedBy` is how often the same plan raised its version after that.
 */
export function isAsLeft(entity: PlannedEntity, row: PlanRow, stored: RowValues, raisedBy: number): boolean {
  const { after, before } = row;
  if (after === null) return false;
  const left = raisedBy === 0 ? after : withVersion(entity, after, versionOf(entity, after) + raisedBy);
  return left.every((value, index) => value === stored[index] || (before === null && value === null));
}

/** Whether a row is stored as it was before a plan. */
export function isAsBefore({ before }: PlanRow, stored: RowValues): boolean {
  return before !== null && before.every((value, index) => value === stored[index]);
}

/** Why a row cannot be written as planned, because it has changed since; null where it has not. */
export function driftOf(entity: PlannedEntity, row: PlanRow, raisedBy = 0): string | null {
  const stored = entity.find(row.key);
  if (row.before === null) return stored === undefined ? null : 'it is there already';
  if (stored === undefined) return 'it is gone';
  return versionOf(entity, stored) === (row.version ?? 0) + raisedBy ? null : 'it was changed since';
}

/** What a row is, in words. */
export function labelOf(entity: PlannedEntity | undefined, row: PlanRow): string {
  const values = row.after ?? row.before;
  return entity === undefined || values === null ? row.key : entity.label(values);
}
