import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { app } from 'electron';
import { screenlessSwitch } from './adapters/browser-start.ts';
import { launchArguments } from './launch-arguments.ts';
import { exitCodes } from './output.ts';

/** No tries at a graphics card, no complaints about a missing system bus. */
const screenlessSwitches = [screenlessSwitch, '--disable-gpu', '--log-level=3'];

/**
 * Starts the program once more with the switches that its browser needs where there is no screen, lets it have the terminal and
 * passes signals on; it ends with this process, whatever ends that. Resolves to its exit code.
 */
export async function startScreenless(): Promise<number> {
  const child = spawn(process.execPath, [...screenlessSwitches, ...launchArguments()], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  try {
    await once(child, 'exit');
  } catch (thrown) {
    process.stderr.write(`${app.getName()} could not be started anew: ${String(thrown)}\n`);
    return exitCodes.failed;
  }
  return child.exitCode ?? exitCodes.failed;
}
