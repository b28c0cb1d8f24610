import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors.ts';
import { checkRule } from './plan.ts';
import { isActiveAt, nextSlots, planSlots, resumesAt, slotAfter, slotAtOrBefore, slotsPerDay } from './planner.ts';
import { type ActiveWindow, durationMs, type Rule } from './rule.ts';
import { anyRule } from './testing/rules.ts';

const day = 86_400_000;
const at = (text: string): number => Date.parse(text);
const anchorAt = at('2026-01-01T00:00Z');
const rule = (fields: Partial<Rule>): Rule => ({ id: 'one', anchorAt, ...fields });

const weekdays: ActiveWindow = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', until: '23:00' };
const workdays = rule({ every: 'PT5M', activeHours: [weekdays] });

/** The instants at which a rule is due, as text. */
function planned(fields: Partial<Rule>, zone: string, from: string, to: string): string[] {
  return nextSlots(rule(fields), zone, at(from), at(to)).map(({ plannedAt }) => stamp(plannedAt));
}

const stamp = (instant: number): string => new Date(instant).toISOString().slice(0, 16);

describe('on the days on which the clocks change', () => {
  it('a time that is leapt over happens at the first minute after the gap', () => {
    const [slot] = nextSlots(rule({ dailyAt: ['02:30'] }), 'Europe/Zurich', at('2026-03-29'), at('2026-03-30'));
    expect(slot).toMatchObject({ plannedAt: at('2026-03-29T01:00Z'), insteadOf: ['02:30'] });
  });

  it('several such times, and the one written for that very minute, are one slot', () => {
    const slots = nextSlots(rule({ cron: '*/30 2,3 * * *' }), 'Europe/Zurich', at('2026-03-29'), at('2026-03-30'));
    expect(slots.map(({ plannedAt, insteadOf }) => [stamp(plannedAt), ...insteadOf])).toEqual([
      ['2026-03-29T01:00', '02:00', '02:30'],
      ['2026-03-29T01:30'],
    ]);
  });

  it('a time shown twice happens the first time', () => {
    const slots = planned({ dailyAt: ['02:30'] }, 'Europe/Zurich', '2026-10-25', '2026-10-26');
    expect(slots).toEqual(['2026-10-25T00:30']);
    expect(planned({ cron: '30 2 * * *' }, 'Europe/Zurich', '2026-10-25T00:31Z', '2026-10-26')).toEqual([]);
  });

  it('a rule of every hour goes by the clock: nothing in the gap, both times in a doubled hour', () => {
    const half = { cron: '30 * * * *' };
    expect(planned(half, 'Europe/Zurich', '2026-03-29T00:00Z', '2026-03-29T02:00Z')).toEqual([
      '2026-03-29T00:30',
      '2026-03-29T01:30',
    ]);
    expect(planned(half, 'Europe/Zurich', '2026-10-25T00:00Z', '2026-10-25T02:00Z')).toHaveLength(2);
    // Lord Howe leaps over 02:00–02:30 and shows 01:30–02:00 twice.
    const full = { cron: '0 * * * *' };
    expect(planned(full, 'Australia/Lord_Howe', '2026-10-03T14:30Z', '2026-10-03T16:01Z')).toEqual([
      '2026-10-03T14:30',
      '2026-10-03T16:00',
    ]);
    expect(planned(half, 'Australia/Lord_Howe', '2026-04-04T14:00Z', '2026-04-04T15:30Z')).toHaveLength(2);
  });

  it('an interval follows elapsed time', () => {
    expect(planned({ every: 'PT1H' }, 'Europe/Zurich', '2026-03-29T00:00Z', '2026-03-29T04:00Z')).toHaveLength(4);
    expect(planned({ every: 'PT24H' }, 'Europe/Zurich', '2026-03-28', '2026-03-31')).toEqual([
      '2026-03-28T00:00',
      '2026-03-29T00:00',
      '2026-03-30T00:00',
    ]);
  });

  it('midnight may be missing', () => {
    // Santiago goes from Saturday 24:00 to Sunday 01:00.
    expect(planned({ dailyAt: ['00:00'] }, 'America/Santiago', '2026-09-06', '2026-09-07')).toEqual([
      '2026-09-06T04:00',
    ]);
    expect(slotsPerDay(rule({ every: 'PT1H' }), 'America/Santiago', '2026-09-06')).toBe(23);
    expect(slotsPerDay(rule({ every: 'PT1H' }), 'America/Santiago', '2026-09-05')).toBe(24);
  });

  it('so may a whole day', () => {
    // Samoa went from Thursday 29 December 2011 to Saturday 31 December.
    const slots = nextSlots(
      rule({ dailyAt: ['02:00'] }),
      'Pacific/Apia',
      at('2011-12-29T12:00Z'),
      at('2011-12-30T13:00Z'),
    );
    expect(slots.map(({ plannedAt, insteadOf }) => [stamp(plannedAt), ...insteadOf])).toEqual([
      ['2011-12-29T12:00'],
      ['2011-12-30T10:00', '02:00'],
      ['2011-12-30T12:00'],
    ]);
    expect(slotsPerDay(rule({ every: 'PT1H', anchorAt: 0 }), 'Pacific/Apia', '2011-12-30')).toBe(0);
  });

  it('the first valid minute is a whole one even where the clock stood between minutes', () => {
    // Monrovia left UTC-00:44:30 on 7 January 1972 at 00:44:30 UTC.
    const [slot] = nextSlots(rule({ dailyAt: ['00:20'] }), 'Africa/Monrovia', at('1972-01-07'), at('1972-01-08'));
    expect(stamp(slot?.plannedAt ?? 0)).toBe('1972-01-07T00:45');
  });

  it('a window over midnight belongs to the day on which it starts and is as long as the clock makes it', () => {
    const saturdayNight = { every: 'PT1H', activeHours: [{ days: ['sat' as const], from: '22:00', until: '04:00' }] };
    const spring = planned(saturdayNight, 'Europe/Zurich', '2026-03-28', '2026-03-30');
    expect([spring[0], spring.at(-1), spring.length]).toEqual(['2026-03-28T21:00', '2026-03-29T01:00', 5]);
    const autumn = planned(saturdayNight, 'Europe/Zurich', '2026-10-24', '2026-10-26');
    expect([autumn[0], autumn.at(-1), autumn.length]).toEqual(['2026-10-24T20:00', '2026-10-25T02:00', 7]);
  });
});

