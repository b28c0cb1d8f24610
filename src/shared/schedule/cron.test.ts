import { describe, expect, it } from 'vitest';
import { type Cron, cronMatchesDate, parseCron } from './cron.ts';

function read(text: string): Cron {
  const cron = parseCron(text);
  if (typeof cron === 'string') throw new Error(cron);
  return cron;
}

describe('a cron rule', () => {
  it('holds numbers, ranges, steps and lists', () => {
    expect(read('5,10-12,30-59/10 * * * *').minute.values).toEqual([5, 10, 11, 12, 30, 40, 50]);
    expect(read('*/20 */6 * * *')).toMatchObject({
      minute: { values: [0, 20, 40], isStar: true },
      hour: { values: [0, 6, 12, 18], isStar: true },
    });
    expect(read('\t0  0-23 1 1 0 ').hour.isStar).toBe(false);
  });

  it('knows months and days by name, and Sunday as 0 and 7', () => {
    expect(read('0 0 * JAN,mar-may *').month.values).toEqual([1, 3, 4, 5]);
    expect(read('0 0 * * mon-fri').dayOfWeek.values).toEqual([1, 2, 3, 4, 5]);
    expect(read('0 0 * * 7').dayOfWeek.values).toEqual([0]);
    expect(read('0 0 * * 5-7').dayOfWeek.values).toEqual([0, 5, 6]);
    expect(read('0 0 * * sat-sun').dayOfWeek.values).toEqual([0, 6]);
    expect(read('0 0 * * *').dayOfWeek.values).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('may be a nickname', () => {
    expect(parseCron('@daily')).toEqual(parseCron('0 0 * * *'));
    expect(parseCron('@Hourly')).toEqual(parseCron('0 * * * *'));
  });

  it('takes either day when both are restricted, and both days when one begins with a star', () => {
    const [monday, first, mondayThird] = ['2026-06-08', '2026-07-01', '2026-08-03'].map((date) => new Date(date));
    const either = read('0 0 1 * mon');
    expect([monday, first, mondayThird].map((date) => cronMatchesDate(either, date!))).toEqual([true, true, true]);
    const both = read('0 0 */2 * mon');
    expect([monday, first, mondayThird].map((date) => cronMatchesDate(both, date!))).toEqual([false, false, true]);
  });

  it.each([
    ['60 * * * *', 'minute must be 0 to 59, not 60'],
    ['0 24 * * *', 'hour must be 0 to 23, not 24'],
    ['0 0 0 * *', 'day of month must be 1 to 31, not 0'],
    ['0 0 * 13 *', 'month must be 1 to 12, not 13'],
    ['0 0 * * 8', 'day of week must be 0 to 7, not 8'],
    ['0 0 ? * *', 'cannot read "?" as day of month'],
    ['0 0 L * *', 'cannot read "L" as day of month'],
    ['1, * * * *', 'cannot read "" as minute'],
    ['1-2-3 * * * *', 'cannot read "1-2-3" as minute'],
    ['-5 * * * *', 'cannot read "" as minute'],
    ['*/0 * * * *', 'minute has a step of 0: it must be 1 to 59'],
    ['*/90 * * * *', 'minute has a step of 90: it must be 1 to 59'],
    ['5/10 * * * *', 'minute 5/10 has a step without a range: write 5-59/10'],
    ['0 22-2 * * *', 'hour 22-2 runs backwards: write it as two parts'],
    ['0 0 0 * * *', 'must have five fields: minute, hour, day of month, month, day of week'],
    ['', 'must have five fields: minute, hour, day of month, month, day of week'],
    ['@reboot', '@reboot is not known; known are @hourly, @daily, @midnight, @weekly, @monthly, @yearly, @annually'],
    ['*,'.repeat(200), 'is longer than 200 characters'],
  ])('%s is refused: %s', (text, message) => {
    expect(parseCron(text)).toBe(message);
  });
});
