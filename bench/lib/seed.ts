import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { importConfig } from '../../src/main/engine/config/import-config.ts';
import { jobs } from '../../src/main/engine/jobs/registry.ts';
import type { Connection } from '../../src/main/engine/store/connection.ts';
import { createOccupancyHours } from '../../src/main/engine/store/occupancy-hours.ts';
import { createStore } from '../../src/main/engine/store/store.ts';
import { say } from './figure.ts';
import { openBenchStore } from './open.ts';

/** Rows of history of the one building with a long past. */
export const historyRows = 1_000_000;
/** That building. */
export const longBuilding = '166';
/** The year that the rows cover; its end is the newest look. */
export const year = { from: Date.UTC(2025, 10, 22), until: Date.UTC(2026, 10, 22) } as const;

const stepMs = (year.until - year.from) / historyRows;
/** Buildings on the list; all but the first have one state only. */
const buildingCount = 24;
/** A look in so many was the last before an hour without any. */
const looksPerStretch = 5000;
const breakMs = 3_600_000;
/** To be raised when what is written below changes. */
const version = 1;

/** A database with a million rows of history, made once per schema and kept; gives the file, which must not be written. */
export async function seededDatabase(cacheFolder: string): Promise<string> {
  const folder = join(cacheFolder, 'seeded');
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${process.pid}.db`);
  const opened = await openBenchStore(temporary);
  try {
    const file = join(folder, `${hashOfSchema(opened.connection)}.db`);
    if (existsSync(file)) return file;
    say(`Writing ${historyRows.toLocaleString('en')} rows of history; they are kept for the next time.`);
    fill(opened.connection);
    opened.connection.raw.exec('ANALYZE; PRAGMA wal_checkpoint(TRUNCATE)');
    opened.close();
    renameSync(temporary, file);
    return file;
  } finally {
    opened.close();
    for (const end of ['', '-wal', '-shm']) rmSync(temporary + end, { force: true });
  }
}

/** A profile folder of its own with a copy of the seeded database, whose schedule is not due before tomorrow. */
export async function seededProfile(cacheFolder: string, folder: string): Promise<void> {
  const path = join(folder, 'rounds.db');
  copyFileSync(await seededDatabase(cacheFolder), path);
  const { connection, close } = await openBenchStore(path);
  const now = Date.now();
  connection.run(connection.sql.updateTable('schedule').set({ anchor_at: now, judged_until: now }));
  close();
}

/** What tells databases of different schemas, or filled in another way, apart. */
export function hashOfSchema({ raw }: Connection, filledBy = version): string {
  const schema = raw.prepare('SELECT sql FROM sqlite_schema ORDER BY name').pluck().all();
  return createHash('sha256')
    .update(JSON.stringify([filledBy, schema]))
    .digest('hex')
    .slice(0, 16);
}

const codeOf = (index: number): string => String(166 + index);

function fill(connection: Connection): void {
  const store = createStore(connection, 'bench');
  importConfig(JSON.stringify(config()), { store, jobs, now: year.from });
  const parts = Array.from({ length: 6 }, (_, index) => `Floor ${index + 1}`);
  for (let index = 0; index < buildingCount; index += 1) {
    const look = { code: codeOf(index), at: index === 0 ? year.from : year.until - stepMs, stepMs, runId: null };
    store.occupancy.apply(look, {
      locationId: String(index + 1),
      status: 'moderate',
      busynessPercent: 41,
      people: 410,
      capacity: 1000,
      isOpen: true,
      isAvailable: true,
      hourSummary: 'open until midnight',
      bestLabel: null,
      bestSpot: 'Floor 3',
      parts: parts.map((name, id) => ({
        id: String(id),
        name,
        abbreviation: null,
        status: 'moderate',
        busynessPercent: 40,
        people: 60,
        capacity: 150,
        isOpen: true,
        isAvailable: true,
        hourSummary: null,
      })),
    });
  }
  const id = Number(connection.raw.prepare('SELECT id FROM check_target WHERE key = ?').pluck().get(longBuilding));
  connection.transaction(() => fillHistory(connection, id));
  createOccupancyHours(connection).rebuild(id);
}

function config() {
  const sourceId = 'harbour';
  const source = { id: sourceId, kind: 'waitz', name: 'Harbour University', school: 'harbour' };
  return {
    version: 1,
    sources: [{ ...source, baseUrl: 'http://127.0.0.1:9', allowPrivateAddress: true }],
    buildings: Array.from({ length: buildingCount }, (_, index) => ({
      code: codeOf(index),
      name: `Building ${codeOf(index)}`,
      sourceId,
      waitzId: String(index + 1),
    })),
    schedules: [{ id: 'harbour', job: 'occupancy.update', params: { sourceId }, every: 'PT24H' }],
  };
}

/** A year of looks, each with a row of its own as if it had found another figure. */
function fillHistory({ raw }: Connection, id: number): void {
  for (const table of ['occupancy_history', 'observed_stretch']) {
    raw.prepare(`DELETE FROM ${table} WHERE target_id = ?`).run(id);
  }
  const addState = raw.prepare(
    `INSERT INTO occupancy_history (target_id, first_checked, last_checked, is_listed, run_id, status,
       busyness_percent, people, capacity, is_open) VALUES (?, ?, ?, 1, NULL, ?, ?, ?, 1000, ?)`,
  );
  const addStretch = raw.prepare(
    'INSERT INTO observed_stretch (target_id, first_checked, last_checked) VALUES (?, ?, ?)',
  );
  const distanceMs = stepMs - breakMs / looksPerStretch;
  for (let stretch = 0; stretch * looksPerStretch < historyRows; stretch += 1) {
    const begin = year.from + stretch * looksPerStretch * stepMs;
    for (let look = 0; look < looksPerStretch; look += 1) {
      const at = Math.round(begin + look * distanceMs);
      const isLast = (stretch + 1) * looksPerStretch === historyRows && look === looksPerStretch - 1;
      const { status, percent } = figureAt(at);
      const isOpen = Number(status !== 'closed');
      addState.run(id, at, isLast ? null : at, status, percent, percent === null ? null : percent * 10, isOpen);
    }
    addStretch.run(id, begin, Math.round(begin + (looksPerStretch - 1) * distanceMs));
  }
  const newest = raw.prepare('SELECT max(last_checked) FROM observed_stretch WHERE target_id = ?').pluck().get(id);
  raw.prepare('UPDATE check_target SET last_checked = ? WHERE id = ?').run(newest, id);
}

/** Fullest in the afternoon, closed at night. */
function figureAt(at: number): { readonly status: string; readonly percent: number | null } {
  const hour = (at / 3_600_000) % 24;
  if (hour < 5) return { status: 'closed', percent: null };
  const noise = (Math.imul(Math.round(at / 1000), 2_654_435_761) >>> 0) % 20;
  const percent = Math.round(10 + 60 * Math.sin(((hour - 5) / 19) * Math.PI)) + noise;
  return { status: percent < 30 ? 'not_busy' : percent < 60 ? 'moderate' : 'busy', percent };
}
