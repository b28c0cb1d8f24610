import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';
import { dayOf, infoAnswer, infoPath, nightsPath, playHut, updateHuts, watchHuts } from '../../testing/test-huts.ts';

const start = Date.parse('2026-09-01T06:00:00Z');
const hourMs = 3_600_000;

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
});
afterEach(() => test.close());

function watch(count: number): void {
  watchHuts(
    test,
    Array.from({ length: count }, (_, index) => String(101 + index)),
  );
}

/** Lets a hut answer with nights from a date on; the service also names its warden. */
function play(number: string, free: readonly (number | null)[], from = '2026-09-01'): void {
  playHut(test, number, free, from);
  test.site.on(infoPath(number), infoAnswer(number, { hutWarden: 'Nobody At All', phone: '+41 00 000 00 00' }));
}

function answer(number: string, given: Parameters<TestEngine['site']['on']>[1]): void {
  test.site.on(nightsPath(number), given);
}

const update = (params: object = {}, isDryRun = false) => updateHuts(test, params, isDryRun);

async function nightsOf(number: string, nights = 3, from = '2026-09-01') {
  const [found] = await test.engine.handlers['huts.nights']({ slugs: [`hut-${number}`], from, nights, asOf: null });
  return found;
}

async function curveOf(number: string, date: string) {
  const { states } = await test.engine.handlers['huts.curve']({ slug: `hut-${number}`, date, asOf: null });
  return states.map(({ free, reservationStatus, isListed }) => [isListed, free, reservationStatus]);
}

describe('a look at a hut', () => {
  it('keeps closed, zero and never seen apart', async () => {
    watch(2);
    play('101', [12, 0, null]);
    play('102', [1]);
    const { run } = await update();
    expect(run).toMatchObject({ status: 'succeeded', counts: { checked: 2, created: 2 } });
    expect(await nightsOf('101', 4)).toMatchObject({
      marks: 'ooc.',
      free: [12, 0, null, null],
      total: [40, 40, 0, null],
    });
  });

  it('keeps what the hut is, asks for it once a week, and never a person', async () => {
    watch(1);
    play('101', [12]);
    await update();
    await update({ all: true });
    const info = '/api/v1/reservation/hutInfo/101';
    expect(test.site.count(info)).toBe(1);
    await test.clock.advance(8 * 24 * hourMs);
    await update({ all: true });
    expect(test.site.count(info)).toBe(2);
    const { master } = await test.engine.handlers['huts.hut']({ slug: 'hut-101', asOf: null });
    expect(master).toMatchObject({ altitudeM: 2196, latitude: 46.5, country: 'CH', beds: 44 });
    const everything = test.engine.store.connection.raw
      .prepare('SELECT group_concat(master) FROM hut_master')
      .pluck()
      .get();
    expect(everything).not.toMatch(/Nobody|\+41/);
  });

  it('adds a state for what changed, and confirms the rest', async () => {
    watch(1);
    play('101', [12, 5, 3]);
    await update();
    await test.clock.advance(hourMs);
    play('101', [12, 4, 3]);
    const { run, changes } = await update();
    expect(run.counts).toMatchObject({ changed: 1, created: 0 });
    expect(changes).toEqual([{ target: 'hut-101', key: '2026-09-02', field: 'free', before: 5, after: 4 }]);
    expect(await curveOf('101', '2026-09-02')).toEqual([
      [true, 5, 'possible'],
      [true, 4, 'possible'],
    ]);
    expect(await curveOf('101', '2026-09-01')).toEqual([[true, 12, 'possible']]);
  });

  it('notes a night that is gone from the list, but not one that has passed', async () => {
    watch(1);
    play('101', [12, 5, 3]);
    await update();
    await test.clock.advance(24 * hourMs);
    play('101', [5], '2026-09-02');
    const { changes } = await update();
    expect(changes).toEqual([{ target: 'hut-101', key: '2026-09-03', field: 'isListed', before: true, after: false }]);
    expect(await nightsOf('101')).toMatchObject({ marks: 'oox', free: [12, 5, null] });
    expect(await curveOf('101', '2026-09-01')).toEqual([[true, 12, 'possible']]);
  });

  it('takes new nights at the far end for what they are: no change', async () => {
    watch(1);
    play('101', [12]);
    await update();
    await test.clock.advance(24 * hourMs);
    play('101', [12, 7], '2026-09-02');
    const { run, changes } = await update({ all: true });
    expect(changes).toEqual([]);
    expect(run.counts).toMatchObject({ unchanged: 1, changed: 0 });
    expect(
      await test.engine.handlers['huts.changes']({
        after: null,
        limit: 50,
        asOf: null,
        slug: null,
        from: null,
        until: null,
        kinds: [],
      }),
    ).toEqual({
      changes: [],
      next: null,
    });
  });

  it('sets a row apart that cannot be, and leaves its night as it was', async () => {
    watch(1);
    play('101', [12, 5, 3]);
    await update();
    await test.clock.advance(hourMs);
    const days = [dayOf('2026-09-01', 12), dayOf('2026-09-02', 41), dayOf('2026-09-03', 2)];
    answer('101', { body: JSON.stringify(days) });
    const { run } = await update();
    expect(run.status).toBe('succeeded');
    expect(await nightsOf('101')).toMatchObject({ marks: 'oqo', free: [12, 5, 2] });
    const { faults } = await test.engine.handlers['huts.hut']({ slug: 'hut-101', asOf: null });
    expect(faults).toEqual([{ label: '2026-09-02', reason: expect.stringContaining('41'), since: test.clock.now() }]);
    await test.clock.advance(hourMs);
    play('101', [12, 5, 2]);
    await update();
    expect(await nightsOf('101')).toMatchObject({ marks: 'ooo', free: [12, 5, 2] });
    const { states } = await test.engine.handlers['huts.curve']({ slug: 'hut-101', date: '2026-09-02', asOf: null });
    expect(states.map(({ firstChecked, lastChecked }) => [firstChecked - start, lastChecked - start])).toEqual([
      [0, 0],
      [2 * hourMs, 2 * hourMs],
    ]);
  });

  it('adds no nights beyond those asked for', async () => {
    watch(1);
    play('101', [1, 2, 3, 4, 5]);
    await update({ days: 2 });
    expect(await nightsOf('101', 5)).toMatchObject({ marks: 'ooo..' });
  });
});

