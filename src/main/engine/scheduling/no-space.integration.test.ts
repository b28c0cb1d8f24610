import { SqliteError } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { checkLedger } from '../testing/simulation/check.ts';
import { createRandom } from '../testing/simulation/random.ts';
import type { TestEngineOptions } from '../testing/test-engine.ts';
import { createTestWork, type TestWork } from '../testing/test-job.ts';

const minute = 60_000;
/** Too long for a page that others have left space in. */
const long = 'far too long '.repeat(1000);

let test: TestWork;
beforeEach(async () => {
  // Facts are written to the same disk, as a worker does.
  const publish: TestEngineOptions['publish'] =
    ({ outbox }, clock) =>
    (name, payload) =>
      outbox.put(name, payload, clock.now());
  test = await createTestWork(undefined, { publish });
});
afterEach(async () => {
  await test.close();
  if (test.clock.pending > 0) throw new Error(`${test.clock.pending} waits are left.`);
});

/** Takes the last free page of the database; gives back what frees the disk again. */
function fillDisk(): () => void {
  const { raw } = test.engine.store.connection;
  raw.exec('CREATE TABLE IF NOT EXISTS filler (data BLOB)');
  raw.pragma(`max_page_count = ${String(raw.pragma('page_count', { simple: true }))}`);
  const fill = raw.prepare('INSERT INTO filler VALUES (zeroblob(3000))');
  try {
    for (;;) fill.run();
  } catch (thrown) {
    if (!(thrown instanceof SqliteError) || thrown.code !== 'SQLITE_FULL') throw thrown;
  }
  return () => void raw.pragma('max_page_count = 1073741823');
}

/** What nothing may ever leave behind, once all is well again. */
function expectWhole(): void {
  expect(checkLedger(test.engine.store, null).problems).toEqual([]);
  expect(test.engine.store.runs.open()).toEqual([]);
}

describe('on a full disk the scheduler', () => {
  it('starts nothing that it cannot write down, and goes on by itself within a minute of space', async () => {
    test.work.answer = 'good';
    test.save({ params: { item: long } });
    test.save({ id: 'other', params: { item: 'short' } });
    test.schedule();
    await test.clock.advance(1);
    const before = test.runs().length;
    const free = fillDisk();
    await test.clock.advance(3 * minute);
    free();
    await test.clock.advance(minute);
    const after = [...test.engine.store.runs.each({ from: 0, until: Number.MAX_SAFE_INTEGER })].slice(before);
    expect(after.filter(({ scheduleId }) => scheduleId === 'main').length).toBeGreaterThan(0);
    expect(after.filter(({ scheduleId }) => scheduleId === 'other').length).toBeGreaterThan(0);
    expect(new Set(test.runs())).toEqual(new Set(['succeeded']));
    expectWhole();
  });

  it('goes on with what was begun before, however many ends wait to be written', async () => {
    for (const item of ['a', 'b', 'c', 'd', 'e']) test.save({ id: item, params: { item }, every: 'PT24H' });
    test.schedule();
    await test.clock.advance(1);
    expect(test.work.works).toHaveLength(4);
    const free = fillDisk();
    for (const held of test.work.works) held.fail(new AppError('refused', long));
    await test.clock.advance(minute);
    expect(test.work.works).toHaveLength(5);
    test.work.works[4]?.end();
    free();
    await test.clock.advance(minute);
    expect(test.runs()).toEqual(['failed', 'failed', 'failed', 'failed', 'succeeded']);
    expectWhole();
  });

  it('writes the end of a run down as soon as there is space, and only then lets the same work begin again', async () => {
    test.save();
    test.schedule();
    await test.clock.advance(1);
    const free = fillDisk();
    test.work.works[0]?.fail(new AppError('refused', long));
    await test.clock.advance(2 * minute);
    expect(test.runs()).toEqual(['running']);
    test.work.answer = 'good';
    free();
    await test.clock.advance(minute);
    expect(test.runs().slice(0, 2)).toEqual(['failed', 'succeeded']);
    expect(test.engine.store.runs.find('1')?.error?.message).toBe(long);
    expectWhole();
  });

  it('can be stopped while the end of a run cannot be written', async () => {
    test.save();
    test.schedule();
    await test.clock.advance(1);
    fillDisk();
    test.work.works[0]?.fail(new AppError('refused', long));
    await test.clock.advance(minute);
    expect(test.runs()).toEqual(['running']);
  });
});

describe.each([1, 2])('a disk that is full now and then, seed %i,', (seed) => {
  const cases = {
    full: fillDisk,
    'read-only': () => {
      const { raw } = test.engine.store.connection;
      raw.pragma('query_only = ON');
      return () => void raw.pragma('query_only = OFF');
    },
  };

  it.each(['full', 'read-only'] as const)('loses no slot and keeps no run open: %s', async (kind) => {
    const random = createRandom(seed);
    for (const overlap of ['skip', 'queue', 'cancel']) {
      for (const missed of ['latest', 'skip', 'all']) {
        const id = `${overlap}-${missed}`;
        test.save({ id, params: { item: id.repeat(random.int(1, 500)) }, overlap, missed });
      }
    }
    test.schedule();
    for (let round = 0; round < 10; round += 1) {
      test.work.answer = random.pick([() => 'good' as const, () => new AppError('refused', long), () => undefined])();
      await test.clock.advance(random.int(0, 90_000));
      const free = cases[kind]();
      for (const work of test.work.works) if (random.chance(0.5)) work.end();
      await test.clock.advance(random.int(0, 90_000));
      free();
    }
    test.work.answer = 'good';
    for (const work of test.work.works) work.end();
    await test.clock.advance(2 * minute);
    const before = test.clock.now();
    await test.clock.advance(minute);
    const ran = [...test.engine.store.runs.each({ from: before, until: Number.MAX_SAFE_INTEGER })];
    expect(new Set(ran.map(({ status }) => status))).toEqual(new Set(['succeeded']));
    expect(new Set(ran.map(({ scheduleId }) => scheduleId)).size).toBe(9);
    expectWhole();
  });
});
