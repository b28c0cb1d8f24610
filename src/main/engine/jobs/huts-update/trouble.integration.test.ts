import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HutRow } from '#shared/model/hut.ts';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';
import {
  infoAnswer,
  infoPath,
  nightsPath,
  playHut,
  startHuts,
  updateHuts,
  watchHuts,
} from '../../testing/test-huts.ts';

const start = Date.parse('2026-09-01T06:00:00Z');
const today = '2026-09-01';
const hourMs = 3_600_000;
const twenty = Array.from({ length: 20 }, (_, index) => String(101 + index));

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
});
afterEach(() => test.close());

/** Twenty huts that were looked at once and have beds. */
async function twentyHuts(): Promise<void> {
  watchHuts(test, twenty);
  for (const number of twenty) playHut(test, number, [12, 5], today);
  await updateHuts(test);
  await test.clock.advance(hourMs);
  for (const number of twenty) playHut(test, number, [11, 5], today);
}

async function rows(): Promise<HutRow[]> {
  const { huts } = await test.engine.handlers['huts.list']({ asOf: null, nights: [], beds: 1 });
  return huts;
}

async function freeOf(number: string): Promise<readonly (number | null)[]> {
  const range = { slugs: [`hut-${number}`], from: today, nights: 2, asOf: null };
  return (await test.engine.handlers['huts.nights'](range))[0]?.free ?? [];
}

const failing = async (): Promise<string[]> =>
  (await rows()).filter(({ failure }) => failure !== null).map(({ slug }) => slug);

/** Lets time go by until the given requests have come in. */
async function untilAsked(count: number): Promise<void> {
  for (let turn = 0; turn < 10_000 && test.site.count() < count; turn += 1) await test.clock.breathe();
}

describe('one hut among twenty', () => {
  it('whose body stalls runs into its time limit alone', async () => {
    await twentyHuts();
    test.site.on(nightsPath('107'), (_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('[{"freeBeds":');
    });
    const before = test.site.count();
    const { done } = startHuts(test, { all: true });
    await untilAsked(before + 7);
    await test.clock.advance(2_000);
    const { run, errors } = await done;
    expect(run).toMatchObject({ status: 'partial', counts: { changed: 19, failed: 1 } });
    expect(errors).toMatchObject([{ target: 'hut-107', code: 'timeout' }]);
    expect([await freeOf('107'), await freeOf('108')]).toEqual([
      [12, 5],
      [11, 5],
    ]);
    expect(test.clock.pending).toBe(0);
  });

  it('that answers 429 and when to come back has the others wait until then, and go on', async () => {
    await twentyHuts();
    test.site.on(nightsPath('107'), { status: 429, headers: { 'retry-after': '600' } });
    const before = test.site.count();
    const { done } = startHuts(test, { all: true });
    await untilAsked(before + 7);
    await test.clock.advance(599_000);
    expect(test.site.count() - before).toBe(7);
    await test.clock.advance(1_000);
    const { run, errors } = await done;
    expect(run).toMatchObject({ status: 'partial', counts: { changed: 19, failed: 1 } });
    expect(errors).toMatchObject([{ target: 'hut-107', message: expect.stringContaining('wait until') }]);
    expect([await freeOf('107'), await freeOf('120')]).toEqual([
      [12, 5],
      [11, 5],
    ]);
    expect(test.clock.pending).toBe(0);
  });

  it('that wants all to be left alone for long ends the run', async () => {
    await twentyHuts();
    test.site.on(nightsPath('107'), { status: 429, headers: { 'retry-after': '1800' } });
    const before = test.site.count();
    const { run } = await updateHuts(test, { all: true });
    expect(run).toMatchObject({ status: 'failed', counts: { changed: 6, failed: 1 } });
    expect(await failing()).toEqual(['hut-107']);
    // The service asked to be left alone, so nobody behind the seventh hut was asked.
    expect(test.site.count() - before).toBe(7);
    expect([await freeOf('106'), await freeOf('107'), await freeOf('120')]).toEqual([
      [11, 5],
      [12, 5],
      [12, 5],
    ]);
    await test.clock.advance(hourMs);
    test.site.on(nightsPath('107'), { status: 500 });
    const again = await updateHuts(test, { all: true });
    expect(again.run).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    expect(await freeOf('120')).toEqual([11, 5]);
  });
});

