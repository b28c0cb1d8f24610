import { describe, expect, it } from 'vitest';
import { rowSegments, rowsInView } from './row-window.ts';

describe('The rows in view', () => {
  it('reach a little beyond what can be seen, in steps', () => {
    expect(rowsInView(100, 600, 32)).toEqual([0, 24]);
    expect(rowsInView(-32_000, 640, 32)).toEqual([992, 1032]);
  });
});

describe('The segments of a long table', () => {
  it('hold every row once, drawn or as a gap', () => {
    const segments = rowSegments(1000, 100, 104, 40);
    expect(segments).toEqual([
      { kind: 'gap', index: 0, rows: 40 },
      { kind: 'row', index: 40 },
      { kind: 'gap', index: 41, rows: 59 },
      ...[100, 101, 102, 103].map((index) => ({ kind: 'row', index })),
      { kind: 'gap', index: 104, rows: 896 },
    ]);
  });

  it('draw nothing beyond the end', () => {
    expect(rowSegments(2, 0, 24, 0)).toEqual([
      { kind: 'row', index: 0 },
      { kind: 'row', index: 1 },
    ]);
    expect(rowSegments(0, 0, 24, 0)).toEqual([]);
  });
});
