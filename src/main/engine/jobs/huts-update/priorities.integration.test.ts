import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';
import { infoPath, nightsPath, playHut, updateHuts, watchHuts } from '../../testing/test-huts.ts';

const start = Date.parse('2026-09-01T06:00:00Z');
const halfHourMs = 1_800_000;
const runsOfThreeDays = 144;
const september = '2026-09-01';

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
});
afterEach(() => test.close());

/** The same nights for three weeks, of forty beds. */
const always = (free: number | null): (number | null)[] => Array.from({ length: 21 }, () => free);

/** A hut of each class, by its number: what it has free, and how often three days of runs ask for it. */
const classes = [
  { number: '101', what: 'full', nights: always(0), looks: 144 },
  { number: '102', what: 'nearly full', nights: always(15), looks: 144 },
  { number: '103', what: 'full on the last night that decides only', nights: always(40).with(14, 0), looks: 144 },
  { number: '104', what: 'half full', nights: always(20), looks: 24 },
  { number: '105', what: 'a quarter full', nights: always(30), looks: 3 },
  { number: '106', what: 'empty', nights: always(40), looks: 3 },
  { number: '107', what: 'closed', nights: always(null), looks: 1 },
];
/** Doubling from half an hour up to a day: 0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5 and 55.5 hours after the first. */
const looksOfFailing = 8;

/** Runs every half hour for three days; the clock stands just before the first run of the fourth. */
async function threeDays(): Promise<void> {
  for (let run = 0; run < runsOfThreeDays; run += 1) {
    await updateHuts(test);
    await test.clock.advance(halfHourMs);
  }
}

const looksAt = (number: string): number => test.site.count(nightsPath(number));

it('looks at each hut as often as its class says and no more, over three days', async () => {
  watchHuts(test, [...classes.map(({ number }) => number), '108']);
  for (const { number, nights } of classes) playHut(test, number, nights, september);
  test.site.on(nightsPath('108'), { status: 404 });
  await threeDays();
  expect(classes.map(({ number, what }) => [what, looksAt(number)])).toEqual(
    classes.map(({ what, looks }) => [what, looks]),
  );
  expect(looksAt('108')).toBe(looksOfFailing);
}, 60_000);

it('asks for what the forecast says, and once for what each hut is', async () => {
  const numbers = classes.map(({ number }) => number);
  watchHuts(test, numbers);
  for (const { number, nights } of classes) playHut(test, number, nights, september);
  await updateHuts(test);
  const { forecast } = await test.engine.handlers['huts.list']({ asOf: null, nights: [], beds: 1 });
  const weekly = 1 / 7;
  expect(forecast).toEqual({ huts: 7, dueNow: 0, requestsPerDay: expect.closeTo(3 * 48 + 8 + 2 * 1 + 8 * weekly, 9) });
  await test.clock.advance(halfHourMs);
  for (let run = 1; run < runsOfThreeDays; run += 1) {
    await updateHuts(test);
    await test.clock.advance(halfHourMs);
  }
  const looks = numbers.reduce((sum, number) => sum + looksAt(number), 0);
  const infos = numbers.reduce((sum, number) => sum + test.site.count(infoPath(number)), 0);
  expect(test.site.count()).toBe(looks + infos);
  // Three days of a weekly look are three sevenths of one, and of weekly master data too, yet each is asked for once, at the
  // start: that is all by which the count is above the forecast.
  const roundedUp = (1 + numbers.length) * (1 - 3 * weekly);
  expect(looks + infos).toBeCloseTo(3 * forecast.requestsPerDay + roundedUp, 9);
}, 60_000);

it('asks first for those that failed most often in a row, then for the oldest', async () => {
  const numbers = ['101', '102', '103', '104', '105'];
  watchHuts(test, numbers);
  for (const number of numbers) playHut(test, number, always(0), september);
  const order = async (params: object): Promise<string[]> => {
    const before = test.site.requests.length;
    await updateHuts(test, params);
    await test.clock.advance(60_000);
    return test.site.requests
      .slice(before)
      .filter(({ path }) => path.includes('getHutAvailability'))
      .map(({ path }) => path.slice(-3));
  };
  for (const number of ['104', '102', '105', '101', '103']) await order({ huts: [number] });
  expect(await order({ all: true })).toEqual(['104', '102', '105', '101', '103']);
  test.site.on(nightsPath('103'), { status: 404 });
  test.site.on(nightsPath('101'), { status: 404 });
  await order({ huts: ['103'] });
  await order({ huts: ['103'] });
  await order({ huts: ['101'] });
  // The other three were looked at at the same instant.
  expect(await order({ all: true })).toEqual(['103', '101', '102', '104', '105']);
});
