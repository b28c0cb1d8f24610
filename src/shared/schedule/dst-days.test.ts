import { describe, expect, it } from 'vitest';
import { dstDays } from './dst-days.ts';
import type { Rule } from './rule.ts';

const rule = (fields: Partial<Rule>): Rule => ({ id: 'one', anchorAt: Date.UTC(2026, 0, 1), ...fields });

/** The days in short: date, what the clock does, what is missing, what is added. */
function days(fields: Partial<Rule>, zone: string, year: number): unknown[] {
  return dstDays(rule(fields), zone, year).map(({ date, before, after, missing, added }) => [
    date,
    `${before} → ${after}`,
    missing.join(),
    added.join(),
  ]);
}

describe('the days on which the clocks change', () => {
  it('are those on which a fixed time is missing', () => {
    expect(days({ dailyAt: ['02:30', '12:00'] }, 'Europe/Zurich', 2026)).toEqual([
      ['2026-03-29', '02:00 → 03:00', '02:30', '03:00'],
    ]);
    expect(days({ dailyAt: ['04:00'] }, 'Europe/Zurich', 2026)).toEqual([]);
    expect(days({ dailyAt: ['02:30'] }, 'Asia/Kathmandu', 2026)).toEqual([]);
  });

  it('show the slots of the whole day, in order, by the clock', () => {
    const [spring] = dstDays(rule({ dailyAt: ['12:00', '02:30', '00:15'] }), 'Europe/Zurich', 2026);
    expect(spring?.slots.map(({ label, insteadOf }) => [label, ...insteadOf])).toEqual([
      ['00:15'],
      ['03:00', '02:30'],
      ['12:00'],
    ]);
    expect(spring).toMatchObject({ at: Date.parse('2026-03-29T01:00Z'), shiftMs: 3_600_000, isShiftedAfter: false });
  });

  it('are both for a rule that goes by the clock', () => {
    expect(days({ cron: '*/30 * * * *' }, 'Australia/Lord_Howe', 2026)).toEqual([
      ['2026-04-05', '02:00 → 01:30', '', '01:30'],
      ['2026-10-04', '02:00 → 02:30', '02:00', ''],
    ]);
  });

  it('have the date of the hours concerned where that is midnight', () => {
    expect(days({ cron: '0 * * * *' }, 'America/Santiago', 2026)).toEqual([
      ['2026-04-04', '00:00 → 23:00', '', '23:00'],
      ['2026-09-06', '00:00 → 01:00', '00:00', ''],
    ]);
  });

  it('include a day that the clocks left out', () => {
    expect(days({ dailyAt: ['02:00'] }, 'Pacific/Apia', 2011)).toEqual([
      ['2011-12-30', '00:00 → 00:00', '02:00', '00:00'],
    ]);
  });

  it('matter to a long interval, which goes on at other times, and to no short one', () => {
    expect(dstDays(rule({ every: 'PT10M' }), 'Europe/Zurich', 2026)).toEqual([]);
    const long = dstDays(rule({ every: 'PT6H' }), 'Europe/Zurich', 2026);
    expect(long.map(({ date, isShiftedAfter }) => [date, isShiftedAfter])).toEqual([
      ['2026-03-29', true],
      ['2026-10-25', true],
    ]);
    expect(long[0]?.slots.map(({ label }) => label)).toEqual(['01:00', '08:00', '14:00', '20:00']);
  });

  it('matter to an interval whose active hours lie there', () => {
    const night = { days: ['sun' as const], from: '01:00', until: '04:00' };
    const [spring, autumn] = dstDays(rule({ every: 'PT1H', activeHours: [night] }), 'Europe/Zurich', 2026);
    expect([spring?.missing, autumn?.added]).toEqual([['02:00'], ['02:00']]);
    const noon = { ...night, from: '12:00', until: '13:00' };
    expect(dstDays(rule({ every: 'PT1H', activeHours: [noon] }), 'Europe/Zurich', 2026)).toEqual([]);
  });
});
