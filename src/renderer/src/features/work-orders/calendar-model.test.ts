import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, dateOfDayNumber, weekdayOf } from '#shared/model/calendar-date.ts';
import { samplePlannedVisit } from '../../lib/testing/order-samples.ts';
import { firstOfMonth, readCalendarView, visitsByDay, visitsWords, walkDays, weeksOf } from './calendar-model.ts';

const today = '2026-11-22';
const anyDay = fc.integer({ min: 1000, max: 40_000 }).map(dateOfDayNumber);

describe('The calendar of visits', () => {
  it('shows today where the address says nothing that it understands', () => {
    for (const search of ['', 'month=2026-13', 'day=2026-02-30', 'month=2026-11'])
      expect(readCalendarView(new URLSearchParams(search), today)).toEqual({ month: '2026-11', day: today });
  });

  it('shows the first day of another month, and the month of a day', () => {
    expect(readCalendarView(new URLSearchParams('month=2027-01'), today)).toEqual({
      month: '2027-01',
      day: '2027-01-01',
    });
    expect(readCalendarView(new URLSearchParams('day=2026-10-05&month=2027-01'), today).month).toBe('2026-10');
  });

  it('has every day of a month once, in whole weeks from Monday', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const days = weeksOf(day.slice(0, 7)).flat();
        expect(weekdayOf(days[0] ?? '')).toBe(1);
        expect(days.length % 7).toBe(0);
        expect(days).toContain(day);
        expect(days.every((each, index) => index === 0 || each === addDays(days[index - 1] ?? '', 1))).toBe(true);
        expect(days.slice(7, 28).every((each) => each.startsWith(day.slice(0, 7)))).toBe(true);
      }),
    );
  });

  it('walks by days, weeks and months, and stays within shorter months', () => {
    expect(walkDays('ArrowLeft', '2026-11-01')).toBe('2026-10-31');
    expect(walkDays('ArrowDown', '2026-11-22')).toBe('2026-11-29');
    expect(walkDays('Home', '2026-11-22')).toBe('2026-11-16');
    expect(walkDays('End', '2026-11-16')).toBe('2026-11-22');
    expect(walkDays('PageDown', '2027-01-31')).toBe('2027-02-28');
    expect(walkDays('PageUp', '2027-01-15')).toBe('2026-12-15');
    expect(walkDays('x', '2027-01-15')).toBeNull();
    expect(firstOfMonth('2026-12', 1)).toBe('2027-01-01');
  });

  it('orders the visits of a day by time, those of any time last', () => {
    const visits = [
      samplePlannedVisit({ number: 'W-20', time: null }),
      samplePlannedVisit({ number: 'W-3', time: 'anytime' }),
      samplePlannedVisit({ number: 'W-11', time: '08:00' }),
      samplePlannedVisit({ number: 'W-9', time: '08:00', isOverdue: true }),
    ];
    const ofDay = visitsByDay(visits).get(visits[0]?.date ?? '') ?? [];
    expect(ofDay.map(({ number }) => number)).toEqual(['W-9', 'W-11', 'W-3', 'W-20']);
    expect(visitsWords(ofDay)).toBe('4 visits, 1 overdue');
    expect(visitsWords([])).toBe('no visits');
  });
});