describe('one hut among twenty', () => {
  const wrong = [
    { name: '404', given: { status: 404, body: '{"status":404,"description":"Hut not found"}' }, code: 'refused' },
    { name: '401', given: { status: 401, body: '{"status":401}' }, code: 'refused' },
    { name: 'a block page', given: { status: 403, body: '<h1>Forbidden</h1>Access denied' }, code: 'refused' },
    { name: 'a block page that says 200', given: { body: '<h1>Forbidden</h1>Access denied' }, code: 'refused' },
    { name: 'garbage', given: { body: 'zzz' }, code: 'source_changed' },
    { name: 'no night at all', given: { body: '[]' }, code: 'source_changed' },
    { name: 'half an answer', given: { body: '[{"freeBeds":3' }, code: 'source_changed' },
    { name: 'fifty megabytes', given: { body: ' '.repeat(50_000_000) }, code: 'source_changed' },
  ];
  it.each(wrong)('that answers $name fails alone, and keeps its nights', async ({ given }) => {
    watch(20);
    for (let number = 101; number <= 120; number += 1) play(String(number), [12, 5]);
    await update();
    await test.clock.advance(hourMs);
    for (let number = 101; number <= 120; number += 1) play(String(number), [11, 5]);
    answer('107', given);
    const { run, errors } = await update({ all: true });
    expect(run).toMatchObject({ status: 'partial', counts: { changed: 19, failed: 1 } });
    expect(errors).toEqual([
      { target: 'hut-107', code: expect.any(String), message: expect.stringContaining('127.0.0.1') },
    ]);
    expect(await nightsOf('107', 2)).toMatchObject({ free: [12, 5] });
    const { row } = await test.engine.handlers['huts.hut']({ slug: 'hut-107', asOf: null });
    expect(row.failure).toMatchObject({ inRow: 1 });
    expect(row.due.class).toBe('failing');
  });
});

