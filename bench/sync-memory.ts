// Memory of the whole console after 200 reads of a portal of work orders, against what it had after the first few.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { importConfig } from '../src/main/engine/config/import-config.ts';
import { jobs } from '../src/main/engine/jobs/registry.ts';
import { createStore } from '../src/main/engine/store/store.ts';
import { createSampleSites } from '../src/main/sample-sites/index.ts';
import { portalAccount } from '../src/main/sample-sites/portal/site.ts';
import { end, readElectron, start } from './lib/electron.ts';
import { plainFigure, readErrand, report, say, summarize } from './lib/figure.ts';
import { openBenchStore } from './lib/open.ts';
import { attach, type DebuggedPage } from './lib/page.ts';

const passwordEnv = 'BENCH_PORTAL_PASSWORD';
const syncCount = 200;
/** Code is compiled and caches are filled by these. */
const firstCount = 20;
const orderCount = 60;
const syncLimitMs = 60_000;
/** Memory is looked at so often, a second apart: what is garbage goes meanwhile. */
const looks = 15;

/** Starts a read, and resolves with how it ended. */
const sync = `(async () => {
  const started = await window.api.invoke('runs.start', { kind: 'work-orders.sync', params: {}, reason: 'bench', isDryRun: false });
  if (!started.ok) return started.error.userMessage;
  for (;;) {
    const recent = await window.api.invoke('runs.recent', { limit: 1 });
    const run = recent.ok ? recent.value[0] : undefined;
    if (run !== undefined && run.finishedAt !== null) return run.status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
})()`;

async function syncTimes(page: DebuggedPage, times: number): Promise<void> {
  for (let index = 0; index < times; index += 1) {
    const status = await page.evaluate(sync, syncLimitMs);
    if (status !== 'succeeded') throw new Error(`A read ended as ${String(status)}.`);
  }
}

/** Megabytes that a process and everything below it have for themselves, by what they are; shared parts divided among those that share them. */
function memoryOf(pid: number): Map<string, number> {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const text = /^\d+$/.test(name) ? textOf(`/proc/${name}/stat`) : null;
    const [, parent] = /\) \S (\d+) /.exec(text ?? '') ?? [];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const below = (of: number): number[] => [
    of,
    ...[...parents].flatMap(([child, parent]) => (parent === of ? below(child) : [])),
  ];
  const byKind = new Map<string, number>();
  for (const each of below(pid)) {
    const [, kilobytes = '0'] = /^Pss:\s+(\d+) kB/m.exec(textOf(`/proc/${each}/smaps_rollup`) ?? '') ?? [];
    const kind =
      each === pid ? 'main' : (/--type=([a-z-]+)/.exec(textOf(`/proc/${each}/cmdline`) ?? '')?.[1] ?? 'other');
    byKind.set(kind, (byKind.get(kind) ?? 0) + Number(kilobytes) / 1024);
  }
  return byKind;
}

const total = (byKind: ReadonlyMap<string, number>): number =>
  [...byKind.values()].reduce((sum, each) => sum + each, 0);

const inWords = (byKind: ReadonlyMap<string, number>): string =>
  [...byKind].map(([kind, megabytes]) => `${kind} ${megabytes.toFixed(0)}`).join(', ');

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // Gone in the meantime.
    return null;
  }
}

/** What the console has once it is quiet: the least of a while. */
async function quietMemory(pid: number): Promise<number> {
  let least = memoryOf(pid);
  for (let look = 0; look < looks; look += 1) {
    await delay(1000);
    const seen = memoryOf(pid);
    if (total(seen) < total(least)) least = seen;
  }
  say(`${total(least).toFixed(0)} MB: ${inWords(least)}.`);
  return total(least);
}

async function seedProfile(profile: string, baseUrl: string): Promise<void> {
  mkdirSync(profile);
  const opened = await openBenchStore(join(profile, 'rounds.db'));
  const store = createStore(opened.connection, 'bench');
  const limits = { connections: 1, minGapMs: 0, requestsPerDay: 1_000_000, timeoutMs: 15_000 };
  const source = { id: 'portal', kind: 'workfossa', name: 'Portal', baseUrl, limits, allowPrivateAddress: true };
  const account = { username: portalAccount.username, passwordEnv };
  const schedules = [
    { id: 'orders', job: 'work-orders.sync', params: { sourceId: 'portal' }, every: 'PT24H', enabled: false },
  ];
  const config = { version: 1, sources: [{ ...source, ...account }], schedules };
  importConfig(JSON.stringify(config), { store, jobs, now: Date.now() });
  opened.close();
}

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
const at = Date.now();
const sites = await createSampleSites({ seed: 1, now: () => at, portal: { orderCount, troubles: () => [] } });
try {
  process.env[passwordEnv] = portalAccount.password;
  const profile = join(folder, 'profile');
  await seedProfile(profile, sites.url);
  const electron = readElectron();
  const root = join(import.meta.dirname, '../..');
  const { child, said, ended } = start(electron, ['--remote-debugging-port=0', root, '--profile', profile]);
  const pid = child.pid ?? 0;
  try {
    const page = await attach(said);
    await page.evaluate(`location.hash = '#/settings'`, syncLimitMs);
    await syncTimes(page, firstCount);
    const before = await quietMemory(pid);
    await syncTimes(page, syncCount);
    const after = await quietMemory(pid);
    page.close();
    report(errand, `Node ${process.versions.node} starting ${electron.path}`, [
      plainFigure({
        what: `memory of the whole console after ${syncCount} reads of a portal, against before`,
        value: after / before,
        unit: 'x',
        target: { atMost: 1.1 },
        samples: { 'before, MB': summarize([before]), 'after, MB': summarize([after]) },
        note: `${orderCount} orders; every process of the console, the least of ${looks} s at rest.`,
      }),
    ]);
  } finally {
    await end(child, ended);
  }
} finally {
  await sites.close();
  rmSync(folder, { recursive: true, force: true });
}
