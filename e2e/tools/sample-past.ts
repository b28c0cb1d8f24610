import { join } from 'node:path';
import Database from 'better-sqlite3';

const stepMs = 600_000;
const slotCount = 150;

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly verdict: string;
  readonly note: string | null;
}

/** What a bad day leaves in the ledger; every other slot ran. */
const holes: readonly Stretch[] = [
  { first: 20, last: 41, verdict: 'asleep', note: null },
  { first: 58, last: 63, verdict: 'paused', note: 'The building is closed for the holidays' },
  { first: 75, last: 75, verdict: 'overlap', note: null },
  { first: 88, last: 90, verdict: 'offline', note: null },
  { first: 110, last: 117, verdict: 'app_closed', note: null },
  { first: 136, last: 137, verdict: 'over_budget', note: '127.0.0.1 takes no more than 1,000 requests a day.' },
];
const badRuns: Readonly<Record<number, string>> = { 100: 'failed', 101: 'failed', 102: 'partial', 125: 'timed_out' };

/** Gives a schedule that looks every ten minutes a day in which much went otherwise. The app must not be running. */
export function writeEventfulDay(profile: string, scheduleId: string): void {
  const database = new Database(join(profile, 'rounds.db'));
  const end = Math.floor(Date.now() / stepMs) * stepMs;
  const beginning = end - (slotCount - 1) * stepMs;
  try {
    database.transaction(() => {
      const times = { id: scheduleId, beginning, end };
      database
        .prepare('UPDATE schedule SET anchor_at = @beginning, judged_until = @end, paused_at = NULL WHERE id = @id')
        .run(times);
      database
        .prepare(
          'UPDATE schedule_revision SET anchor_at = @beginning, from_at = @beginning WHERE schedule_id = @id AND @end > 0',
        )
        .run(times);
      database.prepare("INSERT INTO app_process VALUES ('past', 1, 'boot', '', 'worker', 0, 1)").run();
      for (let slot = 0; slot < slotCount; slot += 1) writeSlot(database, scheduleId, slot, beginning + slot * stepMs);
    })();
  } finally {
    database.close();
  }
}

function writeSlot(database: Database.Database, scheduleId: string, slot: number, plannedAt: number): void {
  const verdict = database.prepare(
    `INSERT INTO slot_verdict (schedule_id, revision, first_planned, last_planned, verdict, run_id, note)
     VALUES (@scheduleId, 1, @plannedAt, @last, @verdict, @run, @note)`,
  );
  const hole = holes.find(({ first, last }) => slot >= first && slot <= last);
  if (hole !== undefined) {
    const last = plannedAt + (hole.last - hole.first) * stepMs;
    if (slot === hole.first)
      verdict.run({ scheduleId, plannedAt, last, verdict: hole.verdict, run: null, note: hole.note });
    return;
  }
  const status = badRuns[slot] ?? 'succeeded';
  const run = {
    scheduleId,
    plannedAt,
    status,
    end: plannedAt + 900 + (slot % 7) * 150,
    failed: status === 'partial' ? 1 : 0,
  };
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO job_run (kind, title, subject, params, claim_key, schedule_id, schedule_revision, scheduled_for, "trigger",
         status, is_dry_run, process_id, created_at, started_at, finished_at, attempts, checked, changed, unchanged, failed,
         error_code, error_message)
       SELECT 'occupancy.update', 'Update building occupancy', 'Test Campus', '{"sourceId":"campus"}',
         'occupancy.update/campus', @scheduleId, 1, @plannedAt, 'schedule', @status, 0, 'past',
         @plannedAt, @plannedAt, @end, 1, 3, 1, 2 - @failed, @failed,
         iif(@status IN ('failed','timed_out'), 'timeout', NULL),
         iif(@status IN ('failed','timed_out'), '127.0.0.1 did not answer within 60 s.', NULL)`,
    )
    .run(run);
  verdict.run({ scheduleId, plannedAt, last: plannedAt, verdict: 'ran', run: lastInsertRowid, note: null });
}
