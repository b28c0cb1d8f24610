import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { Source } from '#shared/model/source.ts';
import { setPause } from '../../scheduling/timetable.ts';
import { createTestNotifications, type TestNotifications } from '../../testing/test-notifications.ts';
import { offer, putSlots, sampleProvider, sampleService } from '../../testing/test-bookings.ts';
import { sampleBuilding, sampleReading, sampleSource } from '../../testing/test-store.ts';

const start = Date.UTC(2026, 10, 22, 8);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let test: TestNotifications;
beforeEach(async () => {
  test = await createTestNotifications(start);
  await test.withoutDefaults();
  await test.addHook();
});
afterEach(() => test.close());

const store = () => test.engine.store;
const titles = () => test.receiver.titles();
const bodyOf = (index: number): string => String(test.receiver.got[index]?.json['body']);

async function lookAfter(ms = 0): Promise<void> {
  await test.clock.advance(ms);
  await test.settle();
}

describe('a schedule that paused itself', () => {
  const save = () =>
    store().schedules.save(Schedule.parse({ id: 'main', job: 'occupancy.update', every: 'PT10M' }), start);
  const pause = (by: 'hand' | 'failures') =>
    setPause(
      store(),
      'main',
      { at: test.clock.now(), by, reason: '5 runs failed in a row.', until: null },
      test.clock.now(),
    );

  it('is told until a person resumes it; one that was paused by hand is not', async () => {
    save();
    await test.addRule({ trigger: { kind: 'job_paused' } });
    pause('hand');
    await lookAfter(minute);
    expect(titles()).toEqual([]);
    pause('failures');
    await lookAfter(minute);
    await lookAfter(minute);
    expect(titles()).toEqual(['Update building occupancy paused itself']);
    setPause(store(), 'main', null, test.clock.now());
    await lookAfter(minute);
    expect(titles()).toEqual([
      'Update building occupancy paused itself',
      'Update building occupancy is no longer paused',
    ]);
  });
});

describe('a plan that is held', () => {
  const hold = (runId: number, state: string) => {
    const { raw } = store().connection;
    raw
      .prepare(
        `INSERT INTO job_run (id, kind, title, subject, params, claim_key, trigger, status, is_dry_run, process_id, created_at, finished_at)
         SELECT ?, 'slots.maintain', 'Maintain slots', 'Clinic', '{}', 'slots', 'manual', 'held', 0, id, ?, ? FROM app_process LIMIT 1`,
      )
      .run(runId, start, start);
    raw.prepare(`UPDATE run_plan SET state = 'superseded' WHERE state = 'held'`).run();
    raw
      .prepare(
        `INSERT INTO run_plan (run_id, kind, claim_key, made_at, uptime_ms, source, state, held_reason)
         VALUES (?, 'slots.maintain', 'slots', ?, 0, 'job', ?, 'It would remove 40 slots.')`,
      )
      .run(runId, start, state);
  };

  it('is told once while newer plans of the same work take its place, and its decision', async () => {
    await test.addRule({ trigger: { kind: 'job_held' } });
    hold(1, 'held');
    await lookAfter(minute);
    hold(2, 'held');
    await lookAfter(minute);
    expect(titles()).toEqual(['Maintain slots for Clinic waits for a decision']);
    store().connection.raw.prepare(`UPDATE run_plan SET state = 'discarded' WHERE state = 'held'`).run();
    await lookAfter(minute);
    expect(titles()[1]).toBe('Maintain slots for Clinic was decided');
  });
});

