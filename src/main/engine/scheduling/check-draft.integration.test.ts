import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { jobs } from '../jobs/registry.ts';
import { createTestStore, sampleSource, type TestStore } from '../testing/test-store.ts';
import { checkDraft } from './check-draft.ts';

const draft = { id: 'main', job: 'occupancy.update', params: {}, every: 'PT10M' };
const window = { days: ['mon'], from: '07:00', until: '23:00' };

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore();
  test.store.sources.save(sampleSource(), test.clock.now());
});
afterEach(() => test.close());

/** The paths at fault, and the schedule where there is none. */
function check(change: object, id: string | null = null) {
  const { faults, schedule } = checkDraft({ ...draft, ...change }, id, { store: test.store, jobs }, test.clock.now());
  return { paths: faults.map(({ path }) => path.join('.')), messages: faults.map(({ message }) => message), schedule };
}

describe('a draft', () => {
  it('that is sound gives the schedule with its defaults', () => {
    const { paths, schedule } = check({});
    expect(paths).toEqual([]);
    expect(schedule).toMatchObject({ ...draft, overlap: 'skip', missed: 'latest', enabled: true });
  });

  it.each([
    ['id', { id: 'No Blanks!' }],
    ['id', { id: undefined }],
    ['job', { job: 'coffee.make' }],
    ['job', { job: 5 }],
    ['params', { params: [] }],
    ['params.floor', { params: { floor: 1 } }],
    ['params', { params: { buildings: ['999'] } }],
    ['params', { params: { sourceId: 'nowhere' } }],
    ['every', { every: 'PT1S' }],
    ['every', { every: undefined }],
    ['dailyAt', { dailyAt: ['02:00'] }],
    ['every', { cron: '* * * * *' }],
    ['dailyAt', { every: undefined, dailyAt: [] }],
    ['dailyAt.1', { every: undefined, dailyAt: ['02:00', '24:00'] }],
    ['cron', { every: undefined, cron: '61 * * * *' }],
    ['cron', { every: undefined, cron: '0 2 30 2 *' }],
    ['activeHours', { activeHours: 'always' }],
    ['activeHours.0.days', { activeHours: [{ ...window, days: [] }] }],
    ['activeHours.0.days.0', { activeHours: [{ ...window, days: ['caturday'] }] }],
    ['activeHours.0.from', { activeHours: [{ ...window, from: '25:00' }] }],
    ['activeHours.0.until', { activeHours: [{ ...window, until: 'late' }] }],
    ['activeHours', { activeHours: Array.from({ length: 10_000 }, () => window) }],
    ['activeHours', { every: undefined, dailyAt: ['02:00'], activeHours: [window] }],
    ['jitterSeconds', { jitterSeconds: 3601 }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['overlap', { overlap: 'both' }],
    ['missed', { missed: 'most' }],
    ['retry.attempts', { retry: { attempts: 0, backoffSeconds: 1 } }],
    ['retry.backoffSeconds', { retry: { attempts: 1, backoffSeconds: -1 } }],
    ['timeoutSeconds', { timeoutSeconds: 0 }],
    ['pauseAfterFailures', { pauseAfterFailures: 0 }],
    ['runAtStart', { runAtStart: 'yes' }],
    ['enabled', { enabled: 1 }],
    ['banana', { banana: 1 }],
  ])('names %s where that is at fault: %j', (path, change) => {
    const { paths, messages, schedule } = check(change);
    expect(paths).toEqual([path]);
    expect(messages.join()).not.toMatch(/^Invalid/);
    expect(schedule).toBeNull();
  });

  it('names all fields at fault at once', () => {
    expect(check({ every: 'x', overlap: 'y', timeZone: 'z', jitterSeconds: -1 }).paths.toSorted()).toEqual([
      'every',
      'jitterSeconds',
      'overlap',
      'timeZone',
    ]);
  });

  it('names the same field for two rules at once, whatever else is at fault', () => {
    expect(check({ dailyAt: ['02:00'], overlap: 'y' }).paths).toEqual(['overlap', 'dailyAt']);
  });

  it('may keep the id that it replaces, and no other', () => {
    const { schedule } = check({});
    if (schedule !== null) test.store.schedules.save(schedule, test.clock.now());
    expect(check({}).paths).toEqual(['id']);
    expect(check({}, 'main').paths).toEqual([]);
    expect(check({ id: 'other' }, 'main').paths).toEqual(['id']);
    test.store.schedules.remove('main', test.clock.now());
    expect(check({}).paths).toEqual(['id']);
  });

  it('cannot have parameters that its job keeps for a person', () => {
    const problem = 'Force needs somebody to look: run it by hand.';
    const careful = jobs.map((job) => ({ ...job, scheduleProblem: () => problem }));
    const { faults } = checkDraft(draft, null, { store: test.store, jobs: careful }, test.clock.now());
    expect(faults).toEqual([{ path: ['params'], message: problem }]);
    const text = JSON.stringify({ version: 1, schedules: [draft] });
    const read = readConfig(text, { store: test.store, jobs: careful });
    expect(read.faults).toEqual([{ path: ['schedules', 0, 'params'], message: problem }]);
  });

  it('may be anything at all', () => {
    for (const nonsense of [null, 7, 'x', [], { id: {} }]) {
      const { faults } = checkDraft(nonsense, null, { store: test.store, jobs }, test.clock.now());
      expect(faults.length).toBeGreaterThan(0);
    }
  });
});
