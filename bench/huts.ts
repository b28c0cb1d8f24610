// Looks at 1,000 huts through the whole engine: HTTP on loopback, the parse worker, a database on disk; beside parsing the
// same bytes alone and writing the same rows by hand. The hut service is a process of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hutSourceConfig } from '../src/main/demo-huts.ts';
import { importConfig } from '../src/main/engine/config/import-config.ts';
import { manualRequests } from '../src/main/engine/handlers/runs.ts';
import { nightsOf } from '../src/main/engine/jobs/huts-update/apply.ts';
import { hutsUpdate } from '../src/main/engine/jobs/huts-update/job.ts';
import { jobs } from '../src/main/engine/jobs/registry.ts';
import { withoutUnknownCategories } from '../src/main/engine/sources/hut-reservation/known-categories.ts';
import { parseHutAvailability } from '../src/main/engine/sources/hut-reservation/parse-availability.ts';
import { parseHutInfo } from '../src/main/engine/sources/hut-reservation/parse-info.ts';
import type { Connection } from '../src/main/engine/store/connection.ts';
import { hutOf } from '../src/main/sample-sites/huts/hut-list.ts';
import { hutInfoOf } from '../src/main/sample-sites/huts/info.ts';
import type { Hut, HutNight } from '../src/shared/model/hut.ts';
import { type BenchEngine, openBenchEngine } from './lib/bench-engine.ts';
import {
  describeRuntime,
  type Figure,
  plainFigure,
  ratioFigure,
  readErrand,
  report,
  say,
  summarize,
  timeFigure,
} from './lib/figure.ts';
import { collectGarbage } from './lib/garbage.ts';
import { createHandLog, type HandLog } from './lib/hut-hand-log.ts';
import { type HutSite, startHutSite } from './lib/hut-site.ts';
import { openBenchStore } from './lib/open.ts';

/** `ROUNDS_HUTS` asks for fewer, to look at a part of it. */
const hutCount = Number(process.env['ROUNDS_HUTS'] ?? 1000);
const nightCount = 365;
const seed = 20_261_122;
/** Whole profiles that are filled from the beginning. */
const passes = 3;
/** Looks of the last pass that find nothing new and are watched for the memory that they leave behind. */
const memoryRounds = 6;
const stepMs = 1_800_000;
const start = Date.UTC(2026, 8, 1, 6);

const stages = [
  { name: 'first fill', version: 'before' },
  { name: '5 % of nights changed', version: 'after' },
  { name: 'nothing changed', version: 'after' },
] as const;

/** What one look at every hut cost. */
interface Measured {
  readonly ms: number;
  /** Of this process, all its threads. */
  readonly cpuMs: number;
  /** Rows that SQLite wrote, by its own count. */
  readonly writtenRows: number;
  readonly parseMs: number;
  readonly handMs: number;
}

async function openSubject(folder: string, site: HutSite): Promise<BenchEngine> {
  const subject = await openBenchEngine(folder, { start });
  importConfig(configOf(site), { store: subject.engine.store, jobs, now: subject.now() });
  return subject;
}

function configOf({ url }: HutSite): string {
  const { sources, huts } = hutSourceConfig(url, hutCount);
  const limits = { connections: 4, minGapMs: 0, requestsPerDay: 1_000_000, timeoutMs: 60_000 };
  return JSON.stringify({ version: 1, sources: sources.map((source) => ({ ...source, limits })), huts });
}

const totalChanges = ({ raw }: Connection): number => Number(raw.prepare('SELECT total_changes()').pluck().get());

/** One run over every hut; milliseconds and rows written. */
async function lookAtAll({
  engine,
  forward,
  now,
}: BenchEngine): Promise<Pick<Measured, 'ms' | 'cpuMs' | 'writtenRows'>> {
  // Lets the time of the next look come.
  forward(stepMs);
  const { connection } = engine.store;
  const begin = { trigger: 'manual', reason: 'a benchmark', isDryRun: false } as const;
  const [request] = manualRequests(hutsUpdate, { requestIntervalSeconds: 0, all: true }, engine, begin, now());
  if (request === undefined) throw new Error('There is nothing to look at.');
  const before = totalChanges(connection);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const { run } = await engine.runner.start(request).done;
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  if (run.status !== 'succeeded' || run.counts.checked !== hutCount || run.counts.failed > 0)
    throw new Error(`The run ended as ${run.status}: ${JSON.stringify(run.counts)}`);
  return { ms, cpuMs: (user + system) / 1000, writtenRows: totalChanges(connection) - before };
}

/** Does by hand what a look does: parses the same answers, and writes the rows that came of them. */
class ByHand {
  readonly #site: HutSite;
  readonly #log: HandLog;
  readonly #before = new Map<string, readonly HutNight[]>();

  constructor(site: HutSite, log: HandLog) {
    this.#site = site;
    this.#log = log;
  }

