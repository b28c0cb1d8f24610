import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isRecord, readJson, textIn } from './json.mjs';
import { placeFile, withLock } from './place.mjs';
import { cacheRoot, inRoot } from './paths.mjs';
import { run, say } from './run.mjs';

/** How long the release host has to answer, and for how long a failure is remembered. */
const probeMs = 4000;
const believedMs = 60 * 60_000;
const downloadMs = 20 * 60_000;

const packageFolder = inRoot('node_modules/electron');
const stampFile = () => path.join(cacheRoot(), 'electron', 'not-reachable.json');

/**
 * What is used of the Electron package's own downloader (https://github.com/electron/get).
 * @typedef {object} ElectronGet
 * @property {(details: ArtifactDetails) => Promise<string>} downloadArtifact
 */

/**
 * @typedef {object} ArtifactDetails
 * @property {string | undefined} version
 * @property {string} artifactName
 * @property {string | undefined} cacheRoot
 * @property {unknown} checksums
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.Architecture} arch
 * @property {{ download: (address: string) => Promise<void> }} downloader
 */

/**
 * A download that failed: its address (null if the archive was in the downloader's cache), when in ms since 1970, why.
 * @typedef {{ url: string | null, at: number, why: string }} Stamp
 */

/** @param {string} file @returns {unknown} */
const readJsonIfAny = (file) => {
  try {
    return readJson(file);
  } catch {
    return null;
  }
};

/** @param {unknown} value @returns {value is ElectronGet} */
const isElectronGet = (value) => isRecord(value) && typeof value['downloadArtifact'] === 'function';

/** @param {unknown} value @returns {value is Stamp} */
const isStamp = (value) =>
  isRecord(value) &&
  (value['url'] === null || typeof value['url'] === 'string') &&
  typeof value['at'] === 'number' &&
  typeof value['why'] === 'string';

function readStamp() {
  const stamp = readJsonIfAny(stampFile());
  return isStamp(stamp) ? stamp : null;
}

/** The version package.json pins. */
export const pinnedVersion = () => textIn(readJsonIfAny(path.join(packageFolder, 'package.json')), 'version');

/** The name of the executable inside a distribution. */
export function executableName(platform = process.platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/** The pinned Electron where its package keeps it, if it is there and complete. */
export function installedOfficial() {
  const distPath = path.join(packageFolder, 'dist');
  const file = path.join(distPath, executableName());
  const version = pinnedVersion();
  const isComplete =
    existsSync(file) &&
    existsSync(path.join(packageFolder, 'path.txt')) &&
    readFileSync(path.join(distPath, 'version'), 'utf8').trim().replace(/^v/, '') === version;
  return isComplete ? { distPath, path: file, version } : null;
}

/**
 * Where the Electron package would download from, asked of its own downloader so that mirrors count; null if the archive
 * is in that downloader's cache already.
 * @returns {Promise<string | null>}
 */
async function downloadUrl() {
  const resolve = createRequire(path.join(packageFolder, 'package.json')).resolve;
  /** @type {unknown} */
  const downloader = await import(pathToFileURL(resolve('@electron/get')).href);
  if (!isElectronGet(downloader)) throw new Error('@electron/get has no downloadArtifact');
  /** @type {string | null} */
  let url = null;
  try {
    await downloader.downloadArtifact({
      version: pinnedVersion(),
      artifactName: 'electron',
      cacheRoot: process.env['electron_config_cache'],
      checksums: readJsonIfAny(path.join(packageFolder, 'checksums.json')),
      platform: process.platform,
      arch: process.arch,
      downloader: {
        download: async (address) => {
          url = address;
          throw new Error('only asking');
        },
      },
    });
  } catch (error) {
    if (url === null) throw error;
  }
  return url;
}

/** Whether the address answers in time. Through a proxy only the real download can tell. @param {string} url */
async function isReachable(url) {
  if (process.env['ELECTRON_GET_USE_PROXY']) return true;
  try {
    const reply = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeMs) });
    return reply.status < 400;
  } catch {
    return false;
  }
}

/**
 * Whether an earlier command had no luck with this address less than an hour ago.
 * @param {Pick<Stamp, 'url' | 'at'> | null} stamp @param {string | null} url @param {number} now ms since 1970
 */
export function isBelievedClosed(stamp, url, now) {
  return stamp !== null && stamp.url === url && now >= stamp.at && now - stamp.at < believedMs;
}

/** Downloads the pinned Electron with its package's own script. Says why not, or null when it is there. */
async function download() {
  say(`Downloading Electron ${pinnedVersion()} (about 110 MB).`);
  const code = await run(process.execPath, [path.join(packageFolder, 'install.js')], {
    output: 'stderr',
    timeoutMs: downloadMs,
  });
  if (code === 0 && installedOfficial()) return null;
  return code === 124 ? 'the release host is too slow' : 'the release host answered, but the download failed';
}

/** The same, by one process at a time. */
const downloadOnce = () =>
  withLock(path.join(cacheRoot(), 'electron', `official-${pinnedVersion()}`), async () =>
    installedOfficial() ? null : download(),
  );

/**
 * Tries to get the pinned Electron. A closed network costs four seconds once an hour.
 * @returns {Promise<string | null>} why it could not be had, or null when it is installed
 */
export async function tryOfficial(now = Date.now()) {
  let url;
  try {
    url = await downloadUrl();
  } catch {
    return 'its download address could not be worked out';
  }
  const stamp = readStamp();
  if (stamp && isBelievedClosed(stamp, url, now)) return stamp.why;
  const why = url === null || (await isReachable(url)) ? await downloadOnce() : 'the release host is not reachable';
  if (why === null) rmSync(stampFile(), { force: true });
  else placeFile(stampFile(), JSON.stringify({ url, at: now, why }));
  return why;
}
