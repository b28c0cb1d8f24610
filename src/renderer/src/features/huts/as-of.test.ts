import { describe, expect, it } from 'vitest';
import { daysAgo, readAsOf, readTyped, typedParts } from './as-of.ts';

const now = new Date(2026, 10, 22, 9, 30, 20).getTime();

describe('The instant whose knowledge is shown', () => {
  it('is none where the address names none, or one that lies ahead', () => {
    expect(readAsOf('2026-11-21T09:00:00.000Z', now)).toBe(Date.parse('2026-11-21T09:00:00Z'));
    for (const text of [null, '', 'yesterday', '17', '2026-13-45T00:00Z', '1950-01-01T00:00Z', '2030-01-01T00:00Z'])
      expect(readAsOf(text, now)).toBeNull();
  });

  it('is read from a date and a time, and refused where it lies ahead or is not whole', () => {
    expect(readTyped('2026-11-21', '09:00', now)).toEqual({ at: new Date(2026, 10, 21, 9).getTime() });
    expect(readTyped('2026-11-22', '09:31', now)).toEqual({ problem: 'This lies ahead. Choose a time that is over.' });
    expect(readTyped('', '09:31', now)).toEqual({ problem: 'Choose a date and a time.' });
  });

  it('comes back out of the fields as it went in', () => {
    const { date, time } = typedParts(daysAgo(7, now));
    expect([date, time]).toEqual(['2026-11-15', '09:30']);
    expect(readTyped(date, time, now)).toEqual({ at: daysAgo(7, now) });
  });
});
