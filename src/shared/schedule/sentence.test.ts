import { describe, expect, it } from 'vitest';
import type { ActiveWindow, Rule, Weekday } from './rule.ts';
import { describeRule, describeZone } from './sentence.ts';

const says = (fields: Partial<Rule>, zone = 'America/Los_Angeles'): string =>
  describeRule({ id: 'one', anchorAt: 0, ...fields }, zone);
const window = (days: string, from: string, until: string): ActiveWindow => ({
  // Only names of days are written here.
  days: days.split(' ') as Weekday[],
  from,
  until,
});
const weekdays = 'mon tue wed thu fri';

describe('a rule as a sentence', () => {
  it.each<[Partial<Rule>, string]>([
    [{ every: 'PT10M' }, 'Every 10 minutes'],
    [{ dailyAt: ['14:30', '02:00'] }, 'Daily at 02:00 and 14:30, Los Angeles time'],
    [{ cron: '0 2 * * *' }, 'Daily at 02:00, Los Angeles time'],
    [{ cron: '0 2,14 * * 1-5' }, 'At 02:00 and 14:00 on weekdays, Los Angeles time'],
    [{ cron: '*/30 * * * *' }, 'Every 30 minutes on the clock, Los Angeles time'],
    [{ cron: '* * * * *' }, 'Every minute on the clock, Los Angeles time'],
    [{ cron: '@hourly' }, 'Every hour on the hour, Los Angeles time'],
    [{ cron: '1 * * * *' }, 'Every hour at 1 minute past, Los Angeles time'],
    [{ cron: '15,45 */2 * * *' }, 'Every 2 hours at 15 and 45 minutes past, Los Angeles time'],
    [{ cron: '*/10 7-22 * * mon-thu' }, 'Every 10 minutes from 07:00 to 22:50 Monday to Thursday, Los Angeles time'],
    [{ cron: '15 7-22 * * *' }, 'Every hour from 07:15 to 22:15, Los Angeles time'],
    [{ cron: '@weekly' }, 'At 00:00 on Sundays, Los Angeles time'],
    [{ cron: '0 9 1,15 * *' }, 'At 09:00 on days 1 and 15 of the month, Los Angeles time'],
    [{ cron: '0 9 1 jan,jul *' }, 'At 09:00 on 1 January and July, Los Angeles time'],
    [{ cron: '0 9 * jul sat,sun' }, 'At 09:00 on weekends in July, Los Angeles time'],
    [{ cron: '0 9 1 * mon' }, 'On the cron rule “0 9 1 * mon”, Los Angeles time'],
    [{ cron: '*/7 * * * *' }, 'On the cron rule “*/7 * * * *”, Los Angeles time'],
    [{ cron: '1-9/2 3,7,9 * * *' }, 'On the cron rule “1-9/2 3,7,9 * * *”, Los Angeles time'],
    [{ cron: 'nonsense' }, 'On the cron rule “nonsense”, Los Angeles time'],
  ])('%o', (fields, sentence) => {
    expect(says(fields)).toBe(sentence);
  });

  it.each<[ActiveWindow[], string]>([
    [[window(weekdays, '07:00', '23:00')], '07:00–23:00 on weekdays'],
    [[window(`${weekdays} sat sun`, '22:00', '06:00')], '22:00–06:00'],
    [
      [window(weekdays, '13:00', '18:00'), window(weekdays, '07:00', '12:00')],
      '07:00–12:00 and 13:00–18:00 on weekdays',
    ],
    [
      [window(weekdays, '07:00', '23:00'), window('sun sat', '09:00', '09:00')],
      '07:00–23:00 on weekdays and 24 hours from 09:00 on weekends',
    ],
    [[window('mon wed fri', '00:00', '24:00')], 'all day on Mondays, Wednesdays and Fridays'],
    [[window('mon tue wed', '00:00', '01:00')], '00:00–01:00 Monday to Wednesday'],
    [weekdays.split(' ').map((day, index) => window(day, `0${index}:00`, '12:00')), 'in 5 windows of active hours'],
  ])('with active hours %o', (activeHours, words) => {
    expect(says({ every: 'PT10M', activeHours })).toBe(`Every 10 minutes, ${words}, Los Angeles time`);
  });

  it.each([
    ['Asia/Kathmandu', 'Kathmandu time'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires time'],
    ['UTC', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['Etc/GMT+5', 'UTC−5'],
    ['Etc/GMT-14', 'UTC+14'],
  ])('names the zone %s as %s', (zone, name) => {
    expect(describeZone(zone)).toBe(name);
  });
});
