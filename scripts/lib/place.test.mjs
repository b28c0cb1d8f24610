import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isStale, placeFile, placeFolder, withLock } from './place.mjs';

/** @type {string} */
let folder;
/** @type {string} */
let target;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'place-'));
  target = path.join(folder, 'runtime');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} candidate */
const isReady = (candidate) => existsSync(path.join(candidate, 'version'));
/** @param {string} temporary */
const fill = async (temporary) => writeFileSync(path.join(temporary, 'version'), '1');
/** @param {import('./place.mjs').Owner} owner */
const leaveLock = (owner) => {
  mkdirSync(`${target}.lock`);
  writeFileSync(path.join(`${target}.lock`, 'owner.json'), JSON.stringify(owner));
};
const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

describe('placeFolder', () => {
  it('puts a filled folder in place and leaves nothing beside it', async () => {
    await placeFolder(target, isReady, fill);
    expect(isReady(target)).toBe(true);
    expect(readdirSync(folder)).toEqual(['runtime']);
  });

  it('leaves nothing at all when filling fails', async () => {
    /** @param {string} temporary */
    const broken = async (temporary) => {
      await fill(temporary);
      throw new Error('cable pulled');
    };
    await expect(placeFolder(target, isReady, broken)).rejects.toThrow('cable pulled');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('does nothing when the folder is ready', async () => {
    await placeFolder(target, isReady, fill);
    await placeFolder(target, isReady, async () => expect.unreachable());
  });

  it('replaces a folder that is not ready and removes what interrupted runs left', async () => {
    mkdirSync(target);
    writeFileSync(path.join(target, 'half'), '');
    mkdirSync(`${target}.tmp-${deadPid()}-x`);
    await placeFolder(target, isReady, fill);
    expect(readdirSync(target)).toEqual(['version']);
    expect(readdirSync(folder)).toEqual(['runtime']);
  });

  it('fills once when asked twice at the same time', async () => {
    let filled = 0;
    /** @param {string} temporary */
    const count = async (temporary) => {
      filled += 1;
      await fill(temporary);
    };
    await Promise.all([placeFolder(target, isReady, count), placeFolder(target, isReady, count)]);
    expect(filled).toBe(1);
  });
});

describe('withLock', () => {
  const quick = { waitMs: 200, pollMs: 10 };

  it('lets one at a time work', async () => {
    let working = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, (working += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      working -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withLock(target, work, { waitMs: 5000, pollMs: 2 })));
    expect(most).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('takes over the lock of a process that ended', async () => {
    leaveLock({ pid: deadPid(), start: '1', host: hostname(), token: 'x' });
    await expect(withLock(target, async () => 'done', quick)).resolves.toBe('done');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'takes over the lock of a process whose number was given to another',
    async () => {
      leaveLock({ pid: process.pid, start: 'another time', host: hostname(), token: 'x' });
      await expect(withLock(target, async () => 'done', quick)).resolves.toBe('done');
    },
  );

  it('waits for a living holder and says so when it takes too long', async () => {
    const held = withLock(target, () => withLock(target, async () => 'never', quick));
    await expect(held).rejects.toThrow(/still holds/);
  });

  it('believes in another machine until it has been silent for two minutes', () => {
    leaveLock({ pid: 1, start: '1', host: 'elsewhere', token: 'x' });
    expect(isStale(`${target}.lock`)).toBe(false);
    expect(isStale(`${target}.lock`, Date.now() + 121_000)).toBe(true);
  });
});

describe('placeFile', () => {
  it('replaces a file and leaves no other', () => {
    placeFile(path.join(folder, 'a', 'file'), 'one');
    placeFile(path.join(folder, 'a', 'file'), 'two');
    expect(readFileSync(path.join(folder, 'a', 'file'), 'utf8')).toBe('two');
    expect(readdirSync(path.join(folder, 'a'))).toEqual(['file']);
  });
});
