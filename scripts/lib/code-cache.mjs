import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { displayCommand, hasDisplay } from './display.mjs';
import { inRoot } from './paths.mjs';
import { withLock } from './place.mjs';
import { run, say, which } from './run.mjs';
import { headlessSwitches, rootSwitches, screenlessSwitches } from './switches.mjs';

const warmUpApp = inRoot('scripts/code-cache');
const limitMs = 60_000;

/** A port of loopback that is free now. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A school on loopback that one building is watched at. @param {number} port */
function configuration(port) {
  const source = { id: 'warm', kind: 'waitz', name: 'Warm-up', baseUrl: `http://127.0.0.1:${port}`, school: 'warm' };
  const building = { code: '1', name: 'Hall', sourceId: source.id, waitzId: '1' };
  return { version: 1, sources: [{ ...source, allowPrivateAddress: true }], buildings: [building], schedules: [] };
}

/**
 * The starts of the program whose caches are wanted, in their order: with a configuration read in, with its window where there
 * can be one, and for a run of what it watches.
 * @param {string} electronPath @param {string} folder @param {number} port
 */
function warmUps(electronPath, folder, port) {
  const file = path.join(folder, 'rounds.json');
  writeFileSync(file, JSON.stringify(configuration(port)));
  const common = [warmUpApp, '--profile', path.join(folder, 'profile')];
  /** @param {readonly string[]} flags */
  const headless = (...flags) => {
    const args = [...rootSwitches(), ...headlessSwitches, ...common, ...flags];
    return { command: electronPath, args, isVirtual: false };
  };
  const window = displayCommand(electronPath, [...rootSwitches(), ...screenlessSwitches, ...common]);
  return [
    headless('--import-config', file),
    ...(hasDisplay() || which('xvfb-run') !== null ? [window] : []),
    headless('--run-once', '--job', 'occupancy.update'),
  ];
}

/**
 * Makes the built program quick to start: runs it once in each of its ways, so that what V8 makes of it is written beside it
 * (`src/main/boot/load-program.ts`). Without, it starts slower and is otherwise the same, so that a failure is only told.
 * @param {{ electron: { path: string, version: string }, env: NodeJS.ProcessEnv, buildStamp: string }} of `buildStamp` names
 *   the build
 */
export async function ensureCodeCache({ electron, env, buildStamp }) {
  const stampFile = inRoot('out/main/code-cache/.stamp');
  const stamp = `${electron.version} ${buildStamp}`;
  const isMade = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;
  if (isMade()) return;
  await withLock(inRoot('node_modules/.cache/rounds-code-cache'), async () => {
    if (isMade()) return;
    rmSync(path.dirname(stampFile), { recursive: true, force: true });
    const folder = mkdtempSync(path.join(tmpdir(), 'rounds-warm-up-'));
    try {
      const port = await freePort();
      const apart = { ...env, ROUNDS_WARM_UP_PORT: String(port), XDG_CONFIG_HOME: folder, XDG_CACHE_HOME: folder };
      for (const { command, args, isVirtual } of warmUps(electron.path, folder, port)) {
        const code = await run(command, args, { env: apart, output: 'ignore', isGroup: isVirtual, timeoutMs: limitMs });
        if (code !== 0) return say(`The app will start slower than it could: a first start of it ended with ${code}.`);
      }
      writeFileSync(stampFile, stamp);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
