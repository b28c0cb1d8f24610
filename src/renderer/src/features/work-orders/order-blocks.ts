import type { Span } from '../../lib/grid-window.ts';

/** Rows are asked for in blocks with fixed borders, so that what was read once serves when one scrolls back. */
export const BLOCK = 100;
/** So many rows beyond what is drawn are asked for already. */
const AHEAD = 40;

/** The numbers of the blocks that hold some rows and those near them, of `total` rows; the first is always there. */
export function blocksFor([first, last]: Span, total: number | null): readonly number[] {
  if (total === null) return [0];
  const lastRow = Math.max(0, Math.min(total, last + AHEAD) - 1);
  const from = Math.floor(Math.max(0, Math.min(first - AHEAD, lastRow)) / BLOCK);
  const until = Math.floor(lastRow / BLOCK);
  return Array.from({ length: until - from + 1 }, (_, offset) => from + offset);
}