describe('active hours', () => {
  it('hold their beginning and not their end', () => {
    const slots = nextSlots(workdays, 'Asia/Kathmandu', at('2026-06-01'), at('2026-06-02'));
    expect([slots[0], slots.at(-1)].map((slot) => stamp(slot?.plannedAt ?? 0))).toEqual([
      '2026-06-01T01:15',
      '2026-06-01T17:10',
    ]);
  });

  it('with equal times are 24 hours from there', () => {
    const window: ActiveWindow = { days: ['sat'], from: '09:00', until: '09:00' };
    const slots = planned({ every: 'PT1H', activeHours: [window] }, 'UTC', '2026-06-01', '2026-06-08');
    expect([slots[0], slots.at(-1), slots.length]).toEqual(['2026-06-06T09:00', '2026-06-07T08:00', 24]);
  });

  it('keep the other slots, marked, for who asks', () => {
    const all = planSlots(workdays, 'UTC', at('2026-06-01'), at('2026-06-08'), { includeInactive: true });
    expect(all).toHaveLength(7 * 288);
    expect(all.filter(({ isActive }) => isActive)).toEqual(
      nextSlots(workdays, 'UTC', at('2026-06-01'), at('2026-06-08')),
    );
    expect(all.every((slot) => slot.isActive === isActiveAt(workdays, 'UTC', slot.plannedAt))).toBe(true);
  });

  it('begin again when it is said they do', () => {
    expect(resumesAt(workdays, 'America/Los_Angeles', at('2026-06-06T20:00Z'))).toBe(at('2026-06-08T14:00Z'));
    expect(resumesAt(workdays, 'America/Los_Angeles', at('2026-06-08T14:00Z'))).toBeUndefined();
    expect(resumesAt(rule({ every: 'PT5M' }), 'UTC', anchorAt)).toBeUndefined();
  });

  it('of two that touch are one', () => {
    const halves: ActiveWindow[] = [
      { days: ['mon'], from: '00:00', until: '12:00' },
      { days: ['mon'], from: '12:00', until: '24:00' },
    ];
    const slots = planned({ every: 'PT1H', activeHours: halves }, 'UTC', '2026-06-01', '2026-06-08');
    expect(slots).toHaveLength(24);
  });
});

