import { describe, expect, it } from 'vitest';
import type { HutOccupancyStatus } from '#shared/model/hut.ts';
import { dueOf, isDue, looksPerDay } from './due.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const intervals = {
  busyMs: 30 * minuteMs,
  mediumMs: 180 * minuteMs,
  quietMs: dayMs,
  unknownMs: 7 * dayMs,
};
const now = Date.UTC(2026, 8, 1, 6);

function standing(...statuses: HutOccupancyStatus[]) {
  const nights = statuses.map((status, index) => ({ date: `2026-09-0${index + 1}`, status }));
  return { lastChecked: now, failedAt: null, failuresInRow: 0, nights };
}

describe('how often a hut is looked at', () => {
  it.each([
    [['empty', 'full', 'low'], 'busy', 30, 'Looked at every 30 minutes: 2026-09-02 is full.'],
    [['high'], 'busy', 30, 'Looked at every 30 minutes: 2026-09-01 is nearly full.'],
    [['low', 'medium'], 'medium', 180, 'Looked at every 3 hours: 2026-09-02 is filling.'],
    [['empty', 'unknown'], 'quiet', 1440, 'Looked at every 24 hours: the next nights have beds enough.'],
    [['unknown'], 'unknown', 10_080, 'Looked at every 7 days: no night of the next two weeks has a known figure.'],
    [[], 'unknown', 10_080, 'Looked at every 7 days: no night of the next two weeks has a known figure.'],
  ] as const)('follows from the fullest of its nights: %j', (statuses, name, minutes, why) => {
    const due = dueOf(standing(...statuses), intervals);
    expect(due).toEqual({ class: name, dueAt: now + minutes * minuteMs, stepMs: minutes * minuteMs, why });
  });

  it('is at once while nobody has looked yet', () => {
    expect(dueOf({ ...standing(), lastChecked: null }, intervals)).toMatchObject({ class: 'new', dueAt: null });
  });

  it('halves with every failure in a row, down to once a day', () => {
    const failing = (failuresInRow: number) =>
      dueOf({ ...standing('full'), failedAt: now, failuresInRow }, intervals).stepMs / minuteMs;
    expect([1, 2, 3, 6, 7, 100].map(failing)).toEqual([30, 60, 120, 960, 1440, 1440]);
  });

  it('is never less than once a week, whatever is asked for', () => {
    const rare = { ...intervals, unknownMs: 30 * dayMs };
    expect(dueOf(standing('unknown'), rare).stepMs).toBe(7 * dayMs);
  });

  it('adds up to the looks of a day', () => {
    const dues = [standing('full'), standing('medium'), standing('low')].map((each) => dueOf(each, intervals));
    expect(looksPerDay(dues)).toBe(48 + 8 + 1);
  });
});

describe('a run', () => {
  const due = dueOf(standing('full'), intervals);

  it('takes a hut whose time comes shortly after it, rather than a whole run later', () => {
    expect(isDue(due, now + 27 * minuteMs, 30 * minuteMs)).toBe(false);
    expect(isDue(due, now + 27 * minuteMs + 1, 30 * minuteMs)).toBe(true);
  });

  it('takes none early where runs come often', () => {
    expect(isDue(due, now + 29 * minuteMs, 2 * minuteMs)).toBe(false);
    expect(isDue(due, now + 29 * minuteMs + 1, 2 * minuteMs)).toBe(true);
  });
});
