import { existsSync, readFileSync } from 'node:fs';
import { capture, fail, run, say, which } from './run.mjs';

/** What Electron's libraries are called in Debian and Ubuntu; later releases add `t64` to some. */
const libraryPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1', 'libxtst6'];
const displayPackages = ['xvfb', 'xauth', 'dbus', 'dbus-x11'];
const fontPackages = ['fontconfig', 'fonts-dejavu-core'];
const keyringPackages = ['gnome-keyring'];
const displayPrograms = ['xvfb-run', 'xauth', 'dbus-run-session'];

/** Whether a window can be opened as things are. @param {NodeJS.ProcessEnv} [env] @param {NodeJS.Platform} [platform] */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY']);
}

/**
 * A command that gives `command` a display: itself where there is one, else inside a virtual display with a message bus.
 * @param {string} command @param {readonly string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, platform?: NodeJS.Platform }} [options]
 * @returns {{ command: string, args: string[], isVirtual: boolean }}
 */
export function displayCommand(command, args, { env = process.env, platform = process.platform } = {}) {
  if (hasDisplay(env, platform)) return { command, args: [...args], isVirtual: false };
  const screen = ['-a', '-s', '-screen 0 1920x1080x24'];
  return { command: 'xvfb-run', args: [...screen, 'dbus-run-session', '--', command, ...args], isVirtual: true };
}

/** The names of the libraries `ldd` did not find. @param {string} text what ldd said */
export function missingLibraries(text) {
  return [...text.matchAll(/^\s*(\S+) => not found/gm)].map(([, name = '']) => name);
}

async function hasFonts() {
  if (!which('fc-list')) return false;
  return (await capture('fc-list', [])).stdout.trim() !== '';
}

/**
 * What is missing, as packages. Fonts and a keyring are wished for only: without them text is boxes, and tests of the keychain
 * are skipped, but everything runs.
 * @param {string} electronPath @param {{ needDisplay: boolean, wantKeyring: boolean }} options
 */
async function missingPackages(electronPath, { needDisplay, wantKeyring }) {
  const isShort = missingLibraries((await capture('ldd', [electronPath])).stdout).length > 0;
  const isHidden = needDisplay && !hasDisplay() && displayPrograms.some((name) => !which(name));
  const isFontless = needDisplay && !(await hasFonts());
  const isKeyless = wantKeyring && !which('gnome-keyring-daemon');
  return {
    needed: [...(isHidden ? displayPackages : []), ...(isShort ? libraryPackages : [])],
    wished: [...(isFontless ? fontPackages : []), ...(isKeyless ? keyringPackages : [])],
  };
}

function isDebianLike() {
  const file = '/etc/os-release';
  return (
    Boolean(which('apt-get')) && existsSync(file) && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync(file, 'utf8'))
  );
}

/** The words before a command that make it run as root without a question, or null if there are none. */
async function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  if (!which('sudo')) return null;
  return (await capture('sudo', ['-n', 'true'])).code === 0 ? ['sudo', '-n'] : null;
}

/** The name this release has for a package. @param {string} name */
async function nameHere(name) {
  const renamed = `${name}t64`;
  return (await capture('apt-cache', ['show', renamed])).code === 0 ? renamed : name;
}

/** @param {readonly string[]} prefix @param {readonly string[]} args */
async function runAsRoot(prefix, args) {
  const [command = 'env', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', ...args];
  return run(command, rest, { output: 'stderr' });
}

/**
 * Installs packages with apt-get, its words on stderr. Resolves with whether it worked.
 * @param {readonly string[]} prefix @param {readonly string[]} packages
 */
async function install(prefix, packages) {
  say(`Installing ${packages.join(', ')} with apt-get.`);
  const apt = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq'];
  await runAsRoot(prefix, [...apt, 'update']);
  const names = await Promise.all(packages.map(nameHere));
  return (await runAsRoot(prefix, [...apt, 'install', '-y', '--no-install-recommends', ...names])) === 0;
}

/**
 * Makes sure that an Electron finds its libraries and, with `needDisplay` where there is no display, that a virtual one
 * can be started. Installs what is missing as root on Debian and Ubuntu; elsewhere rejects, naming the command that does.
 * @param {string} electronPath @param {{ needDisplay: boolean, wantKeyring: boolean }} options
 */
export async function ensureLibraries(electronPath, options) {
  if (process.platform !== 'linux') return;
  const { needed, wished } = await missingPackages(electronPath, options);
  const packages = [...needed, ...wished];
  if (packages.length === 0) return;
  const prefix = isDebianLike() ? await rootPrefix() : null;
  const advice = `sudo apt-get install ${packages.join(' ')}`;
  if (prefix === null && needed.length > 0)
    fail(`Electron needs system libraries that are not installed. On Debian or Ubuntu run: ${advice}`);
  if (prefix === null)
    return say(`Some packages that are good to have are not installed. On Debian or Ubuntu run: ${advice}`);
  await install(prefix, packages);
  const left = (await missingPackages(electronPath, options)).needed;
  if (left.length > 0)
    fail(`Some system libraries are still missing after apt-get. Run this and read what it says: ${advice}`);
}
