// A read of 500 work orders over five pages, the whole process, against the same pages loaded in the same Chromium and not read.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSampleSites } from '../src/main/sample-sites/index.ts';
import { portalAccount } from '../src/main/sample-sites/portal/site.ts';
import { type Electron, readElectron, start } from './lib/electron.ts';
import { type Figure, ratioFigure, readErrand, report, say } from './lib/figure.ts';

const rounds = 7;
const orderCount = 500;
const headless = ['--ozone-platform=headless', '--disable-gpu', '--log-level=3'];
const passwordEnv = 'BENCH_PORTAL_PASSWORD';

/** Milliseconds of a whole process that has to end well. */
async function runWhole(electron: Electron, args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const { ended, said } = start(electron, [...headless, ...args]);
  const code = await ended;
  if (code !== 0) throw new Error(`It ended with ${code}: ${said().trim()}`);
  return performance.now() - startedAt;
}

function config(baseUrl: string): string {
  const limits = { connections: 1, minGapMs: 0, requestsPerDay: 1_000_000, timeoutMs: 15_000 };
  const source = {
    id: 'portal',
    kind: 'workfossa',
    name: 'Portal',
    baseUrl,
    username: portalAccount.username,
    passwordEnv,
    allowPrivateAddress: true,
    limits,
  };
  return JSON.stringify({ version: 1, sources: [source], schedules: [] });
}

function figureOf(pairs: readonly (readonly [number, number])[]): Figure {
  return ratioFigure({
    what: `${orderCount} work orders over five pages read behind a login, whole process`,
    names: ['read, checked and stored, ms', 'the same pages loaded and not read, ms'],
    pairs,
    target: { atMost: 1.3 },
    note: 'The sample portal answers from loopback; both sign in, ask for pages of a hundred and turn them.',
  });
}

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
const sites = await createSampleSites({
  seed: 1,
  now: () => Date.now(),
  portal: { orderCount, troubles: () => [] },
});
try {
  // The processes that are started inherit it.
  process.env[passwordEnv] = portalAccount.password;
  const configFile = join(folder, 'config.json');
  writeFileSync(configFile, config(sites.url));
  // This file is built to out/bench.
  const root = join(import.meta.dirname, '../..');
  const electron = readElectron();
  const app = [root, '--profile', join(folder, 'profile')];
  await runWhole(electron, [...app, '--import-config', configFile]);
  say('Reading the portal, over and over.');
  const run = [...app, '--run-once', '--job', 'work-orders.sync'];
  const load = [
    join(root, 'bench/pages-not-read'),
    `--portal=${sites.url}`,
    `--portal-user=${portalAccount.username}`,
    `--portal-password=${portalAccount.password}`,
  ];
  const pairs: [number, number][] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const pair: [number, number] = [await runWhole(electron, run), await runWhole(electron, load)];
    // The first read stores every order and asks for equipment; later ones find what is known.
    if (round > 0) pairs.push(pair);
  }
  report(errand, `Node ${process.versions.node} starting ${electron.path}`, [figureOf(pairs)]);
} finally {
  await sites.close();
  rmSync(folder, { recursive: true, force: true });
}