it('leaves huts alone that the requests of the day do not reach, and does not call them failing', async () => {
  watchHuts(test, twenty, { requestsPerDay: 10 });
  for (const number of twenty) playHut(test, number, [12, 5], today);
  const { run } = await updateHuts(test);
  // Two requests a hut the first time: five huts.
  expect(run).toMatchObject({ status: 'failed', counts: { created: 5, failed: 1 } });
  expect(test.site.count()).toBe(10);
  expect(await failing()).toEqual(['hut-106']);
});

describe('a service that is away', () => {
  it('fails the run after three huts, and no hut that nobody asked for', async () => {
    await twentyHuts();
    await test.site.close();
    const { run } = await updateHuts(test, { all: true });
    expect(run).toMatchObject({ status: 'failed', counts: { failed: 3, changed: 0 } });
    expect(await failing()).toEqual(['hut-101', 'hut-102', 'hut-103']);
    expect(new Set((await rows()).map(({ lastChecked }) => lastChecked))).toEqual(new Set([start]));
    expect(await freeOf('101')).toEqual([12, 5]);
  });

  it('is not what two huts in a row are that answer nothing', async () => {
    await twentyHuts();
    for (const number of ['103', '104', '110', '111']) {
      test.site.on(nightsPath(number), (_request, response) => void response.destroy());
    }
    const { run } = await updateHuts(test, { all: true });
    expect(run).toMatchObject({ status: 'partial', counts: { changed: 16, failed: 4 } });
  });
});

it('keeps what was done when the run is canceled in the middle', async () => {
  await twentyHuts();
  test.site.on(nightsPath('110'), () => undefined);
  const before = test.site.count();
  const { run, done } = startHuts(test, { all: true });
  await untilAsked(before + 10);
  test.engine.runner.cancel(run.id, 'Enough.');
  const ended = await done;
  expect(ended.run).toMatchObject({ status: 'canceled', counts: { changed: 9 } });
  expect([await freeOf('109'), await freeOf('110'), await freeOf('111')]).toEqual([
    [11, 5],
    [12, 5],
    [12, 5],
  ]);
  expect(await failing()).toEqual([]);
  expect(test.clock.pending).toBe(0);
});

describe('what a hut is', () => {
  it.each([
    ['is not found', { status: 404 }],
    ['is no JSON', { body: 'zzz' }],
    ['is a page that blocks', { status: 403, body: '<h1>Forbidden</h1>' }],
  ])('is an extra: where it %s, the look at the nights is good', async (_what, answer) => {
    watchHuts(test, ['101']);
    playHut(test, '101', [12, 5], today);
    test.site.on(infoPath('101'), answer);
    const { run } = await updateHuts(test);
    expect(run).toMatchObject({ status: 'succeeded', counts: { created: 1, failed: 0 } });
    expect(await freeOf('101')).toEqual([12, 5]);
    expect(await rows()).toMatchObject([{ failure: null, country: null, lastChecked: start }]);
  });

  it('says that it takes no bookings here: its nights with beds are not booked online', async () => {
    watchHuts(test, ['101']);
    playHut(test, '101', [12, 0, null], today);
    test.site.on(infoPath('101'), infoAnswer('101', { hutUnlocked: false }));
    await updateHuts(test);
    const range = { slugs: ['hut-101'], from: today, nights: 3, asOf: null };
    expect(await test.engine.handlers['huts.nights'](range)).toMatchObject([{ marks: 'nnc', free: [12, 0, null] }]);
  });
});
