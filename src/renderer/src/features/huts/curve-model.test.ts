import { describe, expect, it } from 'vitest';
import type { HutCurve } from '#shared/contract/huts.ts';
import type { HutNightState } from '#shared/model/hut.ts';
import { arrivalOf, curveOf, curveSentences, curveSeries, dayTicks, stretchDays, stretchWords } from './curve-model.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const date = '2026-12-05';
const arrival = Date.parse('2026-12-04T23:00:00Z');

function state(fromDays: number, untilDays: number, changes: Partial<HutNightState> = {}): HutNightState {
  return {
    firstChecked: arrival - fromDays * DAY,
    lastChecked: arrival - untilDays * DAY,
    isListed: true,
    free: 50,
    total: 90,
    hutType: 'hut',
    reservationStatus: 'possible',
    ...changes,
  };
}

function curve(states: readonly HutNightState[], atDays: number, unobserved: HutCurve['unobserved'] = []) {
  return curveOf({ date, states: [...states], unobserved }, 'Europe/Zurich', arrival - atDays * DAY);
}

describe('The booking curve', () => {
  it('counts the days to the midnight at the hut, not to that of the viewer', () => {
    expect(arrivalOf(date, 'Europe/Zurich')).toBe(arrival);
    expect(arrivalOf(date, 'UTC')).toBe(arrival + HOUR);
  });

  it('draws steps, and a hole wherever nobody looked', () => {
    const drawn = curve([state(10, 8), state(8 - 1 / 48, 6, { free: 30 }), state(2, 1, { free: 5 })], 1);
    expect(drawn.stretches.map(({ kind }) => kind)).toEqual(['beds', 'beds', 'unseen', 'beds']);
    expect(curveSeries(drawn)).toEqual([
      { days: 10, free: 50 },
      { days: 8 - 1 / 48, free: 50 },
      { days: 8 - 1 / 48, free: 30 },
      { days: 6, free: 30 },
      { days: 4, free: null },
      { days: 2, free: 5 },
      { days: 1, free: 5 },
    ]);
  });

  it('says where nobody looked while a state went on, and where that hid a change', () => {
    const hole = (fromDays: number, untilDays: number) => ({
      from: arrival - fromDays * DAY,
      until: arrival - untilDays * DAY,
    });
    const drawn = curve([state(10, 4), state(3, 1, { free: 30 })], 1, [hole(9, 7), hole(4, 3)]);
    expect(
      drawn.stretches.map(({ kind, from, until }) => [kind, (arrival - from) / DAY, (arrival - until) / DAY]),
    ).toEqual([
      ['beds', 10, 9],
      ['unseen', 9, 7],
      ['beds', 7, 4],
      ['unseen', 4, 3],
      ['beds', 3, 1],
    ]);
  });

  it('keeps closed, not listed and not told off the line: none of them is 0 beds', () => {
    const drawn = curve(
      [
        state(8, 7, { hutType: 'closed', free: 0, total: 0 }),
        state(7, 6, { isListed: false, free: null, total: null }),
        state(6, 5, { free: null }),
        state(5, 4, { free: 0 }),
      ],
      4,
    );
    expect(drawn.stretches.map(({ kind }) => kind)).toEqual(['closed', 'unlisted', 'untold', 'beds']);
    expect(curveSeries(drawn).map(({ free }) => free)).toEqual([null, null, null, 0, 0]);
    expect(drawn.stretches.map(stretchWords)).toEqual([
      'closed',
      'no longer listed by the source',
      'the source does not say how many beds are free',
      '0 of 90 beds free',
    ]);
  });

  it('shows the arrival at the right once it is near, and else ends with what was seen', () => {
    expect(curve([state(20, 5)], 5).domain).toEqual([20, 0]);
    expect(curve([state(203, 200)], 200).domain).toEqual([203, 200]);
    expect(curve([], 5).domain).toEqual([1, 0]);
  });

  it('marks whole days, few enough to read', () => {
    expect(dayTicks([20, 0])).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    expect(dayTicks([203, 200])).toEqual([200, 201, 202, 203]);
    expect(dayTicks([365, 0]).length).toBeLessThan(12);
  });

  it('says when a stretch was by days before arrival', () => {
    const words = (from: number, until: number): string =>
      stretchDays({ from: arrival - from * DAY, until: arrival - until * DAY }, arrival);
    expect(words(10, 8.04)).toBe('10 to 8');
    expect(words(0.5, -0.5)).toBe('0.5 to \u22120.5');
    expect(words(3, 3)).toBe('3');
  });
});

describe('The sentences under the booking curve', () => {
  const sentences = (states: readonly HutNightState[], atDays: number): readonly string[] =>
    curveSentences(curve(states, atDays), arrival - atDays * DAY);

  it('say how the night stands and how it moved in the last week', () => {
    expect(sentences([state(20, 10, { free: 52 }), state(10, 6), state(6, 3, { free: 12 })], 3)).toEqual([
      '12 of 90 beds free, for 3 days now.',
      'It filled by 38 beds in the last week, from 50 free.',
    ]);
    expect(sentences([state(20, 6, { free: 3 }), state(6, 3, { free: 12 })], 3)[1]).toBe(
      'It freed up by 9 beds in the last week, from 3 free.',
    );
    expect(sentences([state(20, 3)], 3)[1]).toBe('It has as many free beds as it had a week ago.');
  });

  it('say that nobody has looked', () => {
    expect(sentences([], 3)).toEqual(['Nobody has looked at this night yet.']);
  });

  it('do not compare with what is not known', () => {
    expect(sentences([state(20, 6, { isListed: false, free: null, total: null }), state(6, 3)], 3)[1]).toContain(
      'cannot be said',
    );
    expect(sentences([state(40, 30), state(6, 3)], 3)[1]).toBe(
      'Nobody looked a week before, so there is nothing to compare with.',
    );
  });

  it('say that the last look is old, and how short the time is that was looked at', () => {
    expect(sentences([state(20, 8)], 3)[0]).toMatch(/^50 of 90 beds free when last seen, on 26 Nov/);
    expect(sentences([state(5, 4), state(4, 3, { free: 49 })], 3)[1]).toBe(
      'It filled by 1 bed since Rounds first looked, 2 days before, from 50 free.',
    );
  });
});
