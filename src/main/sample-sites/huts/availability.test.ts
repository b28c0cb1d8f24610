import { describe, expect, it } from 'vitest';
import { availabilityAt, type HutDayJson } from './availability.ts';
import { hutsOf } from './hut-list.ts';

const minuteMs = 60_000;
const dayMs = 1440 * minuteMs;
const november = Date.UTC(2026, 10, 22, 11, 30);
const june = Date.UTC(2026, 5, 20, 11, 30);

function calendar(hutId: number, timeMs: number, seed = 1): readonly HutDayJson[] {
  return availabilityAt(seed, hutId, timeMs) ?? [];
}

function dayAt(hutId: number, timeMs: number, date: string): HutDayJson | undefined {
  return calendar(hutId, timeMs).find((day) => day.date.startsWith(date));
}

/** Nights of all named huts with wardens there. */
function openNights(timeMs: number): readonly HutDayJson[] {
  return hutsOf(24)
    .flatMap(({ id }) => calendar(id, timeMs))
    .filter(({ percentage, hutStatus }) => percentage !== 'CLOSED' && hutStatus === 'SERVICED');
}

function takenShare(days: readonly HutDayJson[]): number {
  const total = days.reduce((sum, { totalSleepingPlaces }) => sum + totalSleepingPlaces, 0);
  return 1 - days.reduce((sum, { freeBeds }) => sum + (freeBeds ?? 0), 0) / total;
}

function weekdayOf({ date }: HutDayJson): number {
  return new Date(date).getUTCDay();
}

const fields = 'freeBedsPerCategory freeBeds hutStatus date dateFormatted totalSleepingPlaces percentage'.split(' ');

/** What is wrong with a day: nothing may be told of a closed night, and on any other the sums add up. */
function faultsOf(day: HutDayJson): readonly string[] {
  const { freeBedsPerCategory, freeBeds, hutStatus, totalSleepingPlaces: total, percentage } = day;
  const beds = Object.values(freeBedsPerCategory);
  const sum = beds.reduce((before, count) => before + count, 0);
  const isClosed = percentage === 'CLOSED';
  const rules = {
    fields: Object.keys(day).join() === fields.join(),
    date: /^\d{4}-\d\d-\d\dT00:00:00Z$/.test(day.date),
    words: day.dateFormatted === day.date.slice(0, 10).split('-').toReversed().join('.'),
    counts: [...beds, total].every((count) => Number.isInteger(count) && count >= 0),
    free: isClosed ? freeBeds === null && sum === 0 : freeBeds === sum && sum <= total,
    total: isClosed === (total === 0),
    status: isClosed || hutStatus !== 'CLOSED',
    full: (percentage === 'FULL') === (freeBeds === 0),
    nearlyFull: (percentage === 'NEARLY FULL') === (sum > 0 && sum < total / 5),
  };
  return Object.entries(rules).flatMap(([rule, holds]) => (holds ? [] : [`${day.date} ${rule}`]));
}

