import { describe, expect, it } from 'vitest';
import { quietUntil } from './quiet-hours.ts';

const at = (text: string): number => Date.parse(text);
const until = (hours: { from: string; until: string }, timeZone: string, now: string): string | null => {
  const end = quietUntil({ ...hours, timeZone }, at(now));
  return end === null ? null : new Date(end).toISOString();
};
const night = { from: '22:00', until: '07:00' };

describe('quiet hours', () => {
  it.each([
    ['2026-11-22T20:59:00Z', null],
    ['2026-11-22T21:00:00Z', '2026-11-23T06:00:00.000Z'],
    ['2026-11-23T05:59:59Z', '2026-11-23T06:00:00.000Z'],
    ['2026-11-23T06:00:00Z', null],
  ])('wrap midnight: %s until %s', (now, end) => expect(until(night, 'Europe/Zurich', now)).toBe(end));

  it('lie within a day', () => {
    const noon = { from: '12:00', until: '13:00' };
    expect(until(noon, 'UTC', '2026-11-22T12:30:00Z')).toBe('2026-11-22T13:00:00.000Z');
    expect(until(noon, 'UTC', '2026-11-22T13:00:00Z')).toBeNull();
    expect(until(noon, 'UTC', '2026-11-22T11:59:00Z')).toBeNull();
  });

  it('end when the clock shows their end, however long the night is', () => {
    expect(until(night, 'Europe/Zurich', '2026-03-28T21:30:00Z')).toBe('2026-03-29T05:00:00.000Z');
    expect(until(night, 'Europe/Zurich', '2026-10-24T20:30:00Z')).toBe('2026-10-25T06:00:00.000Z');
  });

  it('end after the gap where the clocks leap over their end', () => {
    expect(until({ from: '01:00', until: '02:30' }, 'Europe/Zurich', '2026-03-29T00:30:00Z')).toBe(
      '2026-03-29T01:00:00.000Z',
    );
  });

  it('are none where they begin as they end, and where there are none', () => {
    expect(until({ from: '07:00', until: '07:00' }, 'UTC', '2026-11-22T07:00:00Z')).toBeNull();
    expect(quietUntil(null, 0)).toBeNull();
  });
});
