import { describe, expect, it } from 'vitest';
import {
  addDays,
  CalendarDate,
  dateIn,
  dateOfDayNumber,
  dayNumberOf,
  isCalendarDate,
  weekdayOf,
} from './calendar-date.ts';

describe('a calendar date', () => {
  it.each(['1970-01-01', '2028-02-29', '2000-02-29', '2026-12-31', '9999-12-31'])('is %s', (date) => {
    expect(isCalendarDate(date)).toBe(true);
    expect(CalendarDate.parse(date)).toBe(date);
  });

  it.each([
    '2027-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '1969-12-31',
    '2026-1-1',
    '26-01-01',
    ' 2026-01-01',
    '2026-01-01T00:00:00Z',
    '2026/01/01',
    '+002026-01-01',
    '',
  ])('is not “%s”', (text) => {
    expect(isCalendarDate(text)).toBe(false);
    expect(CalendarDate.safeParse(text)).toMatchObject({ success: false });
  });

  it('is counted in days from 1970 on, and back', () => {
    expect(dayNumberOf('1970-01-01')).toBe(0);
    expect(dayNumberOf('1971-01-01')).toBe(365);
    expect(dayNumberOf('2000-03-01')).toBe(11_017);
    expect(dateOfDayNumber(11_016)).toBe('2000-02-29');
    const days = Array.from({ length: 40_000 }, (_, day) => day);
    expect(days.map((day) => dayNumberOf(dateOfDayNumber(day)))).toEqual(days);
  });

  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-10-25', -1, '2026-10-24'],
    ['2026-10-25', 0, '2026-10-25'],
    ['2026-01-01', 365, '2027-01-01'],
  ])('%s and %d days more is %s', (date, days, later) => {
    expect(addDays(date, days)).toBe(later);
  });

  it.each([
    ['1970-01-01', 4],
    ['2026-11-22', 0],
    ['2026-11-28', 6],
    ['2028-02-29', 2],
  ])('%s is weekday %d, Sunday being 0', (date, weekday) => {
    expect(weekdayOf(date)).toBe(weekday);
  });
});

describe('the date that the calendar shows', () => {
  it.each([
    ['Europe/Zurich', '2026-06-30T21:59:59Z', '2026-06-30'],
    ['Europe/Zurich', '2026-06-30T22:00:00Z', '2026-07-01'],
    ['Europe/Zurich', '2026-12-31T22:59:59Z', '2026-12-31'],
    ['Europe/Zurich', '2026-12-31T23:00:00Z', '2027-01-01'],
    ['America/Denver', '2027-01-01T06:59:59Z', '2026-12-31'],
    ['America/Denver', '2027-01-01T07:00:00Z', '2027-01-01'],
    ['Pacific/Kiritimati', '2026-06-30T10:00:00Z', '2026-07-01'],
    ['UTC', '2026-03-29T01:30:00Z', '2026-03-29'],
  ])('in %s at %s is %s', (zone, instant, date) => {
    expect(dateIn(zone, Date.parse(instant))).toBe(date);
  });
});
