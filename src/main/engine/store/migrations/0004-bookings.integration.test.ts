import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOldDatabase, type OldDatabase, type Row } from '../fixtures/old-database.ts';

const start = Date.UTC(2026, 10, 22, 8);

let old: OldDatabase;
beforeEach(async () => {
  old = await createOldDatabase('0003-huts');
  for (const [table, rows] of Object.entries(before)) for (const row of rows) old.insert(table, row);
  await old.upTo('0004-bookings');
});
afterEach(() => old.close());

/** A finished run with a value in every column, each another one, as 0003 has them. */
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
  error_code: 'canceled',
  error_message: 'Stopped by hand.',
  progress_done: 9,
  progress_total: 11,
  progress_note: '166',
};
const noEnd: Row = { finished_at: null, error_code: null, error_message: null };
const running: Row = { ...finished, ...noEnd, id: 41, claim_key: 'a', scheduled_for: start + 1, status: 'running' };
const waiting: Row = { ...finished, ...noEnd, id: 42, claim_key: 'a', scheduled_for: null, status: 'planned' };

const before: Record<string, Row[]> = {
  app_process: [
    { id: 'process-1', pid: 1, boot_id: 'b', start_mark: 'm', role: 'worker', started_at: 1, ended_at: null },
  ],
  job_run: [finished, running, waiting],
  run_attempt: [
    {
      run_id: 7,
      number: 1,
      started_at: start,
      finished_at: start + 1,
      error_code: 'network',
      error_message: 'No answer.',
      next_at: start + 2,
    },
  ],
  run_check: [{ run_id: 7, target: '166', outcome: 'failed', code: 'network', message: 'No answer.', at: start }],
  run_change: [{ run_id: 7, target: '166', key: '', field: 'status', before: 'null', after: '"busy"' }],
  run_log: [
    { run_id: 7, at: start, level: 'info', message: 'One.' },
    { run_id: 41, at: start - 1, level: 'warn', message: 'Two.' },
  ],
};

describe('a database from before plans', () => {
  it('keeps every run, field by field, and what was written down about it', () => {
    for (const [table, rows] of Object.entries(before)) {
      expect(old.all(`SELECT * FROM ${table} ${orderOf(table)}`)).toEqual(rows);
    }
    expect(old.all('SELECT * FROM run_plan')).toEqual([]);
    expect(old.connection.raw.pragma('foreign_key_check')).toEqual([]);
    expect(old.connection.raw.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(old.all("SELECT name FROM sqlite_schema WHERE name LIKE '%job_run_new%'")).toEqual([]);
  });

  it('gives out numbers above those it has given', () => {
    old.insert('job_run', { ...finished, id: null, claim_key: 'new', scheduled_for: null });
    expect(old.all('SELECT max(id) AS id FROM job_run')).toEqual([{ id: 43 }]);
  });

  it('lets a run be held, which is an end', () => {
    old.connection.raw.exec(`UPDATE job_run SET status = 'held', finished_at = 1 WHERE id = 41`);
    expect(() => old.connection.raw.exec(`UPDATE job_run SET reason = '' WHERE id = 41`)).toThrow('never changes');
    expect(() => old.insert('job_run', { ...running, id: 50, claim_key: 'x', status: 'held' })).toThrow('CHECK');
    expect(() => old.insert('job_run', { ...finished, id: 51, scheduled_for: null, status: 'bored' })).toThrow('CHECK');
  });

  it('still holds a finished run to its end, its key to one run at work, and its slot to one run', () => {
    expect(() => old.connection.raw.exec(`UPDATE job_run SET reason = '' WHERE id = 7`)).toThrow('never changes');
    const twin = { ...running, id: 50, scheduled_for: null };
    expect(() => old.insert('job_run', twin)).toThrow('UNIQUE constraint failed: job_run.claim_key');
    expect(() => old.insert('job_run', { ...finished, id: 51 })).toThrow(
      'UNIQUE constraint failed: job_run.schedule_id',
    );
    expect(() => old.insert('run_log', { run_id: 99, at: 1, level: 'info', message: '' })).toThrow('FOREIGN KEY');
  });

  it('finds runs without an end by two small indexes, and keeps no third', () => {
    const names = old.all(`SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'job_run' ORDER BY name`);
    expect(names.map(({ name }) => name)).toEqual([
      'job_run_by_block',
      'job_run_by_claim',
      'job_run_by_schedule',
      'job_run_claim',
      'job_run_slot',
      'job_run_waiting',
    ]);
  });
});

describe('the tables of plans', () => {
  const plan: Row = {
    run_id: 7,
    kind: 'test',
    claim_key: 'a',
    made_at: start,
    uptime_ms: 1.5,
    source: 'job',
    of_run_id: null,
    state: 'made',
  };

  it('hold one plan of a work at most', () => {
    old.insert('run_plan', { ...plan, state: 'held', held_reason: 'Many.' });
    const other = { ...plan, run_id: 41, state: 'held', held_reason: 'More.' };
    expect(() => old.insert('run_plan', other)).toThrow('UNIQUE constraint failed: run_plan.claim_key');
    old.insert('run_plan', { ...other, claim_key: 'b' });
    expect(() => old.insert('run_plan', { ...plan, run_id: 42, state: 'held' })).toThrow('CHECK');
  });

  it('let a run be taken over, and taken back, once each', () => {
    old.insert('run_plan', { ...plan, state: 'applied' });
    old.insert('run_plan', { ...plan, run_id: 41, source: 'undo', of_run_id: 7, state: 'refused' });
    old.insert('run_plan', { ...plan, run_id: 42, source: 'undo', of_run_id: 7, state: 'partly_applied' });
    const again = `UPDATE run_plan SET state = 'applied' WHERE run_id = 41`;
    expect(() => old.connection.raw.exec(again)).toThrow('UNIQUE constraint failed');
    old.connection.raw.exec(`UPDATE run_plan SET source = 'apply' WHERE run_id = 41; ${again}`);
    expect(() => old.connection.raw.exec(`UPDATE run_plan SET of_run_id = NULL WHERE run_id = 41`)).toThrow('CHECK');
  });

  it('know an effect of a job once', () => {
    const effect = { job: 'test', slot: '1', entity: 'a', run_id: 7 };
    old.insert('run_effect', effect);
    expect(() => old.insert('run_effect', { ...effect, run_id: 41 })).toThrow('UNIQUE');
    old.insert('run_effect', { ...effect, slot: '2' });
  });
});

/** How the rows above are ordered. */
function orderOf(table: string): string {
  return table === 'app_process' || table === 'job_run' ? 'ORDER BY id' : 'ORDER BY run_id';
}