describe('what a run looks at', () => {
  it('are the huts that are due, failures first, then the oldest', async () => {
    watch(3);
    play('101', [0]);
    play('102', [40]);
    play('103', [20]);
    answer('102', { status: 404 });
    await update();
    await test.clock.advance(31 * 60_000);
    const { run } = await update();
    // The full one and the one that failed; the half full one has three hours.
    expect(run.counts.checked).toBe(2);
    expect(test.site.count(nightsPath('103'))).toBe(1);
    await test.clock.advance(3 * hourMs);
    await update();
    expect(test.site.count(nightsPath('103'))).toBe(2);
  });

  it('leaves a failing hut alone for longer each time, up to a day', async () => {
    watch(1);
    answer('101', { status: 404 });
    const looks: number[] = [];
    for (let run = 0; run < 3 * 48; run += 1) {
      const before = test.site.count(nightsPath('101'));
      await update();
      if (test.site.count(nightsPath('101')) > before) looks.push(run / 2);
      await test.clock.advance(hourMs / 2);
    }
    expect(looks).toEqual([0, 0.5, 1.5, 3.5, 7.5, 15.5, 31.5, 55.5]);
  });

  it('is named by slug or number, whether due or not; a stranger is refused', async () => {
    watch(2);
    play('101', [12]);
    play('102', [12]);
    await update();
    const { run } = await update({ huts: ['hut-101', '102'] });
    expect(run.counts.checked).toBe(2);
    await expect(update({ huts: ['hut-999'] })).rejects.toThrow(/no hut "hut-999"/);
  });

  it('is only said by a dry run, which asks for nothing', async () => {
    watch(2);
    const { run } = await update({}, true);
    expect(run).toMatchObject({ isDryRun: true, counts: { checked: 0, skipped: 2 } });
    expect(test.site.count(nightsPath('101'))).toBe(0);
    const { huts, forecast } = await test.engine.handlers['huts.list']({ asOf: null, nights: [], beds: 1 });
    expect(huts.map(({ lastChecked }) => lastChecked)).toEqual([null, null]);
    expect(forecast.dueNow).toBe(2);
  });
});

describe('a hut whose number was corrected', () => {
  it('is looked at in the next run, however long it had to wait', async () => {
    watch(1);
    play('102', [12]);
    answer('101', { status: 404 });
    await update();
    await update();
    expect(test.site.count(nightsPath('101'))).toBe(1);
    const hut = test.engine.store.huts.get('hut-101');
    await test.engine.handlers['huts.save']({ hut: { ...hut, bookingRef: '102' }, isNew: false });
    await update();
    await update();
    expect(test.site.count(nightsPath('102'))).toBe(1);
    expect(await nightsOf('101', 1)).toMatchObject({ free: [12] });
  });
});

describe('an answer that is the same as last time', () => {
  it('confirms every night and writes next to nothing', async () => {
    watch(1);
    play('101', [12, 0, null]);
    await update();
    const { raw } = test.engine.store.connection;
    const written = raw.prepare('SELECT total_changes()').pluck();
    await test.clock.advance(hourMs);
    const before = Number(written.get());
    const { run } = await update({ all: true });
    expect(run.counts).toMatchObject({ unchanged: 1 });
    expect(Number(written.get()) - before).toBeLessThan(25);
    const { states } = await test.engine.handlers['huts.curve']({ slug: 'hut-101', date: '2026-09-01', asOf: null });
    expect(states).toMatchObject([{ firstChecked: start, lastChecked: start + hourMs }]);
  });

  it('is read again where what it is read by has changed', async () => {
    watch(1);
    play('101', [12]);
    await update();
    const hut = test.engine.store.huts.get('hut-101');
    const winter = { ...hut, capacityOpen: 80, capacityClosed: 40 };
    await test.engine.handlers['huts.save']({ hut: winter, isNew: false });
    const { changes } = await update({ all: true });
    expect(changes).toMatchObject([{ field: 'hutType', before: 'hut', after: 'winter_room' }]);
  });

  it('is read again after one of whose rows could not be', async () => {
    watch(1);
    const days = [dayOf('2026-09-01', 12), dayOf('2026-09-02', 41)];
    play('101', [1]);
    answer('101', { body: JSON.stringify(days) });
    await update();
    await update({ all: true });
    const { faults } = await test.engine.handlers['huts.hut']({ slug: 'hut-101', asOf: null });
    expect(faults).toHaveLength(1);
  });

  it('forgives a failure in between', async () => {
    watch(1);
    play('101', [12]);
    await update();
    answer('101', { status: 404 });
    await update({ all: true });
    play('101', [12]);
    await update({ all: true });
    const { row } = await test.engine.handlers['huts.hut']({ slug: 'hut-101', asOf: null });
    expect(row.failure).toBeNull();
  });
});
