import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { createTestStore, sampleSource, type TestStore } from '../testing/test-store.ts';
import { jobs } from '../jobs/registry.ts';
import type { StoredSchedule } from '../store/schedule-rows.ts';
import { decide } from './decide.ts';
import { nextStartOf, stepAround } from './plan.ts';
import { readHeartbeat } from './slot-stories.ts';
import { readStatuses } from './status.ts';

// Sunday 22 November 2026, 08:00 UTC: midnight to Monday in Los Angeles is 16 hours away.
const now = Date.UTC(2026, 10, 22, 8);
const hour = 3_600_000;
let test: TestStore;

beforeEach(async () => {
  test = await createTestStore(now);
  test.store.sources.save(sampleSource(), now);
});

afterEach(() => test.close());

function save(rule: object, savedAt = now) {
  const schedule = Schedule.parse({ id: 'main', job: 'occupancy.update', params: {}, ...rule });
  test.store.schedules.save(schedule, savedAt);
  return test.store.schedules.get('main');
}

/** The slot that would be started at an instant; undefined where none is due. */
function dueAt({ rule, schedule, judgedUntil }: StoredSchedule, at: number): number | undefined {
  const { timeZone, missed } = schedule;
  const { starts } = decide({
    rule,
    timeZone,
    judgedUntil,
    now: at,
    missed,
    stepMs: () => stepAround(rule, timeZone, at),
    piecesOf: (from, until) => [{ from, until, absence: 'app_closed' }],
  });
  expect(starts.length).toBeLessThan(2);
  return starts[0]?.slot.plannedAt;
}

const weekdays = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:00', until: '23:00' }];
const angeles = { timeZone: 'America/Los_Angeles' };

describe('a schedule with active hours', () => {
  it('waits outside them, and says when it goes on', () => {
    save({ every: 'PT10M', activeHours: weekdays, ...angeles });
    const [status] = readStatuses({ store: test.store, jobs }, now);
    expect(status).toMatchObject({
      state: 'waiting',
      note: 'Outside its active hours.',
      sentence: 'Every 10 minutes, 07:00–23:00 on weekdays, Los Angeles time',
      // Monday 07:00 Pacific standard time.
      nextAt: Date.UTC(2026, 10, 23, 15),
      stepMs: 600_000,
    });
  });

  it('has nothing due outside them, and one slot once they begin', () => {
    const stored = save({ every: 'PT10M', activeHours: weekdays, ...angeles });
    const begins = Date.UTC(2026, 10, 23, 15);
    expect(dueAt(stored, now + 2 * hour)).toBeUndefined();
    expect(dueAt(stored, begins - 1)).toBeUndefined();
    expect(dueAt(stored, begins)).toBe(begins);
  });

  it('keeps its planned instants when only the windows change', () => {
    const { anchorAt } = save({ every: 'PT10M' });
    expect(save({ every: 'PT10M', activeHours: weekdays }, now + hour).anchorAt).toBe(anchorAt);
    expect(save({ every: 'PT20M', activeHours: weekdays }, now + hour).anchorAt).toBe(now + hour);
  });
});

describe('a schedule at fixed times', () => {
  it('plans the next one in its own zone', () => {
    const stored = save({ dailyAt: ['02:00'], timeZone: 'Asia/Kathmandu' });
    // 02:00 in Kathmandu is 20:15 UTC the day before.
    expect(nextStartOf(stored, now)).toBe(Date.UTC(2026, 10, 22, 20, 15));
    expect(stepAround(stored.rule, 'Asia/Kathmandu', now)).toBe(24 * hour);
  });

  it('was due at none of the times before it was made', () => {
    const stored = save({ dailyAt: ['07:30'] });
    expect(dueAt(stored, now)).toBeUndefined();
  });

  it('makes up for a missed time within twelve hours, and not after', () => {
    const stored = save({ dailyAt: ['07:30'] });
    const planned = Date.UTC(2026, 10, 23, 7, 30);
    expect(dueAt(stored, planned + 12 * hour)).toBe(planned);
    expect(dueAt(stored, planned + 12 * hour + 1)).toBeUndefined();
  });

  it('comes back from the database as it was saved', () => {
    const rule = { dailyAt: ['02:00', '14:30'], activeHours: weekdays, jitterSeconds: 15, ...angeles };
    expect(save(rule).schedule).toMatchObject(rule);
    expect(save({ cron: '*/30 * * * *' }).schedule).toMatchObject({ cron: '*/30 * * * *', activeHours: [] });
    expect(save({ cron: '*/30 * * * *' }).schedule).not.toHaveProperty('dailyAt');
  });
});

describe('a schedule with jitter', () => {
  it('is due when its start has come, under its planned instant', () => {
    const stored = save({ every: 'PT10M', jitterSeconds: 300 });
    const start = nextStartOf(stored, now - 1) ?? 0;
    expect(start).toBeGreaterThan(now);
    expect(start).toBeLessThanOrEqual(now + 300_000);
    expect(dueAt(stored, start - 1)).toBeUndefined();
    expect(dueAt(stored, start)).toBe(now);
    expect(nextStartOf(stored, start - 1)).toBe(start);
  });
});

describe('a schedule by cron', () => {
  it('shows a cell for every planned instant of the last day', () => {
    save({ cron: '0 */6 * * *' }, now - 100 * hour);
    const cells = readHeartbeat(test.store, 'main', { from: now - 24 * hour, until: now + 1 }, now);
    expect(cells.map(({ plannedAt }) => new Date(plannedAt).toISOString())).toEqual([
      '2026-11-21T12:00:00.000Z',
      '2026-11-21T18:00:00.000Z',
      '2026-11-22T00:00:00.000Z',
      '2026-11-22T06:00:00.000Z',
    ]);
  });
});
