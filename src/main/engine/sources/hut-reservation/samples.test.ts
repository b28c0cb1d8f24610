import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { occupancyPercent, occupancyStatus, occupancySteps } from '#shared/model/hut-rules.ts';
import type { BedCategory } from '#shared/model/hut.ts';
import type { HutReading } from '../hut-readings.ts';
import { hasHutSamples, readHutSample } from '../testing/hut-samples.ts';
import { withoutUnknownCategories } from './known-categories.ts';
import { parseHutAvailability } from './parse-availability.ts';
import { parseHutInfo } from './parse-info.ts';

/** A day as the samples have it. */
const Day = z.object({
  freeBedsPerCategory: z.record(z.string(), z.int()),
  freeBeds: z.int().nullable(),
  hutStatus: z.string(),
  date: z.string(),
  totalSleepingPlaces: z.int(),
  percentage: z.string(),
});

/** The night that a day of a recording must become; only for words that the recordings hold. */
function expectedNight(day: z.infer<typeof Day>): HutReading {
  return {
    date: day.date.replace(/T.*$/, ''),
    free: day.freeBeds,
    total: day.totalSleepingPlaces,
    staffing: 'serviced',
    reservationStatus: day.percentage === 'CLOSED' ? 'not_possible' : 'possible',
    categories: Object.entries(day.freeBedsPerCategory).map(([id, free]) => ({ id, free })),
  };
}

const categoryOf = (id: string): BedCategory => ({ id, label: id, beds: null, isWinterRoom: false });

describe.skipIf(!hasHutSamples)('the samples of hut-reservation beside the repository', () => {
  it('tell a closed winter from bookable nights: 242 days of Trient', () => {
    const { availability } = z
      .object({ availability: z.array(Day) })
      .parse(JSON.parse(readHutSample('availability-281-trient-242-days.recorded.json')));
    const { nights, faults } = parseHutAvailability(JSON.stringify(availability));
    expect(faults).toEqual([]);
    expect(nights).toEqual(availability.map(expectedNight));
    expect(nights).toHaveLength(242);
    const bookable = nights.filter(({ reservationStatus }) => reservationStatus === 'possible');
    expect(bookable).toHaveLength(76);
    expect(bookable.every(({ free, total }) => free !== null && total !== null && total > 0)).toBe(true);
    const closed = nights.filter(({ reservationStatus }) => reservationStatus === 'not_possible');
    expect(closed).toHaveLength(166);
    expect(closed.every(({ free, total, staffing }) => free === null && total === 0 && staffing === 'serviced')).toBe(
      true,
    );
    expect(nights.find(({ date }) => date === '2026-09-05')).toMatchObject({ free: 2, total: 90 });
  });

  it('are read day by day with three categories: Adamek', () => {
    const text = readHutSample('availability-491-adamek-2025-06-21_to_2025-08-07.recorded.json');
    const { nights, faults } = parseHutAvailability(text);
    expect(faults).toEqual([]);
    expect(nights).toHaveLength(48);
    expect(nights).toEqual(z.array(Day).parse(JSON.parse(text)).map(expectedNight));
    expect([nights[0]?.date, nights.at(-1)?.date]).toEqual(['2025-06-21', '2025-08-07']);
    expect(nights[1]).toEqual({
      date: '2025-06-22',
      free: 61,
      total: 72,
      staffing: 'serviced',
      reservationStatus: 'possible',
      categories: [
        { id: '1862', free: 50 },
        { id: '1863', free: 7 },
        { id: '1864', free: 4 },
      ],
    });
    const { categories } = parseHutInfo(readHutSample('hutinfo-491-adamek.recorded.json'));
    expect(withoutUnknownCategories({ nights, faults }, categories)).toEqual({ nights, faults });
  });

  it('quarantine two of the edge days and no other', () => {
    const read = parseHutAvailability(readHutSample('availability-edge-days.constructed.json'));
    const { nights, faults } = withoutUnknownCategories(read, ['503', '4319'].map(categoryOf));
    expect(
      nights.map(({ date, free, total, staffing, reservationStatus }) =>
        [date, free, total, staffing, reservationStatus].join(' '),
      ),
    ).toEqual([
      '2026-03-01 9 9 unserviced possible',
      '2026-03-02 0 9 unserviced possible',
      '2026-03-03 1 9 unserviced possible',
      '2026-03-04  0 closed not_possible',
      '2026-03-05  0 serviced not_possible',
      '2026-03-06 36 36 serviced possible',
      '2026-03-07 0 36 serviced possible',
      '2026-03-29 36 36 serviced possible',
      '2026-10-25 36 36 serviced possible',
    ]);
    expect(faults).toEqual([
      {
        date: '2026-10-26',
        label: '2026-10-26',
        reason: 'The field freeBeds is 40, more than totalSleepingPlaces, which is 36.',
      },
      {
        date: '2026-03-08',
        label: '2026-03-08',
        reason: "The field freeBedsPerCategory.99999 is 3, but category 99999 is not one of the hut's.",
      },
    ]);
  });

  it('give the master data of Adamek without a person', () => {
    const hut = parseHutInfo(readHutSample('hutinfo-491-adamek.recorded.json'));
    expect(hut).toEqual({
      name: 'Adamek-Hütte',
      website: 'https://www.adamek.at',
      tenant: 'OEAV',
      country: 'AT',
      latitude: 47.492209,
      longitude: 13.58392,
      altitudeM: 2196,
      beds: 89,
      isUnlocked: true,
      isTest: false,
      categories: [
        { id: '1862', label: 'Dormitory', beds: 50, isWinterRoom: false },
        { id: '1863', label: 'Shared bedroom', beds: 16, isWinterRoom: false },
        { id: '1864', label: 'Double room', beds: 6, isWinterRoom: false },
      ],
    });
    expect(JSON.stringify(hut)).not.toMatch(/warden|phone|\+43|removed/i);
  });

  it.each([
    [
      'availability-empty.constructed.json',
      'source_changed',
      'The source lists no night at all, so the calendar of this hut is not published.',
    ],
    [
      'error-403-blocked.constructed.html',
      'refused',
      'The source answered a page that says requests are blocked. Wait an hour, then ask it less often.',
    ],
    [
      'error-401-session-expired.constructed.json',
      'refused',
      'The source answered 401 (a login is needed) in its text. Rounds has no login for it.',
    ],
    [
      'error-404-unknown-hut.constructed.json',
      'refused',
      'The source answered 404 (not found) in its text. It knows no hut of this number; correct the number of the hut.',
    ],
  ])('are told apart even where they call themselves fine: %s', (file, code, userMessage) => {
    const told = expect.objectContaining({ code, userMessage });
    expect(() => parseHutAvailability(readHutSample(file))).toThrow(told);
  });

  it('agree with the rules on how full a night is, all thirty pairs', () => {
    const [, ...lines] = readHutSample('occupancy-expected.constructed.csv').trim().split(/\r?\n/);
    expect(lines).toHaveLength(30);
    const computed = lines.map((line) => {
      const [free = NaN, total = NaN] = line.split(',').map(Number);
      const percent = occupancyPercent(free, total) ?? NaN;
      return [free, total, percent, occupancySteps(percent), occupancyStatus(free, total)];
    });
    expect(computed).toEqual(
      lines.map((line) => line.split(',').map((cell, column) => (column === 4 ? cell : Number(cell)))),
    );
  });
});
