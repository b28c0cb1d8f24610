import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hutSourceConfig } from '../../src/main/demo-huts.ts';
import { importConfig } from '../../src/main/engine/config/import-config.ts';
import { jobs } from '../../src/main/engine/jobs/registry.ts';
import { parseHutInfo } from '../../src/main/engine/sources/hut-reservation/parse-info.ts';
import type { Connection } from '../../src/main/engine/store/connection.ts';
import { createStore } from '../../src/main/engine/store/store.ts';
import { hutOf } from '../../src/main/sample-sites/huts/hut-list.ts';
import { hutInfoOf } from '../../src/main/sample-sites/huts/info.ts';
import { draw, keyOf } from '../../src/main/sample-sites/random.ts';
import { say } from './figure.ts';
import { HutPast, lookCount } from './hut-past.ts';
import { openBenchStore } from './open.ts';
import { hashOfSchema } from './seed.ts';

/** To be raised when what is written below, or in `hut-past.ts`, changes. */
const version = 1;
/** Instants of looks that are written in one transaction. */
const looksPerTransaction = 26;

/** A database with ten million states of huts' nights, made once per schema and kept; gives the file. */
export async function seededHutDatabase(cacheFolder: string): Promise<string> {
  const folder = join(cacheFolder, 'huts');
  mkdirSync(folder, { recursive: true });
  const temporary = join(folder, `.${process.pid}.db`);
  const opened = await openBenchStore(temporary);
  try {
    const file = join(folder, `${hashOfSchema(opened.connection, version)}.db`);
    if (existsSync(file)) return file;
    say('Writing half a year of 1,000 huts; it is kept for the next time.');
    const startedAt = performance.now();
    fill(opened.connection);
    opened.connection.raw.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    opened.close();
    renameSync(temporary, file);
    say(`Written in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
    return file;
  } finally {
    opened.close();
    for (const end of ['', '-wal', '-shm', '-journal']) rmSync(temporary + end, { force: true });
  }
}

function fill(connection: Connection): void {
  const { raw } = connection;
  const past = new HutPast();
  // Nobody minds a half-written file: it is thrown away.
  raw.exec(
    'PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -1500000',
  );
  raw.transaction(() => fillHuts(connection, past))();
  const write = statesWriter(connection);
  for (let look = 0; look < lookCount; look += looksPerTransaction) {
    raw.transaction(() => {
      for (let at = look; at < Math.min(lookCount, look + looksPerTransaction); at += 1) past.look(at, write.history);
    })();
  }
  raw.transaction(() => past.states(write.state))();
}

/** The huts themselves, what is known of them, and when they were looked at: all the time but for some breaks. */
function fillHuts(connection: Connection, past: HutPast): void {
  const store = createStore(connection, 'bench');
  importConfig(JSON.stringify({ version: 1, ...hutSourceConfig('http://127.0.0.1:9', past.hutCount) }), {
    store,
    jobs,
    now: past.from,
  });
  const addTarget = connection.prepare(
    `INSERT INTO check_target (id, area, key, step_ms, first_checked, last_checked) VALUES (?, 'huts', ?, ?, ?, ?)`,
  );
  const addStretch = connection.prepare(
    'INSERT INTO observed_stretch (target_id, first_checked, last_checked) VALUES (?, ?, ?)',
  );
  store.huts.list().forEach((hut, index) => {
    const sample = hutOf(Number(hut.bookingRef));
    if (sample !== undefined) {
      store.huts.keepMaster(hut, parseHutInfo(JSON.stringify(hutInfoOf(sample))), past.from);
    }
    const target = past.targetOf(index);
    addTarget.run(target, hut.slug, past.stepMs, past.instant(index, 0), past.instant(index, lookCount - 1));
    let first = 0;
    for (let last = 0; last < lookCount; last += 1) {
      const isEnd = last === lookCount - 1 || draw(keyOf(1, index, last), 0) < 0.01;
      if (isEnd) addStretch.run(target, past.instant(index, first), past.instant(index, last));
      if (isEnd) first = last + 1;
    }
  });
}

function statesWriter({ prepare }: Connection) {
  const history = prepare(
    `INSERT INTO hut_night_history (target_id, night, first_checked, last_checked, is_listed, is_change, run_id, free,
       total, hut_type, reservation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const state = prepare(
    `INSERT INTO hut_night_state (target_id, night, first_checked, missing_since, free, total, hut_type, reservation)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return {
    history: (...cells: readonly (number | null)[]) => void history.run(...cells),
    state: (...cells: readonly (number | null)[]) => void state.run(...cells),
  };
}
