import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OccupancyStatus } from '#shared/model/occupancy.ts';
import { createTestStore, sampleReading, type TestStore } from '../testing/test-store.ts';
import { createOccupancyHours, hourMs } from './occupancy-hours.ts';
import { eachHistoryRow, readHistory, readStates } from './occupancy-history.ts';

const minute = 60_000;
const day = 24 * hourMs;
const start = Date.UTC(2026, 10, 22, 8);
const stepMs = 10 * minute;

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
  // These tests ask what is stored, not how surely; thousands of looks need not reach the disk.
  test.connection.raw.pragma('synchronous = OFF');
});
afterEach(() => test.close());

interface Seen {
  readonly status: OccupancyStatus;
  readonly percent: number | null;
}
const open = (percent: number): Seen => ({ status: 'moderate', percent });
const closed: Seen = { status: 'closed', percent: null };
const noData: Seen = { status: 'no_data', percent: null };

function look(at: number, { status, percent }: Seen, code = '166'): void {
  test.store.occupancy.apply({ code, at, stepMs, runId: 1 }, sampleReading({ status, busynessPercent: percent }));
}

/** One look every ten minutes from the start on. */
function looks(...seen: readonly Seen[]): void {
  seen.forEach((each, index) => look(start + index * stepMs, each));
}

function history(from: number, until: number, { maxPoints = 2000, now = until, code = '166' } = {}) {
  return readHistory(test.connection, code, { from, until, maxPoints, now });
}

interface HourRow {
  readonly hour: number;
  readonly min_percent: number | null;
  readonly max_percent: number | null;
  readonly percent_ms: number;
  readonly measured_ms: number;
  readonly closed_ms: number;
  readonly no_data_ms: number;
}

function hourRows(targetId: number): HourRow[] {
  return test.connection.raw
    .prepare<[number], HourRow>(
      `SELECT hour, min_percent, max_percent, percent_ms, measured_ms, closed_ms, no_data_ms
       FROM occupancy_hour WHERE target_id = ? ORDER BY hour`,
    )
    .all(targetId);
}

function targetOf(code: string): number {
  return Number(test.connection.raw.prepare('SELECT id FROM check_target WHERE key = ?').pluck().get(code));
}

const seen = fc.oneof(fc.integer({ min: 0, max: 120 }).map(open), fc.constant(closed), fc.constant(noData));
/** Looks at any distance: in step, late, after a long gap, with the clock going back, on the full hour. */
const looksAt = fc.array(
  fc.record({
    laterMs: fc.oneof(
      { weight: 5, arbitrary: fc.constant(stepMs) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 16 * minute }) },
      fc.integer({ min: 16 * minute, max: 5 * hourMs }),
      fc.integer({ min: -20 * minute, max: 0 }),
      fc.constant(hourMs),
    ),
    isSame: fc.boolean(),
    seen,
  }),
  { minLength: 1, maxLength: 60 },
);

