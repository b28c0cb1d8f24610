import { app } from 'electron';
import { type AppError, toAppError } from '#shared/errors.ts';
import type { CommandLine } from './command-line.ts';
import { exitCodes, type Output } from './output.ts';
import { openProfile, type Profile } from './profile.ts';

/** The terminal. */
export const terminal: Output = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  drained: async () => {
    await handedOn(process.stdout);
    await handedOn(process.stderr);
  },
};

function handedOn(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    // Whoever read it may be gone; then there is nobody to wait for.
    stream.write('', () => resolve());
  });
}

/** The profile that a start works on. Throws `storage` naming the folder that cannot be made. */
export function chooseProfile({ profile, isDemo }: CommandLine): Profile {
  return openProfile({
    given: profile,
    fromEnvironment: process.env['ROUNDS_PROFILE'],
    appData: app.getPath('appData'),
    isDemo,
  });
}

/** Says what went wrong before anything was begun, and ends with the code for it. */
export function endWith(thrown: unknown): void {
  const error = toAppError(thrown);
  terminal.err(`${error.userMessage}\n`);
  if (error.code === 'internal') terminal.err(`${String(error.cause)}\n`);
  app.exit(exitCodeOf(error));
}

function exitCodeOf({ code }: AppError): number {
  if (code === 'storage') return exitCodes.storage;
  return code === 'internal' ? exitCodes.failed : exitCodes.usage;
}
