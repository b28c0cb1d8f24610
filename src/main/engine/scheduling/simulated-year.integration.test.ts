import { describe, expect, it } from 'vitest';
import { simulate } from '../testing/simulation/year.ts';

describe('the slot ledger', () => {
  // `npm run bench -- simulated-year` does whole years with ten seeds.
  it.each([1, 2, 3, 4, 5])(
    'gives every slot one true verdict whatever happens to the machine, seed %i',
    async (seed) => {
      const { problems, slots, runs } = await simulate({ seed, days: 40, schedules: 7 });
      expect(problems).toEqual([]);
      expect(runs).toBeGreaterThan(0);
      expect(slots).toBeGreaterThanOrEqual(runs / 2);
    },
    120_000,
  );
});
