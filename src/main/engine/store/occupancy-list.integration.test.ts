import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestStore, sampleBuilding, sampleReading, sampleSource, type TestStore } from '../testing/test-store.ts';
import { minute, open, type LooksOn, looksOn, start, stepMs } from './fixtures/looks.ts';
import { planOf } from './fixtures/query-plan.ts';
import { hourMs } from './occupancy-hours.ts';
import { listBuildings, readBuilding } from './occupancy-list.ts';

let test: TestStore;
let on: LooksOn;
beforeEach(async () => {
  test = await createTestStore(start);
  on = looksOn(test);
  test.store.sources.save(sampleSource(), start);
  test.store.buildings.save(sampleBuilding(), start);
});
afterEach(() => test.close());

const list = (now = start) => listBuildings(test.connection, now, 5 * minute);

describe('the list of buildings', () => {
  it('holds every watched building by name, those that nobody has looked at too', () => {
    test.store.buildings.save(sampleBuilding({ code: '1', name: 'Annex' }), start);
    test.store.buildings.save(sampleBuilding({ code: '2', name: 'Gone' }), start);
    test.store.buildings.remove('2', start);
    on.look(start, open(41));
    expect(list()).toMatchObject([
      { code: '1', state: null, failure: null, stepMs: 5 * minute, sparkline: [], trendPercent: null },
      { code: '166', sourceName: 'Harbour University', stepMs, state: { busynessPercent: 41, firstChecked: start } },
    ]);
  });

  it('shows the last good state beside what went wrong since', () => {
    on.look(start, open(41));
    for (const at of [start + stepMs, start + 2 * stepMs]) {
      test.store.occupancy.fail({ code: '166', at, stepMs }, { code: 'network', message: 'No answer.' });
    }
    expect(list()).toMatchObject([
      {
        state: { busynessPercent: 41, lastChecked: start },
        failure: { code: 'network', message: 'No answer.', since: start + stepMs, at: start + 2 * stepMs, inRow: 2 },
      },
    ]);
  });

  it('shows what went wrong where nothing was ever good', () => {
    test.store.occupancy.fail({ code: '166', at: start, stepMs }, { code: 'refused', message: 'Not allowed.' });
    expect(list()).toMatchObject([{ state: null, failure: { code: 'refused', inRow: 1 } }]);
  });

  it('confirms a state by the last look and keeps when it began', () => {
    on.looks(open(41), open(41), open(41));
    expect(list()[0]?.state).toMatchObject({ firstChecked: start, lastChecked: start + 2 * stepMs });
  });

  it('draws the last 24 hours in hours, and says where it is going', () => {
    on.look(start - 30 * hourMs, open(99));
    for (let at = start - 2 * hourMs; at <= start + 30 * minute; at += stepMs) on.look(at, open(at < start ? 20 : 50));
    const [row] = list(start + 30 * minute);
    expect(row?.sparkline.map(({ from, meanPercent }) => [from, meanPercent])).toEqual([
      [start - 2 * hourMs, 20],
      [start - hourMs, 20],
      [start, 50],
    ]);
    expect(row?.trendPercent).toBe(30);
  });

  it('says nothing of a direction where an hour in between is missing', () => {
    on.look(start - 3 * hourMs, open(10));
    on.look(start, open(50));
    expect(list()[0]?.trendPercent).toBeNull();
  });
});

describe('one building', () => {
  it('comes with its parts, the way to its page and the newest trend', () => {
    const part = { id: '11', name: 'Gallery', abbreviation: null, status: 'busy', busynessPercent: 70 } as const;
    const rest = { people: null, capacity: null, isOpen: true, isAvailable: true, hourSummary: null };
    const reading = sampleReading({ parts: [{ ...part, ...rest }], bestLabel: 'floor', bestSpot: 'G' });
    test.store.occupancy.apply({ code: '166', at: start, stepMs, runId: 1 }, reading);
    const trend = { nextHour: 'Busier', usual: null, peak: '2pm', best: null, fetchedAt: start };
    test.store.occupancy.keepTrend('166', { ...trend, nextHour: 'Older' });
    test.store.occupancy.keepTrend('166', trend);
    expect(readBuilding(test.connection, '166', { now: start, defaultStepMs: stepMs })).toMatchObject({
      parts: [{ ...part, ...rest }],
      bestLabel: 'floor',
      trend,
      link: 'https://waitz.example/harbour',
      state: { bestSpot: 'G' },
      sparkline: [{ minPercent: 41 }],
    });
  });

  it('is not found under a code that nobody watches', () => {
    expect(() => readBuilding(test.connection, '7', { now: start, defaultStepMs: 1 })).toThrow(
      'no building with the code "7"',
    );
  });
});

it('reads only the newest hours of each building, however many are kept', () => {
  on.look(start, open(41));
  const used = [
    ...planOf(test, () => list()),
    ...planOf(test, () => readBuilding(test.connection, '166', { now: start, defaultStepMs: stepMs })),
  ];
  const hours = used.filter((step) => step.includes('occupancy_hour'));
  expect(hours).toEqual(
    Array.from({ length: 2 }, () =>
      expect.stringMatching(/^SEARCH occupancy_hour USING PRIMARY KEY \(target_id=\? AND hour>\?/),
    ),
  );
});
