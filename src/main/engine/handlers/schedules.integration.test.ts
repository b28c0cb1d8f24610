import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SchedulePreview } from '#shared/contract/schedules.ts';
import { nextSlots } from '#shared/schedule/planner.ts';
import { createTestWork, type TestWork } from '../testing/test-job.ts';
import { sampleSource } from '../testing/test-store.ts';
import type { Handlers } from './types.ts';

const minute = 60_000;
const draft = { id: 'main', job: 'test.work', params: {}, every: 'PT10M' };

let test: TestWork;
let handlers: Handlers;
beforeEach(async () => {
  test = await createTestWork();
  test.work.answer = 'good';
  handlers = test.engine.handlers;
});
afterEach(() => test.close());

async function deeds(): Promise<unknown[]> {
  const { entries } = await handlers['audit.list']({ before: null, limit: 200 });
  return entries.toReversed().map(({ action, subjectId, summary, origin }) => [action, subjectId, summary, origin]);
}

describe('a preview', () => {
  const preview = async (id: string | null, change: object) =>
    SchedulePreview.parse(await handlers['schedules.preview']({ id, draft: { ...draft, ...change } }));

  it('of a new schedule tells its next ten runs and its sentence, and stores nothing', async () => {
    const { problems, plan, stored, differences } = await preview(null, {});
    expect({ problems, stored, differences }).toEqual({ problems: [], stored: null, differences: [] });
    expect(plan?.sentence).toBe('Every 10 minutes');
    const expected = Array.from({ length: 10 }, (_, index) => test.clock.now() + index * 10 * minute);
    expect(plan?.next.map(({ plannedAt }) => plannedAt)).toEqual(expected);
    expect(await handlers['schedules.list']({})).toEqual([]);
  });

  it('names every problem with its path, and plans nothing while there is one', async () => {
    const window = { days: ['mon'], from: '7', until: '08:00' };
    const { problems, plan } = await preview(null, { every: 'PT1S', jitterSeconds: -1, activeHours: [window] });
    expect(plan).toBeNull();
    expect(problems).toEqual([
      { path: ['every'], message: 'must be between 30 seconds (PT30S) and 24 hours (PT24H)' },
      { path: ['activeHours', 0, 'from'], message: 'must be a time such as 02:00 or 14:30' },
      { path: ['jitterSeconds'], message: 'must be at least 0' },
    ]);
  });

  it('of an edit stands beside what is stored, with the differences in words', async () => {
    test.save({ every: 'PT10M' });
    await test.clock.advance(5 * minute);
    const { plan, stored, differences } = await preview('main', { every: 'PT1H', overlap: 'queue' });
    expect(stored?.next[0]?.plannedAt).toBe(test.clock.now() + 5 * minute);
    expect(plan?.next[0]?.plannedAt).toBe(test.clock.now());
    expect(differences).toEqual([
      { field: 'every', before: 'Every 10 minutes', after: 'Every hour' },
      { field: 'overlap', before: 'skip', after: 'queue' },
      { field: 'retry.attempts', before: '1', after: '3' },
      { field: 'retry.backoffSeconds', before: '0', after: '5' },
    ]);
  });

  it('of the same interval goes on in the rhythm that is stored', async () => {
    test.save({ every: 'PT10M' });
    await test.clock.advance(5 * minute);
    const { plan, stored } = await preview('main', { timeZone: 'Europe/Zurich' });
    expect(plan?.next[0]).toEqual(stored?.next[0]);
  });

  it('tells what a day asks of a host, beside what the others ask', async () => {
    test.work.sources = [sampleSource()];
    test.save({ id: 'other', every: 'PT1H' });
    test.save({ id: 'off', every: 'PT1H', enabled: false });
    const { plan } = await preview(null, {});
    expect(plan?.load).toEqual([
      { host: 'waitz.example', requests: 144, otherRequests: 24, requestsPerDay: sampleSource().limits.requestsPerDay },
    ]);
  });

  it('shows the days on which the clocks change', async () => {
    const { plan } = await preview(null, { every: undefined, dailyAt: ['02:30'], timeZone: 'Europe/Zurich' });
    expect(plan?.dstDays.map(({ date, missing }) => [date, missing])).toContainEqual(['2026-03-29', ['02:30']]);
  });
});

