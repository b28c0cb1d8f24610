import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createOldDatabase, type OldDatabase, type Row } from '../fixtures/old-database.ts';

const start = Date.UTC(2026, 10, 22, 8);
const first = '0001-foundation';
const second = '0002-scheduling';

let old: OldDatabase;
beforeEach(async () => {
  old = await createOldDatabase(first);
});
afterEach(() => old.close());

/** A finished run with a value in every column, as 0001 has them. */
const finished: Row = {
  id: 7,
  kind: 'occupancy.update',
  title: 'Update building occupancy',
  subject: 'Harbour University',
  params: '{"sourceId":"harbour"}',
  claim_key: 'occupancy.update/harbour',
  schedule_id: 'interval',
  scheduled_for: start + 600_000,
  trigger: 'catch-up',
  reason: 'Because.',
  status: 'partial',
  is_dry_run: 0,
  process_id: 'process-1',
  created_at: start + 600_001,
  started_at: start + 600_002,
  finished_at: start + 600_900,
  attempts: 2,
  checked: 10,
  changed: 1,
  created: 2,
  unchanged: 3,
  failed: 4,
  skipped: 5,
  error_code: 'network',
  error_message: 'No answer.',
  progress_done: 9,
  progress_total: 10,
  progress_note: '166',
};
const byHand: Row = { ...finished, id: 40, schedule_id: null, scheduled_for: null, trigger: 'manual', is_dry_run: 1 };
const running: Row = {
  ...finished,
  id: 41,
  claim_key: 'occupancy.update/other',
  scheduled_for: start + 1_200_000,
  status: 'running',
  finished_at: null,
  error_code: null,
  error_message: null,
};

const children: Record<string, Row[]> = {
  run_check: [
    { run_id: 7, target: '166', outcome: 'failed', code: 'network', message: 'No answer.', at: start },
    { run_id: 40, target: '166', outcome: 'changed', code: null, message: 'Busy', at: start + 1 },
  ],
  run_change: [{ run_id: 7, target: '166', key: '', field: 'status', before: 'null', after: '"busy"' }],
  run_log: [
    { run_id: 7, at: start, level: 'info', message: 'One.' },
    { run_id: 7, at: start - 1, level: 'warn', message: 'Two.' },
  ],
};

/** A schedule as 0001 has it. */
const interval: Row = {
  id: 'interval',
  job: 'occupancy.update',
  params: '{"sourceId":"harbour"}',
  every: 'PT10M',
  daily_at: null,
  cron: null,
  active_hours: '[{"days":["mon"],"from":"08:00","until":"18:00"}]',
  jitter_seconds: 30,
  time_zone: 'America/Los_Angeles',
  retry_attempts: 3,
  retry_backoff_seconds: 60,
  timeout_seconds: 90,
  enabled: 1,
  paused_at: null,
  paused_reason: null,
  anchor_at: start,
};
const daily: Row = {
  ...interval,
  id: 'daily',
  every: null,
  daily_at: '["06:00","18:30"]',
  active_hours: '[]',
  jitter_seconds: 0,
  time_zone: 'Europe/Zurich',
  paused_at: start + 5,
  paused_reason: 'Exam week',
};
const nightly: Row = { ...interval, id: 'nightly', every: null, cron: '0 3 * * *', enabled: 0 };

