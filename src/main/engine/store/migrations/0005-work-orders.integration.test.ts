import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Channel, NotificationRule } from '#shared/model/notification.ts';
import { createOldDatabase, type OldDatabase, type Row } from '../fixtures/old-database.ts';

const start = Date.UTC(2026, 10, 22, 8);

let old: OldDatabase;
let schemaBefore: Row[];
beforeEach(async () => {
  old = await createOldDatabase('0004-bookings');
  for (const [table, rows] of Object.entries(before)) for (const row of rows) old.insert(table, row);
  old.connection.raw.exec('DELETE FROM job_run WHERE id = 90');
  schemaBefore = old.all(schemaText);
  await old.upTo('0005-work-orders');
});
afterEach(() => old.close());

const rebuilt = "('check_target','job_run','run_attempt','run_check','source')";
const schemaText = `SELECT type, name, tbl_name, sql FROM sqlite_schema
  WHERE type <> 'table' AND tbl_name IN ${rebuilt} AND sql IS NOT NULL ORDER BY name`;

/** A finished run with a value in every column, each another one, as 0004 has them. */
const finished: Row = {
  id: 7,
  kind: 'occupancy.update',
  title: 'Update building occupancy',
  subject: 'Harbour University',
  params: '{"sourceId":"harbour"}',
  claim_key: 'occupancy.update/harbour',
  schedule_id: 'interval',
  schedule_revision: 6,
  scheduled_for: start + 600_000,
  trigger: 'catch-up',
  reason: 'Because.',
  status: 'canceled',
  is_dry_run: 0,
  process_id: 'process-1',
  created_at: start + 600_001,
  started_at: start + 600_002,
  finished_at: start + 600_900,
  cancel_reason: 'Enough.',
  attempts: 2,
  checked: 10,
  changed: 1,
  created: 2,
  unchanged: 3,
  failed: 4,
  skipped: 5,
  error_code: 'refused',
  error_message: 'It answered 404.',
  progress_done: 9,
  progress_total: 11,
  progress_note: '166',
};
const running: Row = {
  ...finished,
  id: 41,
  claim_key: 'a',
  scheduled_for: start + 1,
  status: 'running',
  finished_at: null,
  error_code: null,
  error_message: null,
};
/** One that is deleted before, as old runs are. */
const gone: Row = { ...finished, id: 90, scheduled_for: start + 2 };

const source: Row = {
  id: 'alps',
  kind: 'huts-org',
  name: 'Alpine huts',
  base_url: 'https://huts.example',
  school: null,
  associations: '1,3',
  allow_private_address: 1,
  connections: 2,
  min_gap_ms: 501,
  requests_per_day: 2001,
  timeout_ms: 15_001,
  created_at: start,
  trend_asked_at: start + 1,
};
const target: Row = {
  id: 5,
  area: 'huts',
  key: 'karst',
  step_ms: 1_800_000,
  first_checked: start,
  last_checked: start + 1,
  failing_since: start + 2,
  failed_at: start + 3,
  failures_in_row: 2,
  error_code: 'refused',
  error_message: 'It answered 404.',
};
const attempt: Row = {
  run_id: 7,
  number: 1,
  started_at: start,
  finished_at: start + 1,
  error_code: 'refused',
  error_message: 'It answered 404.',
  next_at: start + 2,
};
const check: Row = {
  run_id: 7,
  target: '166',
  outcome: 'failed',
  code: 'refused',
  message: 'It answered 404.',
  at: start,
};

const before: Record<string, Row[]> = {
  app_process: [
    { id: 'process-1', pid: 1, boot_id: 'b', start_mark: 'm', role: 'worker', started_at: 1, ended_at: null },
  ],
  job_run: [finished, running, gone],
  run_attempt: [attempt],
  run_check: [check],
  source: [source, { ...source, id: 'harbour', kind: 'waitz', school: 'ucsd', associations: null }],
  check_target: [target],
  observed_stretch: [{ target_id: 5, first_checked: start, last_checked: start + 1 }],
};

