import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createHttpFetch } from '../../src/main/adapters/http-fetch.ts';
import { machineNetwork } from '../../src/main/adapters/machine-network.ts';
import { createMachineProcesses } from '../../src/main/adapters/machine-processes.ts';
import { createNodeScheduleWakeUps } from '../../src/main/adapters/node-schedule-wake-ups.ts';
import { createParsePool } from '../../src/main/adapters/parse-pool.ts';
import { systemClock } from '../../src/main/adapters/system-clock.ts';
import { builtFiles } from '../../src/main/built-files.ts';
import { createEngine, type Engine } from '../../src/main/engine/engine.ts';
import { nothingOutside } from '../../src/main/engine/testing/nothing-outside.ts';
import type { Log, Ports } from '../../src/main/engine/ports.ts';
import type { OpenPortal } from '../../src/main/engine/sources/workfossa/portal.ts';
import { say } from './figure.ts';
import { ignore, never, noHost } from './no-host.ts';

/** The whole engine on a database on disk, with the adapters of the product and a clock that can be put forward. */
export interface BenchEngine {
  readonly engine: Engine;
  now(): number;
  forward(durationMs: number): void;
  close(): Promise<void>;
}

const log: Log = {
  debug: ignore,
  info: ignore,
  warn: ignore,
  error: (fields, message) => say(`${message} ${String(fields['err'])}`),
};

/** What may be other than usual. */
interface BenchEngineOptions {
  /** When the clock begins; now where left out. */
  readonly start?: number;
  readonly openPortal?: OpenPortal;
}

/** Opens it in a folder. */
export async function openBenchEngine(
  folder: string,
  { start, openPortal }: BenchEngineOptions = {},
): Promise<BenchEngine> {
  let aheadMs = start === undefined ? 0 : start - systemClock.now();
  const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
  const web = createHttpFetch();
  // This file is built to out/bench.
  const { parseWorkerUrl } = builtFiles(join(import.meta.dirname, '../..'));
  const pool = createParsePool({ workerUrl: parseWorkerUrl, log });
  const ports: Omit<Ports, 'publish'> = {
    clock,
    fetch: web.fetch,
    parse: pool.parse,
    files: { readText: never, writeWhole: never },
    secrets: { read: () => undefined },
    ...nothingOutside,
    log,
    network: machineNetwork,
    processes: createMachineProcesses(),
  };
  const engine = await createEngine({
    databasePath: join(folder, 'rounds.sqlite'),
    role: 'worker',
    version: '0.0.0',
    ports,
    wakeUps: createNodeScheduleWakeUps(),
    newId: randomUUID,
    random: Math.random,
    publish: () => ignore,
    ...(openPortal !== undefined && { openPortal }),
    host: noHost,
  });
  return {
    engine,
    now: clock.now,
    forward: (durationMs) => void (aheadMs += durationMs),
    async close() {
      await engine.close();
      await pool.close();
      await web.close();
    },
  };
}
