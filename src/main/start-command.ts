import type { Worker } from 'node:worker_threads';
import { app } from 'electron';
import { assertNever } from '#shared/errors.ts';
import type { BrowserStart } from './adapters/browser-start.ts';
import { helpText } from './command-line-help.ts';
import { type CommandLine, parseCommandLine } from './command-line.ts';
import { createEngine, type EngineOptions } from './engine/engine.ts';
import { jobs } from './engine/jobs/registry.ts';
import type { HeadlessCommand } from './headless/commands.ts';
import { runHeadless } from './headless/headless.ts';
import { createProgressLine } from './headless/progress-line.ts';
import { exitCodes } from './output.ts';
import { chooseProfile, endWith, terminal } from './program.ts';
import { openWorld } from './world.ts';

/**
 * Does what the arguments say without a window and ends the process; what is wrong with them ends it as well. A parse thread
 * may have been started ahead.
 */
export async function startCommand(
  args: readonly string[],
  appPath: string,
  parseThread: Worker | null,
  browser: BrowserStart,
): Promise<void> {
  try {
    const commandLine = parseCommandLine(args, appPath, jobs);
    const { command } = commandLine;
    switch (command.mode) {
      case 'help':
        terminal.out(helpText(jobs));
        return app.exit(exitCodes.good);
      case 'version':
        terminal.out(`${app.getVersion()}\n`);
        return app.exit(exitCodes.good);
      case 'run-once':
      case 'worker':
      case 'list':
      case 'check':
      case 'import-config':
      case 'export-config':
      case 'export':
        return await startHeadless(commandLine, command, parseThread, browser);
      case 'window':
        throw new Error('A window is opened before the jobs are known.');
      default:
        assertNever(command);
    }
  } catch (thrown) {
    endWith(thrown);
  }
}

async function startHeadless(
  commandLine: CommandLine,
  command: HeadlessCommand,
  parseThread: Worker | null,
  browser: BrowserStart,
): Promise<void> {
  // The last page that is closed leaves the command to its end.
  app.on('window-all-closed', () => undefined);
  // A browser that nobody sees has no place among the programs that are open.
  if (process.platform === 'darwin') app.dock?.hide();
  const profile = chooseProfile(commandLine);
  app.setPath('userData', profile.windowFolder);
  const world = await openWorld(commandLine, profile, browser, parseThread);
  const { ports } = world;
  let endedBy: number | null = null;
  const stop = new AbortController();
  const end = (exitCode: number): void => {
    endedBy = exitCode;
    stop.abort();
  };
  // A worker goes on until somebody stops it, so that a signal is its good end.
  const isWorker = command.mode === 'worker';
  process.on('SIGINT', () => end(isWorker ? exitCodes.good : exitCodes.interrupted));
  process.on('SIGTERM', () => end(isWorker ? exitCodes.good : exitCodes.terminated));
  process.on('uncaughtException', (err) => {
    ports.log.error({ err }, 'Rounds met a bug of its own and ends');
    end(exitCodes.failed);
  });
  const progress = createProgressLine(terminal, process.stderr.isTTY);
  const code = await runHeadless({
    command,
    databasePath: profile.databasePath,
    stopped: stop.signal,
    ports,
    output: terminal,
    openEngine: async () => {
      const engine = await createEngine({
        ...world.basics,
        wakeUps: await wakeUpsOf(command),
        role: roleOf(command),
        publish: (store) => (name, payload) => {
          store.outbox.put(name, payload, ports.clock.now());
          progress.hear(name, payload);
        },
        host: windowlessHost,
      });
      await world.addDemo(engine);
      return engine;
    },
  });
  progress.end();
  await world.close();
  await terminal.drained();
  app.exit(endedBy ?? code);
}

async function wakeUpsOf({ mode }: HeadlessCommand): Promise<EngineOptions['wakeUps']> {
  if (mode !== 'worker') return noWakeUps;
  const { createNodeScheduleWakeUps } = await import('./adapters/node-schedule-wake-ups.ts');
  return createNodeScheduleWakeUps();
}

function roleOf({ mode }: HeadlessCommand): EngineOptions['role'] {
  return mode === 'worker' || mode === 'run-once' ? mode : 'tool';
}

/** A command does its work and ends; nothing wakes it. */
const noWakeUps: EngineOptions['wakeUps'] = { arm: () => undefined, disarm: () => undefined, close: () => undefined };

/** A process without a window is asked nothing by one. */
const windowlessHost: EngineOptions['host'] = {
  info: () => {
    throw new Error('There is no window to inform.');
  },
  restart: () => undefined,
  keepPreference: () => undefined,
  openLink: async () => undefined,
  startsAtLogin: async () => null,
  setStartsAtLogin: async () => undefined,
};
