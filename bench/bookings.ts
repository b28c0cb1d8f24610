// Bookings through the whole engine on a database on disk: filling a window of slots beside prepared inserts of the same
// rows, upkeep that finds nothing to do, a sweep of holds that ran out, and what the week board costs the main process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { operations } from '../src/shared/contract/index.ts';
import type { Run } from '../src/shared/model/run.ts';
import { addDays, dateIn } from '../src/shared/model/calendar-date.ts';
import type { Engine } from '../src/main/engine/engine.ts';
import { importConfig } from '../src/main/engine/config/import-config.ts';
import { manualRequests } from '../src/main/engine/handlers/runs.ts';
import { findJob, jobs } from '../src/main/engine/jobs/registry.ts';
import type { Connection } from '../src/main/engine/store/connection.ts';
import { createDispatch } from '../src/main/ipc/dispatch.ts';
import { type BenchEngine, openBenchEngine } from './lib/bench-engine.ts';
import { bookingConfig, fillBoard, holdsFor } from './lib/booking-data.ts';
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
import { openBenchStore } from './lib/open.ts';

const providerCount = 100;
const servicesEach = 10;
const daysAhead = 45;
const passes = 3;
const pendingCount = 100_000;
const expiredCount = 10_000;
const boardRounds = 100;

/** A run of a job with its counts of rows, and how long the event loop was held while it went on. */
interface Timed {
  readonly run: Run;
  readonly ms: number;
  readonly longestBlockMs: number;
}

async function runJob({ engine, now }: BenchEngine, kind: string, params: unknown): Promise<Timed> {
  const begin = { trigger: 'manual', reason: 'a benchmark', isDryRun: false } as const;
  const [request] = manualRequests(findJob(kind, jobs), params, engine, begin, now());
  if (request === undefined) throw new Error(`${kind} has nothing to do.`);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const startedAt = performance.now();
  const first = await engine.runner.start(request).done;
  // Far more than usual: the brake asks, and somebody says yes.
  const run = first.run.status === 'held' ? await applyPlan(engine, first.run.id) : first.run;
  const ms = performance.now() - startedAt;
  delay.disable();
  if (run.status !== 'succeeded') throw new Error(`${kind} ended as ${run.status}: ${run.error?.message ?? ''}`);
  return { run, ms, longestBlockMs: delay.max / 1e6 };
}

async function applyPlan({ handlers, runner }: Engine, runId: string): Promise<Run> {
  const { id } = await handlers['plans.apply']({ runId, reason: 'a benchmark', confirmText: '' });
  const finished = await runner.endOf(id);
  if (finished === undefined) throw new Error('Applying the plan ended before it could be watched.');
  return finished.run;
}

const count = ({ raw }: Connection, table: string): number =>
  Number(raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get());

/** What the rows of a table come to: the same for the same rows. */
const digest = ({ raw }: Connection): unknown =>
  raw.prepare('SELECT count(*), sum(id), sum(version), sum(starts_at), total(price) FROM booking_slot').raw().get();

/** Rows a transaction of the comparison writes, as upkeep does. */
const rowsAtOnce = 1000;

type Row = readonly unknown[];

/** Every row of a table as it stands there, and the statement that writes one of them. */
function copierOf(from: Connection, to: Connection, table: string): { rows: Row[]; write: (row: Row) => void } {
  const rows = from.raw.prepare<[], Row>(`SELECT * FROM ${table}`).raw().all();
  const insert = to.raw.prepare(`INSERT INTO ${table} VALUES (${(rows[0] ?? []).map(() => '?').join()})`);
  return { rows, write: (row) => void insert.run(...row) };
}

/** Writes the slots of one database into another by one prepared statement, in transactions of the same size. */
async function insertByHand(from: Connection, folder: string): Promise<number> {
  const hand = await openBenchStore(join(folder, 'hand.sqlite'));
  const to = hand.connection;
  try {
    for (const table of ['provider', 'service']) {
      const { rows, write } = copierOf(from, to, table);
      rows.forEach(write);
    }
    const { rows, write } = copierOf(from, to, 'booking_slot');
    const startedAt = performance.now();
    for (let first = 0; first < rows.length; first += rowsAtOnce)
      to.transaction(() => rows.slice(first, first + rowsAtOnce).forEach(write));
    return performance.now() - startedAt;
  } finally {
    hand.close();
  }
}

interface Filled {
  readonly slots: number;
  readonly full: Timed;
  readonly handMs: number;
  readonly again: readonly Timed[];
}

