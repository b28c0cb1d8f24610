import { type ChildProcess, spawn } from 'node:child_process';

/** The Electron that `scripts/bench.mjs` prepared, and the switches that go before an app's folder. */
export interface Electron {
  readonly path: string;
  readonly switches: readonly string[];
}

/** Reads what `scripts/lib/prepare.mjs` says in the environment. */
export function readElectron(environment: NodeJS.ProcessEnv = process.env): Electron {
  const path = environment['ROUNDS_ELECTRON'];
  if (path === undefined) throw new Error('Start it with: npm run bench');
  return { path, switches: (environment['ROUNDS_ELECTRON_ARGS'] ?? '').split(' ').filter((text) => text !== '') };
}

/** How long a program may take to end, milliseconds. */
const endLimitMs = 20_000;

/** Starts an app; what it says on stderr is kept for whoever has to explain a failure. */
export function start(
  { path, switches }: Electron,
  args: readonly string[],
): { readonly child: ChildProcess; readonly said: () => string; readonly ended: Promise<number> } {
  const child = spawn(path, [...switches, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? -1));
  });
  return { child, said: () => said, ended };
}

/** Asks a program to end and waits until it has; one that does not is killed. */
export async function end(child: ChildProcess, ended: Promise<number>): Promise<number> {
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), endLimitMs);
  const code = await ended;
  clearTimeout(timer);
  return code;
}
