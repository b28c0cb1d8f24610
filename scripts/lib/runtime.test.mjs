import { describe, expect, it } from 'vitest';
import { missingTools, needsOwnBinary } from './native.mjs';
import { executableName, isBelievedClosed } from './official-electron.mjs';
import { cacheRoot } from './paths.mjs';
import { rootSwitches } from './switches.mjs';

describe('the release host', () => {
  const stamp = { url: 'mirror/electron.zip', at: 1000 };
  const hourMs = 3_600_000;

  it('is believed closed for an hour, at the same address only', () => {
    expect(isBelievedClosed(stamp, 'mirror/electron.zip', 1000 + hourMs - 1)).toBe(true);
    expect(isBelievedClosed(stamp, 'mirror/electron.zip', 1000 + hourMs)).toBe(false);
    expect(isBelievedClosed(stamp, 'other/electron.zip', 2000)).toBe(false);
    expect(isBelievedClosed(null, 'mirror/electron.zip', 2000)).toBe(false);
  });

  it('is asked again after the clock was set back', () => {
    expect(isBelievedClosed(stamp, 'mirror/electron.zip', 999)).toBe(false);
  });
});

describe('better-sqlite3', () => {
  it('is compiled where Node-API is older than its own binary asks for', () => {
    expect(needsOwnBinary(9)).toBe(true);
    expect(needsOwnBinary(10)).toBe(false);
  });

  it('names the tools that are missing', () => {
    expect(missingTools(() => null)).toEqual(['python3', 'make', 'g++']);
    expect(missingTools((name) => ['python', 'make', 'clang++'].includes(name))).toEqual([]);
  });
});

it('takes the sandbox away from root on Linux and from nobody else', () => {
  expect(rootSwitches('linux', 0)).toEqual(['--no-sandbox']);
  expect(rootSwitches('linux', 1000)).toEqual([]);
  expect(rootSwitches('darwin', 0)).toEqual([]);
  expect(rootSwitches('win32', undefined)).toEqual([]);
});

it('knows the executable of each platform', () => {
  /** @type {NodeJS.Platform[]} */
  const platforms = ['linux', 'win32', 'darwin'];
  expect(platforms.map((platform) => executableName(platform))).toEqual([
    'electron',
    'electron.exe',
    'Electron.app/Contents/MacOS/Electron',
  ]);
});

it('keeps runtimes where the environment says', () => {
  expect(cacheRoot({ ROUNDS_CACHE: '/somewhere' })).toBe('/somewhere');
  expect(cacheRoot({ XDG_CACHE_HOME: '/cache' })).toBe('/cache/rounds');
});
