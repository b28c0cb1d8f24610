import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportReport } from '#shared/contract/config.ts';
import { jobs } from '../jobs/registry.ts';
import { sampleBuilding, sampleSource, createTestStore, type TestStore } from '../testing/test-store.ts';
import { building, schedule, source, whole } from './fixtures/sample-config.ts';
import { importConfig } from './import-config.ts';

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore();
});
afterEach(() => test.close());

function importFile(file: unknown): ImportReport {
  return importConfig(JSON.stringify(file), { store: test.store, jobs, now: test.clock.now() });
}

/** Everything in the tables that an import may write. */
function snapshot(): unknown {
  const tables = ['setting', 'source', 'building', 'hut', 'schedule'];
  return tables.map((table) => test.connection.raw.prepare(`SELECT * FROM ${table}`).all());
}

describe('an import of a sound file', () => {
  it('stores sources, buildings, schedules and the contact, and counts them', () => {
    const report = importFile(whole);
    expect(report).toEqual({
      created: { sources: 1, buildings: 1, huts: 0, schedules: 1, contact: 1 },
      changed: { sources: 0, buildings: 0, huts: 0, schedules: 0 },
      unchanged: { sources: 0, buildings: 0, huts: 0, schedules: 0 },
    });
    expect(test.store.sources.get('ucsd')).toEqual({
      ...source,
      allowPrivateAddress: false,
      limits: { connections: 1, minGapMs: 500, requestsPerDay: 2000, timeoutMs: 15_000 },
    });
    expect(test.store.buildings.list()).toEqual([building]);
    expect(test.store.schedules.list().map((stored) => stored.schedule)).toEqual([
      {
        ...schedule,
        activeHours: [],
        jitterSeconds: 0,
        timeZone: 'UTC',
        overlap: 'skip',
        missed: 'latest',
        retry: { attempts: 3, backoffSeconds: 5 },
        timeoutSeconds: null,
        pauseAfterFailures: null,
        runAtStart: false,
        enabled: true,
      },
    ]);
    expect(test.store.settings.read('contact')).toBe('desk@example.org');
  });

  it('changes nothing the second time', async () => {
    importFile(whole);
    const before = snapshot();
    await test.clock.advance(60_000);
    expect(importFile(whole)).toEqual({
      created: { sources: 0, buildings: 0, huts: 0, schedules: 0 },
      changed: { sources: 0, buildings: 0, huts: 0, schedules: 0 },
      unchanged: { sources: 1, buildings: 1, huts: 0, schedules: 1, contact: 1 },
    });
    expect(snapshot()).toEqual(before);
  });

  it('changes nothing the second time where it made the schedule itself', () => {
    const file = { version: 1, sources: [source] };
    expect(importFile(file).created['schedules']).toBe(1);
    const before = snapshot();
    expect(importFile(file).created['schedules']).toBe(0);
    expect(snapshot()).toEqual(before);
  });

  it('leaves alone what the file does not name', () => {
    importFile(whole);
    const before = snapshot();
    const report = importFile({ version: 1 });
    expect(report.created).toEqual({ sources: 0, buildings: 0, huts: 0, schedules: 0 });
    expect(snapshot()).toEqual(before);
  });

  it('replaces what the file names and counts it as changed', () => {
    importFile(whole);
    const report = importFile({
      version: 1,
      contact: 'https://desk.example.org/contact',
      sources: [{ ...source, name: 'San Diego', limits: { minGapMs: 900 } }],
      buildings: [{ ...building, waitzId: 'Geisel' }],
      schedules: [{ ...schedule, every: 'PT1H', enabled: false, timeoutSeconds: 60 }],
    });
    expect(report.changed).toEqual({ sources: 1, buildings: 1, huts: 0, schedules: 1, contact: 1 });
    expect(test.store.sources.get('ucsd')).toMatchObject({
      name: 'San Diego',
      limits: { minGapMs: 900, connections: 1 },
    });
    expect(test.store.buildings.get('166').waitzId).toBe('Geisel');
    expect(test.store.schedules.get('occupancy').schedule).toMatchObject({
      every: 'PT1H',
      enabled: false,
      timeoutSeconds: 60,
    });
  });

  it('keeps a schedule paused that a person has paused', () => {
    importFile(whole);
    const pause = { at: 5, by: 'hand', reason: 'Exam week.', until: null } as const;
    test.store.schedules.setPause('occupancy', pause);
    importFile({ ...whole, schedules: [{ ...schedule, every: 'PT1H' }] });
    expect(test.store.schedules.get('occupancy')).toMatchObject({ pause });
  });

  it('accepts buildings and schedules of a source that is stored and not in the file', () => {
    test.store.sources.save(sampleSource(), 0);
    const file = {
      version: 1,
      buildings: [sampleBuilding()],
      schedules: [{ ...schedule, params: { sourceId: 'harbour', buildings: ['166'] } }],
    };
    expect(importFile(file).created).toEqual({ sources: 0, buildings: 1, huts: 0, schedules: 1 });
  });

  it('keeps every policy of a schedule, and accepts empty lists', () => {
    const policies = { overlap: 'queue', missed: 'all', jitterSeconds: 20, pauseAfterFailures: 5, runAtStart: true };
    const file = { ...whole, huts: [], providers: [], services: [], schedules: [{ ...schedule, ...policies }] };
    importFile(file);
    expect(test.store.schedules.get('occupancy').schedule).toMatchObject(policies);
    expect(importFile(file).unchanged['schedules']).toBe(1);
  });

  it('takes nothing from a slot that is due when it changes no plan', async () => {
    importFile(whole);
    await test.clock.advance(60_000);
    importFile(whole);
    importFile({ ...whole, schedules: [{ ...schedule, timeoutSeconds: 60 }] });
    const { judgedUntil, anchorAt } = test.store.schedules.get('occupancy');
    expect(judgedUntil).toBeLessThan(anchorAt);
  });

  it('brings a removed building back', () => {
    importFile(whole);
    test.store.buildings.remove('166', 1);
    expect(importFile(whole).created['buildings']).toBe(1);
    expect(test.store.buildings.list()).toEqual([building]);
  });
});

