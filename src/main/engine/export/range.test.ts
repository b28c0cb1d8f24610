import { describe, expect, it } from 'vitest';
import { parseRange } from './range.ts';

describe('parseRange', () => {
  it('is unbounded where nothing is given', () => {
    expect(parseRange()).toEqual({ from: 0, until: 8.64e15 });
  });

  it('takes a date as the beginning of its UTC day, and a last date with its whole day', () => {
    expect(parseRange('2026-11-01', '2026-11-30')).toEqual({
      from: Date.UTC(2026, 10, 1),
      until: Date.UTC(2026, 11, 1),
    });
    expect(parseRange('2026-11-01', '2026-11-01')).toEqual({
      from: Date.UTC(2026, 10, 1),
      until: Date.UTC(2026, 10, 2),
    });
  });

  it('takes an instant as it is, in any offset', () => {
    expect(parseRange('2026-11-22T08:00:00Z', '2026-11-22T09:30:00.5+01:00')).toEqual({
      from: Date.UTC(2026, 10, 22, 8),
      until: Date.UTC(2026, 10, 22, 8, 30, 0, 500),
    });
  });

  it.each([
    'yesterday',
    '',
    '2026-02-30',
    '2026-11-22T08:00:00',
    '2026-11-22T25:00:00Z',
    '22.11.2026',
    '1234567890',
    '1969-12-31',
    '+275760-09-14',
  ])('refuses %j', (garbage) => {
    expect(() => parseRange(garbage)).toThrow(/--from must be a date/);
    expect(() => parseRange(undefined, garbage)).toThrow(/--to must be a date/);
  });

  it('refuses a range that ends before it begins, or at once', () => {
    expect(() => parseRange('2026-11-02', '2026-11-01')).toThrow(/ends before it begins/);
    expect(() => parseRange('2026-11-22T08:00:00Z', '2026-11-22T08:00:00Z')).toThrow(/ends before it begins/);
  });
});
