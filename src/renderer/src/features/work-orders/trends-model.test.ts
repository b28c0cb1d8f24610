import { describe, expect, it } from 'vitest';
import { axisMarks, findingAt, loneValues, readRange, trendsOf } from './trends-model.ts';
import type { Trend, Trends } from './trends-model.ts';

const data: Trends = {
  weeks: [
    {
      monday: '2026-11-02',
      open: 50,
      overdue: 1,
      added: 4,
      removed: 2,
      byCategory: [
        { category: 'A', count: 20 },
        { category: 'B', count: 12 },
        { category: 'C', count: 8 },
        { category: 'D', count: 6 },
      ],
    },
    { monday: '2026-11-09', open: null, overdue: null, added: 0, removed: 0, byCategory: [] },
    {
      monday: '2026-11-16',
      open: 58,
      overdue: 3,
      added: 9,
      removed: 1,
      byCategory: [
        { category: 'A', count: 24 },
        { category: 'E', count: 15 },
        { category: 'B', count: 12 },
        { category: 'Other', count: 7 },
      ],
    },
  ],
  ages: [
    { fromDays: 0, untilDays: 7, count: 10 },
    { fromDays: 7, untilDays: null, count: 46 },
    { fromDays: null, untilDays: null, count: 2 },
  ],
};

function trend(key: string): Trend {
  const found = trendsOf(data).find((each) => each.key === key);
  if (found === undefined) throw new Error(`There is no trend ${key}.`);
  return found;
}

describe('The trends of work orders', () => {
  it('leave a gap where nobody looked, never a zero', () => {
    expect(trend('open').series[0]?.values).toEqual([50, null, 58]);
    expect(trend('growth').series[0]?.values).toEqual([4, null, 9]);
    expect(trend('category').series[0]?.values).toEqual([20, null, 24]);
    expect(findingAt(trend('open'), 1)).toBe('Nobody looked');
    expect(loneValues([50, null, 58])).toEqual([50, null, 58]);
    expect(loneValues([50, 51, null])).toEqual([null, null, null]);
  });

  it('say in two sentences what the figures are, and which are gaps', () => {
    expect(trend('open').sentences).toEqual([
      '58 orders are open, +8 since the week of Mon 2 Nov 2026; the most were 58, in the week of Mon 16 Nov 2026.',
      '1 week has no figure, because nobody looked; they are gaps, not 0.',
    ]);
    expect(trend('growth').sentences).toEqual([
      '13 orders were added and 3 went in the last 3 weeks, +10 together.',
      'Most were added in the week of Mon 16 Nov 2026: 9.',
    ]);
    expect(trend('age').sentences).toEqual([
      'Of 58 open orders, the oldest 46 are 7 days old or older.',
      'Of 2 the portal does not tell when they were created.',
    ]);
    for (const each of trendsOf(data)) expect(each.sentences).toHaveLength(2);
  });

  it('show at most five categories, the rest together, and lose no order', () => {
    const { series } = trend('category');
    expect(series.map(({ key }) => key)).toEqual(['A', 'B', 'E', 'C', 'Other']);
    const sums = [0, 2].map((week) => series.reduce((sum, { values }) => sum + (values[week] ?? 0), 0));
    expect(sums).toEqual([46, 58]);
  });

  it('hold their ground without any data', () => {
    for (const each of trendsOf({ weeks: [], ages: [] })) expect(each.sentences).toHaveLength(2);
  });

  it('mark the newest place on the axis, and not more than fit', () => {
    expect(axisMarks(trend('open'), 2)).toEqual(['2026-11-02', '2026-11-16']);
    expect(readRange(new URLSearchParams('weeks=13'))).toBe('26');
  });
});
