import { describe, expect, it } from 'vitest';
import type { Cell } from './change-plan.ts';
import { levelArea } from './fixtures/level-area.ts';
import { digestOf } from './look-digest.ts';

const row = (place: string, level: Cell, note: Cell) => ({ place, level, note });
const digest = (...rows: ReturnType<typeof row>[]) => digestOf(levelArea, { at: 0, rows });

describe('the digest of what a look found', () => {
  it('is the same for the same rows', () => {
    expect(digest(row('a', 1, 'x'), row('b', 2, null))).toBe(digest(row('a', 1, 'x'), row('b', 2, null)));
    expect(digest(row('a', 1, 'x'))).toHaveLength(44);
  });

  it.each<[string, ReturnType<typeof row>[], ReturnType<typeof row>[]]>([
    ['a figure', [row('a', 1, 'x')], [row('a', 2, 'x')]],
    ['a kept field', [row('a', 1, 'x')], [row('a', 1, 'y')]],
    ['nothing and zero', [row('a', null, 'x')], [row('a', 0, 'x')]],
    ['nothing and the word for it', [row('a', 1, null)], [row('a', 1, 'null')]],
    ['a number and its text', [row('a', 1, '1')], [row('a', 1, 1)]],
    ['what ends one text and begins the next', [row('a', 'b1:c', '')], [row('a1:b', 'c', '')]],
    ['a row more', [row('a', 1, 'x')], [row('a', 1, 'x'), row('b', 1, 'x')]],
    ['no row', [], [row('a', 1, 'x')]],
  ])('tells %s apart', (_what, left, right) => {
    expect(digest(...left)).not.toBe(digest(...right));
  });

  it('knows the columns that were compared', () => {
    const rows = [row('a', 1, 'x')];
    const other = { ...levelArea, compared: ['note'], kept: ['level'] };
    expect(digestOf(other, { at: 0, rows: [{ place: 'a', level: 'x', note: 1 }] })).not.toBe(digest(...rows));
  });

  it('is not given where a target has one state alone', () => {
    expect(digestOf({ ...levelArea, key: [] }, { at: 0, rows: [row('a', 1, 'x')] })).toBeNull();
  });

  it('is not given where something could not be read', () => {
    const rows = [row('a', 1, 'x')];
    expect(digestOf(levelArea, { at: 0, rows, isComplete: false })).toBeNull();
    expect(digestOf(levelArea, { at: 0, rows, unreadable: [{ place: 'b' }] })).toBeNull();
  });
});
