import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import type { PagesOrder } from './pages-app/orders.ts';
import { appEnvironment, electronPath, electronSwitches } from './runtime.ts';

/** A request that a page asked leave for, or what became of a document. */
export interface PagesEvent {
  readonly event: 'admit' | 'answered' | 'signal';
  readonly page: string;
  readonly url: string;
  readonly kind?: 'document' | 'part';
  readonly status?: number | null;
  readonly retryAfter?: string;
}

/** The failure of an order. */
export class OrderError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A process with the product's own pages and vault in it. */
export interface PagesHost {
  readonly pid: number;
  readonly events: readonly PagesEvent[];
  /** Rejects with `OrderError`. */
  ask(order: PagesOrder): Promise<unknown>;
  /** What it wrote on stderr. */
  complaints(): string;
  kill(signal: NodeJS.Signals): void;
  close(): Promise<void>;
}

/** Bundles the process into a folder; once for a file of tests. */
export async function buildPagesApp(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(import.meta.dirname, 'pages-app/main.ts'),
      outDir: folder,
      emptyOutDir: true,
      rollupOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'main.js' } },
    },
  });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'rounds-pages', type: 'module', main: 'main.js' }),
  );
  return folder;
}

/** Starts the process, with these switches and without a screen where nothing else is said. */
export async function startPagesHost(
  folder: string,
  {
    home,
    switches = ['--ozone-platform=headless'],
    env = {},
  }: { readonly home: string; readonly switches?: readonly string[]; readonly env?: Readonly<Record<string, string>> },
): Promise<PagesHost> {
  const environment = appEnvironment(home, env);
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY']) delete environment[name];
  const args = [...electronSwitches(), ...switches, '--disable-gpu', '--log-level=3', folder];
  const child = spawn(electronPath(), args, { env: environment });
  const { pid } = child;
  if (pid === undefined) throw new Error('Electron could not be started.');
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const { events, ask } = converse(child);
  return {
    pid,
    events,
    ask,
    complaints: () => errors.join(''),
    kill: (signal) => void child.kill(signal),
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

interface Reply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly userMessage: string; readonly cause: string };
}

function converse(child: ChildProcess): Pick<PagesHost, 'events' | 'ask'> {
  const events: PagesEvent[] = [];
  const waiting = new Map<number, (reply: Reply) => void>();
  if (child.stdout === null || child.stdin === null) throw new Error('The process has no pipes.');
  const { stdin } = child;
  createInterface(child.stdout).on('line', (line) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the other side is this test's own
    const told = JSON.parse(line) as Reply | PagesEvent;
    if ('event' in told) events.push(told);
    else waiting.get(told.id)?.(told);
  });
  child.once('exit', (code, signal) => {
    const error = { code: 'gone', userMessage: `The process ended (${code ?? signal}).`, cause: '' };
    for (const [id, settle] of waiting) settle({ id, error });
  });
  let last = 0;
  const ask = (order: PagesOrder): Promise<unknown> =>
    new Promise((resolve, reject) => {
      last += 1;
      const id = last;
      waiting.set(id, ({ value, error }) => {
        waiting.delete(id);
        if (error === undefined) resolve(value);
        else reject(new OrderError(error.code, `${error.userMessage} ${error.cause}`));
      });
      stdin.write(`${JSON.stringify({ id, order })}\n`);
    });
  return { events, ask };
}
