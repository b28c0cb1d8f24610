import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isRecord, readJson } from './json.mjs';
import { fail, say } from './run.mjs';

/** How often a lock's holder shows that it is alive, and after how long without it another machine's lock is stale. */
const beatMs = 10_000;
const staleMs = 120_000;

/**
 * Who holds a lock: a process, when it started (see `startOf`), its machine, and what tells the lock from a later one.
 * @typedef {{ pid: number, start: string, host: string, token: string }} Owner
 */

/**
 * When a process started, to tell it from a later one with its number; empty if that is not known or it has ended.
 * @param {number} pid
 */
function startOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, ...rest] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? '' : (rest[18] ?? '');
  } catch {
    return '';
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** @param {unknown} value @returns {value is Owner} */
const isOwner = (value) =>
  isRecord(value) &&
  typeof value['pid'] === 'number' &&
  ['start', 'host', 'token'].every((name) => typeof value[name] === 'string');

/** @param {string} lock */
function readOwner(lock) {
  try {
    const owner = readJson(path.join(lock, 'owner.json'));
    return isOwner(owner) ? owner : null;
  } catch {
    return null;
  }
}

/**
 * Whether a lock's owner is gone: its process ended, or, on another machine, its lock has not been touched for long.
 * @param {string} lock @param {number} [now] ms since 1970
 */
export function isStale(lock, now = Date.now()) {
  const owner = readOwner(lock);
  if (owner?.host === hostname()) return !isAlive(owner.pid) || startOf(owner.pid) !== owner.start;
  try {
    return now - statSync(lock).mtimeMs > staleMs;
  } catch {
    return false;
  }
}

/**
 * A folder with the owner's name in it, renamed into place: rename onto a full folder fails, so one process wins.
 * @param {string} lock @param {string} token
 */
function tryLock(lock, token) {
  const made = `${lock}.${token}`;
  mkdirSync(made, { recursive: true });
  writeFileSync(
    path.join(made, 'owner.json'),
    JSON.stringify({ pid: process.pid, start: startOf(process.pid), host: hostname(), token }),
  );
  try {
    renameSync(made, lock);
    return true;
  } catch {
    rmSync(made, { recursive: true, force: true });
    return false;
  }
}

/** Moves a stale lock aside; one that turns out to be another's new lock is put back. @param {string} lock */
function breakLock(lock) {
  const seen = readOwner(lock)?.token;
  const aside = `${lock}.stale-${randomUUID()}`;
  try {
    renameSync(lock, aside);
    if (readOwner(aside)?.token !== seen) renameSync(aside, lock);
  } catch {
    // another process was quicker
  }
  rmSync(aside, { recursive: true, force: true });
}

/**
 * Does `work` while holding the lock beside `target`, waiting for whoever holds it; a dead holder's lock is taken over.
 * @template T @param {string} target @param {() => Promise<T>} work @param {{ waitMs?: number, pollMs?: number }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(target, work, { waitMs = 30 * 60_000, pollMs = 500 } = {}) {
  const lock = `${target}.lock`;
  const token = randomUUID();
  const deadline = Date.now() + waitMs;
  mkdirSync(path.dirname(target), { recursive: true });
  for (let isTold = false; !tryLock(lock, token);) {
    if (isStale(lock)) {
      breakLock(lock);
      continue;
    }
    if (Date.now() > deadline) fail(`Another process still holds ${lock}; remove that folder if none is at work.`);
    if (!isTold) say(`Waiting for another process that is preparing ${path.basename(target)}.`);
    isTold = true;
    await delay(pollMs);
  }
  const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), beatMs);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (readOwner(lock)?.token === token) rmSync(lock, { recursive: true, force: true });
  }
}

/**
 * Removes what interrupted runs left beside `target`. Only for the holder of its lock, so nobody is using them.
 * @param {string} target
 */
function removeLeftovers(target) {
  const folder = path.dirname(target);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${path.basename(target)}.tmp-`))
      rmSync(path.join(folder, name), { recursive: true, force: true });
  }
}

/**
 * Makes the folder `target` complete or not at all: `fill` works in a sibling folder that is renamed at the end.
 * Does nothing when `isReady(target)`; asks again once it holds the lock.
 * @param {string} target @param {(folder: string) => boolean} isReady @param {(temporary: string) => Promise<void>} fill
 */
export async function placeFolder(target, isReady, fill) {
  if (isReady(target)) return;
  await withLock(target, async () => {
    removeLeftovers(target);
    if (isReady(target)) return;
    const temporary = `${target}.tmp-${process.pid}-${randomUUID()}`;
    mkdirSync(temporary);
    try {
      await fill(temporary);
      rmSync(target, { recursive: true, force: true });
      renameSync(temporary, target);
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
}

/** Replaces a file in one step. @param {string} file @param {string | Uint8Array} content */
export function placeFile(file, content) {
  mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.tmp-${randomUUID()}`;
  writeFileSync(temporary, content);
  renameSync(temporary, file);
}