describe('the calendar of a sample hut', () => {
  it.each(hutsOf(24).map(({ id, name }) => ({ id, name })))('has the shape of the real one: $name', ({ id }) => {
    const days = calendar(id, november);
    expect(days[0]).toMatchObject({ date: '2026-11-22T00:00:00Z', dateFormatted: '22.11.2026' });
    expect(new Set(days.map(({ date }) => date)).size).toBe(days.length);
    expect(days.flatMap(faultsOf)).toEqual([]);
  });

  it('is published for as long as each hut likes', () => {
    const lengths = hutsOf(24).map(({ id }) => calendar(id, november).length);
    expect([Math.min(...lengths), Math.max(...lengths), new Set(lengths).size]).toEqual([121, 366, 6]);
  });

  it('follows from seed and time alone', () => {
    expect(calendar(201, november)).toEqual(calendar(201, november));
    expect(calendar(201, november, 2)).not.toEqual(calendar(201, november));
    expect(availabilityAt(1, 999, november)).toBeNull();
  });

  it('shows open, full and nearly full nights on any day of the year', () => {
    for (let month = 0; month < 12; month += 1) {
      const words = openNights(Date.UTC(2026, month, 9)).map(({ percentage }) => percentage);
      expect(new Set(words)).toEqual(new Set(['AVAILABLE', 'NEARLY FULL', 'FULL']));
      const tonight = hutsOf(24).map(({ id }) => calendar(id, Date.UTC(2026, month, 9))[0]?.freeBeds ?? null);
      expect(tonight.filter((free) => free !== null).length).toBeGreaterThanOrEqual(12);
    }
  });

  it('fills on weekends first, and the more the nearer the night', () => {
    const nights = openNights(june);
    const weekend = nights.filter((day) => weekdayOf(day) >= 5);
    expect(takenShare(weekend)).toBeGreaterThan(1.4 * takenShare(nights.filter((day) => weekdayOf(day) < 5)));
    const within = (from: number, until: number): readonly HutDayJson[] =>
      nights.filter(({ date }) => Date.parse(date) >= june + from * dayMs && Date.parse(date) < june + until * dayMs);
    expect(takenShare(within(0, 14))).toBeGreaterThan(1.3 * takenShare(within(45, 75)));
  });

  it('says SERVICED on closed nights at one hut, and CLOSED at the others', () => {
    expect(dayAt(206, november, '2026-12-01')).toEqual({
      freeBedsPerCategory: { 2061: 0 },
      freeBeds: null,
      hutStatus: 'SERVICED',
      date: '2026-12-01T00:00:00Z',
      dateFormatted: '01.12.2026',
      totalSleepingPlaces: 0,
      percentage: 'CLOSED',
    });
    expect(dayAt(204, november, '2026-12-01')).toMatchObject({ freeBedsPerCategory: {}, hutStatus: 'CLOSED' });
    expect(new Set(calendar(223, june).map(({ percentage }) => percentage))).toEqual(new Set(['CLOSED']));
  });

  it('offers the winter room out of season', () => {
    const winter = dayAt(202, november, '2026-12-01');
    expect(winter).toMatchObject({ hutStatus: 'UNSERVICED', totalSleepingPlaces: 12 });
    expect(winter?.freeBedsPerCategory).toMatchObject({ 2021: 0, 2022: 0, 2029: winter?.freeBeds });
    expect(dayAt(202, november, '2027-06-12')).toMatchObject({ hutStatus: 'SERVICED', totalSleepingPlaces: 70 });
    expect(dayAt(202, november, '2027-06-12')?.freeBedsPerCategory[2029]).toBe(0);
  });
});

describe('bookings at a sample hut', () => {
  it('come one by one, and some are canceled again', () => {
    const nightly = Array.from({ length: 60 }, (_, days) => dayAt(205, june + days * dayMs, '2026-08-29')?.freeBeds);
    const changes = nightly.map((free, index) => (free ?? 0) - (nightly[index - 1] ?? free ?? 0));
    expect(changes.some((change) => change < 0)).toBe(true);
    expect(changes.some((change) => change > 0)).toBe(true);
    expect(changes.filter((change) => change === 0).length).toBeGreaterThan(15);
  });

  it('change a few nights of the exchange within half an hour', () => {
    const changed = (fromMs: number): number =>
      hutsOf(24).reduce((sum, { id }) => {
        const later = calendar(id, fromMs + 30 * minuteMs);
        return sum + calendar(id, fromMs).filter(({ freeBeds }, index) => freeBeds !== later[index]?.freeBeds).length;
      }, 0);
    const counts = Array.from({ length: 12 }, (_, step) => changed(june - dayMs / 4 + step * 30 * minuteMs));
    expect(Math.max(...counts)).toBeGreaterThan(2);
    expect(Math.max(...counts)).toBeLessThan(60);
  });

  it('are now and then of a category that nobody has described, on one night at a time', () => {
    for (let week = 0; week < 53; week += 1) {
      const days = calendar(211, june + week * 7 * dayMs).filter(
        ({ freeBedsPerCategory }) => freeBedsPerCategory[99211],
      );
      expect(days).toHaveLength(1);
      expect(days[0]?.totalSleepingPlaces).toBe(53);
    }
  });
});
