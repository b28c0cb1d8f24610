/** A row to draw, or the height of rows that are left out. */
export type RowSegment =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly index: number; readonly rows: number };

/** The rows `first` to `last` (exclusive) of `count`, and `active` wherever it is, with gaps for all the others. */
export function rowSegments(count: number, first: number, last: number, active: number): readonly RowSegment[] {
  const segments: RowSegment[] = [];
  const shown = [active, ...Array.from({ length: Math.max(0, last - first) }, (_, offset) => first + offset)];
  const sorted = [...new Set(shown)].filter((index) => index >= 0 && index < count).toSorted((a, b) => a - b);
  let next = 0;
  for (const index of sorted) {
    if (index > next) segments.push({ kind: 'gap', index: next, rows: index - next });
    segments.push({ kind: 'row', index });
    next = index + 1;
  }
  if (next < count) segments.push({ kind: 'gap', index: next, rows: count - next });
  return segments;
}

/** The rows to draw around what can be seen: `top` is where the first row stands below the upper edge of the view. */
export function rowsInView(top: number, viewHeight: number, rowHeight: number): readonly [number, number] {
  const step = 8;
  const first = Math.floor(-top / rowHeight / step) * step - step;
  const last = Math.ceil((viewHeight - top) / rowHeight / step) * step + step;
  return [Math.max(0, first), Math.max(0, last)];
}
