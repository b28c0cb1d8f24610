import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';

const start = Date.UTC(2026, 10, 22, 8);
const windows = Array.from({ length: 10_000 }, () => ({ days: ['mon'], from: '07:00', until: '08:00' }));

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
  for (const id of ['a', 'broken', 'z']) {
    test.store.schedules.save(Schedule.parse({ id, job: 'occupancy.update', every: 'PT10M' }), start);
  }
});
afterEach(() => test.close());

function tamper(columns: Readonly<Record<string, string | number | null>>): void {
  const { raw } = test.connection;
  // A tampered file obeys no CHECK.
  raw.pragma('ignore_check_constraints = on');
  for (const [column, value] of Object.entries(columns)) {
    raw.prepare(`UPDATE schedule SET ${column} = ? WHERE id = 'broken'`).run(value);
  }
}

describe('a schedule whose row was tampered with', () => {
  it.each([
    ['a zone that is gone', { time_zone: 'Mars/Olympus' }, /^timeZone: /],
    ['an empty zone', { time_zone: '' }, /^timeZone: /],
    ['nonsense in its cron text', { every: null, cron: 'every full moon' }, /^cron: /],
    ['a cron minute that is none', { every: null, cron: '99 * * * *' }, /^cron: /],
    ['an interval of nothing', { every: 'PT0S' }, /^every: must be between/],
    ['a negative interval', { every: '-PT10M' }, /^every: must be a duration/],
    ['an interval as long as the universe', { every: 'PT999999999H' }, /^every: must be between/],
    ['no rule at all', { every: null }, /^dailyAt: name at least one time/],
    ['a time of day that is none', { every: null, daily_at: '["25:00"]' }, /^dailyAt\.0: /],
    [
      'a day of the week that is none',
      { active_hours: '[{"days":["caturday"],"from":"07:00","until":"08:00"}]' },
      /^activeHours\.0\.days\.0: /,
    ],
    ['ten thousand windows', { active_hours: JSON.stringify(windows) }, /^activeHours: has more than 100 windows$/],
    ['windows that are no list', { active_hours: '7' }, /^activeHours: /],
    ['parameters that are no object', { params: '[]' }, /^params: /],
    ['jitter without end', { jitter_seconds: 999_999 }, /^jitterSeconds: /],
    ['negative jitter', { jitter_seconds: -1 }, /^jitterSeconds: /],
    ['no attempts', { retry_attempts: 0 }, /^retry\.attempts: /],
    ['an unknown overlap', { overlap: 'both' }, /^overlap: /],
    ['an unknown way with missed slots', { missed: 'most' }, /^missed: /],
    ['a time limit of nothing', { timeout_seconds: 0 }, /^timeoutSeconds: /],
    ['a negative number of failures', { pause_after_failures: -3 }, /^pauseAfterFailures: /],
  ])('stops only itself, naming the field: %s', (_what, columns, problem) => {
    tamper(columns);
    const { schedules } = test.store;
    expect(schedules.list().map(({ schedule }) => schedule.id)).toEqual(['a', 'z']);
    const [unsound] = schedules.unsound();
    expect(unsound).toMatchObject({ id: 'broken', job: 'occupancy.update' });
    expect(unsound?.problem).toMatch(problem);
    expect(schedules.find('broken')).toBeUndefined();
    expect(() => schedules.get('broken')).toThrow(/The schedule "broken" is not sound: /);
  });

  it.each([
    ['windows', { active_hours: '[{' }, /^activeHours: /],
    ['parameters', { params: '{' }, /^params: /],
    ['times', { every: null, daily_at: 'x' }, /^dailyAt: /],
  ])('says so where JSON is broken: %s', (_what, columns, problem) => {
    tamper(columns);
    expect(test.store.schedules.list()).toHaveLength(2);
    expect(test.store.schedules.unsound()[0]?.problem).toMatch(problem);
  });

  it('is sound again once its row is', () => {
    tamper({ every: 'PT0S' });
    expect(test.store.schedules.unsound()).toHaveLength(1);
    tamper({ every: 'PT10M' });
    expect(test.store.schedules.unsound()).toEqual([]);
    expect(test.store.schedules.get('broken').schedule.every).toBe('PT10M');
  });

  it('can be mended by saving it anew, deleted and kept deleted', () => {
    tamper({ time_zone: 'Mars/Olympus' });
    test.store.schedules.save(Schedule.parse({ id: 'broken', job: 'occupancy.update', every: 'PT10M' }), start + 1);
    expect(test.store.schedules.get('broken').schedule.timeZone).toBe('UTC');
    tamper({ time_zone: 'Mars/Olympus' });
    test.store.schedules.remove('broken', start + 2);
    expect(test.store.schedules.unsound()).toEqual([]);
    expect(() => test.store.schedules.restore('broken', start + 3)).toThrow(/not sound/);
    expect(test.store.schedules.unsound()).toEqual([]);
  });
});
