import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture, exitCodeOf, run } from './run.mjs';

/** @param {string} code @returns {[command: string, args: string[]]} */
const node = (code) => [process.execPath, ['-e', code]];

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    // An ended process whose parent has not asked for its result is still listed.
    return process.platform !== 'linux' || !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

describe('run', () => {
  it("gives the child's exit code", async () => {
    expect(await run(...node('process.exit(3)'))).toBe(3);
  });

  it('gives 128 plus the signal, and 127 for a program that is not there', async () => {
    expect(exitCodeOf(null, 'SIGTERM')).toBe(143);
    expect(await run(...node('process.kill(process.pid, "SIGKILL")'))).toBe(137);
    expect(await run('no-such-program-here', [])).toBe(127);
  });

  it.skipIf(process.platform === 'win32')('ends a whole group that takes too long', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'run-'));
    const pidFile = path.join(folder, 'pid');
    const parent = `
      const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
      require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
      setInterval(() => {}, 1000);`;
    expect(await run(...node(parent), { isGroup: true, timeoutMs: 1000 })).toBe(124);
    const pid = Number(readFileSync(pidFile, 'utf8'));
    await expect.poll(() => isAlive(pid)).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

describe('capture', () => {
  it('keeps the two streams apart', async () => {
    expect(await capture(...node('console.log("out"); console.error("err"); process.exitCode = 2'))).toEqual({
      code: 2,
      stdout: 'out\n',
      stderr: 'err\n',
    });
  });

  it('gives up after its time limit', async () => {
    expect((await capture(...node('setInterval(() => {}, 1000)'), { timeoutMs: 200 })).code).toBe(124);
  });
});
