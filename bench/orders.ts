// What filtering a table of 50,000 work orders costs the main process.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importConfig } from '../src/main/engine/config/import-config.ts';
import { jobs } from '../src/main/engine/jobs/registry.ts';
import { createDispatch } from '../src/main/ipc/dispatch.ts';
import type { Input } from '../src/shared/contract/index.ts';
import { openBenchEngine } from './lib/bench-engine.ts';
import { describeRuntime, readErrand, report, say, summarize, timeFigure } from './lib/figure.ts';
import { fillOrders, orderSource } from './lib/order-data.ts';

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
const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
const subject = await openBenchEngine(folder);
try {
  const { store, handlers } = subject.engine;
  const config = { version: 1, sources: [orderSource], schedules: [] };
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
  report(errand, describeRuntime(), [
    timeFigure({
      what: `table of ${count.toLocaleString('en')} work orders filtered, p95 of main-process time`,
      value: summary.p95,
      target: { atMost: 60 },
      samples: {
        'asked, filtered, sorted, checked and copied, ms': summary,
        'the first time of each, ms': summarize(first),
      },
      note: `${questions.length} questions, ${rounds} times each.`,
    }),
  ]);
} finally {
  await subject.close();
  rmSync(folder, { recursive: true, force: true });
}
