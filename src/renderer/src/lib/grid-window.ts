/** From the first to the last, which is excluded. */
export type Span = readonly [number, number];

/** Cells drawn at least beyond what can be seen. */
const MARGIN = 3;
/** How far one scrolls before others are drawn, in cells: so many rows or columns come in one frame. */
const STEP = 2;

/** The cells to draw of `count` that stand in a row, where one looks at `view` pixels from `offset` on. */
export function spanInView(offset: number, view: number, cell: number, count: number): Span {
  const first = Math.floor(offset / cell / STEP) * STEP - MARGIN;
  const last = Math.ceil((offset + view) / cell / STEP) * STEP + MARGIN;
  const clamp = (index: number): number => Math.max(0, Math.min(index, count));
  return [clamp(first), clamp(last)];
}

export function indexesOf([first, last]: Span): readonly number[] {
  return Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset);
}

export function isIn([first, last]: Span, index: number): boolean {
  return index >= first && index < last;
}

/** Where to scroll so that a cell can be seen: the same offset where it already can. */
export function offsetShowing(offset: number, view: number, cell: number, index: number): number {
  return Math.max(Math.min(offset, index * cell), (index + 1) * cell - view);
}
