import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { app } from 'electron';
import { type AppError, assertNever, toAppError } from '#shared/errors.ts';
import { createNodeScheduleWakeUps } from './adapters/node-schedule-wake-ups.ts';
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

// Not awaited at the top level: Electron gets ready only after this module has run to its end.
void main();

async function main(): Promise<void> {
  try {
    const commandLine = parseCommandLine(process.argv.slice(1), app.getAppPath(), jobs);
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
    const error = toAppError(thrown);
    output.err(`${error.userMessage}\n`);
    if (error.code === 'internal') output.err(`${String(error.cause)}\n`);
    app.exit(exitCodeOf(error));
  }
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
): Pick<EngineOptions, 'databasePath' | 'version' | 'ports' | 'wakeUps' | 'newId' | 'random'> {
  return {
    databasePath: profile.databasePath,
    version: app.getVersion(),
    ports: world.ports,
    wakeUps: createNodeScheduleWakeUps(),
    newId: randomUUID,
    random: Math.random,
  };
}

async function startHeadless(commandLine: CommandLine, command: HeadlessCommand): Promise<void> {
  const { needsRestart, restartHeadless, runHeadless } = await import('./headless/headless.ts');
  if (needsRestart(process.platform, process.argv)) {
    return app.exit(await restartHeadless(process.execPath, process.argv));
  }
  const profile = chooseProfile(commandLine);
  app.setPath('userData', profile.windowFolder);
  const world = await openWorld(commandLine, profile);
  const { demoSites, openDemo } = commandLine.isDemo ? await import('./demo.ts') : noDemo;
  const demo = await demoSites();
  let endedBy: number | null = null;
  let stopRuns = (): void => undefined;
  // Handlers that were set earlier would be replaced while Electron gets ready.
  void app.whenReady().then(() => {
    process.on('SIGINT', () => ((endedBy = exitCodes.interrupted), stopRuns()));
    process.on('SIGTERM', () => ((endedBy = exitCodes.terminated), stopRuns()));
  });
  const code = await runHeadless({
    command,
    ports: world.ports,
    output,
    openEngine: async () => {
      const engine = await createEngine({
        ...engineBasics(profile, world),
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
      const engine = await createEngine({ ...engineBasics(profile, world), role: 'window', ...parts });
      if (demo !== null) openDemo(engine, demo, world.ports.clock.now());
      return engine;
    },
    closeWorld: async () => {
      await demo?.sites.close();
      await world.close();
    },
  });
}