describe('a busy building', () => {
  const stepMs = 10 * minute;
  const look = (percent: number | null, status: 'moderate' | 'closed' | 'no_data' = 'moderate') =>
    store().occupancy.apply(
      { code: '166', at: test.clock.now(), stepMs, runId: null },
      sampleReading({ busynessPercent: percent, status }),
    );
  beforeEach(() => {
    store().sources.save(sampleSource(), start);
    store().buildings.save(sampleBuilding(), start);
  });

  async function looks(...percents: readonly (number | null)[]): Promise<void> {
    for (const percent of percents) {
      look(percent, percent === null ? 'no_data' : 'moderate');
      await test.settle();
      await test.clock.advance(stepMs);
    }
  }

  it('is told once it was busy for so long, until a look finds it below', async () => {
    await test.addRule({ trigger: { kind: 'building_busy', percent: 80, minutes: 15 } });
    await looks(85, 90);
    expect(titles()).toEqual([]);
    await looks(95, 99);
    expect(titles()).toEqual(['North Library is 95 % full']);
    await looks(79);
    expect(titles()).toEqual(['North Library is 95 % full', 'North Library is below 80 % again']);
  });

  it('is told at once where no time is asked for', async () => {
    await test.addRule({ trigger: { kind: 'building_busy', percent: 80, minutes: 0 } });
    await looks(80);
    expect(titles()).toHaveLength(1);
  });

  it('does not count time that nobody observed', async () => {
    await test.addRule({ trigger: { kind: 'building_busy', percent: 80, minutes: 15 } });
    await looks(90);
    await lookAfter(3 * hour);
    await looks(90, 90);
    expect(titles()).toEqual([]);
    await looks(90);
    expect(titles()).toHaveLength(1);
  });

  it('is not over because nobody knows: without data, or without a look', async () => {
    await test.addRule({ trigger: { kind: 'building_busy', percent: 80, minutes: 0 } });
    await looks(90, null);
    await lookAfter(5 * hour);
    expect(titles()).toHaveLength(1);
    look(0, 'closed');
    await lookAfter();
    expect(titles()).toHaveLength(2);
  });

  it('is looked at only where the rule names it', async () => {
    await test.addRule({ trigger: { kind: 'building_busy', codes: ['other'], percent: 80, minutes: 0 } });
    await looks(90);
    expect(titles()).toEqual([]);
  });
});

describe('a watch of a hut', () => {
  const save = () => {
    const source = { id: 'alps', kind: 'hut-reservation', name: 'Huts', baseUrl: 'https://huts.example' };
    store().sources.save(Source.parse(source), start);
    const hut = { slug: 'karst', name: 'Karst Hut', sourceId: 'alps', bookingRef: '1', timeZone: 'Europe/Zurich' };
    store().huts.save({ ...hut, capacityOpen: null, capacityClosed: null }, start);
  };
  const look = (free: number) => {
    const night = { date: '2026-12-05', free, total: 40, hutType: 'hut', reservationStatus: 'possible' } as const;
    store().hutLog.apply(
      { slug: 'karst', at: test.clock.now(), stepMs: 30 * minute, runId: null },
      { nights: [night], faults: [], today: '2026-11-22', lastNight: '2027-11-22' },
    );
  };

  it('is told each time that it is met anew, by every rule', async () => {
    save();
    await test.addRule({ trigger: { kind: 'hut_watch' } });
    await test.addRule({ id: 'second', trigger: { kind: 'hut_watch' } });
    await test.engine.handlers['huts.watch']({ slug: 'karst', date: '2026-12-05', beds: 4 });
    for (const free of [2, 4, 9, 1, 6]) {
      await test.clock.advance(minute);
      look(free);
      await test.settle();
    }
    expect(titles()).toEqual(Array.from({ length: 4 }, () => 'Karst Hut has 4 beds on 2026-12-05'));
    expect(test.receiver.got[0]?.json['path']).toBe('/huts/karst?night=2026-12-05');
  });

  it('that was met before the rule was made is not told', async () => {
    save();
    look(9);
    await test.engine.handlers['huts.watch']({ slug: 'karst', date: '2026-12-05', beds: 4 });
    await test.addRule({ trigger: { kind: 'hut_watch' } });
    await lookAfter(minute);
    expect(titles()).toEqual([]);
  });
});

