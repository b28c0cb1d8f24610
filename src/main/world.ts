import type { Worker } from 'node:worker_threads';
import { app } from 'electron';
import type { BrowserStart } from './adapters/browser-start.ts';
import { openPorts, type OpenPorts } from './adapters/ports.ts';
import { builtFiles } from './built-files.ts';
import type { CommandLine } from './command-line.ts';
import type { Engine, EngineOptions } from './engine/engine.ts';
import type { Profile } from './profile.ts';

/** The real world around an engine, and its sample sites where sample data was asked for. */
export interface World {
  readonly ports: OpenPorts['ports'];
  /** What every engine of this program is made with. */
  readonly basics: Pick<EngineOptions, 'databasePath' | 'version' | 'ports' | 'newId' | 'random'>;
  /** Points an engine's profile at the sample sites where there are some. */
  addDemo(engine: Engine): Promise<void>;
  close(): Promise<void>;
}

/** Opens the world for a profile; a parse thread that was started ahead is used, and ended with it. */
export async function openWorld(
  { isVerbose, isDemo }: CommandLine,
  profile: Profile,
  browser: BrowserStart,
  parseThread: Worker | null = null,
): Promise<World> {
  const { demoSites, openDemo, demoEnvironment } = isDemo ? await import('./demo.ts') : noDemo;
  const { ports, close } = await openPorts({
    logFolder: profile.logFolder,
    stderrLevel: isVerbose ? 'info' : 'error',
    parseWorkerUrl: builtFiles(app.getAppPath()).parseWorkerUrl,
    parseThread,
    environment: { ...process.env, ...demoEnvironment },
    browser,
  });
  const demo = await demoSites();
  const { databasePath } = profile;
  return {
    ports,
    basics: { databasePath, version: app.getVersion(), ports, newId, random: Math.random },
    addDemo: async (engine) => {
      if (demo !== null) await openDemo(engine, demo, ports.clock);
    },
    close: async () => {
      await demo?.sites.close();
      await close();
    },
  };
}

const noDemo = { demoSites: async () => null, openDemo: async () => undefined, demoEnvironment: {} } as const;

/** An id that no other start on any profile has: the time, the process and chance. No secret: nothing is loaded for it. */
function newId(): string {
  const parts = [Date.now(), process.pid, Math.floor(Math.random() * 2 ** 52)];
  return parts.map((part) => part.toString(36)).join('-');
}