describe('the schedule of a new source', () => {
  it('is made where no schedule covers the source', () => {
    const report = importFile({ version: 1, sources: [source] });
    expect(report.created).toEqual({ sources: 1, buildings: 0, huts: 0, schedules: 1 });
    expect(test.store.schedules.list().map((stored) => stored.schedule)).toMatchObject([
      { id: 'occupancy-ucsd', job: 'occupancy.update', params: { sourceId: 'ucsd' }, every: 'PT10M', enabled: true },
    ]);
  });

  it('is not made where the file brings one for all sources', () => {
    importFile({ version: 1, sources: [source], schedules: [{ ...schedule, params: {} }] });
    expect(test.store.schedules.list().map((stored) => stored.schedule.id)).toEqual(['occupancy']);
  });

  it('is not made for a source that was there before', () => {
    test.store.sources.save(sampleSource(), 0);
    const { limits: _limits, ...harbour } = sampleSource({ name: 'Harbour' });
    expect(importFile({ version: 1, sources: [harbour] })).toMatchObject({
      changed: { sources: 1 },
      created: { schedules: 0 },
    });
    expect(test.store.schedules.list()).toEqual([]);
  });

  it('gets another id where the plain one is taken', () => {
    const other = { ...source, id: 'other', school: 'other' };
    const taken = { ...schedule, id: 'occupancy-ucsd', params: { sourceId: 'other' } };
    importFile({ version: 1, sources: [source, other], schedules: [taken] });
    expect(test.store.schedules.list().map((stored) => stored.schedule.id)).toEqual([
      'occupancy-ucsd',
      'occupancy-ucsd-2',
    ]);
  });

  it('keeps within the length of an id for the longest source ids', () => {
    const ids = ['x', 'y'].map((end) => `${'a'.repeat(63)}${end}`);
    importFile({ version: 1, sources: ids.map((id) => ({ ...source, id })) });
    const stored = test.store.schedules.list().map((each) => each.schedule);
    expect(new Set(stored.map(({ params }) => params['sourceId']))).toEqual(new Set(ids));
    expect(stored.every(({ id }) => id.length <= 64)).toBe(true);
  });
});
