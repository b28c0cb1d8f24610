import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, test as base, type ElectronApplication, expect, type Page } from '@playwright/test';
import { type CommandOptions, type CommandResult, type RunningCommand, startCommand } from './hosts/command-line.ts';
import { configuration, type ConfigurationOptions } from './hosts/configuration.ts';
import { type ProcessMark, processTree, stillRunning } from './hosts/processes.ts';
import { appEnvironment, electronPath, electronSwitches, root } from './hosts/runtime.ts';
import { startWaitzSite, type WaitzSite } from './hosts/waitz-site.ts';
import { invoke } from './pages/page-api.ts';

/** The running app. */
export interface Launched {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly pid: number;
  /** The exit code, once it has one. */
  exitCode(): number | null;
  /** Quits as a user does, and waits until every process is gone. */
  quit(): Promise<void>;
  /** Kills the main process at once, as a crash would, and waits until every process is gone. */
  crash(): Promise<void>;
}

/** How the app is launched. */
export interface LaunchOptions {
  readonly flags?: readonly string[];
  /** Another profile than the test's own. */
  readonly profile?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** The command line on the test's profile. */
export interface Rounds {
  /** Runs a command to its end. */
  run(flags: readonly string[], options?: Partial<CommandOptions>): Promise<CommandResult>;
  /** Starts a command. */
  start(flags: readonly string[], options?: Partial<CommandOptions>): RunningCommand;
  /** Imports a configuration that watches the site, before or beside the window. */
  configure(site: WaitzSite, options?: ConfigurationOptions): Promise<void>;
  /** Puts a profile in place that watches the site and has seen its first figures once; nothing is due in it. */
  prepare(site: WaitzSite): void;
  /** Looks at every building once, as planned, so that nothing is due any more; fails the test where that fails. */
  look(): Promise<void>;
}

interface TestFixtures {
  /** What stands for the user's home of settings; new for each test. */
  readonly home: string;
  /** The profile's folder; new for each test. */
  readonly profile: string;
  readonly rounds: Rounds;
  /** For starts with sample data: they are in the test's profile already, and every sample site was looked at once. */
  readonly sampleFlags: readonly string[];
  /** A Waitz school on loopback. */
  readonly site: WaitzSite;
  /** Starts the app. What a test leaves running is quit at its end, and no process may be left then. */
  readonly launch: (options?: LaunchOptions) => Promise<Launched>;
}

/** A profile that has seen the site once, to be copied. */
interface Prepared {
  readonly folder: string;
  /** The port that the site of every test listens on, for the profile names it. */
  readonly port: number;
}

interface WorkerFixtures {
  /** A profile with sample data whose sites were looked at, to be copied; one for all workers, made by the first that asks. */
  readonly sampled: string;
  /** The app on an empty profile, shared by tests that only try what it refuses: nothing may be left in it. */
  readonly opened: Launched;
  readonly prepared: Prepared;
  /** Address of a message bus of our own, on which nobody shows tray icons; undefined where there are none. */
  readonly bus: string | undefined;
}

/** How long the processes of an app may take to go once it has quit, milliseconds. */
const leaveMs = 30_000;

/** How long the first looks at the sample sites may take, milliseconds: 230 work orders take a slow machine a while. */
const sampledMs = 240_000;

/** How long an app may take to quit before it is asked once more, milliseconds. */
const askedMs = 15_000;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  bus: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
    async ({}, provide) => {
      if (process.platform !== 'linux') return provide(undefined);
      const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--print-address=1'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const address = await new Promise<string>((resolve, reject) => {
        daemon.once('error', reject);
        createInterface(daemon.stdout).once('line', resolve);
      });
      await provide(address);
      daemon.kill();
    },
    { scope: 'worker' },
  ],
  opened: [
    async ({ bus }, provide) => {
      const home = mkdtempSync(join(tmpdir(), 'rounds-e2e-'));
      const one = await launchApp({}, { home, profile: join(home, 'profile'), bus });
      await provide(one);
      await one.quit();
      rmSync(home, { recursive: true });
    },
    { scope: 'worker' },
  ],
  prepared: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
    async ({}, provide) => {
      const home = mkdtempSync(join(tmpdir(), 'rounds-e2e-'));
      const folder = join(home, 'profile');
      const file = join(home, 'rounds.json');
      const site = await startOnPortThatStays();
      writeFileSync(file, JSON.stringify(configuration(site)));
      for (const flags of [['--import-config', file], ['--run-once']]) {
        const { code, stdout, stderr } = await startCommand(['--profile', folder, ...flags], { home }).done;
        expect(code, stdout + stderr).toBe(0);
      }
      await site.close();
      await provide({ folder, port: Number(new URL(site.url).port) });
      rmSync(home, { recursive: true });
    },
    { scope: 'worker' },
  ],
  sampled: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
    async ({}, provide, { project }) => provide(await sampleProfile(join(project.outputDir, 'sampled'))),
    { scope: 'worker', timeout: sampledMs },
  ],
  sampleFlags: async ({ sampled, profile }, provide) => {
    cpSync(sampled, profile, { recursive: true });
    await provide(['--demo']);
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
  home: async ({}, provide, testInfo) => {
    const home = testInfo.outputPath('home');
    mkdirSync(home, { recursive: true });
    await provide(home);
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright asks for a pattern even where nothing is taken
  profile: async ({}, provide, testInfo) => provide(testInfo.outputPath('profile')),
  site: async ({ prepared }, provide) => {
    const site = await startWaitzSite(prepared.port);
    await provide(site);
    await site.close();
  },
  rounds: async ({ home, profile, prepared }, provide) => {
    const started: { readonly mark: ProcessMark[]; readonly command: RunningCommand }[] = [];
    const start: Rounds['start'] = (flags, options = {}) => {
      const command = startCommand(['--profile', profile, ...flags], { home, ...options });
      started.push({ mark: processTree(command.pid), command });
      return command;
    };
    const run: Rounds['run'] = (flags, options) => start(flags, options).done;
    await provide({
      run,
      start,
      async configure(site, options) {
        const file = join(home, 'rounds.json');
        writeFileSync(file, JSON.stringify(configuration(site, options)));
        const { code, stderr } = await run(['--import-config', file]);
        expect(code, stderr).toBe(0);
      },
      prepare(site) {
        expect(site.url, 'the site that the prepared profile names').toContain(`:${prepared.port}`);
        cpSync(prepared.folder, profile, { recursive: true });
      },
      async look() {
        const { code, stdout, stderr } = await run(['--run-once']);
        expect(code, stdout + stderr).toBe(0);
        expect(stdout).toContain('succeeded');
      },
    });
    for (const { mark, command } of started) {
      if (stillRunning(mark).length > 0) command.kill('SIGKILL');
    }
    const left = (): ProcessMark[] => started.flatMap(({ mark }) => stillRunning(mark));
    await expect.poll(left, { message: 'processes of a command that are left', timeout: leaveMs }).toEqual([]);
  },
  launch: async ({ home, profile, bus }, provide) => {
    const launched: Launched[] = [];
    await provide(async (options = {}) => {
      const one = await launchApp(options, { home, profile, bus });
      launched.push(one);
      return one;
    });
    for (const one of launched) await one.quit();
  },
});

