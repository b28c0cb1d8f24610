import { join } from 'node:path';
import { z } from 'zod';
import { end, type Electron, start } from './electron.ts';
import { type Figure, summarize, timeFigure } from './figure.ts';
import { attach } from './page.ts';

/** Which part of which page is scrolled, and what must be seen before. */
export interface ScrollOptions {
  /** Of the page: `/huts`. */
  readonly address: string;
  /** The element that scrolls. */
  readonly area: string;
  /** What the page shows once it has its data, and how many of them at least. */
  readonly sight: string;
  readonly atLeast: number;
  readonly ways: readonly Way[];
}

/** One way of scrolling, so many pixels in each frame. */
export interface Way {
  readonly name: string;
  readonly left: number;
  readonly top: number;
}

const Frames = z.object({ distances: z.array(z.number()), long: z.array(z.number()) });
/** What scrolling gave, milliseconds: from frame to frame, and how long those frames took that Chromium calls long. */
export type Frames = z.infer<typeof Frames>;

/** Frames of each way. */
const framesEachWay = 300;
const readyLimitMs = 60_000;
/** The frames of one scroll take 20 s on a screen of 60 Hz. */
const scrollLimitMs = 120_000;

/** Scrolls each way in turn, frame by frame. */
const scroll = ({ area, ways }: ScrollOptions): string => `(async () => {
  const area = document.querySelector(${JSON.stringify(area)});
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const distances = [];
  const long = [];
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'long-animation-frame' });
  let before = await frame();
  for (const { name, left, top } of ${JSON.stringify(ways)}) {
    const from = [area.scrollLeft, area.scrollTop].join();
    for (let index = 0; index < ${framesEachWay}; index += 1) {
      area.scrollBy(left, top);
      const now = await frame();
      distances.push(now - before);
      before = now;
    }
    if ([area.scrollLeft, area.scrollTop].join() === from) throw new Error('Nothing moves ' + name + '.');
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  observer.disconnect();
  return { distances, long };
})()`;

const ready = ({ address, sight, atLeast }: ScrollOptions): string => `(async () => {
  while (document.readyState !== 'complete') await new Promise((resolve) => requestAnimationFrame(resolve));
  location.hash = ${JSON.stringify(`#${address}`)};
  const until = Date.now() + ${readyLimitMs};
  while (Date.now() < until) {
    if (document.querySelectorAll(${JSON.stringify(sight)}).length >= ${atLeast}) return true;
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
  return false;
})()`;

/** Opens the console on a profile and scrolls. Rejects where the page does not come. */
export async function measureFrames(electron: Electron, profile: string, options: ScrollOptions): Promise<Frames> {
  const root = join(import.meta.dirname, '../..');
  const { child, said, ended } = start(electron, ['--remote-debugging-port=0', root, '--profile', profile]);
  try {
    const page = await attach(said);
    if ((await page.evaluate(ready(options), 2 * readyLimitMs)) !== true)
      throw new Error(`Nothing came to be seen at ${options.address}.`);
    // Once to read the blocks and compile the code, as the second look of a day has it.
    await page.evaluate(scroll(options), scrollLimitMs);
    const frames = Frames.parse(await page.evaluate(scroll(options), scrollLimitMs));
    page.close();
    return frames;
  } finally {
    await end(child, ended);
  }
}

/** The longest frame of a scroll; its target is 50 ms. */
export function framesFigure(what: string, { distances, long }: Frames, { ways }: ScrollOptions): Figure {
  // A screen of 60 Hz shows a frame that takes 40 ms after 50.1: what the frame itself took decides.
  const summary = summarize(distances);
  return timeFigure({
    what,
    value: Math.max(Math.min(summary.max, 50), ...long),
    target: { atMost: 50 },
    samples: Object.fromEntries(
      ways.map(({ name }, index) => [
        `${name}, from frame to frame, ms`,
        summarize(distances.slice(index * framesEachWay, (index + 1) * framesEachWay)),
      ]),
    ),
    note: `${framesEachWay} frames of each way; drawn by software where there is no graphics card.`,
  });
}
