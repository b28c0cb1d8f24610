import type { PlanAction } from '#shared/model/run-plan.ts';
import { entityOf } from '../store/planned-entities.ts';
import type { PlanPart } from '../store/plan-parts.ts';
import type { PlannedEntity, PlanRow } from '../store/planned-entity.ts';
import type { Plans } from '../store/plans.ts';
import { isAsBefore, isAsLeft, labelOf, type Touches, versionOf, withVersion } from './compare-rows.ts';
import { createSlices } from '../slices.ts';
import { type ReadingContext, touchesOf } from './drift.ts';
import { storedParts } from './plan-writer.ts';

/** How a row is taken back. With a reason it is a conflict: somebody touched it since, and it is left alone. */
interface Inverse {
  readonly row: PlanRow;
  readonly conflict: string | null;
}

/** Rows of one part of a plan as they are taken back; newest first. */
export interface InversePart {
  readonly entity: string;
  readonly action: PlanAction;
  readonly target: string | null;
  readonly rows: readonly PlanRow[];
  readonly conflicts: readonly { readonly row: PlanRow; readonly label: string; readonly reason: string }[];
}

const inverseOf = { create: 'remove', update: 'update', remove: 'create' } as const;

/** The run whose rows a run carried out: its own, or those of the plan that it took over. */
export function rowsRunId(plans: Plans, runId: number): number {
  const head = plans.get(runId);
  return head.source === 'apply' && head.ofRunId !== null ? head.ofRunId : runId;
}

/**
 * What takes a run back, in the opposite order of what it did. Rows that were never carried out, or are as before already,
 * need nothing. Reads only, and lets other work go first now and then.
 */
export async function* inverseParts(context: ReadingContext, runId: number): AsyncGenerator<InversePart> {
  const { plans } = context.store;
  const { doneUntil } = plans.get(runId);
  const misses = plans.misses(runId);
  const isDone = (rowNumber: number): boolean => rowNumber <= doneUntil && !misses.has(rowNumber);
  const parts = storedParts(context.store, rowsRunId(plans, runId));
  const touches = await touchesOf(context, parts, isDone);
  const rest = createSlices(context);
  for (let index = parts.heads.length - 1; index >= 0; index -= 1) {
    if ((parts.heads[index]?.firstRow ?? 0) > doneUntil) continue;
    yield inversePart(context, parts.read(index), isDone, touches);
    await rest();
  }
}

function inversePart(
  context: ReadingContext,
  part: PlanPart,
  isDone: (rowNumber: number) => boolean,
  touches: Touches,
): InversePart {
  const entity = entityOf(context.store, part.entity);
  const rows: PlanRow[] = [];
  const conflicts: InversePart['conflicts'][number][] = [];
  for (let at = part.rows.length - 1; at >= 0; at -= 1) {
    const row = part.rows[at];
    if (row === undefined || !isDone(part.firstRow + at)) continue;
    const inverse = inverseRow(entity, row, touches.of(entity.name, row.key));
    if (inverse === null) continue;
    if (inverse.conflict === null) rows.push(inverse.row);
    else conflicts.push({ row: inverse.row, label: labelOf(entity, row), reason: inverse.conflict });
  }
  return { entity: part.entity, action: inverseOf[part.action], target: part.target, rows, conflicts };
}

/** How one row is taken back; null where there is nothing to take back. */
function inverseRow(entity: PlannedEntity, row: PlanRow, raisedBy: number): Inverse | null {
  const { key, before } = row;
  const stored = entity.find(key);
  if (stored === undefined) {
    if (before === null) return null;
    const back = { key, version: null, before: null, after: before };
    return { row: back, conflict: row.after === null ? null : 'It was removed since.' };
  }
  const version = versionOf(entity, stored);
  const after = before === null ? null : row.after === null ? before : withVersion(entity, before, version + 1);
  const back = { key, version, before: stored, after };
  if (isAsBefore(row, stored)) return null;
  if (row.after === null) return { row: back, conflict: 'It was made anew since.' };
  return { row: back, conflict: isAsLeft(entity, row, stored, raisedBy) ? null : 'It was changed since.' };
}
