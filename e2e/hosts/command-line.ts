import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appEnvironment, electronPath, electronSwitches, root } from './runtime.ts';

/** How a start of the app without a window ended. */
export interface CommandResult {
  /** The exit code; null where a signal ended the process itself. */
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A start of the app that goes on. */
export interface RunningCommand {
  readonly pid: number;
  readonly done: Promise<CommandResult>;
  /** What it has written so far. */
  written(): Pick<CommandResult, 'stdout' | 'stderr'>;
  kill(signal: NodeJS.Signals): void;
}

/** Where and how a command is started. */
export interface CommandOptions {
  /** What stands for the user's home of settings and caches. */
  readonly home: string;
  /**
   * `headless`: with the switches that `npm run rounds` gives; `bare`: with none of them and no display, as a user types
   * it; `window`: with the display.
   */
  readonly as?: 'headless' | 'bare' | 'window';
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the built app with these flags. */
export function startCommand(
  flags: readonly string[],
  { home, as = 'headless', env = {} }: CommandOptions,
): RunningCommand {
  const environment = appEnvironment(home, env);
  if (as !== 'window') for (const name of ['DISPLAY', 'WAYLAND_DISPLAY']) delete environment[name];
  const switches = as === 'headless' ? ['--ozone-platform=headless', '--disable-gpu'] : [];
  const child = spawn(electronPath(), [...electronSwitches(), ...switches, root, ...flags], {
    cwd: root,
    env: environment,
  });
  if (child.pid === undefined) throw new Error('Electron could not be started.');
  const written = collect(child);
  return { pid: child.pid, done: untilOver(child, written), written, kill: (signal) => void child.kill(signal) };
}

function collect(child: ChildProcess): RunningCommand['written'] {
  const out: string[] = [];
  const err: string[] = [];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => out.push(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => err.push(text));
  return () => ({ stdout: out.join(''), stderr: err.join('') });
}

async function untilOver(child: ChildProcess, written: RunningCommand['written']): Promise<CommandResult> {
  await once(child, 'close');
  return { code: child.exitCode, signal: child.signalCode, ...written() };
}