describe('work orders', () => {
  const portal = Source.parse({
    id: 'portal',
    kind: 'workfossa',
    name: 'Field portal',
    baseUrl: 'https://portal.example',
    username: 'desk',
    timeZone: 'America/Chicago',
  });
  beforeEach(() => {
    store().sources.save(portal, start);
    store()
      .connection.raw.prepare(
        `INSERT INTO check_target (id, area, key, step_ms, first_checked, last_checked) VALUES (900, 'work-orders', 'portal', 3600000, ?, ?)`,
      )
      .run(start, start);
  });

  const change = (number: string, type: string, more: Readonly<Record<string, unknown>> = {}) =>
    store()
      .connection.raw.prepare(
        `INSERT INTO work_order_change (source_id, number, type, field, before, after, other_number, customer, store_number, city, seen_at, run_id)
         VALUES ('portal', @number, @type, @field, @before, @after, @other, 'Harbour Fuel', '#43339', 'Springfield', @at, @run)`,
      )
      .run({ number, type, field: null, before: null, after: null, other: null, at: start, run: null, ...more });

  const makeRun = (id: number, finishedAt: number | null) =>
    store()
      .connection.raw.prepare(
        `INSERT INTO job_run (id, kind, title, subject, params, claim_key, trigger, status, is_dry_run, process_id, created_at, finished_at)
         SELECT @id, 'work-orders.sync', 'Sync', 'Portal', '{}', 'sync' || @id, 'manual', @status, 0, id, @at, @finishedAt
         FROM app_process LIMIT 1`,
      )
      .run({ id, finishedAt, at: start, status: finishedAt === null ? 'running' : 'succeeded' });

  it('that were added are told once for each run, after its end, ten in lines and the others counted', async () => {
    change('W-1', 'added');
    await test.addRule({ trigger: { kind: 'order_added' } });
    makeRun(5, null);
    for (let number = 10; number < 22; number += 1) change(`W-${number}`, 'added', { run: 5 });
    await lookAfter(minute);
    expect(titles()).toEqual([]);
    store().connection.raw.prepare(`UPDATE job_run SET finished_at = ?, status = 'succeeded' WHERE id = 5`).run(start);
    await lookAfter(minute);
    await lookAfter(minute);
    expect(titles()).toEqual(['New work orders at Field portal: 12']);
    expect(bodyOf(0)).toContain('W-10, Harbour Fuel, #43339, Springfield\n');
    expect(bodyOf(0)).toContain('and 2 more');
    makeRun(6, start);
    change('W-40', 'added', { run: 6 });
    change('W-41', 'removed', { run: 6 });
    await lookAfter(minute);
    expect(titles()[1]).toBe('New work orders at Field portal: 1');
    expect(test.receiver.got[1]?.json['path']).toBe('/work-orders/portal/W-40');
  });

  it('whose visits changed are told with what was and what is', async () => {
    await test.addRule({ trigger: { kind: 'order_date_changed' } });
    makeRun(5, start);
    change('W-1', 'date_changed', { run: 5, field: 'nextVisitDate', before: '2026-11-30', after: '2026-12-02' });
    change('W-2', 'swapped', { run: 5, other: 'W-3' });
    change('W-4', 'replaced', { run: 5, other: 'W-5' });
    change('W-6', 'added', { run: 5 });
    await lookAfter(minute);
    expect(titles()).toEqual(['Changed visits at Field portal: 3']);
    expect(bodyOf(0).split('\n').slice(0, 3)).toEqual([
      'W-1: from 2026-11-30 to 2026-12-02, Harbour Fuel, #43339, Springfield',
      'W-2 and W-3 swapped dates, Harbour Fuel, #43339, Springfield',
      'W-4 was replaced by W-5, Harbour Fuel, #43339, Springfield',
    ]);
  });

  const putOrder = (number: number, due: string, visit: string | null) =>
    store()
      .connection.raw.prepare(
        `INSERT OR REPLACE INTO work_order_state (target_id, number, first_checked, status, categories, items, contact, item_summary,
           search_text, customer, due_date, next_visit_date, instructions, created_by)
         VALUES (900, ?, ?, 'Work Created', '[]', '[]', '["Secret Person"]', '', '', 'Harbour Fuel', ?, ?, 'Ring Secret Person', 'Secret Person')`,
      )
      .run(`W-${number}`, start, due, visit);

  it('that are overdue are told until they are not, in the day of their source', async () => {
    await test.addRule({ trigger: { kind: 'order_overdue' } });
    putOrder(1, '2026-11-22', null);
    await lookAfter(minute);
    // 06:00 UTC on the 23rd is midnight in Chicago.
    await lookAfter(22 * hour - 3 * minute);
    expect(titles()).toEqual([]);
    await lookAfter(3 * minute);
    expect(titles()).toEqual(['Work order W-1 is overdue']);
    putOrder(1, '2026-12-22', null);
    await lookAfter(minute);
    expect(titles()[1]).toBe('Work order W-1 is no longer overdue');
  });

  it('that become overdue together are told in one message, and their end when none is left', async () => {
    await test.addRule({ trigger: { kind: 'order_overdue' } });
    for (let number = 1; number <= 14; number += 1) putOrder(number, '2026-11-20', '2026-11-30');
    await lookAfter(minute);
    expect(titles()).toEqual(['14 work orders at Field portal are overdue']);
    expect(bodyOf(0)).toContain('and 4 more');
    store().connection.raw.prepare(`UPDATE work_order_state SET due_date = NULL WHERE number <> 'W-3'`).run();
    await lookAfter(minute);
    putOrder(20, '2026-11-20', null);
    await lookAfter(minute);
    expect(titles().slice(1)).toEqual(['Work order W-20 is overdue']);
    store().connection.raw.prepare(`UPDATE work_order_state SET due_date = NULL`).run();
    await lookAfter(minute);
    expect(titles().slice(2).toSorted()).toEqual([
      'No work order at Field portal is overdue any more',
      'Work order W-20 is no longer overdue',
    ]);
    expect(JSON.stringify(test.receiver.got)).not.toContain('Secret Person');
  });

  it('whose rows cannot be read are counted, without a word of theirs', async () => {
    await test.addRule({ trigger: { kind: 'quarantine' } });
    const insert = store().connection.raw.prepare(
      `INSERT INTO work_order_fault VALUES (900, ?, 'Contact: Secret Person', ?)`,
    );
    insert.run('Secret Person 1', start);
    insert.run('Secret Person 2', start);
    await lookAfter(minute);
    expect(titles()).toEqual(['Field portal cannot be read']);
    expect(bodyOf(0)).toContain('2 rows of the newest answer could not be read.');
    expect(JSON.stringify(test.receiver.got)).not.toContain('Secret Person');
  });
});

