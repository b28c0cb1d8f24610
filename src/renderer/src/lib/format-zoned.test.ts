import { describe, expect, it } from 'vitest';
import { formatSpanInZone, zoneTitle, zonedTicks } from './format-zoned.ts';

const HOUR = 3_600_000;
const zone = 'America/Los_Angeles';

describe('Times in the zone of a schedule', () => {
  it('name the day once within it and twice across midnight', () => {
    const at = Date.UTC(2026, 10, 24, 22, 10);
    expect(formatSpanInZone(at, at, zone)).toBe('Tue 24 Nov, 14:10');
    expect(formatSpanInZone(at, at + 30_000, zone)).toBe('Tue 24 Nov, 14:10');
    expect(formatSpanInZone(at, at + HOUR, zone)).toBe('Tue 24 Nov, 14:10–15:10');
    expect(formatSpanInZone(at, at + 12 * HOUR, zone)).toBe('Tue 24 Nov, 14:10 – Wed 25 Nov, 02:10');
  });

  it('name the zone in words, with its own name where that says more', () => {
    expect(zoneTitle(zone)).toBe('Los Angeles time (America/Los_Angeles)');
    expect(zoneTitle('UTC')).toBe('UTC');
  });
});

describe('The marks of a time axis', () => {
  it('stand on round hours of the zone, also over a change of the clocks', () => {
    // The clocks of Los Angeles go back on 1 November 2026 at 02:00.
    const from = Date.UTC(2026, 10, 1, 1);
    const labels = zonedTicks(from, from + 24 * HOUR, zone).map(({ label }) => label);
    expect(labels).toEqual(['18:00', '21:00', 'Sun 1 Nov', '03:00', '06:00', '09:00', '12:00', '15:00']);
  });

  it('stand on days and months as the time grows', () => {
    const from = Date.UTC(2026, 0, 1);
    expect(zonedTicks(from, from + 7 * 24 * HOUR, 'UTC')[1]?.label).toBe('Fri 2 Jan');
    expect(zonedTicks(from, from + 365 * 24 * HOUR, 'UTC')).toHaveLength(12);
    expect(zonedTicks(from, from + 365 * 24 * HOUR, 'UTC')[1]?.label).toBe('Feb 2026');
  });
});
