import { describe, expect, it } from 'vitest';
import { readWatch } from './watch-form.ts';

describe('A watch as it is typed', () => {
  it('holds beds and a night to come', () => {
    expect(readWatch(' 4 ', '2026-12-05', '2026-11-22')).toEqual({ beds: 4, date: '2026-12-05' });
    expect(readWatch('1', '2026-11-22', '2026-11-22')).toEqual({ beds: 1, date: '2026-11-22' });
  });

  it('is refused with what is wrong', () => {
    for (const beds of ['', '0', '1.5', '1001', 'two'])
      expect(readWatch(beds, '2026-12-05', '2026-11-22')).toEqual({ problem: 'Say how many beds, from 1 to 1,000.' });
    expect(readWatch('2', '', '2026-11-22')).toEqual({ problem: 'Choose a night.' });
    expect(readWatch('2', '2026-11-21', '2026-11-22')).toEqual({ problem: 'This night is over. Choose one to come.' });
  });
});
