import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { constants as osConstants } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Ends a script with one sentence for the person at the keyboard instead of a stack. */
class Stop extends Error {
  /** @param {string} sentence @param {number} [exitCode] */
  constructor(sentence, exitCode = 1) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/** Says something on stderr, which leaves stdout to the program being run. @param {string} text */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Gives up with a sentence and an exit code. @param {string} sentence @param {number} [exitCode] @returns {never} */
export function fail(sentence, exitCode = 1) {
  throw new Stop(sentence, exitCode);
}

/**
 * Runs a script's body; its result is the exit code. A `Stop` is printed as its sentence, anything else with its stack.
 * @param {() => Promise<number>} body
 */
export async function script(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    say(error instanceof Stop ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = error instanceof Stop ? error.exitCode : 1;
  }
}

/** Where a program is on the PATH, or null. @param {string} name @param {NodeJS.ProcessEnv} [env] */
export function which(name, env = process.env) {
  for (const folder of (env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // not in this folder
    }
  }
  return null;
}

/** A child's end as a shell would give it: its code, or 128 plus the signal. @param {number | null} code @param {NodeJS.Signals | null} signal */
export function exitCodeOf(code, signal) {
  return code ?? 128 + (signal ? osConstants.signals[signal] : 0);
}

/**
 * Sends a signal to a child, or to the whole process group it leads.
 * @param {ChildProcess} child @param {NodeJS.Signals} signal @param {boolean} isGroup
 */
function signalChild(child, signal, isGroup) {
  if (child.pid === undefined) return;
  try {
    process.kill(isGroup ? -child.pid : child.pid, signal);
  } catch {
    // already gone
  }
}

/**
 * Passes SIGTERM, SIGHUP and SIGINT on to a child. Ctrl-C at a terminal reaches a child of the same process group by
 * itself, and a second SIGINT would mean "now, without tidying up". Returns what undoes it.
 * @param {ChildProcess} child @param {boolean} isGroup
 */
function forwardSignals(child, isGroup) {
  /** @type {NodeJS.Signals[]} */
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  const handlers = names.map((name) => {
    const handler = () => {
      if (name !== 'SIGINT' || isGroup || !process.stdin.isTTY) signalChild(child, name, isGroup);
    };
    process.on(name, handler);
    return () => process.off(name, handler);
  });
  return () => handlers.forEach((undo) => undo());
}

/** Ends what is left of a process group, gently first. @param {ChildProcess} child */
async function endGroup(child) {
  for (let waitedMs = 0; waitedMs < 3000; waitedMs += 50) {
    if (waitedMs === 0) signalChild(child, 'SIGTERM', true);
    if (child.pid === undefined || !isGroupAlive(child.pid)) return;
    await delay(50);
  }
  signalChild(child, 'SIGKILL', true);
}

/** @param {number} pid */
function isGroupAlive(pid) {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Runs a program to its end and resolves with its exit code, 128 + n after signal n, 127 if it cannot be started.
 * `output: 'stderr'` keeps its words off stdout, `'ignore'` drops them, a number is a file to write them to. `isGroup` gives it a process group
 * of its own, ended as a whole (for `xvfb-run`, whose X server would stay behind). After `timeoutMs` it is ended and the
 * code is 124.
 * @param {string} command @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, output?: 'inherit' | 'stderr' | 'ignore' | number, isGroup?: boolean, timeoutMs?: number }} [options]
 * @returns {Promise<number>}
 */
export async function run(command, args, { cwd, env, output = 'inherit', isGroup = false, timeoutMs } = {}) {
  const descriptor = output === 'stderr' ? 2 : output;
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = descriptor === 'inherit' ? 'inherit' : ['ignore', descriptor, descriptor];
  const child = spawn(command, args, { cwd, env, stdio, detached: isGroup });
  const undo = forwardSignals(child, isGroup);
  let isLate = false;
  /** @type {NodeJS.Timeout | undefined} */
  let killTimer;
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          isLate = true;
          signalChild(child, 'SIGTERM', isGroup);
          killTimer = setTimeout(() => signalChild(child, 'SIGKILL', isGroup), 5000);
        }, timeoutMs);
  /** @type {number} */
  const exitCode = await new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${command} could not be started: ${error.message}.`);
      resolve(127);
    });
    child.once('exit', (code, signal) => resolve(exitCodeOf(code, signal)));
  });
  clearTimeout(timer);
  clearTimeout(killTimer);
  if (isGroup && child.pid !== undefined) await endGroup(child);
  undo();
  return isLate ? 124 : exitCode;
}

/**
 * Runs a program and collects what it says. Never rejects: `code` is 127 if it cannot be started, 124 if it took too long.
 * @param {string} command @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, stdout: string, stderr: string }>}
 */
export function capture(command, args, { cwd, env, timeoutMs = 60_000 } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said = { stdout: '', stderr: '' };
    for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
      child[name].setEncoding('utf8').on('data', (/** @type {string} */ text) => (said[name] += text));
    }
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    /** @param {number} code */
    const settle = (code) => {
      clearTimeout(timer);
      resolve({ code: isLate ? 124 : code, ...said });
    };
    child.once('error', () => settle(127));
    child.once('close', (code, signal) => settle(exitCodeOf(code, signal)));
  });
}
