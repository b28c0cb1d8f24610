import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestEngine, type TestEngine } from '../../testing/test-engine.ts';
import { watchSchool } from '../../testing/test-school.ts';
import type { FinishedRun } from '../../scheduling/runner.ts';
import { manualRequests } from '../../handlers/runs.ts';
import { eachHistoryRow } from '../../store/occupancy-history.ts';
import { listBuildings } from '../../store/occupancy-list.ts';
import { occupancyUpdate } from './job.ts';

let test: TestEngine;

beforeEach(async () => {
  test = await createTestEngine();
  watchSchool(test, [
    { code: 'LIB', name: 'North Library', waitzId: '8' },
    { code: 'GYM', name: 'Old Gym', waitzId: 'Old Gym' },
  ]);
  test.site.on('/compare/ucsd', { status: 404 });
});

afterEach(() => test.close());

function location(change: object = {}): object {
  return {
    id: 8,
    name: 'North Library',
    busyness: 41,
    people: 410,
    capacity: 1000,
    percentage: 0.41,
    isAvailable: true,
    isOpen: true,
    hourSummary: 'open',
    bestLabel: null,
    bestLocations: [],
    subLocs: false,
    ...change,
  };
}

const gym = location({ id: 9, name: 'Old Gym', busyness: 10, people: 5, capacity: 50, percentage: 0.1 });

function play(...locations: readonly object[]): void {
  test.site.on('/live/ucsd', { body: JSON.stringify({ data: locations }) });
}

async function update(params: object = {}, isDryRun = false): Promise<FinishedRun> {
  await test.clock.advance(600_000);
  const start = { trigger: 'manual', reason: 'a test', isDryRun } as const;
  const [request] = manualRequests(occupancyUpdate, params, test.engine, start, test.clock.now());
  return test.engine.runner.start(request!).done;
}

function rows() {
  return listBuildings(test.engine.store.connection, test.clock.now(), 600_000);
}

function historyOf(code: string) {
  const range = { from: 0, until: Number.MAX_SAFE_INTEGER };
  return [...eachHistoryRow(test.engine.store.connection, range)].filter(({ buildingCode }) => buildingCode === code);
}

describe('a good answer', () => {
  it('serves every building with one request', async () => {
    play(location(), gym);
    const { run } = await update();
    expect(run).toMatchObject({ status: 'succeeded', counts: { checked: 2, created: 2, changed: 0, failed: 0 } });
    expect(test.site.count('/live/ucsd')).toBe(1);
    expect(rows().map(({ code, state }) => [code, state?.busynessPercent, state?.status])).toEqual([
      ['LIB', 41, 'moderate'],
      ['GYM', 10, 'not_busy'],
    ]);
  });

  it('adds no history row when nothing changed, and confirms what was seen', async () => {
    play(location(), gym);
    await update();
    const { run, changes } = await update();
    expect(run.counts).toMatchObject({ unchanged: 2, changed: 0, created: 0 });
    expect(changes).toEqual([]);
    expect(historyOf('LIB')).toHaveLength(1);
    expect(historyOf('LIB')[0]?.lastChecked).toBe(rows().find(({ code }) => code === 'LIB')?.state?.lastChecked);
  });

  it('adds exactly one history row for one changed value and names it', async () => {
    play(location(), gym);
    await update();
    play(location({ busyness: 42 }), gym);
    const { run, changes } = await update();
    expect(run.counts).toMatchObject({ changed: 1, unchanged: 1 });
    expect(changes).toEqual([{ target: 'LIB', key: '', field: 'busynessPercent', before: 41, after: 42 }]);
    expect(historyOf('LIB')).toHaveLength(2);
    expect(historyOf('GYM')).toHaveLength(1);
  });

  it('keeps a null in one building away from the others', async () => {
    play(location({ busyness: null, people: null, percentage: null }), gym);
    const { run } = await update();
    expect(run.status).toBe('succeeded');
    expect(rows().map(({ code, state }) => [code, state?.status, state?.busynessPercent])).toEqual([
      ['LIB', 'no_data', null],
      ['GYM', 'not_busy', 10],
    ]);
  });

  it('tells which buildings were looked at', async () => {
    play(location(), gym);
    await update();
    expect(test.told.filter(({ name }) => name === 'occupancy.changed').map(({ payload }) => payload)).toEqual([
      { codes: ['GYM', 'LIB'] },
    ]);
  });

  it('remembers the list for suggestions', async () => {
    play(location(), gym, location({ id: 77, name: 'New Hall' }));
    await update();
    expect(test.engine.store.sources.suggestions('ucsd').map(({ name, watchedAs }) => [name, watchedAs])).toEqual([
      ['North Library', 'LIB'],
      ['Old Gym', 'GYM'],
      ['New Hall', null],
    ]);
  });
});

describe('a building that the list does not have', () => {
  it('fails alone and names the nearest names', async () => {
    play(location(), location({ id: 9, name: 'Old Gymnasium' }));
    const { run, errors } = await update();
    expect(run.status).toBe('partial');
    expect(errors).toEqual([{ target: 'GYM', code: 'not_found', message: expect.stringContaining('Old Gymnasium') }]);
    expect(rows().find(({ code }) => code === 'GYM')).toMatchObject({ state: null, failure: { inRow: 1 } });
  });

  it('is quarantined with its field when its figures are impossible, and keeps its old ones', async () => {
    play(location(), gym);
    await update();
    play(location({ busyness: -4 }), gym);
    const { errors } = await update();
    expect(errors).toEqual([{ target: 'LIB', code: 'source_changed', message: expect.stringContaining('busyness') }]);
    expect(rows().find(({ code }) => code === 'LIB')?.state?.busynessPercent).toBe(41);
  });
});

