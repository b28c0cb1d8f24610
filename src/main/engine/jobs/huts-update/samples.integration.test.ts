import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addDays } from '#shared/model/calendar-date.ts';
import { occupancyPercent, occupancyStatus, occupancySteps } from '#shared/model/hut-rules.ts';
import { HutOccupancyStatus, ReservationStatus } from '#shared/model/hut.ts';
import { importConfig } from '../../config/import-config.ts';
import { hasHutSamples, readHutSample } from '../../sources/testing/hut-samples.ts';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';
import { infoPath, nightsPath, updateHuts, watchHuts } from '../../testing/test-huts.ts';
import { jobs } from '../registry.ts';

const Days = z.array(
  z.looseObject({
    date: z.string(),
    freeBeds: z.int().nullable(),
    totalSleepingPlaces: z.int(),
    percentage: z.string(),
  }),
);

let test: TestEngine;
afterEach(() => test.close());

async function nightsOf(slug: string, from: string, nights: number) {
  const [found] = await test.engine.handlers['huts.nights']({ slugs: [slug], from, nights, asOf: null });
  if (found === undefined) throw new Error('There is no such hut.');
  return found;
}

describe.skipIf(!hasHutSamples)('the recorded 242 days of Trient', () => {
  const days = (): z.infer<typeof Days> =>
    z.object({ availability: Days }).parse(JSON.parse(readHutSample('availability-281-trient-242-days.recorded.json')))
      .availability;
  beforeEach(async () => {
    test = await createTestEngine(Date.parse('2026-08-31T06:00:00Z'));
    watchHuts(test, ['281']);
    test.site.on(nightsPath('281'), { body: JSON.stringify(days()) });
  });

  it('become 242 nights: 76 with beds, the others closed, with null and not 0', async () => {
    const { run } = await updateHuts(test);
    expect(run).toMatchObject({ status: 'succeeded', counts: { created: 1 } });
    const { marks, free, total } = await nightsOf('hut-281', '2026-09-01', 242);
    expect(free).toEqual(days().map(({ freeBeds }) => freeBeds));
    expect(total).toEqual(days().map(({ totalSleepingPlaces }) => totalSleepingPlaces));
    expect(marks).toBe(
      days()
        .map(({ percentage }) => (percentage === 'CLOSED' ? 'c' : 'o'))
        .join(''),
    );
    expect(marks.replaceAll(/[^o]/g, '')).toHaveLength(76);
    expect(marks.replaceAll(/[^c]/g, '')).toHaveLength(166);
    const { nights, faults } = await test.engine.handlers['huts.hut']({ slug: 'hut-281', asOf: null });
    expect([nights, faults]).toEqual([{ first: '2026-09-01', last: '2027-04-30' }, []]);
    const { states } = await test.engine.handlers['huts.curve']({ slug: 'hut-281', date: '2026-09-05', asOf: null });
    expect(states).toMatchObject([{ free: 2, total: 90, hutType: 'hut', reservationStatus: 'possible' }]);
  });

  it('are taken as far as is asked for', async () => {
    await updateHuts(test, { days: 30 });
    const { marks } = await nightsOf('hut-281', '2026-08-31', 60);
    expect(marks).toMatch(/^\.[oc]{30}\.{29}$/);
  });

  it('that have passed already are taken as they are listed', async () => {
    test.clock.setWall(Date.parse('2026-10-10T06:00:00Z'));
    await updateHuts(test);
    const { marks } = await nightsOf('hut-281', '2026-10-01', 12);
    expect(marks).toMatch(/^[oc]{12}$/);
  });
});

describe.skipIf(!hasHutSamples)('the recorded 48 days of Adamek', () => {
  it('become nights as full as the rules say, and a hut with its place', async () => {
    test = await createTestEngine(Date.parse('2025-06-20T06:00:00Z'));
    watchHuts(test, ['491']);
    const text = readHutSample('availability-491-adamek-2025-06-21_to_2025-08-07.recorded.json');
    test.site.on(nightsPath('491'), { body: text });
    test.site.on(infoPath('491'), { body: readHutSample('hutinfo-491-adamek.recorded.json') });
    const { run } = await updateHuts(test);
    expect(run.status).toBe('succeeded');
    const days = Days.parse(JSON.parse(text));
    expect(days).toHaveLength(48);
    const { free, total } = await nightsOf('hut-491', '2025-06-21', 48);
    expect(free.map((each, index) => occupancyStatus(each, total[index] ?? null))).toEqual(
      days.map(({ freeBeds, totalSleepingPlaces }) => statusByKey(freeBeds ?? 0, totalSleepingPlaces)),
    );
    const { master, row } = await test.engine.handlers['huts.hut']({ slug: 'hut-491', asOf: null });
    expect(master).toMatchObject({ name: 'Adamek-Hütte', altitudeM: 2196, beds: 89, isUnlocked: true });
    expect(row).toMatchObject({ country: 'AT', tenant: 'OEAV', latitude: 47.492209, longitude: 13.58392 });
  });

  /** The limits that the table of expected figures is made by, told once more. */
  function statusByKey(free: number, total: number): HutOccupancyStatus {
    if (total === 0) return 'unknown';
    const percent = ((total - free) / total) * 100;
    if (percent === 100) return 'full';
    return percent > 62 ? 'high' : percent > 37 ? 'medium' : percent > 0 ? 'low' : 'empty';
  }
});

