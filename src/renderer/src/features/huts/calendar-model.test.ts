import { describe, expect, it } from 'vitest';
import {
  chosenFirst,
  chosenNight,
  firstParam,
  monthAfter,
  monthsFrom,
  monthsWords,
  nightsShown,
  walkNights,
} from './calendar-model.ts';

describe('The calendar of twelve months', () => {
  it('has every night of them once, in weeks from Monday to Sunday', () => {
    const months = monthsFrom('2027-12-01', { slug: 'trient', marks: 'oc', free: [3, null], total: [90, 0] });
    const nights = months.flatMap(({ weeks }) => weeks.flat()).filter((night) => night !== null);
    expect(nightsShown('2027-12-01')).toBe(366);
    expect(nightsShown('2028-03-01')).toBe(365);
    expect(nights).toHaveLength(366);
    expect(nights.at(-1)?.date).toBe('2028-11-30');
    // 1 December 2027 is a Wednesday.
    expect(months[0]?.weeks[0]?.map((night) => night?.mark ?? null)).toEqual([null, null, 'o', 'c', '.', '.', '.']);
    expect(months[0]?.weeks[1]?.[0]).toEqual({ date: '2027-12-06', mark: '.', free: null, total: null });
    for (const { weeks } of months) for (const week of weeks) expect(week).toHaveLength(7);
  });

  it('names the months, with the year where a new one begins', () => {
    const months = monthsFrom('2026-11-01', undefined);
    expect(months.map(({ name }) => name).slice(0, 4)).toEqual(['November', 'December', 'January 2027', 'February']);
    expect(months.at(-1)?.fullName).toBe('October 2027');
    expect(monthsWords('2026-11-01')).toBe('November 2026 to October 2027');
    expect(monthAfter('2026-11-22', -12)).toBe('2025-11-01');
  });

  it('walks by days, weeks and months, and never out of what is shown', () => {
    const walk = (key: string, from: string): string | null => walkNights(key, from, '2026-11-01');
    expect(walk('ArrowRight', '2026-12-31')).toBe('2027-01-01');
    expect(walk('ArrowUp', '2027-03-05')).toBe('2027-02-26');
    expect(walk('ArrowLeft', '2026-11-01')).toBe('2026-11-01');
    expect(walk('ArrowDown', '2027-10-28')).toBe('2027-10-31');
    expect(walk('PageDown', '2027-01-31')).toBe('2027-02-28');
    expect(walk('PageUp', '2027-05-31')).toBe('2027-04-30');
    expect(walk('PageUp', '2026-11-15')).toBe('2026-11-01');
    expect(walk('Home', '2027-05-31')).toBe('2026-11-01');
    expect(walk('End', '2027-05-31')).toBe('2027-10-31');
    expect(walk('x', '2027-05-31')).toBeNull();
  });

  it('shows the night asked for, else tonight where it is listed, else the first that is', () => {
    const nights = { first: '2026-12-01', last: '2027-04-30' };
    expect(chosenNight('2026-12-24', nights, '2026-11-22')).toBe('2026-12-24');
    expect(chosenNight('24 December', nights, '2026-12-03')).toBe('2026-12-03');
    expect(chosenNight(null, nights, '2026-11-22')).toBe('2026-12-01');
    expect(chosenNight(null, null, '2026-11-22')).toBe('2026-11-22');
  });

  it('begins with the month asked for, else with that of tonight, else with that of a night beyond', () => {
    const tonight = '2026-11-22';
    expect(chosenFirst('2026-02', '2026-12-24', tonight)).toBe('2026-02-01');
    expect(chosenFirst(null, '2027-10-31', tonight)).toBe('2026-11-01');
    expect(chosenFirst(null, '2027-11-01', tonight)).toBe('2027-11-01');
    expect(chosenFirst(null, '2026-10-31', tonight)).toBe('2026-10-01');
    for (const asked of ['2026-13', '9999-01', '2027', '2026-11-01'])
      expect(chosenFirst(asked, '2026-12-24', tonight)).toBe('2026-11-01');
  });

  it('says in the address only what would not be shown anyway', () => {
    expect(firstParam('2026-11-01', '2026-12-24', '2026-11-22')).toBe('');
    expect(firstParam('2027-11-01', '2026-12-24', '2026-11-22')).toBe('2027-11');
    // A night that is chosen in later months must not make them jump.
    expect(firstParam('2027-11-01', '2028-02-03', '2026-11-22')).toBe('2027-11');
  });
});