describe('an answer that is no answer', () => {
  const failures = [
    { name: '404', answer: { status: 404, body: '<h1>Not Found</h1>' }, code: 'refused', says: '404' },
    { name: '429', answer: { status: 429, body: '<h1>Slow down</h1>' }, code: 'network', says: '429' },
    {
      name: 'HTML',
      answer: { body: '<!doctype html><title>Sign in</title>' },
      code: 'source_changed',
      says: 'web page',
    },
    { name: 'an empty list', answer: { body: '{"data":[]}' }, code: 'source_changed', says: 'no location' },
    { name: 'a truncated body', answer: { body: '{"data":[{"name":"Nor' }, code: 'source_changed', says: 'middle' },
  ];

  it.each(failures)(
    '$name fails the run, names target and cause, and leaves every state',
    async ({ answer, code, says }) => {
      play(location(), gym);
      await update();
      const before = rows().map(({ state }) => state);
      test.site.on('/live/ucsd', answer);
      const { run, errors } = await update();
      expect(run.status).toBe('failed');
      expect(errors.map(({ target }) => target)).toEqual(['ucsd', 'GYM', 'LIB']);
      expect(new Set(errors.map((error) => error.code))).toEqual(new Set([code]));
      expect(errors[0]?.message).toContain(says);
      expect(rows().map(({ state }) => state)).toEqual(before);
      expect(rows()[0]?.failure).toMatchObject({ code, inRow: 1 });
      expect(historyOf('LIB')).toHaveLength(1);
    },
  );

  it('a list without any known building fails as a whole', async () => {
    play(location({ id: 500, name: 'Somewhere Else' }));
    const { run, errors } = await update();
    expect(run).toMatchObject({ status: 'failed', error: { code: 'source_changed' } });
    expect(errors[0]).toMatchObject({
      target: 'ucsd',
      message: expect.stringContaining('none of the 2 watched buildings'),
    });
  });

  it('is forgotten with the next good answer', async () => {
    test.site.on('/live/ucsd', { status: 404 });
    await update();
    play(location(), gym);
    await update();
    expect(rows().map(({ failure }) => failure)).toEqual([null, null]);
  });
});

describe('trends', () => {
  const compare = {
    data: [
      {
        id: 8,
        name: 'North Library',
        open: true,
        trendHtml: '',
        comparison: [
          { trend: 'hour', valid: true, value: 1, string: 'Gets <strong>busier</strong> soon' },
          { trend: 'day', valid: false, value: null, string: 'nonsense' },
        ],
      },
    ],
  };

  function trendOf(code: string) {
    return test.engine.handlers['occupancy.building']({ code }).then(({ trend }) => trend);
  }

  it('come as text without markup, and rows that are not valid are left out', async () => {
    play(location(), gym);
    test.site.on('/compare/ucsd', { body: JSON.stringify(compare) });
    await update();
    expect(await trendOf('LIB')).toMatchObject({ nextHour: 'Gets busier soon', usual: null, peak: null, best: null });
    expect(await trendOf('GYM')).toBeNull();
  });

  it('are asked for at most hourly, whatever came of it', async () => {
    play(location(), gym);
    for (let look = 0; look < 7; look += 1) await update();
    expect(test.site.count('/live/ucsd')).toBe(7);
    expect(test.site.count('/compare/ucsd')).toBe(2);
  });

  it('that fail leave the run as good as it was', async () => {
    play(location(), gym);
    test.site.on('/compare/ucsd', { body: '<html>' });
    expect((await update()).run.status).toBe('succeeded');
  });
});

describe('parameters', () => {
  it('look at the named buildings only', async () => {
    play(location(), gym);
    const { run } = await update({ buildings: ['GYM'] });
    expect(run.counts.checked).toBe(1);
    expect(rows().find(({ code }) => code === 'LIB')?.state).toBeNull();
  });

  it('set a Waitz id once an answer has shown that it exists', async () => {
    play(location(), gym);
    await update({ buildings: ['GYM'], waitzId: '4711' });
    expect(test.engine.store.buildings.get('GYM').waitzId).toBe('Old Gym');
    await update({ buildings: ['GYM'], waitzId: '9' });
    expect(test.engine.store.buildings.get('GYM').waitzId).toBe('9');
  });

  it('refuse an unknown building and an id for several', () => {
    const start = { trigger: 'manual', reason: '', isDryRun: false } as const;
    const ask = (params: object) => () => manualRequests(occupancyUpdate, params, test.engine, start, test.clock.now());
    expect(ask({ buildings: ['NOPE'] })).toThrow(/no building with the code "NOPE"/);
    expect(ask({ buildings: ['LIB', 'GYM'], waitzId: '9' })).toThrow(/exactly one building/);
    expect(ask({ waitzId: '9' })).toThrow(/exactly one building/);
    expect(ask({ bogus: 1 })).toThrow(/bogus/);
  });
});

describe('a dry run', () => {
  it('says what would change and stores nothing of it', async () => {
    play(location(), gym);
    await update();
    play(location({ busyness: 80 }), gym);
    const { run, changes } = await update({}, true);
    expect(run).toMatchObject({ isDryRun: true, counts: { changed: 1, unchanged: 1 } });
    expect(changes.map(({ field, after }) => [field, after])).toEqual([
      ['status', 'very_busy'],
      ['busynessPercent', 80],
    ]);
    expect(rows().find(({ code }) => code === 'LIB')?.state?.busynessPercent).toBe(41);
    expect(historyOf('LIB')).toHaveLength(1);
  });
});