describe('jitter', () => {
  const zone = 'Europe/Zurich';
  const from = at('2026-03-27');

  it('depends on schedule and slot alone and keeps within its borders', () => {
    fc.assert(
      fc.property(anyRule(from), fc.nat({ max: 3 * day }), ({ rule: any }, offset) => {
        const each = { ...any, jitterSeconds: 3600 };
        fc.pre(checkRule(each, zone).length === 0);
        const all = planSlots(each, zone, from, from + 5 * day, { includeInactive: true });
        const astray = all.filter(
          ({ plannedAt, startAt, isActive }, index) =>
            startAt < plannedAt ||
            startAt > plannedAt + (isActive ? 3_600_000 : 0) ||
            startAt >= (all[index + 1]?.plannedAt ?? Infinity) ||
            isActiveAt(each, zone, startAt) !== isActive,
        );
        expect(astray).toEqual([]);
        const later = all.filter(({ plannedAt, isActive }) => isActive && plannedAt >= from + offset);
        expect(nextSlots({ ...each }, zone, from + offset, from + 5 * day)).toEqual(later);
      }),
      { numRuns: 300 },
    );
  });

  it('spreads schedules that are due together', () => {
    const delays = Array.from({ length: 2000 }, (_, index) => {
      const slot = slotAfter({ id: `s${index}`, anchorAt, dailyAt: ['02:00'], jitterSeconds: 100 }, 'UTC', from);
      return (slot?.startAt ?? 0) - (slot?.plannedAt ?? 0);
    });
    const quarters = [0, 1, 2, 3].map((each) => delays.filter((delay) => Math.floor(delay / 25_001) === each).length);
    for (const count of quarters) expect(Math.abs(count - 500)).toBeLessThan(100);
  });

  it('differs from slot to slot', () => {
    const slots = nextSlots(rule({ every: 'PT10M', jitterSeconds: 60 }), 'UTC', from, from + day);
    expect(new Set(slots.map(({ startAt, plannedAt }) => startAt - plannedAt)).size).toBeGreaterThan(130);
  });
});

describe('the search', () => {
  it('finds what is rare, ahead and behind', () => {
    const leapDay = rule({ cron: '0 0 29 2 *' });
    expect(stamp(slotAfter(leapDay, 'UTC', at('2024-02-29'))?.plannedAt ?? 0)).toBe('2028-02-29T00:00');
    expect(stamp(slotAtOrBefore(leapDay, 'UTC', at('2026-01-01'))?.plannedAt ?? 0)).toBe('2024-02-29T00:00');
    const mondays = rule({ ...leapDay, activeHours: [{ days: ['mon'], from: '00:00', until: '01:00' }] });
    expect(stamp(slotAfter(mondays, 'UTC', at('2072-03-01'))?.plannedAt ?? 0)).toBe('2112-02-29T00:00');
  });

  it('gives no slot before the anchor of an interval', () => {
    expect(slotAtOrBefore(rule({ every: 'PT1H' }), 'UTC', anchorAt - 1)).toBeUndefined();
    expect(slotAtOrBefore(rule({ every: 'PT1H' }), 'UTC', anchorAt)?.plannedAt).toBe(anchorAt);
    expect(slotAfter(rule({ every: 'PT1H' }), 'UTC', 0)?.plannedAt).toBe(anchorAt);
  });

  it('finds as many as are asked for, however far they lie apart', () => {
    const newYearsSundays = rule({ cron: '0 0 */31 1 0' });
    const years = nextSlots(newYearsSundays, 'UTC', anchorAt, Infinity, 10).map(({ plannedAt }) => stamp(plannedAt));
    const sundays = Array.from({ length: 100 }, (_, year) => Date.UTC(2026 + year, 0, 1)).filter(
      (midnight) => new Date(midnight).getUTCDay() === 0,
    );
    expect(years).toEqual(sundays.slice(0, 10).map(stamp));
    expect(nextSlots(newYearsSundays, 'UTC', anchorAt, at('2040-01-02'), 10)).toHaveLength(2);
  });

  it('stays within its limit, and refuses what is too much rather than cut it short', () => {
    expect(nextSlots(rule({ cron: '* * * * *' }), 'UTC', anchorAt, Infinity, 10)).toHaveLength(10);
    expect(nextSlots(workdays, 'UTC', anchorAt, Infinity, 0)).toEqual([]);
    expect(() => nextSlots(rule({ every: 'PT30S' }), 'UTC', anchorAt, Infinity)).toThrow('shorter time');
  });

  it.each([Number.NaN, -1, 8.64e15, Infinity, -Infinity])('ends for an absurd instant such as %d', (instant) => {
    expect(nextSlots(workdays, 'Europe/Zurich', instant, instant)).toEqual([]);
    expect(nextSlots(workdays, 'Europe/Zurich', instant, Infinity, 1).length).toBeLessThan(2);
    expect(() => slotAtOrBefore(rule({ dailyAt: ['02:00'] }), 'Europe/Zurich', instant)).not.toThrow();
  });
});