describe('a database from before work orders', () => {
  it('keeps every row of the tables that are made anew, field by field', () => {
    expect(old.all('SELECT * FROM job_run ORDER BY id')).toEqual([finished, running]);
    expect(old.all('SELECT * FROM run_attempt')).toEqual([attempt]);
    expect(old.all('SELECT * FROM run_check')).toEqual([check]);
    expect(old.all('SELECT * FROM check_target')).toEqual([target]);
    const none = { username: null, password_env: null, time_zone: null };
    expect(old.all('SELECT * FROM source ORDER BY id')).toEqual(before['source']?.map((row) => ({ ...row, ...none })));
    expect(old.connection.raw.pragma('foreign_key_check')).toEqual([]);
    expect(old.connection.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('keeps their indexes and triggers, and leaves nothing behind', () => {
    expect(schemaBefore.length).toBeGreaterThan(5);
    expect(old.all(schemaText)).toEqual(schemaBefore);
    expect(
      old.all(
        "SELECT name FROM sqlite_schema WHERE name LIKE '%\\_new' ESCAPE '\\' OR sql LIKE '%\\_new%' ESCAPE '\\'",
      ),
    ).toEqual([]);
  });

  it('gives no run the number of one that was there before', () => {
    old.insert('job_run', { ...finished, id: null, scheduled_for: start + 3 });
    expect(old.all('SELECT max(id) AS id FROM job_run')).toEqual([{ id: 91 }]);
  });

  it('still refuses what it refused', () => {
    expect(() => old.connection.raw.exec(`UPDATE job_run SET reason = '' WHERE id = 7`)).toThrow('never changes');
    expect(() => old.insert('observed_stretch', { target_id: 6, first_checked: 1, last_checked: 2 })).toThrow(
      'FOREIGN KEY',
    );
    expect(() => old.insert('source', { ...source, id: 'x', kind: 'waitz' })).toThrow('CHECK');
    expect(() => old.insert('run_check', { ...check, target: 'x', code: 'bored' })).toThrow('CHECK');
  });
});

describe('what it learns', () => {
  const portal: Row = {
    ...source,
    id: 'fossa',
    kind: 'workfossa',
    associations: null,
    username: 'desk',
    time_zone: 'America/New_York',
  };

  it('errors may be signed out, and portals have an account and a zone', () => {
    old.insert('run_check', { ...check, target: 'fossa', code: 'signed_out' });
    old.insert('source', portal);
    for (const change of [{ username: null }, { time_zone: null }, { school: 'ucsd', kind: 'waitz' }]) {
      expect(() => old.insert('source', { ...portal, id: 'x', ...change })).toThrow('CHECK');
    }
    expect(() => old.insert('source', { ...source, id: 'x', password_env: 'PASSWORD' })).toThrow('CHECK');
  });

  it('an order has one open state, and a listed one has what every order has', () => {
    const state: Row = { target_id: 5, number: 'W-1', first_checked: start, is_listed: 0, run_id: null };
    old.insert('work_order_history', state);
    expect(() => old.insert('work_order_history', { ...state, first_checked: start + 1 })).toThrow('UNIQUE');
    expect(() => old.insert('work_order_history', { ...state, number: 'W-2', is_listed: 1 })).toThrow('CHECK');
    expect(() => old.insert('work_order_history', { ...state, number: '3' })).toThrow('CHECK');
  });

  it('a change of two orders names both, and one of a field names that', () => {
    old.insert('source', portal);
    const change: Row = { source_id: 'fossa', number: 'W-1', type: 'added', seen_at: start };
    old.insert('work_order_change', change);
    old.insert('work_order_change', { ...change, type: 'swapped', other_number: 'W-2' });
    old.insert('work_order_change', { ...change, type: 'changed', field: 'city' });
    for (const odd of [
      { type: 'swapped' },
      { other_number: 'W-2' },
      { type: 'changed' },
      { field: 'city' },
      { type: 'lost' },
    ]) {
      expect(() => old.insert('work_order_change', { ...change, ...odd })).toThrow('CHECK');
    }
  });

  it('the channel and the rules that it begins with are sound', () => {
    const settings = (table: string) =>
      old.all(`SELECT settings FROM ${table}`).map((row) => JSON.parse(String(row['settings'])));
    expect(settings('notification_channel').map((each) => Channel.parse(each).kind)).toEqual(['desktop']);
    expect(
      settings('notification_rule')
        .map((each) => NotificationRule.parse(each).trigger.kind)
        .toSorted(),
    ).toEqual(['hut_watch', 'job_failed', 'job_held', 'job_paused']);
  });
});
