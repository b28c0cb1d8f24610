import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { createTestStore, type TestStore } from '../testing/test-store.ts';

const start = Date.UTC(2026, 10, 22, 8);
const minute = 60_000;
const office = [{ days: ['mon'], from: '07:00', until: '23:00' }];

let test: TestStore;
beforeEach(async () => {
  test = await createTestStore(start);
});
afterEach(() => test.close());

function save(change: object, now: number) {
  const schedule = Schedule.parse({ id: 'main', job: 'occupancy.update', every: 'PT10M', ...change });
  return test.store.schedules.save(schedule, now);
}

function revisions(): unknown[] {
  const all = test.store.ledger.revisions('main', { from: 0, until: Number.MAX_SAFE_INTEGER });
  return all.map(({ revision, fromAt, untilAt }) => [
    revision,
    fromAt - start,
    untilAt === null ? null : untilAt - start,
  ]);
}

describe('an edit', () => {
  beforeEach(() => {
    save({}, start);
    test.store.schedules.setJudged('main', start);
  });

  it('of the timing begins a new revision, counted from now', () => {
    expect(save({ every: 'PT20M' }, start + 5 * minute)).toBe('changed');
    expect(test.store.schedules.get('main')).toMatchObject({ revision: 2, anchorAt: start + 5 * minute });
    expect(test.store.schedules.get('main').judgedUntil).toBe(start + 5 * minute - 1);
    expect(revisions()).toEqual([
      [1, 0, 5 * minute],
      [2, 5 * minute, null],
    ]);
  });

  it('of the windows, the jitter or the zone begins a new revision in the old rhythm', () => {
    save({ activeHours: office }, start + 5 * minute);
    save({ activeHours: office, jitterSeconds: 9 }, start + 6 * minute);
    save({ activeHours: office, jitterSeconds: 9, timeZone: 'Europe/Zurich' }, start + 7 * minute);
    expect(test.store.schedules.get('main')).toMatchObject({ revision: 4, anchorAt: start });
    expect(revisions()).toEqual([
      [1, 0, 5 * minute],
      [2, 5 * minute, 6 * minute],
      [3, 6 * minute, 7 * minute],
      [4, 7 * minute, null],
    ]);
  });

  it('of the zone moves fixed times, which are counted anew', () => {
    save({ every: undefined, dailyAt: ['02:00'] }, start + minute);
    save({ every: undefined, dailyAt: ['02:00'], timeZone: 'Europe/Zurich' }, start + 2 * minute);
    expect(test.store.schedules.get('main')).toMatchObject({ revision: 3, anchorAt: start + 2 * minute });
  });

  it('of a policy leaves revision, rhythm and verdicts as they are', () => {
    const policies = { overlap: 'queue', missed: 'all', pauseAfterFailures: 3, runAtStart: true, params: { a: 1 } };
    expect(save(policies, start + 5 * minute)).toBe('changed');
    expect(test.store.schedules.get('main')).toMatchObject({ revision: 1, anchorAt: start, judgedUntil: start });
    expect(save(policies, start + 6 * minute)).toBe('unchanged');
  });

  it('that switches it off plans nothing until it is switched on again', () => {
    save({ enabled: false }, start + 5 * minute);
    expect(revisions()).toEqual([[1, 0, 5 * minute]]);
    save({ enabled: true }, start + 65 * minute);
    expect(test.store.schedules.get('main')).toMatchObject({ anchorAt: start, judgedUntil: start + 65 * minute - 1 });
    expect(revisions()).toEqual([
      [1, 0, 5 * minute],
      [3, 65 * minute, null],
    ]);
  });

  it('never takes back a verdict that lies ahead of it', () => {
    test.store.schedules.setJudged('main', start + 30 * minute);
    save({ activeHours: office }, start + 5 * minute);
    expect(test.store.schedules.get('main').judgedUntil).toBe(start + 30 * minute);
    expect(revisions()).toEqual([
      [1, 0, 30 * minute + 1],
      [2, 30 * minute + 1, null],
    ]);
  });
});

describe('a rule that is counted anew', () => {
  it('is the same rule in a new revision, which plans from where it was judged', () => {
    save({}, start);
    test.store.schedules.setJudged('main', start + 60 * minute);
    const now = start + 15 * minute;
    test.store.schedules.rebase('main', { anchorAt: now, judgedUntil: now, now });
    expect(test.store.schedules.get('main')).toMatchObject({ revision: 2, anchorAt: now, judgedUntil: now });
    expect(test.store.schedules.get('main').rule).toMatchObject({ every: 'PT10M', anchorAt: now });
    expect(revisions()).toEqual([
      [1, 0, 60 * minute + 1],
      [2, 15 * minute + 1, null],
    ]);
  });
});

describe('a deleted schedule', () => {
  it('is nowhere to be found, but its id stays taken and its history stays', () => {
    const { schedules, ledger } = test.store;
    save({}, start);
    const entry = { firstPlanned: start, lastPlanned: start, verdict: 'late', runId: null, note: null } as const;
    ledger.record('main', 1, [entry]);
    schedules.remove('main', start + 5 * minute);
    expect([schedules.list(), schedules.unsound(), schedules.find('main')]).toEqual([[], [], undefined]);
    expect(() => schedules.get('main')).toThrow('There is no schedule "main".');
    expect(() => schedules.remove('main', start + 6 * minute)).toThrow('There is no schedule "main".');
    expect([schedules.isTaken('main'), schedules.isTaken('other')]).toEqual([true, false]);
    expect(ledger.entries('main', 1, { from: start, until: start + 1 })).toEqual([entry]);
    expect(revisions()).toEqual([[1, 0, 5 * minute]]);
  });

  it('comes back with its pause and its rhythm, planning from then on', () => {
    const { schedules } = test.store;
    save({}, start);
    const pause = { at: start, by: 'hand', reason: 'Exams.', until: null } as const;
    schedules.setPause('main', pause);
    schedules.remove('main', start + 5 * minute);
    schedules.restore('main', start + 65 * minute);
    expect(schedules.get('main')).toMatchObject({
      revision: 2,
      anchorAt: start,
      judgedUntil: start + 65 * minute,
      pause,
    });
    expect(revisions()).toEqual([
      [1, 0, 5 * minute],
      [2, 65 * minute + 1, null],
    ]);
    expect(() => schedules.restore('main', start + 66 * minute)).toThrow('There is no deleted schedule "main".');
  });

  it('comes back switched off where it was, and plans nothing', () => {
    save({ enabled: false }, start);
    test.store.schedules.remove('main', start + minute);
    expect(test.store.schedules.restore('main', start + 2 * minute).schedule.enabled).toBe(false);
    expect(revisions()).toEqual([]);
  });

  it('is replaced by a new one of its id, which does not take over its pause', () => {
    save({}, start);
    test.store.schedules.setPause('main', { at: start, by: 'hand', reason: 'Exams.', until: null });
    test.store.schedules.remove('main', start + minute);
    expect(save({}, start + 9 * minute)).toBe('created');
    expect(test.store.schedules.get('main')).toMatchObject({ revision: 2, anchorAt: start + 9 * minute, pause: null });
  });
});
