import { afterEach, describe, expect, it } from 'vitest';
import { writeAs } from './date-style.ts';
import { formatDate, formatInZone } from './format-zoned.ts';
import {
  formatDay,
  formatExact,
  formatInstant,
  formatInstantWithYear,
  formatMonth,
  formatNight,
  formatNightShort,
  formatNumber,
  formatPercent,
  formatSigned,
} from './format.ts';

afterEach(() => writeAs('words'));

const at = new Date(2026, 10, 21, 14, 5, 32).getTime();

describe('dates and numbers without a language', () => {
  it('are written as the norms do', () => {
    writeAs('iso');
    expect(formatDay(at)).toBe('2026-11-21');
    expect(formatInstantWithYear(at)).toBe('2026-11-21, 14:05');
    expect(formatInstant(at, at)).toBe('2026-11-21, 14:05');
    expect(formatInstant(at, at + 366 * 86_400_000)).toBe('2026-11-21, 14:05');
    expect(formatExact(at)).toMatch(/^2026-11-21 14:05:32 (?:GMT|UTC)/);
    expect(formatInZone(Date.UTC(2026, 10, 24, 14, 10), 'UTC')).toBe('2026-11-24, 14:10');
    expect(formatDate('2027-03-14')).toBe('2027-03-14');
    expect(formatNight('2026-12-05')).toBe('2026-12-05');
    expect(formatNightShort('2026-12-05')).toBe('2026-12-05');
    expect(formatMonth('2026-12-05')).toBe('2026-12');
  });

  it('part thousands by a blank', () => {
    writeAs('iso');
    expect([0, 999, 1440, -1234567].map(formatNumber)).toEqual(['0', '999', '1\u202f440', '-1\u202f234\u202f567']);
    expect(formatPercent(63)).toBe('63\u202f%');
    expect(formatSigned(-1440)).toBe('\u22121\u202f440');
  });

  it('go back to words', () => {
    writeAs('iso');
    writeAs('words');
    expect(formatNight('2026-12-05')).toBe('Saturday 5 December 2026');
    expect(formatNumber(1440)).toBe('1,440');
  });
});
