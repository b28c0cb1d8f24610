// 10,000 enabled schedules due evenly over 10 s, work that does nothing, verdicts and runs written: how late their runs
// start, beside plain node-schedule callbacks for the same instants that write nothing.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { scheduleJob } from 'node-schedule';
import { z } from 'zod';
import { createNodeScheduleWakeUps } from '../src/main/adapters/node-schedule-wake-ups.ts';
import { machineNetwork } from '../src/main/adapters/machine-network.ts';
import { createMachineProcesses } from '../src/main/adapters/machine-processes.ts';
import { systemClock } from '../src/main/adapters/system-clock.ts';
import { createEngine, type Engine } from '../src/main/engine/engine.ts';
import { defineJob } from '../src/main/engine/jobs/define-job.ts';
import type { Ports } from '../src/main/engine/ports.ts';
import { saveSchedule } from '../src/main/engine/scheduling/timetable.ts';
import { nothingOutside } from '../src/main/engine/testing/nothing-outside.ts';
import { Schedule } from '../src/shared/model/schedule.ts';
import { describeRuntime, type Figure, readErrand, report, say, summarize, timeFigure } from './lib/figure.ts';
import { ignore, never, noHost } from './lib/no-host.ts';

const count = 10_000;
const spreadMs = 10_000;
const hourMs = 3_600_000;
/** Everything is written down before the first is due. */
const leadMs = 15_000;

/** An instant with fractions of a millisecond. */
const instant = (): number => performance.timeOrigin + performance.now();

interface Measured {
  readonly latenessMs: readonly number[];
  readonly cpuMs: number;
  readonly memoryMb: number;
}

/** Runs `work` and says what it cost. */
async function cost(work: () => Promise<readonly number[]>): Promise<Measured> {
  const before = process.cpuUsage();
  const latenessMs = await work();
  const { user, system } = process.cpuUsage(before);
  return { latenessMs, cpuMs: (user + system) / 1000, memoryMb: process.memoryUsage.rss() / 2 ** 20 };
}

/** Makes an engine whose only work notes when it was started. */
function openEngine(folder: string, onStart: (index: number) => void): Promise<Engine> {
  const job = defineJob({
    kind: 'bench.nothing',
    title: 'Do nothing',
    description: 'Notes when it was started.',
    timeLimitMs: 60_000,
    checkTimeLimitMs: 60_000,
    parameters: z.strictObject({ index: z.int() }),
    flags: {},
    defaultEvery: 'PT1H',
    sourceKinds: [],
    split: (params) => [{ params, claimKey: `bench.nothing/${params.index}`, subject: String(params.index) }],
    sources: () => [],
    keepFailure: ignore,
    announce: ignore,
    run: ({ index }) => Promise.resolve(onStart(index)),
  });
  const ports: Omit<Ports, 'publish'> = {
    clock: systemClock,
    fetch: never,
    parse: never,
    files: { readText: never, writeWhole: never },
    secrets: { read: () => undefined },
    ...nothingOutside,
    log: {
      debug: ignore,
      info: ignore,
      warn: (fields, message) => say(`${message} ${JSON.stringify(fields)}`),
      error: (fields, message) => say(`${message} ${String(fields['err'])}`),
    },
    network: machineNetwork,
    processes: createMachineProcesses(),
  };
  return createEngine({
    databasePath: join(folder, 'rounds.sqlite'),
    role: 'worker',
    version: '0.0.0',
    ports,
    jobs: [job],
    wakeUps: createNodeScheduleWakeUps(),
    newId: randomUUID,
    random: Math.random,
    publish: () => ignore,
    host: noHost,
  });
}

