import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK, blocksFor } from './order-blocks.ts';

describe('Blocks of orders', () => {
  it('begin with the first alone while nobody knows how many rows there are', () => {
    expect(blocksFor([5000, 5040], null)).toEqual([0]);
  });

  it('hold every row that is drawn, and few others', () => {
    fc.assert(
      fc.property(fc.nat(60_000), fc.nat(80), fc.nat(50_000), (first, length, total) => {
        const last = Math.min(total, first + length);
        const blocks = new Set(blocksFor([Math.min(first, last), last], total));
        for (let row = Math.min(first, last); row < last; row += 1)
          expect(blocks.has(Math.floor(row / BLOCK))).toBe(true);
        expect(blocks.size).toBeGreaterThan(0);
        expect(blocks.size).toBeLessThanOrEqual(3);
      }),
    );
  });

  it('ask for none beyond the end', () => {
    expect(blocksFor([0, 30], 12)).toEqual([0]);
    expect(blocksFor([0, 0], 0)).toEqual([0]);
    expect(blocksFor([49_970, 50_000], 50_000)).toEqual([499]);
  });
});
