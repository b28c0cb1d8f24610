import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHealth } from './health.ts';
import { saveSchedule, setPause } from './scheduling/timetable.ts';
import { Schedule } from '#shared/model/schedule.ts';
import { check } from '../headless/check.ts';
import { offer, putSlots, sampleProvider, sampleService } from './testing/test-bookings.ts';
import { createTestEngine, playSchool, siteLocation, type TestEngine } from './testing/test-engine.ts';

const minute = 60_000;
const start = Date.UTC(2026, 10, 22, 8);

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(start);
  playSchool(test.site, [siteLocation(8, 'North Library', 41)]);
  test.engine.store.sources.save(test.source(), start);
  test.engine.store.buildings.save({ code: '166', name: 'North Library', sourceId: 'harbour', waitzId: '8' }, start);
});
afterEach(() => test.close());

function plan(change: object = {}): void {
  const schedule = {
    id: 'harbour',
    job: 'occupancy.update',
    params: { sourceId: 'harbour' },
    every: 'PT10M',
    ...change,
  };
  saveSchedule(
    test.engine.store,
    Schedule.parse({ retry: { attempts: 1, backoffSeconds: 0 }, ...schedule }),
    test.clock.now(),
  );
}

function health() {
  return readHealth(test.engine, test.clock.now());
}

function codes(): string[] {
  return health().problems.map(({ code }) => code);
}

async function runDue(): Promise<void> {
  await Promise.all(test.engine.scheduler.runDue('command-line').map(({ done }) => done));
}

describe('the health of a profile', () => {
  it('is good where nothing is planned', () => {
    expect(health()).toMatchObject({ problems: [], notes: [], lease: { state: 'free' }, schedules: [] });
  });

  it('is good where commands look in time, though nobody schedules', async () => {
    plan();
    for (let round = 0; round < 3; round += 1) {
      await runDue();
      test.clock.setWall(test.clock.now() + 10 * minute);
    }
    expect(health()).toMatchObject({
      problems: [],
      notes: [{ code: 'nobody_schedules' }],
      schedules: [{ lastGoodAt: start + 20 * minute, overdueSince: null, missedLooks: 0 }],
      hosts: [{ isOver: false }],
    });
    expect(health().schedules[0]?.coverage).toEqual({ planned: 3, ran: 3, ranPercent: 100, verdicts: { ran: 3 } });
  });

  it('is bad once a slot has waited longer than anyone would still make up for it', () => {
    plan();
    test.clock.setWall(start + 11 * minute);
    expect(codes()).toEqual([]);
    test.clock.setWall(start + 11 * minute + 1);
    expect(health().problems).toMatchObject([{ code: 'overdue', subject: 'harbour' }]);
    expect(health().schedules[0]?.overdueSince).toBe(start);
  });

  it('does not wait longer than 12 hours for a rare one', () => {
    plan({ every: 'PT24H' });
    test.clock.setWall(start + 12 * 60 * minute + minute + 1);
    expect(codes()).toEqual(['overdue']);
  });

  it('is bad once two looks that somebody was there for gave nothing', async () => {
    plan();
    await runDue();
    test.site.on('/live/harbour', { status: 500, body: '' });
    test.clock.setWall(start + 10 * minute);
    await runDue();
    expect(codes()).toEqual([]);
    test.clock.setWall(start + 20 * minute);
    await runDue();
    expect(health().problems).toMatchObject([{ code: 'stale', subject: 'harbour' }]);
    playSchool(test.site, [siteLocation(8, 'North Library', 41)]);
    test.clock.setWall(start + 30 * minute);
    await runDue();
    expect(codes()).toEqual([]);
  });

  it('asks nothing of a schedule that a person has paused, and asks for one that paused itself', async () => {
    plan({ pauseAfterFailures: 1 });
    const pause = { at: start, by: 'hand', reason: 'Exam week.', until: null } as const;
    setPause(test.engine.store, 'harbour', pause, start);
    test.clock.setWall(start + 60 * minute);
    expect(codes()).toEqual([]);
    setPause(test.engine.store, 'harbour', null, test.clock.now());
    test.site.on('/live/harbour', { status: 404, body: '' });
    test.clock.setWall(start + 70 * minute);
    await runDue();
    expect(codes()).toEqual(['paused_by_failures']);
  });

  it('names schedules that can never run', () => {
    plan();
    test.engine.store.connection.raw.prepare("UPDATE schedule SET time_zone = 'Mars/Olympus'").run();
    expect(health().problems).toMatchObject([{ code: 'unsound', subject: 'harbour' }]);
  });

  it('names schedules whose target is gone', () => {
    plan({ params: { buildings: ['166'] } });
    test.engine.store.buildings.remove('166', start);
    expect(health().problems).toMatchObject([{ code: 'cannot_run', subject: 'harbour' }]);
  });

  it('is bad where the requests of the day are spent', () => {
    const source = test.source({ limits: { connections: 1, minGapMs: 0, requestsPerDay: 1, timeoutMs: 1000 } });
    test.engine.store.sources.save(source, start);
    const { host } = new URL(source.baseUrl);
    test.engine.store.hosts.reserve(host, source.limits, start);
    expect(health()).toMatchObject({
      problems: [{ code: 'over_budget', subject: host }],
      hosts: [{ host, usedToday: 1, requestsPerDay: 1, isOver: true }],
    });
  });

  it('says who schedules, and is bad where that process hangs', () => {
    const end = test.engine.scheduler.start();
    expect(health().lease).toMatchObject({ state: 'held', role: 'window' });
    test.engine.store.connection.raw.prepare('UPDATE scheduler_lease SET expires_at = ?').run(start);
    expect(codes()).toEqual(['hung']);
    end();
    expect(health().lease.state).toBe('free');
  });

  it('tells of a scheduler that was killed and of the run that it left open', async () => {
    plan();
    test.engine.scheduler.start()();
    const killed = await test.beside();
    killed.engine.store.lease.hold(start, () => true);
    const claim = {
      title: 'Look',
      subject: 'Harbour',
      params: {},
      claimKey: 'key',
      reason: null,
      isDryRun: false,
    } as const;
    const slot = { scheduleId: null, scheduleRevision: null, scheduledFor: null, trigger: 'manual' } as const;
    killed.engine.store.runs.claim({ kind: 'occupancy.update', ...claim, ...slot }, start);
    test.kill(2);
    const { engine } = await test.beside();
    const found = readHealth(engine, start);
    expect(found.lease.state).toBe('killed');
    expect(found.problems).toEqual([]);
    expect(found.notes.map(({ code }) => code)).toEqual(['unclean_stop', 'interrupted_run', 'nobody_schedules']);
  });

  it('is bad where the file is damaged or rows refer to nothing', () => {
    const { raw } = test.engine.store.connection;
    raw.pragma('foreign_keys = OFF');
    raw.prepare("UPDATE building SET source_id = 'gone'").run();
    raw.pragma('foreign_keys = ON');
    expect(health().problems.filter(({ code }) => code === 'damaged')).toMatchObject([{ subject: 'database' }]);
  });
});

