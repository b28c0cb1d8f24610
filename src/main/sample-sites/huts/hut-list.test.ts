import { describe, expect, it } from 'vitest';
import { availabilityAt } from './availability.ts';
import { hutOf, hutsOf } from './hut-list.ts';

describe('the list of sample huts', () => {
  const huts = hutsOf(1500);

  it('begins with the named ones and goes on as far as asked', () => {
    expect(huts).toHaveLength(1500);
    expect(hutsOf(3).map(({ id }) => id)).toEqual([201, 202, 203]);
    expect(huts.slice(23, 26).map(({ id }) => id)).toEqual([224, 1000, 1001]);
    expect(huts.some(({ name }) => name === 'ZZZ TEST Hut')).toBe(true);
  });

  it('has every id, name and category once', () => {
    expect(new Set(huts.map(({ id }) => id)).size).toBe(1500);
    expect(new Set(hutsOf(4000).map(({ name }) => name)).size).toBe(4000);
    const categories = huts.flatMap((hut) => hut.categories.map(({ id }) => id));
    expect(new Set(categories).size).toBe(categories.length);
  });

  it('lies in the Alps', () => {
    for (const { latitude, longitude, altitudeM, beds, timeZone } of huts) {
      expect(latitude).toBeGreaterThan(43.9);
      expect(latitude).toBeLessThan(47.6);
      expect(longitude).toBeGreaterThan(6);
      expect(longitude).toBeLessThan(14.1);
      expect(altitudeM).toBeGreaterThanOrEqual(1400);
      expect(altitudeM).toBeLessThanOrEqual(3300);
      expect(beds).toBeGreaterThan(9);
      expect(timeZone).toBe('Europe/Zurich');
    }
  });

  it('finds one hut without the others, as far as the list goes', () => {
    expect(hutOf(1007)).toEqual(huts[31]);
    expect(hutOf(1007, 32)).toEqual(huts[31]);
    expect([hutOf(1007, 31), hutOf(500), hutOf(204, 3), hutOf(1000.5)]).toEqual(Array(4).fill(undefined));
    expect(availabilityAt(1, 1007, 0)).toHaveLength(huts[31]?.publishedNights ?? 0);
  });
});
