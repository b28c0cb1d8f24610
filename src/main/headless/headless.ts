import { toAppError } from '#shared/errors.ts';
import type { Engine } from '../engine/engine.ts';
import type { Ports } from '../engine/ports.ts';
import { exitCodeOfError, type HeadlessCommand, runCommand } from './commands.ts';
import type { ExitCode, Output } from '../output.ts';

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