describe('the health of bookings', () => {
  const offerTwo = () =>
    offer(
      test.engine.store,
      sampleProvider(),
      sampleService(),
      sampleService({ id: 's2' }),
      sampleService({ id: 's3' }),
    );

  it('is no matter where nothing can be booked', () => {
    expect(health().bookings).toBeNull();
  });

  it('is good where most active services have a free slot, drafts aside', () => {
    offer(test.engine.store, sampleProvider(), sampleService(), sampleService({ id: 's2', status: 'draft' }));
    putSlots(test.engine.store, 's1', '2026-11-23', 14);
    expect(health().bookings).toEqual({
      windowDays: 31,
      activeServices: 1,
      coveredServices: 1,
      coveragePercent: 100,
      freeSlots: 30,
      density: 1,
    });
    expect(codes()).toEqual([]);
    expect(health().notes).toMatchObject([{ code: 'bookings', subject: 'bookings' }]);
  });

  it('is bad where less than half of the active services have a free slot', () => {
    offerTwo();
    putSlots(test.engine.store, 's1', '2026-11-23', 14);
    expect(health().problems).toMatchObject([
      { code: 'low_coverage', subject: 'bookings', message: expect.stringContaining('1 of 3 active services') },
    ]);
    const lines: string[] = [];
    const output = { out: (text: string) => void lines.push(text), err: () => {}, drained: () => Promise.resolve() };
    const clock = { now: () => test.clock.now() };
    expect(check(test.engine, { isJson: false }, { clock, output })).toBe(1);
    expect(lines.join('')).toContain(
      'Bookings  1 of 3 services have a free slot (33.3 %); 30 free slots in 31 days, 1 a day',
    );
    lines.length = 0;
    check(test.engine, { isJson: true }, { clock, output });
    expect(JSON.parse(lines.join(''))).toMatchObject({
      isHealthy: false,
      bookings: { coveragePercent: 33.3, freeSlots: 30 },
    });
  });
});