  async lookAtAll(huts: readonly Hut[], at: number): Promise<Pick<Measured, 'parseMs' | 'handMs'>> {
    let parseMs = 0;
    let handMs = 0;
    for (const hut of huts) {
      const text = await this.#site.calendar(hut.bookingRef);
      parseMs += timed(() => JSON.parse(text));
      const nights = readNights(hut, text);
      const before = this.#before.get(hut.slug);
      const news = nights.filter((night, index) => JSON.stringify(night) !== JSON.stringify(before?.[index]));
      handMs += timed(() => this.#log.write(hut.slug, at, news, before === undefined));
      this.#before.set(hut.slug, nights);
    }
    return { parseMs, handMs };
  }
}

function readNights(hut: Hut, text: string): HutNight[] {
  const sample = hutOf(Number(hut.bookingRef));
  if (sample === undefined) throw new Error(`There is no sample hut ${hut.bookingRef}.`);
  const { categories } = parseHutInfo(JSON.stringify(hutInfoOf(sample)));
  const { nights } = withoutUnknownCategories(parseHutAvailability(text), categories);
  return nightsOf(nights, hut);
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

/** Both must have come to the same states, or they were not measured doing the same. */
function assertSame(ours: Connection, byHand: Connection): void {
  for (const table of ['hut_night_state', 'hut_night_history']) {
    const [left, right] = [ours, byHand].map(({ raw }) =>
      Number(raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get()),
    );
    if (left !== right) throw new Error(`${table} has ${left} rows, and ${right} by hand.`);
  }
}

interface Pass {
  readonly stages: readonly Measured[];
  /** Memory of this process after each look that found nothing new, megabytes. */
  readonly memoryMb: readonly number[];
}

/** All stages on a new profile. */
async function measurePass(site: HutSite, isLast: boolean): Promise<Pass> {
  const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
  const subject = await openSubject(folder, site);
  const hand = await openBenchStore(join(folder, 'hand.sqlite'));
  const byHand = new ByHand(site, createHandLog(hand.connection, stepMs));
  try {
    const measured: Measured[] = [];
    for (const { name, version } of stages) {
      await site.tell(version);
      const ours = await lookAtAll(subject);
      measured.push({ ...ours, ...(await byHand.lookAtAll(subject.engine.store.huts.list(), subject.now())) });
      assertSame(subject.engine.store.connection, hand.connection);
      say(`  ${name}: ${Math.round(ours.ms)} ms, ${ours.writtenRows} rows.`);
    }
    return { stages: measured, memoryMb: isLast ? await watchMemory(subject) : [] };
  } finally {
    await subject.close();
    hand.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function watchMemory(subject: BenchEngine): Promise<number[]> {
  const memoryMb: number[] = [];
  for (let round = 0; round < memoryRounds; round += 1) {
    await lookAtAll(subject);
    collectGarbage();
    memoryMb.push(process.memoryUsage.rss() / 2 ** 20);
  }
  return memoryMb;
}

const what = `${hutCount.toLocaleString('en')} huts × ${nightCount} nights`;

/** How long a stage took, and how that compares with its parts done alone. */
function stageFigure(name: string, measured: readonly Measured[]): Figure {
  const all = (value: (each: Measured) => number) => summarize(measured.map(value));
  const whole = all(({ ms }) => ms);
  return timeFigure({
    what: `${what}, ${name}`,
    value: whole.median,
    target: null,
    samples: {
      'whole look, ms': whole,
      'processor time of all threads, ms': all(({ cpuMs }) => cpuMs),
      'nights per second': all(({ ms }) => ((hutCount * nightCount) / ms) * 1000),
      'JSON.parse of the same bytes, ms': all(({ parseMs }) => parseMs),
      'statements by hand for the same rows, ms': all(({ handMs }) => handMs),
      'whole look against JSON.parse, x': all(({ ms, parseMs }) => ms / parseMs),
      'whole look against statements by hand, x': all(({ ms, handMs }) => ms / handMs),
      'rows written per hut': all(({ writtenRows }) => writtenRows / hutCount),
    },
    note: 'Four connections, no gap; a transaction for each hut, by hand too, which compares nothing.',
  });
}

function figuresOf(made: readonly Pass[]): Figure[] {
  const ofStage = (stage: number): Measured[] => made.flatMap((pass) => pass.stages.slice(stage, stage + 1));
  const [first, , nothing] = stages.map((_, stage) => ofStage(stage));
  const memoryMb = made.flatMap((pass) => pass.memoryMb);
  const pairs = (nothing ?? []).map(({ ms }, index) => [ms, first?.[index]?.ms ?? Number.NaN] as const);
  return [
    ...stages.map(({ name }, stage) => stageFigure(name, ofStage(stage))),
    ratioFigure({
      what: 'a look that finds nothing changed against the first fill',
      names: ['nothing changed, ms', 'first fill, ms'],
      pairs,
      target: { atMost: 0.33 },
      note: what,
    }),
    plainFigure({
      what: 'rows written per hut where nothing changed',
      value: Math.max(...(nothing ?? []).map(({ writtenRows }) => writtenRows / hutCount)),
      unit: 'rows',
      target: { atMost: 10 },
      samples: {},
      note: "SQLite's own count over the whole run",
    }),
    plainFigure({
      what: `memory after ${memoryMb.length} looks that found nothing changed, last against first`,
      value: (memoryMb.at(-1) ?? Number.NaN) / (memoryMb[0] ?? Number.NaN),
      unit: 'x',
      target: { atMost: 1.1 },
      samples: { 'memory of the process, MB': summarize(memoryMb) },
      note: 'Resident, after a collection of garbage; the parse worker is part of the process.',
    }),
  ];
}

const errand = readErrand();
say('Making the answers of the hut service.');
const site = await startHutSite(hutCount, start, seed);
try {
  const made: Pass[] = [];
  for (let pass = 1; pass <= passes; pass += 1) {
    say(`Looking at ${what}, pass ${pass} of ${passes}.`);
    made.push(await measurePass(site, pass === passes));
  }
  report(errand, describeRuntime(), figuresOf(made));
} finally {
  await site.close();
}
