import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorUnitsOf, Money, moneyOf, timesHundredths } from './money.ts';

const amounts = fc.integer({ min: 0, max: 99_999_999_999 });

describe('amounts', () => {
  it('are the same after a way through hundredths', () => {
    fc.assert(
      fc.property(amounts, (units) => {
        expect(minorUnitsOf(moneyOf(units))).toBe(units);
      }),
    );
    expect(minorUnitsOf('999999999.99')).toBe(99_999_999_999);
  });

  it('are written with two decimals, however they were given', () => {
    expect(['7', '7.5', '7.05', '0', '0.1'].map((text) => Money.parse(text))).toEqual([
      '7.00',
      '7.50',
      '7.05',
      '0.00',
      '0.10',
    ]);
  });

  it.each(['', '-1', '1.234', '1,50', '1e3', '1234567890', ' 1'])('cannot be %j', (text) => {
    expect(Money.safeParse(text).success).toBe(false);
  });
});

describe('an amount times hundredths', () => {
  it('is the nearest whole, a half going to the even one', () => {
    expect([timesHundredths(1, 50), timesHundredths(3, 50), timesHundredths(5, 50)]).toEqual([0, 2, 2]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 9999 }), (units, factor) => {
        const exact = BigInt(units) * BigInt(factor);
        const off = exact - BigInt(timesHundredths(units, factor)) * 100n;
        const isHalf = off === 50n || off === -50n;
        expect(off >= -50n && off <= 50n).toBe(true);
        expect(isHalf ? timesHundredths(units, factor) % 2 : 0).toBe(0);
      }),
    );
  });
});
