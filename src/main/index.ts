import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app } from 'electron';
import { type AppError, assertNever, toAppError } from '#shared/errors.ts';
import { openPorts, type OpenPorts } from './adapters/ports.ts';
import { type CommandLine, helpText, parseCommandLine } from './command-line.ts';
import { prepareDesktop } from './desktop/prepare.ts';
import { createEngine, type EngineOptions } from './engine/engine.ts';
import { jobs } from './engine/jobs/registry.ts';
import type { HeadlessCommand } from './headless/commands.ts';
import { exitCodes, type Output } from './output.ts';
import { openProfile, type Profile } from './profile.ts';

const output: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
};

/** What this start shall do; null where that cannot be read, which was said and ends the program. */
function readCommandLine(): CommandLine | null {
  try {
    return parseCommandLine(process.argv.slice(1), app.getAppPath(), jobs);
  } catch (thrown) {
    endWith(thrown);
    return null;
  }
}

async function main(commandLine: CommandLine): Promise<void> {
  try {
    const { command } = commandLine;
    switch (command.mode) {
      case 'help':
        output.out(helpText(jobs));
        return app.exit(exitCodes.good);
      case 'version':
        output.out(`${app.getVersion()}\n`);
        return app.exit(exitCodes.good);
      case 'window':
        return await startWindow(commandLine, command.demoReport);
      case 'run-once':
      case 'list':
      case 'import-config':
      case 'export-config':
      case 'export':
        return await startHeadless(commandLine, command);
      default:
        assertNever(command);
    }
  } catch (thrown) {
    endWith(thrown);
  }
}

function endWith(thrown: unknown): void {
  const error = toAppError(thrown);
  output.err(`${error.userMessage}\n`);
  if (error.code === 'internal') output.err(`${String(error.cause)}\n`);
  app.exit(exitCodeOf(error));
}

function exitCodeOf({ code }: AppError): number {
  if (code === 'storage') return exitCodes.storage;
  return code === 'internal' ? exitCodes.failed : exitCodes.usage;
}

function chooseProfile({ profile, isDemo }: CommandLine): Profile {
  return openProfile({
    given: profile,
    fromEnvironment: process.env['ROUNDS_PROFILE'],
    appData: app.getPath('appData'),
    isDemo,
  });
}

function openWorld({ isVerbose }: CommandLine, profile: Profile): Promise<OpenPorts> {
  return openPorts({
    logFolder: profile.logFolder,
    stderrLevel: isVerbose ? 'info' : 'error',
    parseWorkerUrl: new URL('./parse-worker.js', import.meta.url),
    environment: process.env,
  });
}

/** What every engine of this program is made with. */
function engineBasics(
  profile: Profile,
  world: OpenPorts,
): Pick<EngineOptions, 'databasePath' | 'version' | 'ports' | 'newId' | 'random'> {
  return {
    databasePath: profile.databasePath,
    version: app.getVersion(),
    ports: world.ports,
    newId: randomUUID,
    random: Math.random,
  };
}

async function startHeadless(commandLine: CommandLine, command: HeadlessCommand): Promise<void> {
  const { runHeadless } = await import('./headless/headless.ts');
  const profile = chooseProfile(commandLine);
  app.setPath('userData', profile.windowFolder);
  const world = await openWorld(commandLine, profile);
  const { demoSites, openDemo } = commandLine.isDemo ? await import('./demo.ts') : noDemo;
  const demo = await demoSites();
  let endedBy: number | null = null;
  let stopRuns = (): void => undefined;
  process.on('SIGINT', () => ((endedBy = exitCodes.interrupted), stopRuns()));
  process.on('SIGTERM', () => ((endedBy = exitCodes.terminated), stopRuns()));
  const code = await runHeadless({
    command,
    ports: world.ports,
    output,
    openEngine: async () => {
      const engine = await createEngine({
        ...engineBasics(profile, world),
        wakeUps: noWakeUps,
        role: command.mode === 'run-once' ? 'run-once' : 'tool',
        publish: (store) => (name, payload) => store.outbox.put(name, payload, world.ports.clock.now()),
        host: windowlessHost,
      });
      stopRuns = () => void engine.runner.stop();
      if (demo !== null) openDemo(engine, demo, world.ports.clock.now());
      return engine;
    },
  });
  await demo?.sites.close();
  await world.close();
  app.exit(endedBy ?? code);
}

const noDemo = { demoSites: async () => null, openDemo: () => undefined } as const;

/** A command does its work and ends; nothing wakes it. */
const noWakeUps: EngineOptions['wakeUps'] = { arm: () => undefined, disarm: () => undefined, close: () => undefined };

/** A process without a window is asked nothing by one. */
const windowlessHost: EngineOptions['host'] = {
  info: () => {
    throw new Error('There is no window to inform.');
  },
  restart: () => undefined,
  openLink: async () => undefined,
};

async function startWindow(commandLine: CommandLine, demoReport: string | null): Promise<void> {
  prepareDesktop();
  const profile = chooseProfile(commandLine);
  app.setPath('userData', profile.windowFolder);
  if (!app.requestSingleInstanceLock()) return app.exit(exitCodes.good);
  const desktop = await import('./desktop/desktop.ts');
  const { createNodeScheduleWakeUps } = await import('./adapters/node-schedule-wake-ups.ts');
  const world = await openWorld(commandLine, profile);
  const { demoSites, openDemo } = commandLine.isDemo ? await import('./demo.ts') : noDemo;
  const demo = await demoSites();
  await app.whenReady();
  await desktop.start({
    profileName: profile.name,
    databasePath: profile.databasePath,
    isDemo: commandLine.isDemo,
    demoReport,
    resources: join(app.getAppPath(), 'resources'),
    rendererFolder: join(import.meta.dirname, '../renderer'),
    preloadPath: join(import.meta.dirname, '../preload/index.cjs'),
    devServerUrl: app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'],
    ports: world.ports,
    output,
    openEngine: async (parts) => {
      const wakeUps = createNodeScheduleWakeUps();
      const engine = await createEngine({ ...engineBasics(profile, world), wakeUps, role: 'window', ...parts });
      if (demo !== null) openDemo(engine, demo, world.ports.clock.now());
      return engine;
    },
    closeWorld: async () => {
      await demo?.sites.close();
      await world.close();
    },
  });
}

const commandLine = readCommandLine();
if (commandLine !== null) {
  // A window needs Electron to be ready, which it is only after this module has run to its end. A command needs neither, and
  // is awaited here: as long as this module runs, Electron looks for no display, whose absence would end it.
  if (commandLine.command.mode === 'window') void main(commandLine);
  else await main(commandLine);
}
