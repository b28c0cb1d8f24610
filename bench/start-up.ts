// A worker from the start of its process until it schedules, with 10,000 schedules and 1,000,000 runs on file, against the
// same on an empty profile.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { busyProfile, runCount, scheduleCount } from './lib/busy-profile.ts';
import { type Electron, end, readElectron } from './lib/electron.ts';
import { ratioFigure, readErrand, report, say } from './lib/figure.ts';

const rounds = 9;
const headless = ['--disable-gpu', '--log-level=3'];

/** Milliseconds until a worker says that it schedules. */
async function untilReady({ path, switches }: Electron, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = spawn(path, [...switches, ...headless, ...args, '--worker'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? -1)));
  try {
    await Promise.race([
      saysScheduling(child),
      ended.then((code) => Promise.reject(new Error(`It ended with ${code}.`))),
    ]);
    return performance.now() - startedAt;
  } finally {
    await end(child, ended);
  }
}

function saysScheduling({ stdout }: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('Scheduling')) resolve();
    });
  });
}

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
try {
  const busy = join(folder, 'busy');
  const empty = join(folder, 'empty');
  mkdirSync(busy);
  await busyProfile(errand.cacheFolder, busy);
  // This file is built to out/bench.
  const root = join(import.meta.dirname, '../..');
  const electron = readElectron();
  const pairs: [number, number][] = [];
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'Warming up.' : `Start-up, round ${round} of ${rounds}.`);
    const ours = await untilReady(electron, [root, '--profile', busy]);
    const against = await untilReady(electron, [root, '--profile', empty]);
    if (round > 0) pairs.push([ours, against]);
  }
  const figure = ratioFigure({
    what: `start of a worker with ${scheduleCount.toLocaleString('en')} schedules and ${runCount.toLocaleString('en')} runs on file`,
    names: ['busy profile, ms', 'empty profile, ms'],
    pairs,
    target: { atMost: 1.5 },
    note: 'From the start of the process until it says that it schedules; stopped in order before.',
  });
  report(errand, `Node ${process.versions.node} starting ${electron.path}`, [figure]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
