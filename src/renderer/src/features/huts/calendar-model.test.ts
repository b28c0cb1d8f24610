import { describe, expect, it } from 'vitest';
import { chosenNight, chosenYear, monthsOf, nightsOfYear, walkNights } from './calendar-model.ts';

describe('The year calendar', () => {
  it('has every night of the year once, in weeks from Monday to Sunday', () => {
    const months = monthsOf(2028, { slug: 'trient', marks: 'oc', free: [3, null], total: [90, 0] });
    const nights = months.flatMap(({ weeks }) => weeks.flat()).filter((night) => night !== null);
    expect(nightsOfYear(2028)).toBe(366);
    expect(nights).toHaveLength(366);
    expect(months.map(({ name }) => name).slice(0, 2)).toEqual(['January', 'February']);
    // 1 January 2028 is a Saturday.
    expect(months[0]?.weeks[0]?.map((night) => night?.mark ?? null)).toEqual([null, null, null, null, null, 'o', 'c']);
    expect(months[0]?.weeks[1]?.[0]).toEqual({ date: '2028-01-03', mark: '.', free: null, total: null });
    for (const { weeks } of months) for (const week of weeks) expect(week).toHaveLength(7);
  });

  it('walks by days, weeks and months, and never out of the year', () => {
    expect(walkNights('ArrowRight', '2026-02-28')).toBe('2026-03-01');
    expect(walkNights('ArrowUp', '2026-03-05')).toBe('2026-02-26');
    expect(walkNights('ArrowLeft', '2026-01-01')).toBe('2026-01-01');
    expect(walkNights('ArrowDown', '2026-12-28')).toBe('2026-12-31');
    expect(walkNights('PageDown', '2026-01-31')).toBe('2026-02-28');
    expect(walkNights('PageUp', '2026-05-31')).toBe('2026-04-30');
    expect(walkNights('PageUp', '2026-01-15')).toBe('2026-01-01');
    expect(walkNights('Home', '2026-05-31')).toBe('2026-01-01');
    expect(walkNights('End', '2026-05-31')).toBe('2026-12-31');
    expect(walkNights('x', '2026-05-31')).toBeNull();
  });

  it('shows the night asked for, else tonight where it is listed, else the first that is', () => {
    const nights = { first: '2026-12-01', last: '2027-04-30' };
    expect(chosenNight('2026-12-24', nights, '2026-11-22')).toBe('2026-12-24');
    expect(chosenNight('24 December', nights, '2026-12-03')).toBe('2026-12-03');
    expect(chosenNight(null, nights, '2026-11-22')).toBe('2026-12-01');
    expect(chosenNight(null, null, '2026-11-22')).toBe('2026-11-22');
    expect(chosenYear(null, '2026-12-24')).toBe(2026);
    expect(chosenYear('2027', '2026-12-24')).toBe(2027);
    expect(chosenYear('9999', '2026-12-24')).toBe(2026);
  });
});
