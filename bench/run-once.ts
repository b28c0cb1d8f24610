// `--run-once` of one school, the whole process, against an Electron that gets ready and ends.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLoopbackSite } from '../src/main/testing/loopback-site.ts';
import { type Electron, readElectron, start } from './lib/electron.ts';
import { type Figure, ratioFigure, readErrand, report, say } from './lib/figure.ts';

const rounds = 15;
const headless = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'];
const school = 'harbour';
const buildingCount = 12;

/** The school's text facts, with the markup that they come with. */
function comparison(): string {
  const string = '<strong>Usually</strong> busier at this hour';
  const data = Array.from({ length: buildingCount }, (_, index) => ({
    id: index + 1,
    name: `Building ${index + 1}`,
    comparison: ['hour', 'day', 'peak', 'best'].map((trend) => ({ trend, valid: true, string })),
  }));
  return JSON.stringify({ data });
}

/** What the school says; every answer has other figures, so that each run finds changes. */
function answer(asked: number): string {
  const data = Array.from({ length: buildingCount }, (_, index) => ({
    id: index + 1,
    name: `Building ${index + 1}`,
    abbreviation: `B${index + 1}`,
    capacity: 1000,
    busyness: (asked * 7 + index) % 100,
    people: ((asked * 7 + index) % 100) * 10,
    percentage: 0.41,
    isAvailable: true,
    isOpen: true,
    hourSummary: 'open until midnight',
    bestLocations: [],
    subLocs: false,
  }));
  return JSON.stringify({ data });
}

function config(baseUrl: string): string {
  const sourceId = school;
  const limits = { connections: 1, minGapMs: 0, requestsPerDay: 100_000, timeoutMs: 5000 };
  const buildings = Array.from({ length: buildingCount }, (_, index) => ({
    code: String(index + 1),
    name: `Building ${index + 1}`,
    sourceId,
    waitzId: String(index + 1),
  }));
  const source = { id: sourceId, kind: 'waitz', name: 'Harbour', baseUrl, school, allowPrivateAddress: true, limits };
  return JSON.stringify({ version: 1, sources: [source], buildings, schedules: [] });
}

/** Milliseconds of a whole process that has to end well. */
async function runWhole(electron: Electron, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const { ended, said } = start(electron, [...headless, ...args]);
  const code = await ended;
  if (code !== 0) throw new Error(`It ended with ${code}: ${said().trim()}`);
  return performance.now() - startedAt;
}

async function measure(electron: Electron, run: readonly string[], empty: string): Promise<[number, number][]> {
  const pairs: [number, number][] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const pair: [number, number] = [await runWhole(electron, run), await runWhole(electron, [empty])];
    if (round > 0) pairs.push(pair);
  }
  return pairs;
}

function figureOf(pairs: readonly (readonly [number, number])[]): Figure {
  return ratioFigure({
    what: `--run-once of one school with ${buildingCount} buildings, whole process`,
    names: ['run once, ms', 'empty start, ms'],
    pairs,
    target: { atMost: 1.7 },
    note: 'The school answers from loopback with new figures each time.',
  });
}

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
const site = await startLoopbackSite();
try {
  let asked = 0;
  site.on(`/live/${school}`, (_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json').end(answer(asked));
  });
  site.on(`/compare/${school}`, { headers: { 'content-type': 'application/json' }, body: comparison() });
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, config(site.url));
  // This file is built to out/bench.
  const root = join(import.meta.dirname, '../..');
  const electron = readElectron();
  const app = [root, '--profile', join(folder, 'profile')];
  await runWhole(electron, [...app, '--import-config', configFile]);
  say('Running once, over and over.');
  const run = [...app, '--run-once', '--job', 'occupancy.update'];
  const pairs = await measure(electron, run, join(root, 'bench/empty-headless'));
  if (asked !== rounds + 1) throw new Error(`The school was asked ${asked} times in ${rounds + 1} runs.`);
  report(errand, `Node ${process.versions.node} starting ${electron.path}`, [figureOf(pairs)]);
} finally {
  await site.close();
  rmSync(folder, { recursive: true, force: true });
}
