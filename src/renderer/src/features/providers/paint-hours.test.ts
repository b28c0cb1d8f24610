import { describe, expect, it } from 'vitest';
import { paintHours } from './paint-hours.ts';
import type { WindowForm } from './provider-form.ts';

function hours(days: WindowForm['days'], from: string, until: string, breakFrom = '', breakUntil = ''): WindowForm {
  return { days, from, until, breakFrom, breakUntil };
}

/** Half hours of one day or more: `block(0, 0, 18, 20)` is Monday from 09:00 up to 10:00. */
function block(firstDay: number, lastDay: number, first: number, end: number) {
  return { firstDay, lastDay, firstSlot: first, lastSlot: end - 1 };
}

describe('Painting working hours', () => {
  it('leaves windows side by side on other days as two', () => {
    const before = [hours(['mon'], '09:00', '12:00'), hours(['mon'], '12:00', '17:00')];
    expect(paintHours(before, block(2, 2, 18, 20), true)).toEqual([...before, hours(['wed'], '09:00', '10:00')]);
  });

  it('takes one day out of a line and leaves the others with their break', () => {
    const before = [hours(['mon', 'tue'], '09:00', '17:00', '12:00', '13:00')];
    expect(paintHours(before, block(1, 1, 30, 34), false)).toEqual([
      hours(['mon'], '09:00', '17:00', '12:00', '13:00'),
      hours(['tue'], '09:00', '15:00', '12:00', '13:00'),
    ]);
  });

  it('drops a break around which nobody works any more', () => {
    const before = [hours(['mon'], '09:00', '17:00', '12:00', '13:00')];
    expect(paintHours(before, block(0, 0, 24, 34), false)).toEqual([hours(['mon'], '09:00', '12:00')]);
  });

  it('keeps the break after midnight of hours that run over it', () => {
    const before = [hours(['sun'], '22:00', '06:00', '01:00', '01:30')];
    expect(paintHours(before, block(6, 6, 42, 44), true)).toEqual([hours(['sun'], '21:00', '06:00', '01:00', '01:30')]);
  });

  it('keeps a line that is still being typed', () => {
    const typed = hours(['mon'], '9', '17:00');
    expect(paintHours([typed], block(0, 0, 18, 20), true)).toEqual([hours(['mon'], '09:00', '10:00'), typed]);
  });
});
