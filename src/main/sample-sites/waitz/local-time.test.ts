import { describe, expect, it } from 'vitest';
import { localTimeAt } from './local-time.ts';

const hourMs = 3_600_000;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London',
  weekday: 'short',
  hour: '2-digit',
  hourCycle: 'h23',
});

describe('the time on the campus', () => {
  it('is that of London at every hour of three years', () => {
    const from = Date.UTC(2025, 0, 1);
    const astray: string[] = [];
    for (let at = from; at < from + 3 * 365 * 24 * hourMs; at += hourMs) {
      const parts = new Map(london.formatToParts(at).map(({ type, value }) => [type, value]));
      const { weekday, minute } = localTimeAt(at);
      const isSame = weekdays[weekday] === parts.get('weekday') && minute === 60 * Number(parts.get('hour'));
      if (!isSame) astray.push(new Date(at).toISOString());
    }
    expect(astray).toEqual([]);
  });
});
