import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserWindow, NativeImage } from 'electron';
import type { BuildingRow } from '#shared/model/occupancy.ts';
import type { Run } from '#shared/model/run.ts';
import type { Engine } from '../engine/engine.ts';
import type { Clock } from '../engine/ports.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';

export interface DemoReportOptions {
  readonly engine: Engine;
  readonly window: BrowserWindow;
  readonly folder: string;
  readonly clock: Clock;
  readonly output: Output;
}

/** How long the first run and the first picture may take together. */
const limitMs = 60_000;
const lookAgainMs = 200;

/** Waits for the demo's first run, prints what it stored and leaves a picture of the Now page; gives the exit code. */
export async function reportDemo({ engine, window, folder, clock, output }: DemoReportOptions): Promise<ExitCode> {
  const limit = clock.deadline(limitMs);
  try {
    while (firstLook(engine)?.finishedAt == null) await clock.wait(lookAgainMs, limit.signal);
    const rows = await engine.handlers['occupancy.list']({});
    output.out(occupancyTable(rows));
    const path = join(folder, 'now.png');
    await writeFile(path, (await capture(window, clock, limit.signal)).toPNG());
    output.out(`\nA picture of the Now page is in ${path}\n`);
    return firstLook(engine)?.status === 'failed' ? exitCodes.failed : exitCodes.good;
  } finally {
    limit.end();
  }
}

/** The newest look at the sample campus; other jobs run beside. */
function firstLook({ store }: Engine): Run | undefined {
  return store.runs.recent(50).find(({ kind }) => kind === 'occupancy.update');
}

/** True once nothing on the page waits for an answer any more, two frames later: then it is painted. */
const isPainted = `new Promise((resolve) => {
  const isRead = document.querySelector('main h1') !== null && document.querySelector('[aria-busy=true]') === null;
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(isRead)));
})`;

/** A picture of a page that has painted its figures. */
async function capture(window: BrowserWindow, clock: Clock, signal: AbortSignal): Promise<NativeImage> {
  for (;;) {
    // Our own page and our own words; nothing from outside is evaluated.
    if ((await window.webContents.executeJavaScript(isPainted)) === true) {
      const image = await window.webContents.capturePage();
      if (!image.isEmpty()) return image;
    }
    await clock.wait(lookAgainMs, signal);
  }
}

/** The occupancy list as text with aligned columns. */
function occupancyTable(rows: readonly BuildingRow[]): string {
  const cells = [
    ['Building', 'Status', 'Busyness', 'People', 'Capacity', 'Best spot'],
    ...rows.map(({ name, state }) => [
      name,
      state?.status ?? 'not seen yet',
      state?.busynessPercent == null ? '' : `${state.busynessPercent} %`,
      state?.people == null ? '' : String(state.people),
      state?.capacity == null ? '' : String(state.capacity),
      state?.bestSpot ?? '',
    ]),
  ];
  const widths = (cells[0] ?? []).map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const isNumber = (column: number): boolean => column >= 2 && column <= 4;
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
        )
        .join('  '),
    )
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}