/** Makes the profile in a folder that Playwright empties before each run, or waits until another worker has. */
async function sampleProfile(folder: string): Promise<string> {
  const profile = join(folder, 'profile');
  if (!isFirstTo(folder)) {
    await expect.poll(() => existsSync(profile), { message: 'the sample profile', timeout: sampledMs }).toBe(true);
    return profile;
  }
  const making = join(folder, 'making');
  const { code, stdout, stderr } = await startCommand(['--demo', '--profile', making, '--run-once'], { home: folder })
    .done;
  expect(code, stdout + stderr).toBe(0);
  // Whole or not at all, for whoever waits.
  renameSync(making, profile);
  return profile;
}

/** Makes a folder; false where it is there already. */
function isFirstTo(folder: string): boolean {
  mkdirSync(dirname(folder), { recursive: true });
  try {
    mkdirSync(folder);
    return true;
  } catch (thrown) {
    if (isCalled(thrown, 'EEXIST')) return false;
    throw thrown;
  }
}

function isCalled(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

/**
 * A site on a port that nobody is given for a connection while the site is away between two tests: below those that Linux,
 * Windows and macOS choose from.
 */
async function startOnPortThatStays(): Promise<WaitzSite> {
  for (;;) {
    try {
      return await startWaitzSite(20_000 + Math.floor(Math.random() * 10_000));
    } catch (thrown) {
      if (!isCalled(thrown, 'EADDRINUSE')) throw thrown;
    }
  }
}

/** The window that a person sees: to Playwright, the pages that Rounds reads by itself are windows as well. */
async function shownWindow(app: ElectronApplication): Promise<Page> {
  await app.firstWindow();
  const find = (): Page | undefined => app.windows().find((page) => page.url().startsWith('app:'));
  await expect.poll(() => find()?.url(), { message: 'the window of the console' }).toBeDefined();
  const window = find();
  if (window === undefined) throw new Error('The window of the console went away.');
  return window;
}

/** Opens the app of the checkout once Playwright is attached; its own comment says why. */
const attachableApp = join(import.meta.dirname, 'hosts/attachable-app');

async function launchApp(
  { flags = [], profile: other, env = {} }: LaunchOptions,
  { home, profile, bus }: { readonly home: string; readonly profile: string; readonly bus: string | undefined },
): Promise<Launched> {
  const app = await _electron.launch({
    executablePath: electronPath(),
    args: [...electronSwitches(), attachableApp, '--profile', other ?? profile, ...flags],
    cwd: root,
    env: appEnvironment(home, { ...(bus === undefined ? {} : { DBUS_SESSION_BUS_ADDRESS: bus }), ...env }),
  });
  const child = app.process();
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const { pid } = child;
  if (pid === undefined) throw new Error('The app has no process.');
  const window = await shownWindow(app);
  // Asked of the page itself: Playwright may have been attached too late to hear of it.
  await window.waitForFunction(() => document.readyState === 'complete' && location.protocol === 'app:');
  // Answered, well or not, once the engine was opened: what is evaluated in a process that still loads it can get lost.
  await invoke(window, 'app.info', {});
  let isOver = false;
  const isGone = async (marks: readonly ProcessMark[]): Promise<void> => {
    isOver = true;
    const poll = expect.poll(() => stillRunning(marks), { message: 'processes that are left', timeout: leaveMs });
    try {
      await poll.toEqual([]);
    } catch (thrown) {
      for (const { pid: left } of stillRunning(marks)) process.kill(left, 'SIGKILL');
      throw new Error(`Rounds did not end. It said: ${said === '' ? 'nothing' : said}`, { cause: thrown });
    }
  };
  return {
    app,
    window,
    pid,
    exitCode: () => child.exitCode,
    async quit() {
      if (isOver) return;
      const marks = processTree(pid);
      const isRunning = (): boolean => stillRunning(marks.slice(0, 1)).length > 0;
      if (isRunning()) {
        // Not awaited: it waits for ever for an app that does not end. What it asks can get lost, and a signal cannot; an app
        // that hangs while it quits heeds neither, which is seen below.
        app.close().catch(() => undefined);
        await expect
          .poll(isRunning, { timeout: askedMs })
          .toBe(false)
          .catch(() => {
            if (isRunning()) process.kill(pid, 'SIGTERM');
          });
      }
      await isGone(marks);
    },
    async crash() {
      const marks = processTree(pid);
      process.kill(pid, 'SIGKILL');
      await isGone(marks);
    },
  };
}

export { expect };
