import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActiveWindow, Weekday, timeOfDay } from '#shared/schedule/rule.ts';
import { cellStates, isInRange, paint, rangeOf, stretchesOf, windowsOf } from './week-grid.ts';

const weekday = fc.constantFrom(...Weekday.options);
const minute = fc.integer({ min: 0, max: 1439 }).map(timeOfDay);
const window: fc.Arbitrary<ActiveWindow> = fc.record({
  days: fc.uniqueArray(weekday, { minLength: 1, maxLength: 7 }),
  from: minute,
  until: fc.oneof(minute, fc.constant('24:00')),
});
const windows = fc.array(window, { maxLength: 8 });
const cell = fc.record({ day: fc.integer({ min: 0, max: 6 }), slot: fc.integer({ min: 0, max: 47 }) });

/** Every minute of the week by itself, reckoned from the windows' own rule and nothing else. */
function minutesOf(all: readonly ActiveWindow[]): readonly boolean[] {
  const week = Array.from({ length: 10_080 }, () => false);
  for (const { days, from, until } of all) {
    const start = Number(from.slice(0, 2)) * 60 + Number(from.slice(3));
    const end = Number(until.slice(0, 2)) * 60 + Number(until.slice(3));
    const length = end > start ? end - start : end - start + 1440;
    for (const day of days) {
      for (let offset = 0; offset < length; offset += 1) {
        week[(Weekday.options.indexOf(day) * 1440 + start + offset) % 10_080] = true;
      }
    }
  }
  return week;
}

describe('Active hours between windows and the week', () => {
  it('come back as the same minutes, over midnight and over the end of the week too', () => {
    fc.assert(
      fc.property(windows, (given) => {
        expect(minutesOf(windowsOf(stretchesOf(given)))).toEqual(minutesOf(given));
      }),
    );
  });

  it('come back unchanged once they were written by the grid', () => {
    fc.assert(
      fc.property(windows, (given) => {
        const written = windowsOf(stretchesOf(given));
        expect(windowsOf(stretchesOf(written))).toEqual(written);
      }),
    );
  });

  it('are painted in the chosen cells to the minute and nowhere else', () => {
    fc.assert(
      fc.property(windows, cell, cell, fc.boolean(), (given, a, b, isOn) => {
        const range = rangeOf(a, b);
        const before = minutesOf(given);
        const wanted = before.map((was, at) =>
          isInRange({ day: Math.floor(at / 1440), slot: Math.floor((at % 1440) / 30) }, range) ? isOn : was,
        );
        expect(minutesOf(paint(given, range, isOn))).toEqual(wanted);
      }),
    );
  });

  it('are shown as on, off or in part by each half hour', () => {
    fc.assert(
      fc.property(windows, (given) => {
        const minutes = minutesOf(given);
        const states = cellStates(stretchesOf(given));
        const wanted = Array.from({ length: 7 }, (_, day) =>
          Array.from({ length: 48 }, (__, slot) => {
            const mine = minutes.slice(day * 1440 + slot * 30, day * 1440 + slot * 30 + 30);
            return mine.every(Boolean) ? 'on' : mine.some(Boolean) ? 'part' : 'off';
          }),
        );
        expect(states).toEqual(wanted);
      }),
    );
  });

  it('share one window where days have the same times, and keep a night in one piece', () => {
    const night: ActiveWindow[] = [{ days: ['fri', 'sun'], from: '22:00', until: '06:00' }];
    expect(windowsOf(stretchesOf(night))).toEqual(night);
    const week = [{ days: [...Weekday.options], from: '00:00', until: '24:00' }];
    expect(windowsOf(stretchesOf(week))).toEqual(week);
  });

  it('keep a window that is still being typed when the grid is painted', () => {
    const typed: ActiveWindow = { days: ['mon'], from: '7:', until: '12:00' };
    const painted = paint([typed], rangeOf({ day: 1, slot: 0 }, { day: 1, slot: 1 }), true);
    expect(painted).toEqual([{ days: ['tue'], from: '00:00', until: '01:00' }, typed]);
  });
});
