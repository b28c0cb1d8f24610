import { spawn } from 'node:child_process';
import { toAppError } from '#shared/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { Ports } from '../engine/ports.ts';
import { exitCodeOfError, type HeadlessCommand, runCommand } from './commands.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';

/** Keeps Chromium from looking for a display; only understood at the start of the process. */
const headlessSwitches = ['--ozone-platform=headless', '--disable-gpu'];

/** True where Chromium would look for a display that a command without a window does not need. */
export function needsRestart(platform: string, argv: readonly string[]): boolean {
  return platform === 'linux' && !argv.some((arg) => arg.startsWith('--ozone-platform='));
}

/** Runs a command in a process that is started without a display; gives its exit code. */
export function restartHeadless(execPath: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(execPath, [...headlessSwitches, ...args], { stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals): void => {
      child.kill(signal);
    };
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    child.on('error', () => resolve(exitCodes.failed));
    child.on('exit', (code, signal) =>
      resolve(code ?? (signal === 'SIGINT' ? exitCodes.interrupted : exitCodes.terminated)),
    );
  });
}

export interface HeadlessOptions {
  readonly command: HeadlessCommand;
  readonly openEngine: () => Promise<Engine>;
  readonly ports: Pick<Ports, 'clock' | 'files' | 'log'>;
  readonly output: Output;
}

/** Does one command and closes everything; errors become a sentence on stderr and an exit code. */
export async function runHeadless({ command, openEngine, ports, output }: HeadlessOptions): Promise<ExitCode> {
  let engine: Engine | undefined;
  try {
    engine = await openEngine();
    return await runCommand(engine, command, ports, output);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === 'internal' || error.code === 'storage')
      ports.log.error({ err: error.cause ?? thrown }, error.userMessage);
    output.err(`${error.userMessage}\n`);
    return exitCodeOfError(error);
  } finally {
    await engine?.close();
  }
}