/** Gives each schedule one slot within the spread, a millisecond after the one before. */
function writeSchedules({ store }: Engine, beginAt: number): void {
  store.connection.transaction(() => {
    for (let index = 0; index < count; index += 1) {
      const id = `bench-${index}`;
      const anchorAt = beginAt + Math.floor((index * spreadMs) / count) - hourMs;
      saveSchedule(store, Schedule.parse({ id, job: 'bench.nothing', params: { index }, every: 'PT1H' }), anchorAt);
      store.schedules.setJudged(id, anchorAt);
    }
  });
}

async function measureEngine(folder: string): Promise<Measured> {
  const startedAt: (number | undefined)[] = [];
  let waiting = count;
  let allStarted: () => void = ignore;
  const done = new Promise<void>((resolve) => (allStarted = resolve));
  const engine = await openEngine(folder, (index) => {
    startedAt[index] = instant();
    waiting -= 1;
    if (waiting === 0) allStarted();
  });
  const beginAt = Date.now() + leadMs;
  writeSchedules(engine, beginAt);
  say(`Schedules written in ${Math.round(Date.now() - beginAt + leadMs)} ms.`);
  const endScheduler = engine.scheduler.start();
  await delay(Math.max(0, beginAt - 500 - Date.now()));
  const measured = await cost(async () => {
    await Promise.race([done, delay(spreadMs + 20_000, null, { ref: false })]);
    return startedAt.map((at, index) => (at ?? Number.NaN) - beginAt - Math.floor((index * spreadMs) / count));
  });
  endScheduler();
  await engine.runner.stop();
  assertWhole(engine);
  await engine.close();
  return measured;
}

/** Every slot ran once, and is written down as a run that ended well. */
function assertWhole({ store }: Engine): void {
  const runs = [...store.runs.each({ from: 0, until: Number.MAX_SAFE_INTEGER })];
  const good = new Set(runs.filter(({ status }) => status === 'succeeded').map(({ scheduleId }) => scheduleId));
  if (runs.length !== count || good.size !== count) {
    throw new Error(`${runs.length} runs were written, ${good.size} schedules ran well; ${count} were planned.`);
  }
}

async function measurePlain(): Promise<Measured> {
  const beginAt = Date.now() + leadMs;
  const startedAt: number[] = [];
  let waiting = count;
  const done = new Promise<void>((resolve) => {
    for (let index = 0; index < count; index += 1) {
      scheduleJob(new Date(beginAt + Math.floor((index * spreadMs) / count)), () => {
        startedAt[index] = instant();
        waiting -= 1;
        if (waiting === 0) resolve();
      });
    }
  });
  await delay(Math.max(0, beginAt - 500 - Date.now()));
  return cost(async () => {
    await Promise.race([done, delay(spreadMs + 5_000)]);
    return startedAt.map((at, index) => at - beginAt - Math.floor((index * spreadMs) / count));
  });
}

function figureOf(ours: Measured, plain: Measured): Figure {
  const lost = ours.latenessMs.filter(Number.isNaN).length;
  if (lost > 0) throw new Error(`${lost} slots were lost.`);
  const sorted = ours.latenessMs.toSorted((left, right) => left - right);
  return timeFigure({
    what: `p99 of start lateness, ${count.toLocaleString('en')} schedules due within 10 s, runs and verdicts written`,
    value: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    target: { atMost: 15 },
    samples: {
      'lateness, ms': summarize(ours.latenessMs),
      'lateness of plain node-schedule, ms': summarize(plain.latenessMs),
      'CPU time, ms': summarize([ours.cpuMs]),
      'CPU time of plain node-schedule, ms': summarize([plain.cpuMs]),
      'memory of the process, MB': summarize([ours.memoryMb]),
      'memory with plain node-schedule, MB': summarize([plain.memoryMb]),
    },
    note: 'No slot was lost; every run ended well.',
  });
}

const errand = readErrand();
const folder = mkdtempSync(join(tmpdir(), 'rounds-bench-'));
try {
  const plain = await measurePlain();
  const ours = await measureEngine(folder);
  report(errand, describeRuntime(), [figureOf(ours, plain)]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
