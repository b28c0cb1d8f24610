import { toAppError } from '#shared/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { Ports } from '../engine/ports.ts';
import { exitCodeOfError, runCommand, type HeadlessCommand } from './commands.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';
import { work } from './worker.ts';

export interface HeadlessOptions {
  readonly command: HeadlessCommand;
  readonly openEngine: () => Promise<Engine>;
  readonly databasePath: string;
  readonly ports: Pick<Ports, 'clock' | 'files' | 'log'>;
  readonly output: Output;
  /** Aborts when what runs shall end. */
  readonly stopped: AbortSignal;
}

/** Does one command and closes everything; errors become a sentence on stderr and an exit code. */
export async function runHeadless(options: HeadlessOptions): Promise<ExitCode> {
  const { command, openEngine, ports, output, stopped } = options;
  let engine: Engine | undefined;
  try {
    const opened = await openEngine();
    if (command.mode === 'worker') return await work(opened, options);
    engine = opened;
    stopped.addEventListener('abort', () => void opened.runner.stop());
    return stopped.aborted ? exitCodes.good : await runCommand(engine, command, options);
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