describe('what an hour holds', () => {
  it('is the same gathered look by look as made anew from the history', () => {
    const hours = createOccupancyHours(test.connection);
    let round = 0;
    fc.assert(
      fc.property(looksAt, (steps) => {
        round += 1;
        play(steps, `b${round}`);
        const id = targetOf(`b${round}`);
        const gathered = hourRows(id);
        hours.rebuild(id);
        const rebuilt = hourRows(id);
        expect(gathered.map(({ percent_ms: _sum, ...row }) => row)).toEqual(
          rebuilt.map(({ percent_ms: _sum, ...row }) => row),
        );
        gathered.forEach((row, index) =>
          expect(row.percent_ms).toBeCloseTo(rebuilt[index]?.percent_ms ?? Number.NaN, 3),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('counts a state up to the next look and no further', () => {
    looks(open(10), open(10), open(50), closed, noData);
    expect(hourRows(targetOf('166'))).toEqual([
      {
        hour: start,
        min_percent: 10,
        max_percent: 50,
        percent_ms: 10 * 2 * stepMs + 50 * stepMs,
        measured_ms: 3 * stepMs,
        closed_ms: stepMs,
        no_data_ms: 0,
      },
    ]);
  });

  it('shares a state that crosses the full hour between both', () => {
    look(start + 55 * minute, open(30));
    look(start + 65 * minute, open(30));
    expect(hourRows(targetOf('166')).map((row) => [row.hour, row.measured_ms])).toEqual([
      [start, 5 * minute],
      [start + hourMs, 5 * minute],
    ]);
  });
});

/** How SQLite would run a statement, whatever its parameters. */
function explain(text: string): string[] {
  const names = [...text.matchAll(/@(\w+)/g)].map(([, name]) => [name, 1] as const);
  const marks = text.match(/\?/g) ?? [];
  const parameters = names.length > 0 ? [Object.fromEntries(names)] : marks.map(() => 1);
  return test.connection.raw
    .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${text}`)
    .all(...parameters)
    .map(({ detail }) => detail);
}

function play(
  steps: typeof looksAt extends fc.Arbitrary<infer T> ? T : never,
  code: string,
): { from: number; until: number } {
  let at = start;
  let last: Seen = closed;
  let until = start;
  for (const each of steps) {
    at += each.laterMs;
    last = each.isSame ? last : each.seen;
    look(at, last, code);
    until = Math.max(until, at);
  }
  return { from: start - hourMs, until: until + hourMs };
}

describe('a chart', () => {
  it('tells closed, no data and measured time apart and leaves nothing as zero', () => {
    looks(open(40), closed, noData, noData, open(80));
    const { points } = history(start, start + hourMs, { maxPoints: 61 });
    expect(points.filter(({ closedMs }) => closedMs > 0)).toHaveLength(10);
    expect(points.filter(({ noDataMs }) => noDataMs > 0)).toHaveLength(20);
    expect(points.filter(({ measuredMs }) => measuredMs > 0)).toHaveLength(10);
    const shut = points.find(({ closedMs }) => closedMs > 0);
    expect(shut).toMatchObject({ minPercent: null, maxPercent: null, meanPercent: null, measuredMs: 0 });
    expect(points.at(-1)).toMatchObject({ from: start + 40 * minute, minPercent: 80, meanPercent: 80, measuredMs: 0 });
  });

  it('keeps the least and the greatest of what it merges, and weighs the mean by time', () => {
    looks(open(10), open(10), open(10), open(90), open(10));
    const { points } = history(start, start + hourMs, { maxPoints: 2 });
    expect(points).toHaveLength(1);
    expect(points[0]).toMatchObject({ minPercent: 10, maxPercent: 90, meanPercent: 30 });
  });

  it('never has more points than asked for, over any range', () => {
    let round = 0;
    fc.assert(
      fc.property(
        looksAt,
        fc.integer({ min: 10, max: 300 }),
        fc.integer({ min: -30 * day, max: day }),
        fc.integer({ min: 1, max: 40 * day }),
        (steps, maxPoints, offsetMs, spanMs) => {
          round += 1;
          play(steps, `b${round}`);
          const from = start + offsetMs;
          const { points } = history(from, from + spanMs, { maxPoints, now: start + 10 * day, code: `b${round}` });
          expect(points.length).toBeLessThanOrEqual(maxPoints);
          for (const point of points) {
            expect(point.until).toBeGreaterThan(point.from);
            expect(point.measuredMs + point.closedMs + point.noDataMs).toBeLessThanOrEqual(point.until - point.from);
          }
          expect(points.map((point) => point.from)).toEqual(
            points.map((point) => point.from).toSorted((left, right) => left - right),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('never has more points than asked for where every minute has a look', () => {
    for (let index = 0; index < 200; index += 1) look(start + index * minute, open(index % 100));
    for (const maxPoints of [10, 11, 50, 99, 100]) {
      for (const offsetMs of [0, 1, minute - 1, 17 * minute]) {
        const { points } = history(start + offsetMs, start + 180 * minute, { maxPoints });
        expect(points.length).toBeLessThanOrEqual(maxPoints);
        expect(points.length).toBeGreaterThan(maxPoints / 3);
      }
    }
  });

  it('gives the same least and greatest for every hour from the states as from the gathered hours', () => {
    let round = 0;
    fc.assert(
      fc.property(looksAt, (steps) => {
        round += 1;
        const code = `b${round}`;
        const { until } = play(steps, code);
        const lastHour = until - (until % hourMs) + hourMs;
        const from = start - hourMs;
        const exact = history(from, Math.min(lastHour, from + 7 * day), {
          maxPoints: 1 + (Math.min(lastHour, from + 7 * day) - from) / hourMs,
          code,
        });
        expect(exact.bucketMs).toBe(hourMs);
        const gathered = hourRows(targetOf(code)).filter(({ hour }) => hour < exact.until && hour >= from);
        expect(
          exact.points.map(({ from: hour, minPercent, maxPercent, measuredMs, closedMs }) => [
            hour,
            minPercent,
            maxPercent,
            measuredMs,
            closedMs,
          ]),
        ).toEqual(gathered.map((row) => [row.hour, row.min_percent, row.max_percent, row.measured_ms, row.closed_ms]));
      }),
      { numRuns: 60 },
    );
  });

  it('shows the same extremes over a month as over a day', () => {
    looks(open(12), open(97), open(45));
    const extremes = (spanMs: number): unknown => {
      const { points } = history(start - spanMs, start + hourMs, { maxPoints: 100 });
      return [
        Math.min(...points.map(({ minPercent }) => minPercent ?? 999)),
        Math.max(...points.map(({ maxPercent }) => maxPercent ?? 0)),
      ];
    };
    expect(extremes(hourMs)).toEqual([12, 97]);
    expect(extremes(30 * day)).toEqual([12, 97]);
    expect(extremes(365 * day)).toEqual([12, 97]);
  });

  it('reads what is before the range where a state reaches into it', () => {
    for (let index = 0; index <= 12; index += 1) look(start + index * stepMs, open(33));
    const { points, unobserved } = history(start + hourMs, start + 2 * hourMs, { maxPoints: 61 });
    expect(unobserved).toEqual([]);
    expect(points).toHaveLength(60);
    expect(points.every((point) => point.meanPercent === 33)).toBe(true);
  });
});

describe('what nobody looked at', () => {
  it('is said, apart from what did not change', () => {
    looks(open(10), open(10), open(10));
    look(start + 3 * hourMs, open(10));
    look(start + 3 * hourMs + stepMs, open(10));
    const until = start + 3 * hourMs + stepMs;
    const { unobserved, coverage, points } = history(start, until, { maxPoints: 2000 });
    expect(unobserved).toEqual([{ from: start + 2 * stepMs, until: start + 3 * hourMs }]);
    expect(coverage).toBeCloseTo((3 * stepMs) / (until - start), 10);
    expect(points.some((point) => point.from >= start + 21 * minute && point.until <= start + 3 * hourMs)).toBe(false);
  });

  it('is everything for a building that nobody has looked at', () => {
    expect(history(start, start + hourMs)).toMatchObject({
      points: [],
      unobserved: [{ from: start, until: start + hourMs }],
      coverage: 0,
    });
  });

  it('is not the time that is still to come', () => {
    looks(open(10), open(10));
    const now = start + stepMs;
    expect(history(start, start + day, { now })).toMatchObject({ unobserved: [], coverage: 1 });
    expect(history(now + hourMs, now + day, { now })).toMatchObject({ points: [], unobserved: [], coverage: 0 });
  });

  it('begins once the next look is overdue', () => {
    looks(open(10), open(10));
    const last = start + stepMs;
    expect(history(start, start + day, { now: last + 15 * minute }).unobserved).toEqual([]);
    expect(history(start, start + day, { now: last + 15 * minute + 1 }).unobserved).toEqual([
      { from: last, until: last + 15 * minute + 1 },
    ]);
  });
});

describe('the states as a list', () => {
  it('are newest first, those that touch the range, with the newest confirmed by the last look', () => {
    looks(open(10), open(20), open(20), closed);
    const range = { from: start + 15 * minute, until: start + day, limit: 10 };
    expect(readStates(test.connection, '166', range)).toMatchObject([
      { status: 'closed', firstChecked: start + 3 * stepMs, lastChecked: start + 3 * stepMs },
      { busynessPercent: 20, firstChecked: start + stepMs, lastChecked: start + 2 * stepMs, runId: '1' },
    ]);
    expect(readStates(test.connection, '166', { ...range, limit: 1 })).toHaveLength(1);
  });

  it('come one after the other for an export, by building and time', () => {
    looks(open(10), open(20));
    look(start, closed, '100');
    const rows = [...eachHistoryRow(test.connection, { from: 0, until: start + day })];
    expect(rows.map((row) => [row.buildingCode, row.firstChecked])).toEqual([
      ['100', start],
      ['166', start],
      ['166', start + stepMs],
    ]);
  });
});

describe('the queries behind a screen', () => {
  const plans = (work: () => void): string[] => {
    const { raw } = test.connection;
    const texts: string[] = [];
    const prepare = raw.prepare.bind(raw);
    raw.prepare = ((text: string) => {
      texts.push(text);
      return prepare(text);
      // The same function with a note of its argument.
    }) as typeof raw.prepare;
    work();
    raw.prepare = prepare;
    return texts.flatMap((text) => explain(text));
  };

  it.each([
    ['a day', hourMs],
    ['a year', 365 * day],
  ])('find %s of one building by the primary key', async (_what, spanMs) => {
    looks(open(10));
    const used = plans(() => history(start, start + spanMs));
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((detail) => detail.startsWith('SCAN') && detail !== 'SCAN CONSTANT ROW')).toEqual([]);
    expect(used.filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
    expect(used.join('\n')).toMatch(/SEARCH (occupancy_history|occupancy_hour) USING PRIMARY KEY \(target_id=\?/);
  });

  it('export the history in its order without sorting it first', () => {
    looks(open(10));
    const used = plans(() => [...eachHistoryRow(test.connection, { from: 0, until: start + day })]);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((detail) => detail.startsWith('SCAN') || detail.includes('TEMP B-TREE'))).toEqual([]);
  });
});