describe('a rule that cannot be', () => {
  it.each<[Partial<Rule>, string]>([
    [{ cron: '0 0 30 2 *' }, 'cron: "0 0 30 2 *" names a date that never comes'],
    [{ cron: '0 0 31 4,6 *' }, 'cron: "0 0 31 4,6 *" names a date that never comes'],
    [{ cron: 'every day' }, 'cron: must have five fields: minute, hour, day of month, month, day of week'],
    [{ every: 'PT1S' }, 'every: must be between 30 seconds (PT30S) and 24 hours (PT24H)'],
    [{ every: '-1' }, 'every: must be a duration such as PT10M or PT1H30M'],
    [{}, 'every: is missing: give one of every, dailyAt and cron'],
    [{ every: 'PT1H', cron: '0 * * * *' }, 'every: exclude one another: give one of every and cron'],
    [{ dailyAt: ['02:00', '24:00'] }, 'dailyAt[1]: must be a time such as 02:00 or 14:30'],
    [{ dailyAt: [] }, 'dailyAt: name at least one time'],
    [{ every: 'PT1H', activeHours: [{ ...weekdays, days: [] }] }, 'activeHours[0].days: name at least one day'],
    [{ every: 'PT1H', jitterSeconds: -1 }, 'jitterSeconds: must be a whole number of seconds from 0 to 3600'],
    [
      { dailyAt: ['02:00'], activeHours: [weekdays] },
      'activeHours: no planned time of the rule ever lies in these hours',
    ],
    [
      { every: 'PT24H', activeHours: [{ ...weekdays, from: '12:00', until: '12:01' }] },
      'activeHours: no planned time of the rule ever lies in these hours',
    ],
  ])('%o is refused with a sentence', (fields, message) => {
    expect(() => nextSlots(rule(fields), 'UTC', anchorAt, anchorAt + day)).toThrow(
      new AppError('invalid_input', message),
    );
  });

  it('is refused in a zone that is gone', () => {
    const message = 'timeZone: "Mars/Olympus" is not a time zone known here';
    expect(() => slotAfter(workdays, 'Mars/Olympus', 0)).toThrow(new AppError('invalid_input', message));
    expect(checkRule(workdays, undefined)).toHaveLength(1);
  });

  it('is told from one that is only rarely due', () => {
    // The slots of 23 hours come by every hour of the week, those of 24 hours by noon in summer only.
    expect(
      checkRule(rule({ every: 'PT23H', activeHours: [{ days: ['mon'], from: '03:00', until: '04:00' }] }), 'UTC'),
    ).toEqual([]);
    const noon: ActiveWindow = { ...weekdays, from: '12:00', until: '13:00' };
    const daily = rule({ every: 'PT24H', anchorAt: at('2026-01-01T10:00Z'), activeHours: [noon] });
    expect(checkRule(daily, 'Europe/Zurich')).toEqual([]);
    expect(stamp(slotAfter(daily, 'Europe/Zurich', anchorAt)?.plannedAt ?? 0)).toBe('2026-03-30T10:00');
  });

  it('is never met with anything but a list of problems, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (any, zone) => {
        expect(checkRule(any, zone).length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
    const strange = { every: fc.anything(), cron: fc.string(), dailyAt: fc.anything(), activeHours: fc.anything() };
    const odd = fc.record({ id: fc.string(), anchorAt: fc.anything(), ...strange }, { requiredKeys: ['id'] });
    fc.assert(
      fc.property(odd, (any) => {
        expect(checkRule(any, 'Europe/Zurich')).toBeInstanceOf(Array);
      }),
    );
  });
});

describe('a duration', () => {
  it.each([
    ['PT30S', 30_000],
    ['PT1H30M', 5_400_000],
    ['PT24H', 86_400_000],
  ])('%s is %d ms', (text, ms) => expect(durationMs(text)).toBe(ms));
});