describe('a database from before the ledger', () => {
  beforeEach(async () => {
    const entry = {
      id: 'process-1',
      pid: 1,
      boot_id: 'b',
      start_mark: 'm',
      role: 'worker',
      started_at: 1,
      ended_at: null,
    };
    old.insert('app_process', entry);
    for (const row of [interval, daily, nightly]) old.insert('schedule', row);
    for (const row of [finished, byHand, running]) old.insert('job_run', row);
    for (const [table, rows] of Object.entries(children)) for (const row of rows) old.insert(table, row);
    await old.upTo(second);
  });

  it('keeps every run, field by field, and what was written down about it', () => {
    const isNew = { schedule_revision: 0, cancel_reason: null };
    expect(old.all('SELECT * FROM job_run ORDER BY id')).toEqual([
      { ...finished, ...isNew },
      { ...byHand, ...isNew, schedule_revision: null },
      { ...running, ...isNew },
    ]);
    for (const [table, rows] of Object.entries(children)) {
      expect(old.all(`SELECT * FROM ${table}`)).toEqual(rows);
    }
    expect(old.all('SELECT * FROM run_attempt')).toEqual([]);
    expect(old.connection.raw.pragma('foreign_key_check')).toEqual([]);
    expect(old.connection.raw.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('gives out numbers above those it has given', () => {
    old.insert('job_run', { ...running, id: null, claim_key: 'new', scheduled_for: null });
    expect(old.all('SELECT max(id) AS id FROM job_run')).toEqual([{ id: 42 }]);
  });

  it('still holds notes to their run, and a finished run to its end', () => {
    const line = { run_id: 99, at: start, level: 'info', message: '' };
    expect(() => old.insert('run_log', line)).toThrow('FOREIGN KEY');
    expect(() => old.insert('run_attempt', { run_id: 99, number: 1, started_at: start })).toThrow('FOREIGN KEY');
    expect(() => old.connection.raw.exec("UPDATE job_run SET reason = '' WHERE id = 7")).toThrow(
      'a finished run never changes',
    );
    expect(() => old.insert('job_run', { ...running, id: 50, claim_key: 'x', process_id: 'nobody' })).toThrow(
      'FOREIGN KEY',
    );
  });

  it('still has one run at work for a key and one run for a slot, and lets others wait', () => {
    const twin = { ...running, id: 50, scheduled_for: null };
    expect(() => old.insert('job_run', twin)).toThrow('UNIQUE constraint failed: job_run.claim_key');
    old.insert('job_run', { ...twin, status: 'planned' });
    const slot = { ...finished, id: 51, schedule_revision: 0 };
    expect(() => old.insert('job_run', slot)).toThrow('UNIQUE constraint failed: job_run.schedule_id');
    old.insert('job_run', { ...slot, schedule_revision: 1 });
    expect(() => old.insert('job_run', { ...finished, id: 52, scheduled_for: null, status: 'planned' })).toThrow(
      'CHECK',
    );
  });

  it('keeps every schedule, with the habits that it had', () => {
    const isNew = {
      overlap: 'skip',
      missed: 'latest',
      pause_after_failures: null,
      run_at_start: 0,
      paused_by: null,
      paused_until: null,
      revision: 1,
      failures_after_run: 0,
      deleted_at: null,
    };
    expect(old.all('SELECT * FROM schedule ORDER BY id')).toEqual([
      { ...daily, ...isNew, paused_by: 'hand', judged_until: start - 1 },
      { ...interval, ...isNew, judged_until: start + 1_200_000 },
      { ...nightly, ...isNew, judged_until: start - 1 },
    ]);
  });

  it('has the rule of each schedule that plans, from its last run on', () => {
    const rows = old.all('SELECT * FROM schedule_revision ORDER BY schedule_id');
    expect(rows.map(({ rule, ...row }) => ({ ...row, rule: JSON.parse(String(rule)) as unknown }))).toEqual([
      {
        schedule_id: 'daily',
        revision: 1,
        rule: { activeHours: [], jitterSeconds: 0, dailyAt: ['06:00', '18:30'] },
        time_zone: 'Europe/Zurich',
        anchor_at: start,
        from_at: start,
        until_at: null,
      },
      {
        schedule_id: 'interval',
        revision: 1,
        rule: {
          activeHours: [{ days: ['mon'], from: '08:00', until: '18:00' }],
          jitterSeconds: 30,
          every: 'PT10M',
        },
        time_zone: 'America/Los_Angeles',
        anchor_at: start,
        from_at: start + 1_200_001,
        until_at: null,
      },
    ]);
    expect(old.all('SELECT * FROM slot_verdict')).toEqual([]);
  });
});

describe('rules of every kind', () => {
  it('come over as they were', async () => {
    old.insert('schedule', { ...nightly, enabled: 1 });
    await old.upTo(second);
    const [revision] = old.all('SELECT rule FROM schedule_revision');
    expect(JSON.parse(String(revision?.['rule']))).toEqual({
      activeHours: [{ days: ['mon'], from: '08:00', until: '18:00' }],
      jitterSeconds: 30,
      cron: '0 3 * * *',
    });
  });

  it('are none in a database without schedules and runs', async () => {
    await old.upTo(second);
    expect(old.all('SELECT * FROM schedule_revision')).toEqual([]);
    expect(old.all('SELECT * FROM job_run')).toEqual([]);
  });
});
