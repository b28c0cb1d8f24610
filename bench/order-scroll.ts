// Frames of the window while its table of 50,000 work orders is scrolled.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importConfig } from '../src/main/engine/config/import-config.ts';
import { jobs } from '../src/main/engine/jobs/registry.ts';
import { createStore } from '../src/main/engine/store/store.ts';
import { readElectron } from './lib/electron.ts';
import { readErrand, report, say } from './lib/figure.ts';
import { openBenchStore } from './lib/open.ts';
import { fillOrders, orderSource } from './lib/order-data.ts';
import { framesFigure, measureFrames, type ScrollOptions } from './lib/scroll.ts';

const count = 50_000;
/** A brisk turn of the wheel in each frame. */
const stepPx = 60;

const table: ScrollOptions = {
  address: '/work-orders',
  area: '.order-box',
  sight: '.order-table__body tr[aria-rowindex] td',
  atLeast: 100,
  ways: [
    { name: 'down', left: 0, top: stepPx },
    { name: 'far down', left: 0, top: 40 * stepPx },
    { name: 'up', left: 0, top: -stepPx },
  ],
};

/** A profile with the orders, as read just now; nothing is due in it today. */
async function seedProfile(profile: string): Promise<void> {
  mkdirSync(profile);
  const opened = await openBenchStore(join(profile, 'rounds.db'));
  const store = createStore(opened.connection, 'bench');
  const schedules = [
    { id: 'orders', job: 'work-orders.sync', params: { sourceId: orderSource.id }, every: 'PT24H', enabled: false },
  ];
  const now = Date.now();
  importConfig(JSON.stringify({ version: 1, sources: [orderSource], schedules }), { store, jobs, now });
  fillOrders(store, count, now);
  opened.close();
}

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
try {
  const profile = join(folder, 'profile');
  say(`Storing ${count.toLocaleString('en')} orders.`);
  await seedProfile(profile);
  const electron = readElectron();
  say('Scrolling.');
  const frames = await measureFrames(electron, profile, table);
  const what = `longest frame while a table of ${count.toLocaleString('en')} work orders is scrolled`;
  report(errand, `Node ${process.versions.node} starting ${electron.path}`, [framesFigure(what, frames, table)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
