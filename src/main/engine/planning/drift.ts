import { AppError } from '#shared/errors.ts';
import { createSlices, type SliceClock } from '../slices.ts';
import { entityOf } from '../store/planned-entities.ts';
import type { Store } from '../store/store.ts';
import { createTouches, driftOf, labelOf, type Touches } from './compare-rows.ts';
import type { Parts } from './plan-writer.ts';

/** What reading the rows of a plan works with. */
export interface ReadingContext {
  readonly store: Store;
  readonly clock: SliceClock;
  readonly signal?: AbortSignal;
}

/** Looks at every row of a plan. Rejects with `conflict` naming the first that is not as it was when the plan was made. */
export async function refuseDrift(context: ReadingContext, parts: Parts): Promise<void> {
  const rest = createSlices(context);
  for (let index = 0; index < parts.heads.length; index += 1) {
    const { entity: name, rows } = parts.read(index);
    const entity = entityOf(context.store, name);
    for (const [at, row] of rows.entries()) {
      const drift = driftOf(entity, row);
      if (drift !== null) {
        const what = `${labelOf(entity, row)}: ${drift}`;
        throw new AppError('conflict', `${what}. Nothing was changed. Run the work again to have it planned anew.`);
      }
      if (at % 16 === 0) await rest();
    }
  }
}

/** Counts by how much the rows of a plan that were carried out raised the versions of other rows. */
export async function touchesOf(
  context: ReadingContext,
  parts: Parts,
  isDone: (rowNumber: number) => boolean,
): Promise<Touches> {
  const touches = createTouches();
  const rest = createSlices(context);
  for (const [index, head] of parts.heads.entries()) {
    const entity = entityOf(context.store, head.entity);
    if (entity.touches === undefined) continue;
    for (const [at, row] of parts.read(index).rows.entries()) {
      if (isDone(head.firstRow + at)) touches.note(entity, row);
    }
    await rest();
  }
  return touches;
}
