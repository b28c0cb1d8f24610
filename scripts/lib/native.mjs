import { createHash } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import { readJson, textIn } from './json.mjs';
import { placeFile, placeFolder } from './place.mjs';
import { cacheRoot, inRoot } from './paths.mjs';
import { capture, fail, run, say, which } from './run.mjs';

/** The Node-API version better-sqlite3's own binaries ask for; an older runtime crashes on them without an error. */
const prebuiltNapi = 10;

/** Flags with which its unchanged sources give a binary for older runtimes, without the slow link-time optimisation. */
const flags = {
  CFLAGS: '-O2 -fno-lto',
  LDFLAGS: '-fno-lto',
  CXXFLAGS:
    '-O2 -fno-lto -UNAPI_VERSION -DNAPI_VERSION=2147483647 -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT',
};

const packageFolder = inRoot('node_modules/better-sqlite3');
const binaryName = 'better_sqlite3.node';
const installed = path.join(packageFolder, 'build', 'Release', binaryName);

/** Whether a runtime with this Node-API version needs a binary of our own. @param {number} napi */
export const needsOwnBinary = (napi) => napi < prebuiltNapi;

/**
 * The Node-API version of an Electron, asked of it once and remembered by Electron version.
 * @param {{ path: string, version: string }} electron
 */
export async function electronNapi(electron) {
  const remembered = path.join(cacheRoot(), 'electron', `node-api-${electron.version}`);
  if (existsSync(remembered)) return Number(readFileSync(remembered, 'utf8'));
  const answer = await capture(electron.path, ['-p', 'process.versions.napi'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const napi = Number(answer.stdout.trim());
  if (answer.code !== 0 || !Number.isInteger(napi) || napi === 0) {
    fail(
      `Electron at ${electron.path} does not run (exit code ${answer.code}): ${answer.stderr.trim() || 'it said nothing'}.`,
    );
  }
  if (/^\d/.test(electron.version)) placeFile(remembered, String(napi));
  return napi;
}

/** The folder above Node's own headers, so that none need downloading; null where they are not installed. */
function headersFolder(env = process.env) {
  const candidates = [env['npm_config_nodedir'], path.resolve(path.dirname(process.execPath), '..')];
  return candidates.find((folder) => folder && existsSync(path.join(folder, 'include/node/node_api.h'))) ?? null;
}

/** What is needed to compile and is not there. @param {(name: string) => unknown} [find] */
export function missingTools(find = which) {
  const groups = [['python3', 'python'], ['make'], ['g++', 'c++', 'clang++']];
  return groups.filter((names) => !names.some((name) => find(name))).map(([name]) => name);
}

function checkTools() {
  if (process.platform === 'win32')
    fail('better-sqlite3 cannot be loaded by this Node.js; install Node.js 22.14 or newer.');
  const missing = missingTools();
  if (missing.length > 0) {
    fail(
      `better-sqlite3 must be compiled for this Node.js, but ${missing.join(', ')} is missing; install it, or use Node.js 22.14 or newer.`,
    );
  }
  if (!existsSync(inRoot('node_modules/node-gyp'))) fail('node-gyp is not installed. Run npm ci first.');
}

/**
 * Compiles in a copy, so that an interrupted build leaves node_modules as it was.
 * @param {string} temporary @param {string} log a file for the compiler's words
 */
async function build(temporary, log) {
  checkTools();
  say('Compiling better-sqlite3 for this Node.js and Electron; this takes about 80 seconds, once.');
  const copy = path.join(temporary, 'work');
  cpSync(packageFolder, copy, {
    recursive: true,
    filter: (file) => !/better-sqlite3[\\/](build|prebuilds)/.test(file),
  });
  const addonApi = 'node_modules/node-addon-api';
  const nested = path.join(packageFolder, addonApi);
  cpSync(existsSync(nested) ? nested : inRoot(addonApi), path.join(copy, addonApi), { recursive: true });
  const headers = headersFolder();
  const gyp = [inRoot('node_modules/node-gyp/bin/node-gyp.js'), 'rebuild', '--release', '--force_build=1'];
  if (headers) gyp.push(`--nodedir=${headers}`);
  mkdirSync(path.dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  const code = await run(process.execPath, gyp, { cwd: copy, env: { ...process.env, ...flags }, output }).finally(() =>
    closeSync(output),
  );
  const made = path.join(copy, 'build', 'Release', binaryName);
  if (code !== 0 || !existsSync(made))
    fail(`better-sqlite3 could not be compiled (exit code ${code}); what the compiler said is in ${log}.`);
  renameSync(made, path.join(temporary, binaryName));
  rmSync(copy, { recursive: true, force: true });
}

/** Puts the binary where the package looks before its prebuilt ones. @param {string} file */
function install(file) {
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(file))) return;
  mkdirSync(path.dirname(installed), { recursive: true });
  const temporary = `${installed}.tmp-${process.pid}`;
  copyFileSync(file, temporary);
  renameSync(temporary, installed);
}

/**
 * Makes better-sqlite3 loadable by this Node.js and by an Electron of the given Node-API version: leaves the package's
 * own binary alone where it works, else compiles one, once per version, and installs it from the cache.
 * @param {{ electronNapi: number, hostNapi?: number }} runtimes
 */
export async function ensureSqlite({ electronNapi: napi, hostNapi = Number(process.versions['napi']) }) {
  if (!needsOwnBinary(Math.min(napi, hostNapi))) {
    rmSync(path.join(packageFolder, 'build'), { recursive: true, force: true });
    return;
  }
  const version = textIn(readJson(path.join(packageFolder, 'package.json')), 'version');
  const flagsHash = createHash('sha256').update(JSON.stringify(flags)).digest('hex').slice(0, 12);
  const name = `${version}-${flagsHash}-${process.platform}-${process.arch}`;
  const folder = path.join(cacheRoot(), 'better-sqlite3', name);
  /** @param {string} candidate */
  const isReady = (candidate) => existsSync(path.join(candidate, binaryName));
  await placeFolder(folder, isReady, (temporary) =>
    build(temporary, path.join(cacheRoot(), 'better-sqlite3', `${name}.log`)),
  );
  install(path.join(folder, binaryName));
}
