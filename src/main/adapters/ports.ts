import type { Worker } from 'node:worker_threads';
import type { Level } from 'pino';
import type { Ports } from '../engine/ports.ts';
import type { RenderedPages } from '../engine/rendered-pages.ts';
import type { BrowserStart } from './browser-start.ts';
import { diskFiles } from './disk-files.ts';
import { createDeliver } from './deliver.ts';
import { createElectronVault } from './electron-vault.ts';
import { createEnvironmentSecrets } from './environment-secrets.ts';
import { machineNetwork } from './machine-network.ts';
import { createMachineProcesses } from './machine-processes.ts';
import { createParsePool } from './parse-pool.ts';
import { createPinoLog } from './pino-log.ts';
import { systemClock } from './system-clock.ts';
import { createHttpFetch } from './http-fetch.ts';
import type { ElectronPagesOptions } from './pages/electron-pages.ts';

export interface PortsOptions {
  readonly logFolder: string;
  readonly stderrLevel: Level;
  readonly parseWorkerUrl: URL;
  /** A thread of that worker which was started ahead; null where there is none. */
  readonly parseThread: Worker | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly browser: BrowserStart;
}

/** The real world for the engine, and the function that lets go of it. */
export interface OpenPorts {
  readonly ports: Omit<Ports, 'publish'>;
  close(): Promise<void>;
}

/** Builds every adapter of a process. */
export async function openPorts({
  logFolder,
  stderrLevel,
  parseWorkerUrl,
  parseThread,
  environment,
  browser,
}: PortsOptions): Promise<OpenPorts> {
  const fileLog = await createPinoLog({ folder: logFolder, stderrLevel });
  const { log } = fileLog;
  const web = createHttpFetch();
  const pool = createParsePool({ workerUrl: parseWorkerUrl, thread: parseThread, log });
  const ports = {
    clock: systemClock,
    fetch: web.fetch,
    parse: pool.parse,
    files: diskFiles,
    secrets: createEnvironmentSecrets(environment),
    pages: pagesWhenWanted({ browser, clock: systemClock, log }),
    vault: createElectronVault(browser),
    deliver: createDeliver(systemClock),
    log,
    processes: createMachineProcesses(),
    network: machineNetwork,
  };
  return {
    ports,
    close: async () => {
      // Ending a thread takes a while, and nothing waits for it: it ends with the process at the latest.
      void pool.close();
      await web.close();
      fileLog.close();
    },
  };
}

/** Pages whose code is read with the first of them: most starts of the program want none. */
function pagesWhenWanted(parts: ElectronPagesOptions): RenderedPages {
  let pages: Promise<RenderedPages> | null = null;
  const load = async (): Promise<RenderedPages> => {
    const { createElectronPages } = await import('./pages/electron-pages.ts');
    return createElectronPages(parts);
  };
  return { open: async (options) => (await (pages ??= load())).open(options) };
}
