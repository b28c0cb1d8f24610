import { describe, expect, it } from 'vitest';
import {
  formatAge,
  formatCount,
  formatCountdown,
  formatDuration,
  formatExact,
  formatList,
  formatPercent,
  formatShare,
  formatSigned,
  formatSpan,
  timeTicks,
  zoneName,
} from './format.ts';

const now = new Date(2026, 10, 21, 12).getTime();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('Times', () => {
  it('are relative within a day and exact beyond', () => {
    expect(formatAge(now - 20_000, now)).toBe('just now');
    expect(formatAge(now - 9 * MINUTE, now)).toBe('9 min ago');
    expect(formatAge(now - 23.9 * HOUR, now)).toBe('23 h ago');
    expect(formatAge(now - 3 * DAY, now)).toBe('18 Nov, 12:00');
    expect(formatAge(now - 400 * DAY, now)).toContain('2025');
  });

  it('name their zone where they are exact', () => {
    expect(formatExact(now)).toContain('12:00:00');
    expect(formatExact(now)).toContain(zoneName());
  });

  it('count down to the second, and in days from a day on', () => {
    expect(formatCountdown(252_000)).toBe('4:12');
    expect(formatCountdown(HOUR + 4 * MINUTE + 12_000)).toBe('1:04:12');
    expect(formatCountdown(2 * DAY + 3 * HOUR)).toBe('2 d 3 h');
    expect(formatCountdown(-5)).toBe('now');
  });

  it('have spans and durations in words', () => {
    expect(formatSpan(0)).toBe('1 minute');
    expect(formatSpan(8.2 * MINUTE)).toBe('9 minutes');
    expect(formatSpan(3 * HOUR)).toBe('3 hours');
    expect(formatDuration(1400)).toBe('1.4 s');
    expect(formatDuration(125_000)).toBe('2 min 05 s');
    expect(formatDuration(HOUR + 4 * MINUTE)).toBe('1 h 04 min');
  });
});

describe('Numbers', () => {
  it('carry their unit and sign', () => {
    expect(formatPercent(63.4)).toBe('63\u202f%');
    expect(formatSigned(-4)).toBe('−4');
    expect(formatSigned(0.3)).toBe('±0');
    expect(formatCount(1, 'building', 'buildings')).toBe('1 building');
    expect(formatCount(1440, 'request', 'requests')).toBe('1,440 requests');
  });

  it('never round a share up to everything or down to nothing', () => {
    expect(formatShare(0.999)).toBe('more than 99\u202f%');
    expect(formatShare(0.001)).toBe('less than 1\u202f%');
    expect(formatShare(1)).toBe('100\u202f%');
  });

  it('are listed as in a sentence', () => {
    expect(formatList(['a', 'b', 'c'])).toBe('a, b and c');
    expect(formatList(['a'])).toBe('a');
  });
});

describe('The marks of a time axis', () => {
  it('stand on round local hours, days and months', () => {
    expect(timeTicks(now - DAY, now).map((tick) => tick.label)).toEqual([
      '12:00',
      '15:00',
      '18:00',
      '21:00',
      '21 Nov',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
    ]);
    expect(timeTicks(now - 7 * DAY, now)).toHaveLength(7);
    expect(timeTicks(now - 365 * DAY, now).map((tick) => tick.label)).toContain('2026');
  });
});
