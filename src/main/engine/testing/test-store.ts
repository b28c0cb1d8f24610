import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Building } from '#shared/model/occupancy.ts';
import { Source } from '#shared/model/source.ts';
import type { Connection } from '../store/connection.ts';
import type { OccupancyReading } from '../store/occupancy-log.ts';
import { openStore, type ProcessRole } from '../store/open-store.ts';
import { createStore, type Store } from '../store/store.ts';
import { FakeClock } from './fake-clock.ts';
import { placeFreshDatabase } from './fresh-database.ts';
import { createFakeProcesses, createMemoryLog } from './fake-ports.ts';

/** A real database file in a folder of its own, with everything around it made up. */
export interface TestStore {
  readonly store: Store;
  readonly connection: Connection;
  readonly clock: FakeClock;
  readonly log: ReturnType<typeof createMemoryLog>;
  readonly processes: ReturnType<typeof createFakeProcesses>;
  readonly path: string;
  /** Opens the same file once more, as another process would. */
  openAnother(role?: ProcessRole): Promise<{ readonly store: Store; readonly processId: string; close(): void }>;
  /** Closes every connection and deletes the folder. */
  close(): void;
}

/** A folder for one test, and the function that deletes it. */
export function createTestFolder(under = tmpdir()): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(under, 'rounds-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Makes a fresh database for a test; `close` ends it. */
export async function createTestStore(now?: number): Promise<TestStore> {
  const { folder, remove } = createTestFolder();
  const clock = new FakeClock(now);
  const log = createMemoryLog();
  const processes = createFakeProcesses();
  const path = join(folder, 'rounds.sqlite');
  await placeFreshDatabase(path);
  const closers: (() => void)[] = [];
  const open = async (role: ProcessRole) => {
    const processId = `process-${closers.length + 1}`;
    const opened = await openStore({ path, role, ports: { clock, log, processes }, newId: () => processId });
    closers.push(opened.close);
    return { store: createStore(opened.connection, processId), processId, close: opened.close };
  };
  const { store } = await open('window');
  return {
    store,
    connection: store.connection,
    clock,
    log,
    processes,
    path,
    openAnother: (role = 'run-once') => open(role),
    close: () => {
      for (const close of closers.toReversed()) close();
      remove();
    },
  };
}

/** A source as the samples use it. */
export function sampleSource(change: Partial<Source> = {}): Source {
  return Source.parse({
    id: 'harbour',
    kind: 'waitz',
    name: 'Harbour University',
    baseUrl: 'https://waitz.example',
    school: 'harbour',
    ...change,
  });
}

/** A building of that source. */
export function sampleBuilding(change: Partial<Building> = {}): Building {
  return { code: '166', name: 'North Library', sourceId: 'harbour', waitzId: '8', ...change };
}

/** What a source might say of a building: open, 41 %. */
export function sampleReading(change: Partial<OccupancyReading> = {}): OccupancyReading {
  return {
    locationId: '8',
    status: 'moderate',
    busynessPercent: 41,
    people: 410,
    capacity: 1000,
    isOpen: true,
    isAvailable: true,
    hourSummary: 'open until midnight',
    bestLabel: null,
    bestSpot: null,
    parts: [],
    ...change,
  };
}
