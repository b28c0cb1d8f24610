import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { closed, day, type LooksOn, looksOn, minute, noData, open, start, stepMs } from './fixtures/looks.ts';
import { planOf } from './fixtures/query-plan.ts';
import { hourMs } from './occupancy-hours.ts';
import { eachHistoryRow, readStates } from './occupancy-history.ts';

let test: TestStore;
let on: LooksOn;
beforeEach(async () => {
  test = await createTestStore(start);
  on = looksOn(test);
  // These tests ask what is stored, not how surely; thousands of looks need not reach the disk.
  test.connection.raw.pragma('synchronous = OFF');
});
afterEach(() => test.close());

describe('a chart', () => {
  it('tells closed, no data and measured time apart and leaves nothing as zero', () => {
    on.looks(open(40), closed, noData, noData, open(80));
    const { points } = on.history(start, start + hourMs, { maxPoints: 61 });
    expect(points.filter(({ closedMs }) => closedMs > 0)).toHaveLength(10);
    expect(points.filter(({ noDataMs }) => noDataMs > 0)).toHaveLength(20);
    expect(points.filter(({ measuredMs }) => measuredMs > 0)).toHaveLength(10);
    const shut = points.find(({ closedMs }) => closedMs > 0);
    expect(shut).toMatchObject({ minPercent: null, maxPercent: null, meanPercent: null, measuredMs: 0 });
    expect(points.at(-1)).toMatchObject({ from: start + 40 * minute, minPercent: 80, meanPercent: 80, measuredMs: 0 });
  });

  it('keeps the least and the greatest of what it merges, and weighs the mean by time', () => {
    on.looks(open(10), open(10), open(10), open(90), open(10));
    const { points } = on.history(start, start + hourMs, { maxPoints: 2 });
    expect(points).toHaveLength(1);
    expect(points[0]).toMatchObject({ minPercent: 10, maxPercent: 90, meanPercent: 30 });
  });

  it('reads what is before the range where a state reaches into it', () => {
    for (let index = 0; index <= 12; index += 1) on.look(start + index * stepMs, open(33));
    const { points, unobserved } = on.history(start + hourMs, start + 2 * hourMs, { maxPoints: 61 });
    expect(unobserved).toEqual([]);
    expect(points).toHaveLength(60);
    expect(points.every((point) => point.meanPercent === 33)).toBe(true);
  });
});

describe('what nobody looked at', () => {
  it('is said, apart from what did not change', () => {
    on.looks(open(10), open(10), open(10));
    on.look(start + 3 * hourMs, open(10));
    on.look(start + 3 * hourMs + stepMs, open(10));
    const until = start + 3 * hourMs + stepMs;
    const { unobserved, coverage, points } = on.history(start, until, { maxPoints: 2000 });
    expect(unobserved).toEqual([{ from: start + 2 * stepMs, until: start + 3 * hourMs }]);
    expect(coverage).toBeCloseTo((3 * stepMs) / (until - start), 10);
    expect(points.some((point) => point.from >= start + 21 * minute && point.until <= start + 3 * hourMs)).toBe(false);
  });

  it('is everything for a building that nobody has looked at', () => {
    expect(on.history(start, start + hourMs)).toMatchObject({
      points: [],
      unobserved: [{ from: start, until: start + hourMs }],
      coverage: 0,
    });
  });

  it('is not the time that is still to come', () => {
    on.looks(open(10), open(10));
    const now = start + stepMs;
    expect(on.history(start, start + day, { now })).toMatchObject({ unobserved: [], coverage: 1 });
    expect(on.history(now + hourMs, now + day, { now })).toMatchObject({ points: [], unobserved: [], coverage: 0 });
  });

  it('begins once the next look is overdue', () => {
    on.looks(open(10), open(10));
    const last = start + stepMs;
    expect(on.history(start, start + day, { now: last + 15 * minute }).unobserved).toEqual([]);
    expect(on.history(start, start + day, { now: last + 15 * minute + 1 }).unobserved).toEqual([
      { from: last, until: last + 15 * minute + 1 },
    ]);
  });
});

describe('the states as a list', () => {
  it('are newest first, those that touch the range, with the newest confirmed by the last look', () => {
    on.looks(open(10), open(20), open(20), closed);
    const range = { from: start + 15 * minute, until: start + day, limit: 10 };
    expect(readStates(test.connection, '166', range)).toMatchObject([
      { status: 'closed', firstChecked: start + 3 * stepMs, lastChecked: start + 3 * stepMs },
      { busynessPercent: 20, firstChecked: start + stepMs, lastChecked: start + 2 * stepMs, runId: '1' },
    ]);
    expect(readStates(test.connection, '166', { ...range, limit: 1 })).toHaveLength(1);
  });

  it('come one after the other for an export, by building and time', () => {
    on.looks(open(10), open(20));
    on.look(start, closed, '100');
    const rows = [...eachHistoryRow(test.connection, { from: 0, until: start + day })];
    expect(rows.map((row) => [row.buildingCode, row.firstChecked])).toEqual([
      ['100', start],
      ['166', start],
      ['166', start + stepMs],
    ]);
  });
});

describe('the queries behind a screen', () => {
  it.each([
    ['a day', hourMs],
    ['a year', 365 * day],
  ])('find %s of one building by the primary key', async (_what, spanMs) => {
    on.looks(open(10));
    const used = planOf(test, () => on.history(start, start + spanMs));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((detail) => detail.startsWith('SCAN') && detail !== 'SCAN CONSTANT ROW')).toEqual([]);
    expect(used.filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
    expect(used.join('\n')).toMatch(/SEARCH (occupancy_history|occupancy_hour) USING PRIMARY KEY \(target_id=\?/);
  });

  it('export the history in its order without sorting it first', () => {
    on.looks(open(10));
    const used = planOf(test, () => [...eachHistoryRow(test.connection, { from: 0, until: start + day })]);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((detail) => detail.startsWith('SCAN') || detail.includes('TEMP B-TREE'))).toEqual([]);
  });
});