describe('saving', () => {
  it('makes a schedule that takes effect at once, and says so', async () => {
    test.schedule();
    const { schedule, status } = await handlers['schedules.save']({ id: null, draft });
    expect(schedule).toMatchObject({ ...draft, overlap: 'skip', missed: 'latest', timeZone: 'UTC' });
    await test.clock.advance(0);
    expect(status).toMatchObject({ id: 'main', title: 'Work', subject: 'Item a', problem: null });
    expect(test.runs()).toEqual(['succeeded']);
    expect(await deeds()).toEqual([['schedule.created', 'main', 'Made "main".', 'window']]);
    expect(test.told).toContainEqual({ name: 'schedules.changed', payload: { ids: ['main'] } });
  });

  it('edits one that is there, and writes nothing down where nothing changed', async () => {
    await handlers['schedules.save']({ id: null, draft });
    await handlers['schedules.save']({ id: 'main', draft });
    await handlers['schedules.save']({ id: 'main', draft: { ...draft, every: 'PT1H' } });
    expect((await handlers['schedules.get']({ id: 'main' })).schedule?.every).toBe('PT1H');
    expect((await deeds()).map((deed) => (deed as string[])[0])).toEqual(['schedule.created', 'schedule.edited']);
  });

  it.each([
    ['a new one whose id is taken', null, draft, 'id: "main" is or was a schedule already'],
    [
      'another id for a stored one',
      'main',
      { ...draft, id: 'b' },
      'id: cannot be changed; duplicate the schedule instead',
    ],
    ['two rules at once', 'main', { ...draft, cron: '* * * * *' }, /^every: exclude one another/],
    ['several faults at once', 'main', { ...draft, every: 'x', overlap: 'y' }, /^every: .*\noverlap: /],
  ])('refuses %s, and changes nothing', async (_what, id, given, message) => {
    test.save({ every: 'PT10M' });
    const before = await handlers['schedules.list']({});
    const saving = handlers['schedules.save']({ id, draft: given });
    await expect(saving).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(saving).rejects.toThrow(message);
    expect(await handlers['schedules.list']({})).toEqual(before);
    expect(await deeds()).toEqual([]);
  });
});

