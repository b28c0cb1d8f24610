// From the start of the process until the occupancy list is painted, against a window with one line of text.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Electron, end, readElectron, start } from './lib/electron.ts';
import { type Figure, ratioFigure, readErrand, report, say } from './lib/figure.ts';
import { type Awaited, type Painted, watchPaint } from './lib/painted.ts';
import { historyRows, seededProfile } from './lib/seed.ts';

const rounds = 11;
/** How often a start may be repeated whose page was there before it could be watched. */
const tries = 5;
const paintLimitMs = 60_000;
/** Between two starts, so that one's end is not part of the next. */
const restMs = 300;

interface Program {
  readonly args: readonly string[];
  readonly awaited: Awaited;
}

/** Milliseconds from the start of the process to the paint, by the clock of the page. */
async function startOnce(electron: Electron, { args, awaited }: Program): Promise<Painted & { durationMs: number }> {
  const startedAt = performance.timeOrigin + performance.now();
  const { child, said, ended } = start(electron, ['--remote-debugging-port=0', ...args]);
  try {
    const url = await Promise.race([debuggingUrl(said), ended.then(() => Promise.reject(failure(said())))]);
    const painted = await Promise.race([
      watchPaint(url, awaited),
      delay(paintLimitMs, null, { ref: false }).then(() => Promise.reject(failure(said()))),
    ]);
    return { ...painted, durationMs: painted.at - startedAt };
  } finally {
    await end(child, ended);
    await delay(restMs);
  }
}

function failure(said: string): Error {
  return new Error(`The program painted nothing; it said: ${said.trim() || 'nothing'}`);
}

async function debuggingUrl(said: () => string): Promise<string> {
  for (;;) {
    const url = /DevTools listening on (ws:\S+)/.exec(said())?.[1];
    if (url !== undefined) return url;
    await delay(2);
  }
}

/** A start whose page was watched from its beginning; any other says too late when it painted. */
async function measureStart(electron: Electron, program: Program): Promise<number> {
  for (let tried = 0; tried < tries; tried += 1) {
    const { isEarly, durationMs } = await startOnce(electron, program);
    if (isEarly) return durationMs;
  }
  throw new Error('The page was always there before it could be watched.');
}

async function measure(electron: Electron, console: Program, empty: Program): Promise<[number, number][]> {
  const pairs: [number, number][] = [];
  for (let round = 0; round <= rounds; round += 1) {
    say(round === 0 ? 'Warming up.' : `Cold start, round ${round} of ${rounds}.`);
    const pair: [number, number] = [await measureStart(electron, console), await measureStart(electron, empty)];
    if (round > 0) pairs.push(pair);
  }
  return pairs;
}

function figureOf(pairs: readonly (readonly [number, number])[]): Figure {
  return ratioFigure({
    what: `cold start to the painted list, ${historyRows.toLocaleString('en')} rows of history`,
    names: ['console, ms', 'empty window, ms'],
    pairs,
    target: { atMost: 1.6 },
    note: 'New process each, files in the disk cache; the list is the first page; stopped in order before.',
  });
}

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
try {
  const profile = join(folder, 'profile');
  mkdirSync(profile);
  await seededProfile(errand.cacheFolder, profile);
  // This file is built to out/bench.
  const root = join(import.meta.dirname, '../..');
  const electron = readElectron();
  const pairs = await measure(
    electron,
    {
      args: [root, '--profile', profile],
      awaited: { selector: '.building-table tbody tr', hash: '#/occupancy' },
    },
    {
      args: [join(root, 'bench/empty-app'), `--bench-folder=${join(folder, 'empty')}`],
      awaited: { selector: '#text', hash: null },
    },
  );
  report(errand, `Node ${process.versions.node} starting ${electron.path}`, [figureOf(pairs)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
