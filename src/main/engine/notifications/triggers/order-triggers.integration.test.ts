import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Source } from '#shared/model/source.ts';
import { createTestNotifications, type TestNotifications } from '../../testing/test-notifications.ts';

const start = Date.UTC(2026, 10, 22, 8);
const minute = 60_000;
const hour = 60 * minute;

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

async function lookAfter(ms: number): Promise<void> {
  await test.clock.advance(ms);
  await test.settle();
}

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