async function measureFill(): Promise<Filled> {
  const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
  const subject = await openBenchEngine(folder);
  try {
    const { connection } = subject.engine.store;
    const config = JSON.stringify(bookingConfig(providerCount, servicesEach));
    importConfig(config, { store: subject.engine.store, jobs, now: subject.now() });
    const full = await runJob(subject, 'slots.maintain', { daysAhead });
    const slots = count(connection, 'booking_slot');
    const before = digest(connection);
    const again: Timed[] = [];
    for (let round = 0; round < 3; round += 1) again.push(await runJob(subject, 'slots.maintain', { daysAhead }));
    if (JSON.stringify(digest(connection)) !== JSON.stringify(before)) throw new Error('A second run touched slots.');
    const handMs = await insertByHand(connection, folder);
    say(`  ${slots} slots: ${Math.round(full.ms)} ms, by hand ${Math.round(handMs)} ms.`);
    return { slots, full, handMs, again };
  } finally {
    await subject.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function fillFigures(filled: readonly Filled[]): Figure[] {
  const what = `${providerCount} providers × ${servicesEach} services, ${daysAhead} days`;
  const perSecond = (slots: number, ms: number): number => (slots / ms) * 1000;
  return [
    ratioFigure({
      what: `${what}: slots per second against prepared inserts of the same rows`,
      names: ['upkeep, slots a second', 'prepared inserts, slots a second'],
      pairs: filled.map(({ slots, full, handMs }) => [perSecond(slots, full.ms), perSecond(slots, handMs)] as const),
      target: { atLeast: 0.6 },
      note: `${filled[0]?.slots ?? 0} slots, planned, the plan stored with its run, then carried out; ${rowsAtOnce} rows a transaction by hand.`,
    }),
    ratioFigure({
      what: `${what}: upkeep that finds nothing to do against the full one`,
      names: ['nothing to do, ms', 'full, ms'],
      pairs: filled.flatMap(({ full, again }) => again.map(({ ms }) => [ms, full.ms] as const)),
      target: { atMost: 0.05 },
      note: 'No row of a slot is written: the sums over the table are the same before and after.',
    }),
    blockFigure(
      'while slots are filled',
      filled.flatMap(({ full, again }) => [full, ...again]),
    ),
  ];
}

function blockFigure(when: string, runs: readonly Timed[]): Figure {
  const blocks = summarize(runs.map(({ longestBlockMs }) => longestBlockMs));
  return timeFigure({
    what: `longest time that the main thread was held ${when}`,
    value: blocks.max,
    target: { atMost: 50 },
    samples: { 'longest of each run, ms': blocks },
    note: 'As the event loop sees it, sampled every millisecond.',
  });
}

async function measureSweep(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
  const subject = await openBenchEngine(folder);
  try {
    const { store } = subject.engine;
    importConfig(JSON.stringify(bookingConfig(1, 1)), { store, jobs, now: subject.now() });
    const sweeps: Timed[] = [];
    for (let pass = 0; pass < passes; pass += 1) {
      holdsFor(store.connection, { pending: pendingCount, expired: expiredCount, now: subject.now(), pass });
      const swept = await runJob(subject, 'reservations.expire', {});
      const left = Number(
        store.connection.raw
          .prepare("SELECT count(*) FROM reservation WHERE status = 'pending' AND expires_at < ?")
          .pluck()
          .get(subject.now() - 60_000),
      );
      if (left > 0) throw new Error(`${left} holds were left.`);
      sweeps.push(swept);
    }
    const times = summarize(sweeps.map(({ ms }) => ms));
    return [
      timeFigure({
        what: `${expiredCount.toLocaleString('en')} of ${pendingCount.toLocaleString('en')} holds swept`,
        value: times.max,
        target: { atMost: 3000 },
        samples: { 'sweep, ms': times },
        note: 'Each cancelled, its slot freed, written down with its plan and its event.',
      }),
      blockFigure('by a sweep', sweeps),
    ];
  } finally {
    await subject.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureBoard(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
  const subject = await openBenchEngine(folder);
  try {
    const { store, handlers } = subject.engine;
    importConfig(JSON.stringify(bookingConfig(3, 6)), { store, jobs, now: subject.now() });
    await runJob(subject, 'slots.maintain', { daysAhead: 30 });
    const from = addDays(dateIn('UTC', subject.now()), 7);
    fillBoard(store.connection, from);
    const dispatch = createDispatch(handlers, { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} });
    const times: number[] = [];
    let shown = 0;
    for (let round = 0; round < boardRounds; round += 1) {
      const startedAt = performance.now();
      const reply = await dispatch('bookings.board', { from, days: 7 });
      // What crosses to the window is copied by the same algorithm.
      structuredClone(reply);
      times.push(performance.now() - startedAt);
      if (!reply.ok) throw new Error(reply.error.userMessage);
      shown = operations['bookings.board'].output.parse(reply.value).length;
    }
    const summary = summarize(times);
    return timeFigure({
      what: `week board of ${shown.toLocaleString('en')} slots, p95 of main-process time`,
      value: summary.p95,
      target: { atMost: 60 },
      samples: { 'asked, read, checked and copied, ms': summary },
      note: 'Half of the slots are booked.',
    });
  } finally {
    await subject.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const errand = readErrand();
const filled: Filled[] = [];
for (let pass = 1; pass <= passes; pass += 1) {
  say(`Filling the window, pass ${pass} of ${passes}.`);
  filled.push(await measureFill());
}
say('Sweeping holds.');
const sweep = await measureSweep();
say('Opening the board.');
const board = await measureBoard();
const nothing = filled.flatMap(({ again }) => again.map(({ run }) => run.counts.changed + run.counts.created));
report(errand, describeRuntime(), [
  ...fillFigures(filled),
  plainFigure({
    what: 'services that upkeep changed where there was nothing to do',
    value: Math.max(...nothing),
    unit: 'rows',
    target: { atMost: 0 },
    samples: {},
    note: 'By the counts of its runs.',
  }),
  ...sweep,
  board,
]);
