import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../store/open-store.ts';
import { FakeClock } from './fake-clock.ts';
import { createFakeProcesses, createMemoryLog } from './fake-ports.ts';

// Migrating takes most of the time of a test; a process migrates once and copies the file from then on.
let made: Promise<string> | undefined;

/** Puts an empty database of the newest version at a path where there is none. */
export async function placeFreshDatabase(path: string): Promise<void> {
  if (existsSync(path)) return;
  made ??= makeDatabase();
  copyFileSync(await made, path);
}

async function makeDatabase(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rounds-test-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'fresh.sqlite');
  const ports = { clock: new FakeClock(), log: createMemoryLog(), processes: createFakeProcesses() };
  const { connection, close } = await openStore({ path, role: 'tool', ports, newId: () => 'fresh' });
  connection.raw.pragma('wal_checkpoint(TRUNCATE)');
  close();
  return path;
}