const Stamp = z.iso.datetime().transform((text) => Date.parse(text));
const Figures = { free: z.int(), total: z.int(), reservation_status: ReservationStatus };
const Walk = z.object({
  availability_date: z.string(),
  fetches: z.array(z.object({ at: Stamp, ...Figures, hut_type: z.literal('hut') })),
  history_rows_newest_first: z.array(z.object({ ...Figures, first_checked: Stamp, last_checked: Stamp })),
  current_row: z.object({
    ...Figures,
    occupancy_percent: z.number(),
    occupancy_steps: z.int(),
    occupancy_status: HutOccupancyStatus,
    last_checked: Stamp,
  }),
});

describe.skipIf(!hasHutSamples)('the walk through five looks', () => {
  it('leaves the rows of history and the present row that it states', async () => {
    const walk = Walk.parse(JSON.parse(readHutSample('history-walk.constructed.json')));
    const date = walk.availability_date;
    test = await createTestEngine(walk.fetches[0]?.at);
    watchHuts(test, ['281']);
    const today = '2026-09-01';
    for (const { at, free, total, hut_type: hutType, reservation_status: reservationStatus } of walk.fetches) {
      test.engine.store.hutLog.apply(
        { slug: 'hut-281', at, stepMs: 1_800_000, runId: null },
        {
          nights: [{ date, free, total, hutType, reservationStatus }],
          faults: [],
          today,
          lastNight: addDays(today, 365),
        },
      );
    }
    const { states } = await test.engine.handlers['huts.curve']({ slug: 'hut-281', date, asOf: null });
    expect(
      states.toReversed().map((state) => ({
        free: state.free,
        total: state.total,
        reservation_status: state.reservationStatus,
        first_checked: state.firstChecked,
        last_checked: state.lastChecked,
      })),
    ).toEqual(walk.history_rows_newest_first);
    const { free, total, marks } = await nightsOf('hut-281', date, 1);
    const percent = occupancyPercent(free[0] ?? null, total[0] ?? null) ?? NaN;
    const { row } = await test.engine.handlers['huts.hut']({ slug: 'hut-281', asOf: null });
    expect({
      free: free[0],
      total: total[0],
      reservation_status: marks === 'n' ? 'not_online' : marks,
      occupancy_percent: percent,
      occupancy_steps: occupancySteps(percent),
      occupancy_status: occupancyStatus(free[0] ?? null, total[0] ?? null),
      last_checked: row.lastChecked,
    }).toEqual(walk.current_row);
  });
});

describe.skipIf(!hasHutSamples)('the recorded week of huts.org', () => {
  /** Name in the table, then its cells from 1 to 7 December 2016; a dash is `none`. */
  const table: readonly (readonly [string, string])[] = [
    ['Jackal Hut', '16 8 5 16 16 16 16'],
    ["Shrine Mtn-Jay's", '12 - - 12 - - -'],
    ["Benedict Huts - Fritz's", '10 10 - 10 10 10 10'],
  ];

  it('becomes nights cell by cell, by one request for all huts; a hut that it lacks fails alone', async () => {
    test = await createTestEngine(Date.parse('2016-12-01T18:00:00Z'));
    const limits = { minGapMs: 0 };
    const address = { baseUrl: test.site.url, allowPrivateAddress: true, limits };
    const names = [...table.map(([name]) => name), 'Hut of Nowhere'];
    const config = {
      version: 1,
      sources: [{ id: 'tenth', kind: 'huts-org', name: 'Tenth Mountain', ...address }],
      huts: names.map((name, index) => ({
        slug: `h${index}`,
        name,
        sourceId: 'tenth',
        bookingRef: name,
        timeZone: 'America/Denver',
      })),
    };
    importConfig(JSON.stringify(config), { store: test.engine.store, jobs, now: test.clock.now() });
    const body = Buffer.from(readHutSample('huts-org-week-2016-12-01.recorded.html'), 'latin1');
    test.site.on('/getPage.php', { headers: { 'content-type': 'text/html' }, body });
    const { run, errors } = await updateHuts(test, { days: 6 });
    expect(run).toMatchObject({ status: 'partial', counts: { created: 3, failed: 1 } });
    expect(errors).toMatchObject([
      { target: 'h3', code: 'not_found', message: expect.stringContaining('“Jackal Hut”') },
    ]);
    expect(test.site.count()).toBe(1);
    for (const [index, [, cells]] of table.entries()) {
      const { free, total, marks } = await nightsOf(`h${index}`, '2016-12-01', 8);
      expect(free.map((each) => each ?? '-').join(' ')).toBe(`${cells} -`);
      expect(total.every((each) => each === null)).toBe(true);
      const expected = cells.split(' ').map((cell) => (cell === '-' ? 'u' : 'o'));
      expect(marks).toBe(`${expected.join('')}.`);
    }
  });
});
