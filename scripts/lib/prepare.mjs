import { ensureBuild } from './build.mjs';
import { ensureCodeCache } from './code-cache.mjs';
import { ensureLibraries } from './display.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { electronNapi, ensureSqlite } from './native.mjs';
import { say } from './run.mjs';
import { rootSwitches } from './switches.mjs';
import { requireDependencies } from './tools.mjs';

/**
 * Makes everything ready to run the app: Electron, its system libraries, better-sqlite3 and, with `build`, the app itself.
 * @param {{ display: boolean, build: boolean, keyring?: boolean, isQuiet?: boolean }} options `display`: a virtual display may
 *   be needed; `keyring`: tests try the keychain;
 *   `isQuiet`: say nothing when there was nothing to do
 * @returns {Promise<{ electron: import('./electron-runtime.mjs').ElectronRuntime, electronArgs: string[], env: NodeJS.ProcessEnv }>}
 *   the switches to put before the app's folder, and the environment for every program that starts Electron
 */
export async function prepareRuntime({ display, build, keyring = false, isQuiet = false }) {
  requireDependencies();
  const electron = await ensureElectron();
  await ensureLibraries(electron.path, { needDisplay: display, wantKeyring: keyring });
  await ensureSqlite({ electronNapi: await electronNapi(electron) });
  if (!isQuiet) say(`Electron ${electron.version} (${electron.source}): ${electron.reason}.`);
  const electronArgs = rootSwitches();
  const env = environmentFor(electron, electronArgs);
  if (build) await ensureCodeCache({ electron, env, buildStamp: await ensureBuild() });
  return { electron, electronArgs, env };
}

/**
 * ELECTRON_OVERRIDE_DIST_PATH is read by the electron package and Playwright, ELECTRON_EXEC_PATH by electron-vite.
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron @param {readonly string[]} electronArgs
 */
function environmentFor(electron, electronArgs) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    ELECTRON_OVERRIDE_DIST_PATH: electron.distPath,
    ELECTRON_EXEC_PATH: electron.path,
    ROUNDS_ELECTRON: electron.path,
    ROUNDS_ELECTRON_ARGS: electronArgs.join(' '),
  };
  // Set in terminals inside Electron-based editors; it would turn the app into a plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  return env;
}
