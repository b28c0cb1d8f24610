import { describe, expect, it } from 'vitest';
import { parseWaitzCompare } from '../../engine/sources/waitz/compare.ts';
import { parseWaitzLive, type WaitzReading } from '../../engine/sources/waitz/parse.ts';
import { waitzCompareAt } from './compare.ts';
import { waitzAt } from './live.ts';

/** Monday 2 March 2026, 12:30 on the campus, which has UTC in winter. */
const mondayNoon = Date.UTC(2026, 2, 2, 12, 30);
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

function readingsAt(timeMs: number, seed = 1): ReadonlyMap<string, WaitzReading> {
  return new Map(
    parseWaitzLive(JSON.stringify(waitzAt(seed, timeMs))).map(({ name, reading, fault }) => {
      if (!reading) throw new Error(`${name}: ${fault}`);
      return [name, reading];
    }),
  );
}

const percentAt = (name: string, timeMs: number): number => readingsAt(timeMs).get(name)?.busynessPercent ?? Number.NaN;

/** All figures as one text that does not depend on the order of the list. */
function inNameOrder(timeMs: number): string {
  return JSON.stringify([...readingsAt(timeMs)].toSorted(([a], [b]) => a.localeCompare(b)));
}

describe('the invented campus', () => {
  it('follows from seed and minute alone', () => {
    expect(waitzAt(1, mondayNoon)).toEqual(waitzAt(1, mondayNoon + 59_999));
    expect(waitzAt(1, mondayNoon)).not.toEqual(waitzAt(2, mondayNoon));
  });

  it('moves every minute', () => {
    const minutes = Array.from({ length: 30 }, (_, minute) => inNameOrder(mondayNoon + minute * 60_000));
    expect(new Set(minutes).size).toBe(30);
  });

  it('shows every kind of place on an ordinary noon', () => {
    const readings = readingsAt(mondayNoon);
    expect(readings.size).toBe(12);
    expect(readings.get('Boathouse Grill')).toMatchObject({ status: 'closed', hourSummary: 'Closed until 11:00am' });
    expect(readings.get('Old Customs House')).toMatchObject({ status: 'no_data', isOpen: true, busynessPercent: null });
    expect(readings.get('Dining')).toMatchObject({ hourSummary: 'Partially Open', isOpen: true });
    expect(readings.get('Dining')?.parts.map(({ status }) => status === 'closed')).toEqual([false, false, true]);
    expect(readings.get('Science & Engineering Library')?.parts[2]).toMatchObject({ status: 'no_data' });
    expect(readings.get('Harbour Library')?.bestSpot).toBe('Basement Stacks');
    expect(readings.get("Fisher's Café & Bakery")?.isOpen).toBe(true);
  });

  it('fills at noon and empties at night', () => {
    expect(percentAt('Quayside Canteen', mondayNoon)).toBeGreaterThan(55);
    expect(percentAt('Quayside Canteen', mondayNoon + 3 * hourMs)).toBeLessThan(30);
    expect(percentAt('Lighthouse Gym', mondayNoon + 5.5 * hourMs)).toBeGreaterThan(
      percentAt('Lighthouse Gym', mondayNoon + 2.5 * hourMs),
    );
    expect(readingsAt(mondayNoon + 15 * hourMs).get('Harbour Library')).toMatchObject({ status: 'closed', people: 0 });
    expect(readingsAt(mondayNoon + 12 * hourMs).get('Harbour Library')).toMatchObject({ isOpen: true });
  });

  it('keeps campus time across daylight saving', () => {
    const summer = Date.UTC(2026, 6, 6, 6, 15);
    expect(readingsAt(summer).get('Harbour Library')?.isOpen).toBe(true);
    expect(readingsAt(Date.UTC(2026, 2, 2, 6, 15)).get('Harbour Library')?.isOpen).toBe(false);
  });

  it('can be read at any hour of two weeks', () => {
    for (let timeMs = mondayNoon - 14 * dayMs; timeMs < mondayNoon; timeMs += hourMs) {
      const readings = readingsAt(timeMs);
      expect(readings.size).toBe(12);
      for (const { busynessPercent } of readings.values()) expect(busynessPercent ?? 0).toBeLessThanOrEqual(125);
    }
  });

  it('tells trends that can be read too', () => {
    const trends = parseWaitzCompare(JSON.stringify(waitzCompareAt(1, mondayNoon)));
    expect(trends).toHaveLength(12);
    expect(trends.find(({ id }) => id === '1')).toMatchObject({
      nextHour: expect.stringMatching(/^Usually /),
      peak: 'Peak hours are 3pm-4pm',
      best: 'Best floor right now: Basement Stacks',
    });
    expect(trends.find(({ id }) => id === '10')).toEqual({
      id: '10',
      nextHour: null,
      usual: null,
      peak: null,
      best: null,
    });
  });
});
