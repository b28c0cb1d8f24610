// What work orders cost the main process: a table of 50,000 filtered, and reads of 500 stored.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { importConfig } from '../src/main/engine/config/import-config.ts';
import { jobs } from '../src/main/engine/jobs/registry.ts';
import { createDispatch } from '../src/main/ipc/dispatch.ts';
import type { Input } from '../src/shared/contract/index.ts';
import type { OrderReading } from '../src/main/engine/sources/workfossa/portal.ts';
import { openBenchEngine } from './lib/bench-engine.ts';
import { describeRuntime, type Figure, readErrand, report, say, summarize, timeFigure } from './lib/figure.ts';
import { fillOrders, inventedOrders, orderSource } from './lib/order-data.ts';

const count = 50_000;
const rounds = 40;

/** What people ask of the table, one after another. */
const questions: readonly Input<'workOrders.list'>[] = [
  {},
  { filter: { text: 'lantern' } },
  { filter: { text: 'w-1234' } },
  { filter: { due: 'overdue' }, sort: { by: 'dueDate' } },
  { filter: { customers: ['Quay Stores'], categories: ['Filter Change'] }, sort: { by: 'city', descending: true } },
  { filter: { text: 'stickers nobody wrote of' } },
  { filter: { brands: ['Northgate'] }, sort: { by: 'createdAt', descending: true }, offset: 4000 },
];

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
const config = { version: 1, sources: [orderSource], schedules: [] };

/** Orders of one read, and so many of them new, moved or as they were. */
const readCount = 500;

/** Reads that find everything new, nothing new, and every tenth order new. */
async function measureReads(folder: string): Promise<Figure> {
  let listed: readonly OrderReading[] = [];
  const subject = await openBenchEngine(folder, {
    openPortal: async () => ({
      readList: async () => ({
        orders: listed,
        faults: [],
        pages: 5,
        matches: listed.length,
        doubts: [],
        trouble: null,
      }),
      glance: async () => ({ orders: 0, matches: null }),
      readEquipment: async () => [],
      close: async () => undefined,
    }),
  });
  try {
    const { store, handlers, runner } = subject.engine;
    importConfig(JSON.stringify(config), { store, jobs, now: subject.now() });
    const blocks: number[] = [];
    for (const [index, first] of [0, 0, 50, 100, 100, 150].entries()) {
      listed = inventedOrders(readCount, subject.now() + index * 86_400_000, first);
      // What was made for the read is no part of it.
      await delay(50);
      const held = monitorEventLoopDelay({ resolution: 1 });
      held.enable();
      const [run] = await handlers['runs.start']({
        kind: 'work-orders.sync',
        params: {},
        reason: 'bench',
        isDryRun: false,
      });
      await runner.endOf(run?.id ?? '');
      await delay(20);
      held.disable();
      blocks.push(held.max / 1e6);
      if (store.workOrders.countListed(orderSource.id) !== readCount)
        throw new Error('Orders of the read are missing.');
    }
    const summary = summarize(blocks);
    return timeFigure({
      what: `longest time that the main thread was held while ${readCount} work orders of a read were stored`,
      value: summary.max,
      target: { atMost: 50 },
      samples: { 'longest of each read, ms': summary },
      note: 'All of them new, and then moved, with some new and some gone.',
    });
  } finally {
    await subject.close();
  }
}

async function measureFilters(folder: string): Promise<Figure> {
  const subject = await openBenchEngine(folder);
  try {
    const { store, handlers } = subject.engine;
    importConfig(JSON.stringify(config), { store, jobs, now: subject.now() });
    say(`Storing ${count.toLocaleString('en')} orders.`);
    fillOrders(store, count, subject.now());
    const dispatch = createDispatch(handlers, quiet);
    const times: number[] = [];
    const first: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      for (const question of questions) {
        const startedAt = performance.now();
        const reply = await dispatch('workOrders.list', question);
        // What crosses to the window is copied by the same algorithm.
        structuredClone(reply);
        (round === 0 ? first : times).push(performance.now() - startedAt);
        if (!reply.ok) throw new Error(reply.error.userMessage);
      }
    }
    const summary = summarize(times);
    return timeFigure({
      what: `table of ${count.toLocaleString('en')} work orders filtered, p95 of main-process time`,
      value: summary.p95,
      target: { atMost: 60 },
      samples: {
        'asked, filtered, sorted, checked and copied, ms': summary,
        'the first time of each, ms': summarize(first),
      },
      note: `${questions.length} questions, ${rounds} times each.`,
    });
  } finally {
    await subject.close();
  }
}

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
const [forReads, forFilters] = [join(folder, 'reads'), join(folder, 'filters')];
try {
  mkdirSync(forReads);
  mkdirSync(forFilters);
  report(errand, describeRuntime(), [await measureReads(forReads), await measureFilters(forFilters)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
