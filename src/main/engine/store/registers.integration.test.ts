import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { createTestStore, sampleBuilding, sampleReading, sampleSource, type TestStore } from '../testing/test-store.ts';

const start = Date.UTC(2026, 10, 22, 8);

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
});
afterEach(() => test.close());

function schedule(change: Partial<Schedule> = {}): Schedule {
  return Schedule.parse({
    id: 'one',
    job: 'occupancy.update',
    params: { sourceId: 'harbour' },
    every: 'PT10M',
    ...change,
  });
}

describe('sources', () => {
  it('come back as they were saved, and say what saving did', () => {
    const { sources } = test.store;
    const source = sampleSource({
      allowPrivateAddress: true,
      limits: { connections: 2, minGapMs: 0, requestsPerDay: 7, timeoutMs: 100 },
    });
    expect(sources.save(source, start)).toBe('created');
    expect(sources.get('harbour')).toEqual(source);
    expect(sources.save({ ...source }, start + 1)).toBe('unchanged');
    expect(sources.save({ ...source, limits: { ...source.limits, minGapMs: 1 } }, start + 2)).toBe('changed');
    expect(sources.list()).toHaveLength(1);
    expect(sources.find('nobody')).toBeUndefined();
    expect(() => sources.get('nobody')).toThrow('There is no source "nobody".');
  });

  it('are the same whatever the order of their fields', () => {
    const { limits, ...rest } = sampleSource();
    test.store.sources.save({ ...rest, limits }, start);
    expect(test.store.sources.save({ limits, ...rest }, start)).toBe('unchanged');
  });

  it('keep when the trends were asked for, over an edit too', () => {
    const { sources } = test.store;
    sources.save(sampleSource(), start);
    expect(sources.trendAskedAt('harbour')).toBeNull();
    sources.noteTrendAsked('harbour', start + 5);
    sources.save(sampleSource({ name: 'Renamed' }), start + 6);
    expect(sources.trendAskedAt('harbour')).toBe(start + 5);
  });

  it('offer the newest live list in its order, with the building that watches each location', () => {
    const { sources, buildings } = test.store;
    sources.save(sampleSource(), start);
    sources.save(sampleSource({ id: 'other' }), start);
    const listed = (waitzId: string, name: string) =>
      ({ waitzId, name, status: 'busy', busynessPercent: 70, partCount: 2 }) as const;
    sources.keepLocations('harbour', [listed('1', 'Old')], start);
    sources.keepLocations('other', [listed('1', 'Elsewhere')], start);
    sources.keepLocations('harbour', [listed('9', 'Zoo'), listed('8', 'Library'), listed('7', 'Gym')], start + 1);
    buildings.save(sampleBuilding({ code: 'byId', waitzId: '9' }), start);
    buildings.save(sampleBuilding({ code: 'byName', waitzId: 'Library' }), start);
    buildings.save(sampleBuilding({ code: 'gone', waitzId: '7' }), start);
    buildings.save(sampleBuilding({ code: 'stranger', waitzId: '7', sourceId: 'other' }), start);
    buildings.remove('gone', start);
    expect(sources.suggestions('harbour')).toEqual([
      { ...listed('9', 'Zoo'), watchedAs: 'byId' },
      { ...listed('8', 'Library'), watchedAs: 'byName' },
      { ...listed('7', 'Gym'), watchedAs: null },
    ]);
  });
});

describe('buildings', () => {
  beforeEach(() => {
    test.store.sources.save(sampleSource(), start);
    test.store.sources.save(sampleSource({ id: 'other' }), start);
  });

  it('come back as they were saved, by code, of one source where that is asked for', () => {
    const { buildings } = test.store;
    expect(buildings.save(sampleBuilding({ code: 'b' }), start)).toBe('created');
    expect(buildings.save(sampleBuilding({ code: 'a', sourceId: 'other' }), start)).toBe('created');
    expect(buildings.save(sampleBuilding({ code: 'b' }), start)).toBe('unchanged');
    expect(buildings.save(sampleBuilding({ code: 'b', waitzId: '9' }), start)).toBe('changed');
    expect(buildings.list().map(({ code }) => code)).toEqual(['a', 'b']);
    expect(buildings.list('harbour')).toEqual([sampleBuilding({ code: 'b', waitzId: '9' })]);
  });

  it('are refused without their source', () => {
    expect(() => test.store.buildings.save(sampleBuilding({ sourceId: 'nobody' }), start)).toThrow(
      'There is no source "nobody"',
    );
  });

  it('vanish when they are removed and come back with their history', () => {
    const { buildings, occupancy } = test.store;
    buildings.save(sampleBuilding(), start);
    occupancy.apply({ code: '166', at: start, stepMs: 600_000, runId: 1 }, sampleReading());
    buildings.remove('166', start + 1);
    expect(buildings.list()).toEqual([]);
    expect(buildings.find('166')).toBeUndefined();
    expect(() => buildings.remove('166', start + 2)).toThrow('There is no building with the code "166".');
    expect(buildings.save(sampleBuilding({ name: 'Again' }), start + 3)).toBe('created');
    expect(buildings.get('166').name).toBe('Again');
    expect(test.connection.raw.prepare('SELECT count(*) FROM occupancy_history').pluck().get()).toBe(1);
  });
});

describe('schedules', () => {
  it('come back as they were saved, counted from the moment of saving', () => {
    const { schedules } = test.store;
    const given = schedule({
      timeZone: 'Europe/Zurich',
      retry: { attempts: 1, backoffSeconds: 0 },
      timeoutSeconds: 60,
      enabled: false,
    });
    expect(schedules.save(given, start)).toBe('created');
    expect(schedules.get('one')).toMatchObject({ schedule: given, anchorAt: start, pause: null });
    expect(schedules.save(given, start + 1)).toBe('unchanged');
    expect(() => schedules.get('two')).toThrow('There is no schedule "two".');
  });

  it('keep their rhythm over an edit, and begin a new one with a new interval', () => {
    const { schedules } = test.store;
    schedules.save(schedule(), start);
    expect(schedules.save(schedule({ timeoutSeconds: 9 }), start + 5)).toBe('changed');
    expect(schedules.get('one').anchorAt).toBe(start);
    schedules.save(schedule({ every: 'PT1H' }), start + 7);
    expect(schedules.get('one').anchorAt).toBe(start + 7);
  });

  it('stay paused over an edit until somebody resumes them', () => {
    const { schedules } = test.store;
    schedules.save(schedule(), start);
    const pause = { at: start + 1, by: 'hand', reason: 'Exam week.', until: start + 9 } as const;
    schedules.setPause('one', pause);
    schedules.save(schedule({ every: 'PT1H' }), start + 2);
    expect(schedules.get('one')).toMatchObject({ pause });
    schedules.setPause('one', null);
    expect(schedules.get('one')).toMatchObject({ pause: null });
  });
});

describe('settings', () => {
  it('are null until they are written, and then the newest value', () => {
    const { settings } = test.store;
    expect(settings.read('contact')).toBeNull();
    settings.write('contact', 'a@b.org');
    settings.write('contact', 'c@d.org');
    expect([settings.read('contact'), settings.read('trayNoticeShown')]).toEqual(['c@d.org', null]);
  });
});
