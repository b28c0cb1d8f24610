import { createHash } from 'node:crypto';
import type { Cell, ChangeLogArea, Finding } from './change-plan.ts';

/**
 * Tells what a look found in 44 characters (SHA-256, base64), so that a look that found the same is known without reading
 * the stored states. The order of the rows counts, and so do the area's columns: what an older Rounds wrote is never taken
 * for the same once a column has come. Null for a look that could not read everything, as the same rows may then mean more
 * the next time, and in an area whose targets have one state each: to read that takes less than to make a digest.
 */
export function digestOf(area: ChangeLogArea, { rows, unreadable = [], isComplete = true }: Finding): string | null {
  if (area.key.length === 0 || !isComplete || unreadable.length > 0) return null;
  const columns = [...area.key, ...area.compared, ...area.kept];
  // No callback and no array: this runs for every cell of every look.
  let text = `${columns.join()};`;
  for (const row of rows) {
    for (let index = 0; index < columns.length; index += 1) text += encode(row[columns[index] ?? ''] ?? null);
  }
  return createHash('sha256').update(text).digest('base64');
}

/** A text goes with its length, so that no two rows of cells are written the same way. */
function encode(cell: Cell): string {
  return typeof cell === 'string' ? cell.length + ':' + cell : cell + ';';
}
