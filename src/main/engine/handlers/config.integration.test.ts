import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventName } from '#shared/contract/events.ts';
import { sampleBuilding, sampleSource } from '../testing/test-store.ts';
import { createTestEngine, playSchool, siteLocation, type TestEngine } from '../testing/test-engine.ts';

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine();
  playSchool(test.site, [siteLocation(8, 'North Library', 41), siteLocation(9, 'Annex', 5)]);
});
afterEach(() => test.close());

const payloads = (name: EventName): unknown[] =>
  test.told.filter((fact) => fact.name === name).map(({ payload }) => payload);
const schedules = (): unknown[] => test.engine.store.schedules.list().map((stored) => stored.schedule);

describe('config.import', () => {
  it('applies the file, tells the window what is new and lets the schedule run', async () => {
    const { handlers, scheduler } = test.engine;
    const end = scheduler.start();
    const file = { version: 1, sources: [test.source()], buildings: [sampleBuilding()] };
    const report = await handlers['config.import']({ text: JSON.stringify(file) });
    await test.idle();
    end();
    expect(report.created).toEqual({ sources: 1, buildings: 1, huts: 0, schedules: 1 });
    expect(payloads('sources.changed')).toEqual([{ ids: ['harbour'] }]);
    expect(payloads('occupancy.changed')[0]).toEqual({ codes: ['166'] });
    expect(test.site.count('/live/harbour')).toBe(1);
    expect(await handlers['occupancy.list']({})).toMatchObject([{ code: '166', state: { busynessPercent: 41 } }]);
  });

  it('tells nothing where nothing changed, and rejects a faulty file', async () => {
    const { handlers } = test.engine;
    const text = JSON.stringify({ version: 1, sources: [test.source()], buildings: [sampleBuilding()] });
    await handlers['config.import']({ text });
    const toldBefore = test.told.length;
    await handlers['config.import']({ text });
    await expect(handlers['config.import']({ text: '{}' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(test.told).toHaveLength(toldBefore);
  });
});

describe('sources.save', () => {
  it('adds a source with a schedule of its own', async () => {
    const { handlers } = test.engine;
    expect(await handlers['sources.save']({ source: test.source(), isNew: true })).toEqual(test.source());
    expect(schedules()).toMatchObject([{ id: 'occupancy-harbour', params: { sourceId: 'harbour' }, every: 'PT10M' }]);
    expect(payloads('sources.changed')).toEqual([{ ids: ['harbour'] }]);
    expect(await handlers['sources.list']({})).toEqual([{ source: test.source(), buildingCount: 0, hutCount: 0 }]);
  });

  it('refuses a new source under an id that is taken, and leaves the old one as it is', async () => {
    const { handlers, store } = test.engine;
    store.sources.save(test.source(), 0);
    const twin = sampleSource({ name: 'Twin' });
    await expect(handlers['sources.save']({ source: twin, isNew: true })).rejects.toMatchObject({ code: 'conflict' });
    expect(store.sources.get('harbour')).toEqual(test.source());
    expect([schedules(), test.told]).toEqual([[], []]);
  });

  it('changes a source, tells those who show its name, and refuses one that is not there', async () => {
    const { handlers, store } = test.engine;
    store.sources.save(test.source(), 0);
    store.buildings.save(sampleBuilding(), 0);
    await handlers['sources.save']({ source: test.source({ name: 'Renamed' }), isNew: false });
    expect(store.sources.get('harbour').name).toBe('Renamed');
    expect(payloads('occupancy.changed')).toEqual([{ codes: ['166'] }]);
    expect(schedules()).toEqual([]);
    const stranger = sampleSource({ id: 'stranger' });
    await expect(handlers['sources.save']({ source: stranger, isNew: false })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('the live list of a source', () => {
  const listed = [
    { waitzId: '8', name: 'North Library', status: 'moderate', busynessPercent: 41, partCount: 0, watchedAs: null },
    { waitzId: '9', name: 'Annex', status: 'not_busy', busynessPercent: 5, partCount: 0, watchedAs: null },
  ];

  it('is shown for a source that is not saved, which stays unsaved', async () => {
    const { handlers, store } = test.engine;
    expect(await handlers['sources.test']({ source: test.source() })).toEqual(listed);
    expect(store.sources.list()).toEqual([]);
    expect(test.clock.pending).toBe(0);
  });

  it('is remembered from the last time, and asked for anew when a person wants it', async () => {
    const { handlers, store } = test.engine;
    store.sources.save(test.source(), 0);
    store.buildings.save(sampleBuilding({ waitzId: 'Annex' }), 0);
    expect(await handlers['sources.suggestions']({ sourceId: 'harbour' })).toEqual([]);
    expect(test.site.count()).toBe(0);
    const withWatched = [listed[0], { ...listed[1], watchedAs: '166' }];
    expect(await handlers['sources.refreshSuggestions']({ sourceId: 'harbour' })).toEqual(withWatched);
    expect(await handlers['sources.suggestions']({ sourceId: 'harbour' })).toEqual(withWatched);
    expect(test.site.count('/live/harbour')).toBe(1);
  });

  it('rejects with what went wrong, and keeps what was remembered', async () => {
    const { handlers, store } = test.engine;
    store.sources.save(test.source(), 0);
    await handlers['sources.refreshSuggestions']({ sourceId: 'harbour' });
    test.site.on('/live/harbour', { status: 404 });
    await expect(handlers['sources.refreshSuggestions']({ sourceId: 'harbour' })).rejects.toMatchObject({
      code: 'refused',
    });
    expect(store.sources.suggestions('harbour')).toHaveLength(2);
    expect(test.clock.pending).toBe(0);
    for (const name of ['sources.suggestions', 'sources.refreshSuggestions'] as const) {
      await expect(handlers[name]({ sourceId: 'nobody' })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it('does not wait for ever for a site that never answers', async () => {
    const source = test.source({ limits: { connections: 1, minGapMs: 0, requestsPerDay: 99, timeoutMs: 1000 } });
    test.site.on('/live/harbour', () => {});
    const asked = test.engine.handlers['sources.test']({ source });
    const failure = asked.catch((thrown: unknown) => thrown);
    await expect.poll(() => test.site.count()).toBe(1);
    await test.clock.advance(2000);
    expect(await failure).toMatchObject({ code: 'timeout' });
    expect(test.clock.pending).toBe(0);
  });
});
