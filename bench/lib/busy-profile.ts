import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Schedule } from '../../src/shared/model/schedule.ts';
import { saveSchedule } from '../../src/main/engine/scheduling/timetable.ts';
import type { Connection } from '../../src/main/engine/store/connection.ts';
import { createStore } from '../../src/main/engine/store/store.ts';
import { say } from './figure.ts';
import { openBenchStore } from './open.ts';
import { hashOfSchema } from './seed.ts';

/** Schedules of a busy profile, and runs that they made. */
export const scheduleCount = 10_000;
export const runCount = 1_000_000;

const hourMs = 3_600_000;

/** A profile folder with thousands of schedules that are not due for hours, and a million runs; made once and kept. */
export async function busyProfile(cacheFolder: string, folder: string): Promise<void> {
  const path = join(folder, 'rounds.db');
  copyFileSync(await busyDatabase(cacheFolder), path);
  const { connection, close } = await openBenchStore(path);
  const now = Date.now();
  connection.run(connection.sql.updateTable('schedule').set({ anchor_at: now, judged_until: now }));
  close();
}

async function busyDatabase(cacheFolder: string): Promise<string> {
  const folder = join(cacheFolder, 'busy');
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${process.pid}.db`);
  const opened = await openBenchStore(temporary);
  try {
    const file = join(folder, `${hashOfSchema(opened.connection)}.db`);
    if (existsSync(file)) return file;
    say(`Writing ${runCount.toLocaleString('en')} runs of ${scheduleCount.toLocaleString('en')} schedules.`);
    opened.connection.transaction(() => fill(opened.connection));
    opened.connection.raw.exec('ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)');
    opened.close();
    renameSync(temporary, file);
    return file;
  } finally {
    opened.close();
    for (const end of ['', '-wal', '-shm']) rmSync(temporary + end, { force: true });
  }
}

function fill(connection: Connection): void {
  const store = createStore(connection, 'bench');
  const beginning = Date.UTC(2026, 0, 1);
  for (let index = 0; index < scheduleCount; index += 1) {
    const schedule = { id: `s${index}`, job: 'occupancy.update', params: { sourceId: 'nobody' }, every: 'PT12H' };
    saveSchedule(store, Schedule.parse(schedule), beginning);
  }
  connection.raw.exec("INSERT OR IGNORE INTO app_process VALUES ('bench', 1, 'boot', '', 'worker', 0, 1)");
  const insert = connection.prepare(
    `INSERT INTO job_run (kind, title, subject, params, claim_key, schedule_id, schedule_revision, scheduled_for, "trigger",
       status, is_dry_run, process_id, created_at, started_at, finished_at, attempts)
     VALUES ('occupancy.update', 'Update building occupancy', 'Nobody', '{}', @key, @id, 1, @at, 'schedule', 'succeeded', 0,
       'bench', @at, @at, @at + 400, 1)`,
  );
  for (let index = 0; index < runCount; index += 1) {
    const id = `s${index % scheduleCount}`;
    insert.run({ id, key: `occupancy.update/${id}`, at: beginning + Math.floor(index / scheduleCount) * 12 * hourMs });
  }
}
