// `npm run bench`: figures measured side by side in one run, as a table and in reports/bench.json. `npm run bench -- NAME …`
// runs some. A missed target is said and is no failure; a figure that could not be measured is one.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { build } from 'vite';
import { displayCommand } from './lib/display.mjs';
import { isRecord, readJson, textIn } from './lib/json.mjs';
import { cacheRoot, inRoot, root } from './lib/paths.mjs';
import { prepareRuntime } from './lib/prepare.mjs';
import { fail, run, say, script } from './lib/run.mjs';

/** Every benchmark, by the file in `bench` that it is. */
const names = /** @type {const} */ ([
  'change-log',
  'history',
  'planner',
  'huts',
  'hut-queries',
  'bookings',
  'orders',
  'order-scroll',
  'portal',
  'sync-memory',
  'heat-scroll',
  'cold-start',
  'run-once',
  'scheduler',
  'start-up',
  'simulated-year',
]);
/** @typedef {(typeof names)[number]} Name */

/** Those that run in the Node of Electron, as the main process does; the others start Electron themselves. @type {readonly Name[]} */
const inElectron = [
  'change-log',
  'history',
  'planner',
  'huts',
  'hut-queries',
  'bookings',
  'orders',
  'scheduler',
  'simulated-year',
];
/** Those that open a window. @type {readonly Name[]} */
const withDisplay = ['heat-scroll', 'order-scroll', 'sync-memory', 'cold-start'];

/**
 * @typedef {object} Figure what is read of a figure; `bench/lib/figure.ts` has all of it
 * @property {string} what
 * @property {number} value
 * @property {'x' | 'ms' | 'rows' | 'bytes'} unit
 * @property {{ atMost: number } | { atLeast: number } | null} target
 * @property {boolean | null} isMet
 * @property {Record<string, { count: number, median: number, min: number, max: number, p95: number }>} samples
 */
/** @typedef {{ benchmark: Name, runtime: string, figures: Figure[] }} Report */

const reportFile = inRoot('reports/bench.json');
/** No benchmark takes this long. */
const limitMs = 30 * 60_000;

/** @param {readonly string[]} args @returns {Name[]} */
function chooseBenchmarks(args) {
  const stranger = args.find((name) => !names.some((known) => known === name));
  if (stranger !== undefined) fail(`There is no benchmark ${stranger}; there are ${names.join(', ')}.`, 2);
  return names.filter((name) => args.length === 0 || args.includes(name));
}

/** Node 20 cannot run the sources as they are. @param {readonly Name[]} chosen */
async function bundle(chosen) {
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3'] },
    build: {
      ssr: true,
      target: 'node20',
      outDir: inRoot('out/bench'),
      emptyOutDir: true,
      rollupOptions: {
        input: {
          ...Object.fromEntries(chosen.map((name) => [name, inRoot('bench', `${name}.ts`)])),
          'hut-site-process': inRoot('bench/lib/hut-site-process.ts'),
        },
      },
    },
  });
}

/** @param {unknown} value @returns {value is Omit<Report, 'benchmark'>} */
const isReport = (value) => isRecord(value) && typeof value['runtime'] === 'string' && Array.isArray(value['figures']);

/**
 * Runs one benchmark and gives what it handed in, or null where it failed.
 * @param {Name} name @param {Awaited<ReturnType<typeof prepareRuntime>>} prepared @param {string} folder
 * @returns {Promise<Report | null>}
 */
async function measure(name, { electron, env }, folder) {
  const answer = path.join(folder, `${name}.json`);
  const args = [inRoot('out/bench', `${name}.js`), answer, path.join(cacheRoot(), 'bench')];
  say(`Measuring ${name}.`);
  const isInElectron = inElectron.includes(name);
  const command = isInElectron ? electron.path : process.execPath;
  const wrapped = withDisplay.includes(name) ? displayCommand(command, args) : { command, args, isVirtual: false };
  const code = await run(wrapped.command, wrapped.args, {
    cwd: root,
    env: isInElectron ? { ...env, ELECTRON_RUN_AS_NODE: '1' } : env,
    isGroup: wrapped.isVirtual,
    timeoutMs: limitMs,
  });
  if (code !== 0) {
    say(`${name} could not be measured (exit code ${code}); the reason is above.`);
    return null;
  }
  const report = readJson(answer);
  if (!isReport(report)) fail(`${name} handed in something that is no report.`);
  return { benchmark: name, ...report };
}

/** @param {Awaited<ReturnType<typeof prepareRuntime>>} prepared */
function describeMachine({ electron }) {
  const manifest = readJson(inRoot('node_modules/better-sqlite3/package.json'));
  return {
    processor: cpus()[0]?.model ?? 'unknown',
    processors: cpus().length,
    memoryBytes: totalmem(),
    system: `${platform()} ${release()}`,
    load: loadavg(),
    node: process.versions.node,
    electron: `${electron.version} (${electron.source})`,
    betterSqlite3: textIn(manifest, 'version') ?? 'unknown',
    rounds: textIn(readJson(inRoot('package.json')), 'version') ?? 'unknown',
  };
}

/** @param {number} value @param {string} unit */
const inUnit = (value, unit) => (unit === 'x' ? `${value.toFixed(2)} x` : `${value.toFixed(1)} ${unit}`);

/** @param {Figure['target']} target @param {string} unit */
function describeTarget(target, unit) {
  if (target === null) return '';
  return 'atMost' in target ? `≤ ${inUnit(target.atMost, unit)}` : `≥ ${inUnit(target.atLeast, unit)}`;
}

/** @param {number} value */
const short = (value) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 1000 ? 1 : 0 });

/** The figures as text with aligned columns, each followed by its samples. @param {readonly Report[]} reports */
function table(reports) {
  const rows = reports.flatMap(({ figures }) =>
    figures.flatMap(({ what, value, unit, target, isMet, samples }) => [
      [what, inUnit(value, unit), describeTarget(target, unit), isMet === null ? '' : isMet ? 'met' : 'MISSED'],
      ...Object.entries(samples).map(([name, { median, min, max, p95, count }]) => [
        `    ${name}`,
        `median ${short(median)}`,
        `${short(min)} to ${short(max)}`,
        `p95 ${short(p95)}, n = ${count}`,
      ]),
    ]),
  );
  const widths = [0, 1, 2, 3].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

await script(async () => {
  const chosen = chooseBenchmarks(process.argv.slice(2));
  const prepared = await prepareRuntime({ display: chosen.some((name) => withDisplay.includes(name)), build: true });
  const machine = describeMachine(prepared);
  await bundle(chosen);
  const folder = mkdtempSync(path.join(tmpdir(), 'rounds-bench-'));
  const reports = [];
  for (const name of chosen) reports.push(await measure(name, prepared, folder));
  rmSync(folder, { recursive: true });
  const made = reports.filter((report) => report !== null);
  mkdirSync(path.dirname(reportFile), { recursive: true });
  writeFileSync(
    reportFile,
    `${JSON.stringify({ measuredAt: new Date().toISOString(), machine, reports: made }, null, 2)}\n`,
  );
  process.stdout.write(
    `\n${table(made)}\n${machine.processors} × ${machine.processor}, load before ${machine.load[0]?.toFixed(1)}, Electron ${machine.electron}\n`,
  );
  return made.length === chosen.length ? 0 : 1;
});
