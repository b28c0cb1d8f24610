// Frames of the window while its map of nights is scrolled, at a thousand huts with a year each.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hutSourceConfig } from '../src/main/demo-huts.ts';
import { importConfig } from '../src/main/engine/config/import-config.ts';
import { jobs } from '../src/main/engine/jobs/registry.ts';
import { createStore } from '../src/main/engine/store/store.ts';
import { draw, keyOf } from '../src/main/sample-sites/random.ts';
import { addDays, dateIn } from '../src/shared/model/calendar-date.ts';
import { readElectron } from './lib/electron.ts';
import { readErrand, report, say } from './lib/figure.ts';
import { openBenchStore } from './lib/open.ts';
import { framesFigure, measureFrames, type ScrollOptions } from './lib/scroll.ts';

const hutCount = 1000;
const nightCount = 365;
const seed = 20_261_122;
/** How far each frame goes: a brisk turn of the wheel. */
const stepPx = 60;

/** A profile with the huts and a year of nights for each; nothing is due in it today. */
async function seedProfile(folder: string): Promise<void> {
  const opened = await openBenchStore(join(folder, 'rounds.db'));
  const { connection } = opened;
  const store = createStore(connection, 'bench');
  const now = Date.now();
  const config = hutSourceConfig('http://127.0.0.1:9', hutCount);
  const schedules = config.schedules.map((schedule) => ({ ...schedule, every: 'PT24H' }));
  importConfig(JSON.stringify({ version: 1, ...config, schedules }), { store, jobs, now });
  connection.raw.pragma('synchronous = OFF');
  const today = dateIn('Europe/Zurich', now);
  const dates = Array.from({ length: nightCount }, (_, index) => addDays(today, index));
  for (const [index, hut] of store.huts.list().entries()) {
    const nights = dates.map((date, night) => {
      const free = Math.floor(draw(keyOf(seed, index, night), 1) ** 2 * 90);
      return { date, free: 90 - free, total: 90, hutType: 'hut' as const, reservationStatus: 'possible' as const };
    });
    const look = { slug: hut.slug, at: now, stepMs: 86_400_000, runId: null };
    store.hutLog.apply(look, { nights, faults: [], today, lastNight: addDays(today, nightCount) });
  }
  opened.close();
}

const map: ScrollOptions = {
  address: '/huts',
  area: '.heat',
  sight: '.heat__cell:not(.night--reading)',
  atLeast: 51,
  ways: [
    { name: 'down', left: 0, top: stepPx },
    { name: 'right', left: stepPx, top: 0 },
    { name: 'up', left: 0, top: -stepPx },
    { name: 'left', left: -stepPx, top: 0 },
  ],
};

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
try {
  const profile = join(folder, 'profile');
  mkdirSync(profile);
  say('Writing a year of 1,000 huts.');
  await seedProfile(profile);
  const electron = readElectron();
  say('Scrolling.');
  const what = `longest frame while ${hutCount.toLocaleString('en')} huts × ${nightCount} nights are scrolled`;
  report(errand, `Node ${process.versions.node} starting ${electron.path}`, [
    framesFigure(what, await measureFrames(electron, profile, map), map),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