describe('quarantine', () => {
  it('lasts until the target reads again, whatever else fails meanwhile', async () => {
    store().sources.save(sampleSource(), start);
    store().buildings.save(sampleBuilding(), start);
    await test.addRule({ trigger: { kind: 'quarantine' } });
    const fail = (code: 'network' | 'source_changed') =>
      store().occupancy.fail(
        { code: '166', at: test.clock.now(), stepMs: minute },
        { code, message: 'The list is gone.' },
      );
    fail('network');
    await lookAfter(minute);
    expect(titles()).toEqual([]);
    fail('source_changed');
    await lookAfter(minute);
    fail('network');
    await lookAfter(minute);
    expect(titles()).toEqual(['North Library cannot be read']);
    store().occupancy.apply({ code: '166', at: test.clock.now(), stepMs: minute, runId: null }, sampleReading());
    await lookAfter(minute);
    expect(titles()[1]).toBe('North Library reads again');
  });
});

describe('coverage of services', () => {
  it('is told while it is low, and nothing is told where no service is active', async () => {
    await test.addRule({ trigger: { kind: 'coverage_low', percent: 50 } });
    await lookAfter(6 * minute);
    expect(titles()).toEqual([]);
    offer(store(), sampleProvider(), sampleService());
    await lookAfter(6 * minute);
    expect(titles()).toEqual(['Only 0 % of services have a free slot']);
    putSlots(store(), 's1', '2026-11-23', 3);
    await lookAfter(6 * minute);
    expect(titles()[1]).toBe('Enough services have a free slot again');
  });
});

describe('a summary', () => {
  const summary = { trigger: { kind: 'summary', at: '07:00', timeZone: 'Europe/Zurich' } };

  it('comes at its time, and once where it was missed several times', async () => {
    await test.addRule(summary);
    await lookAfter(day - 3 * hour);
    expect(titles()).toEqual([]);
    await lookAfter(hour);
    expect(titles()).toEqual(['Rounds, since 2026-11-22 09:00 (Europe/Zurich)']);
    expect(bodyOf(0)).toContain('Wrong now:\nNothing.');
    test.clock.sleep(5 * day);
    await lookAfter(minute);
    await lookAfter(minute);
    expect(titles()).toHaveLength(2);
    expect(titles()[1]).toBe('Rounds, since 2026-11-23 07:00 (Europe/Zurich)');
  });

  it('comes once a week on its day', async () => {
    await test.addRule({ trigger: { ...summary.trigger, weekday: 'wed' } });
    const seen: string[] = [];
    for (let hours = 0; hours < 15 * 24; hours += 1) {
      await lookAfter(hour);
      if (titles().length > seen.length) seen.push(new Date(test.clock.now()).toISOString());
    }
    expect(seen).toEqual(['2026-11-25T06:00:00.000Z', '2026-12-02T06:00:00.000Z']);
  });

  it('tells of runs, failures and changes since the last one', async () => {
    await test.addRule(summary);
    const { raw } = store().connection;
    const insert = raw.prepare(
      `INSERT INTO job_run (kind, title, subject, params, claim_key, trigger, status, is_dry_run, process_id, created_at, finished_at, changed, checked)
       SELECT 'occupancy.update', 'Update', 'Harbour', '{}', 'x', 'schedule', ?, 0, id, ?, ?, 3, 3 FROM app_process LIMIT 1`,
    );
    insert.run('succeeded', start - day, start - day);
    for (const status of ['succeeded', 'failed', 'succeeded']) insert.run(status, start + hour, start + hour);
    await lookAfter(day);
    expect(bodyOf(0)).toContain('Runs: 3, failed: 1.');
    expect(bodyOf(0)).toContain('Update building occupancy: 3 runs, 1 failed, 9 changes');
  });
});
