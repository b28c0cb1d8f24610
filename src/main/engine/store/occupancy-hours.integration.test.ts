import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestStore, type TestStore } from '../testing/test-store.ts';
import { closed, day, type LooksOn, looksAt, looksOn, minute, noData, open, start, stepMs } from './fixtures/looks.ts';
import { createOccupancyHours, hourMs } from './occupancy-hours.ts';

let test: TestStore;
let on: LooksOn;
beforeEach(async () => {
  test = await createTestStore(start);
  on = looksOn(test);
  // These tests ask what is stored, not how surely; thousands of looks need not reach the disk.
  test.connection.raw.pragma('synchronous = OFF');
});
afterEach(() => test.close());

describe('what an hour holds', () => {
  it('is the same gathered look by look as made anew from the history', () => {
    const hours = createOccupancyHours(test.connection);
    let round = 0;
    fc.assert(
      fc.property(looksAt, (steps) => {
        round += 1;
        on.play(steps, `b${round}`);
        const id = on.targetOf(`b${round}`);
        const gathered = on.hourRows(id);
        hours.rebuild(id);
        const rebuilt = on.hourRows(id);
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
    on.looks(open(10), open(10), open(50), closed, noData);
    expect(on.hourRows(on.targetOf('166'))).toEqual([
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
    on.look(start + 55 * minute, open(30));
    on.look(start + 65 * minute, open(30));
    expect(on.hourRows(on.targetOf('166')).map((row) => [row.hour, row.measured_ms])).toEqual([
      [start, 5 * minute],
      [start + hourMs, 5 * minute],
    ]);
  });
});

describe('a chart made from hours', () => {
  it('gives the same least and greatest for every hour from the states as from the gathered hours', () => {
    let round = 0;
    fc.assert(
      fc.property(looksAt, (steps) => {
        round += 1;
        const code = `b${round}`;
        const { until } = on.play(steps, code);
        const lastHour = until - (until % hourMs) + hourMs;
        const from = start - hourMs;
        const exact = on.history(from, Math.min(lastHour, from + 7 * day), {
          maxPoints: 1 + (Math.min(lastHour, from + 7 * day) - from) / hourMs,
          code,
        });
        expect(exact.bucketMs).toBe(hourMs);
        const gathered = on.hourRows(on.targetOf(code)).filter(({ hour }) => hour < exact.until && hour >= from);
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
    on.looks(open(12), open(97), open(45));
    const extremes = (spanMs: number): unknown => {
      const { points } = on.history(start - spanMs, start + hourMs, { maxPoints: 100 });
      return [
        Math.min(...points.map(({ minPercent }) => minPercent ?? 999)),
        Math.max(...points.map(({ maxPercent }) => maxPercent ?? 0)),
      ];
    };
    expect(extremes(hourMs)).toEqual([12, 97]);
    expect(extremes(30 * day)).toEqual([12, 97]);
    expect(extremes(365 * day)).toEqual([12, 97]);
  });
});

describe('the number of points', () => {
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
          on.play(steps, `b${round}`);
          const from = start + offsetMs;
          const { points } = on.history(from, from + spanMs, { maxPoints, now: start + 10 * day, code: `b${round}` });
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

  it('ends no point of whole hours before what it holds', () => {
    on.looks(closed, closed);
    const { points } = on.history(start - 8 * day, start + stepMs - 1, { maxPoints: 50 });
    expect(points).toMatchObject([{ from: start, until: start + hourMs, closedMs: stepMs }]);
  });

  it('never has more points than asked for where every minute has a look', () => {
    for (let index = 0; index < 200; index += 1) on.look(start + index * minute, open(index % 100));
    for (const maxPoints of [10, 11, 50, 99, 100]) {
      for (const offsetMs of [0, 1, minute - 1, 17 * minute]) {
        const { points } = on.history(start + offsetMs, start + 180 * minute, { maxPoints });
        expect(points.length).toBeLessThanOrEqual(maxPoints);
        expect(points.length).toBeGreaterThan(maxPoints / 3);
      }
    }
  });
});