describe('a deleted schedule', () => {
  it('is gone until it is brought back, which is remembered', async () => {
    test.save();
    await handlers['schedules.remove']({ id: 'main' });
    await expect(handlers['schedules.get']({ id: 'main' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(handlers['schedules.save']({ id: null, draft })).rejects.toThrow('is or was a schedule already');
    const { status } = await handlers['schedules.restore']({ id: 'main' });
    expect(status).toMatchObject({ id: 'main', problem: null });
    await expect(handlers['schedules.restore']({ id: 'main' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await deeds()).toEqual([
      ['schedule.deleted', 'main', 'Deleted "main".', 'window'],
      ['schedule.restored', 'main', 'Brought "main" back.', 'window'],
    ]);
  });

  it('plans nothing while it is gone, and goes on in its rhythm after', async () => {
    test.save();
    test.schedule();
    await test.clock.advance(30_000);
    await handlers['schedules.remove']({ id: 'main' });
    await test.clock.advance(2 * minute);
    await handlers['schedules.restore']({ id: 'main' });
    await test.clock.advance(minute);
    expect(await test.slots()).toEqual([
      [0, 'ran', '1'],
      [3, 'ran', '2'],
    ]);
  });
});

describe('pausing all', () => {
  const pause = (scheduleId: string | null, isPaused: boolean, reason = '') =>
    handlers['schedules.setPaused']({ scheduleId, isPaused, reason, until: null });

  it('touches those that are not paused, and resuming those that are', async () => {
    test.save({ id: 'a' });
    test.save({ id: 'b' });
    await pause('a', true, 'Broken pipe.');
    const statuses = await pause(null, true, 'Exam week.');
    expect(statuses.map(({ id, state, note }) => [id, state, note])).toEqual([
      ['a', 'paused', 'Broken pipe.'],
      ['b', 'paused', 'Exam week.'],
    ]);
    expect((await pause(null, false)).map(({ pause: left }) => left)).toEqual([null, null]);
    expect(await deeds()).toEqual([
      ['schedule.paused', 'a', 'Paused "a": Broken pipe.', 'window'],
      ['schedule.paused', 'b', 'Paused "b": Exam week.', 'window'],
      ['schedule.resumed', 'a', 'Resumed "a".', 'window'],
      ['schedule.resumed', 'b', 'Resumed "b".', 'window'],
    ]);
  });

  it('leaves alone a schedule that is not sound, and refuses one that is not there', async () => {
    test.save({ id: 'a' });
    test.save({ id: 'b' });
    test.engine.store.connection.raw.prepare(`UPDATE schedule SET time_zone = 'Mars/X' WHERE id = 'b'`).run();
    const statuses = await pause(null, true);
    expect(statuses.map(({ id, state }) => [id, state])).toEqual([
      ['b', 'failed'],
      ['a', 'paused'],
    ]);
    expect(statuses[0]?.problem).toMatch(/^timeZone: /);
    expect((await handlers['schedules.get']({ id: 'b' })).schedule).toBeNull();
    await expect(pause('nobody', true)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('done from the tray is remembered as done there', async () => {
    test.save({ id: 'a' });
    const input = { scheduleId: null, isPaused: true, reason: '', until: null };
    await test.engine.handlersFor('tray')['schedules.setPaused'](input);
    expect(await deeds()).toEqual([['schedule.paused', 'a', 'Paused "a"', 'tray']]);
  });
});

describe('the slots of a time', () => {
  it('have one verdict each: over any time, the counts add up to what was planned', async () => {
    const hours = [{ days: ['sun' as const], from: '08:00', until: '08:20' }];
    test.save({ activeHours: hours });
    test.schedule();
    await test.clock.advance(3 * minute + 1);
    test.work.answer = undefined;
    await test.clock.advance(2 * minute);
    test.clock.sleep(4 * minute);
    await test.clock.advance(minute);
    test.work.works[0]?.end();
    await handlers['schedules.setPaused']({ scheduleId: 'main', isPaused: true, reason: '', until: null });
    await test.clock.advance(15 * minute);
    const now = test.clock.now();
    const rule = { id: 'main', every: 'PT1M', anchorAt: now - 25 * minute - 1, activeHours: hours };
    for (const [from, until] of [
      [0, 25],
      [3, 8],
      [5, 6],
      [18, 23],
    ] as const) {
      const range = { from: rule.anchorAt + from * minute, until: rule.anchorAt + until * minute };
      const { stretches, isCut } = await handlers['schedules.slots']({ scheduleId: 'main', ...range });
      expect(isCut).toBe(false);
      expect(stretches.reduce((sum, { count }) => sum + count, 0)).toBe(until - from);
      const isInside = ({ verdict }: { verdict: string }) => verdict !== 'outside_hours';
      const active = stretches.filter(isInside).reduce((sum, { count }) => sum + count, 0);
      expect(active).toBe(nextSlots(rule, 'UTC', range.from, range.until).length);
    }
    const kinds = new Set((await test.stretches()).map(({ verdict }) => verdict));
    expect(kinds).toEqual(new Set(['ran', 'overlap', 'asleep', 'paused', 'outside_hours']));
  });

  it('are none of a schedule that never was', async () => {
    const range = { from: 0, until: test.clock.now() };
    expect(await handlers['schedules.slots']({ scheduleId: 'nobody', ...range })).toEqual({
      stretches: [],
      isCut: false,
    });
  });
});
