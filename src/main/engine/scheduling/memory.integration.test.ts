import { memoryUsage, stdout } from 'node:process';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { createTestJob } from '../testing/test-job.ts';
import { saveSchedule } from './timetable.ts';

const minute = 60_000;
const schedules = 50;

let test: TestEngine;
beforeEach(async () => {
  const work = createTestJob();
  work.answer = 'good';
  test = await createTestEngine(undefined, { jobs: [work.job] });
  // What is measured is memory; ten thousand waits for the disk would tell nothing of it.
  test.engine.store.connection.raw.pragma('synchronous = OFF');
  for (let index = 0; index < schedules; index += 1) {
    const draft = { id: `s${index}`, job: 'test.work', params: { item: `i${index}` }, every: 'PT1M' };
    saveSchedule(test.engine.store, Schedule.parse(draft), test.clock.now());
  }
});
afterEach(() => test.close());

/** Lets a minute go by, over and over, until so many runs have ended in all. */
async function runUntil(count: number): Promise<void> {
  for (;;) {
    const [last] = test.engine.store.runs.recent(1);
    if (Number(last?.id ?? 0) >= count) return;
    await test.clock.advance(minute);
    await test.idle();
    // What a test is told is kept for it, and would be all that grows.
    for (const kept of [test.told, test.log.lines]) (kept as unknown[]).length = 0;
  }
}

/** Megabytes in use once everything that nobody needs is gone. */
function heapMegabytes(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let times = 0; times < 3; times += 1) collect();
  return memoryUsage().heapUsed / 2 ** 20;
}

describe('the engine', () => {
  it('needs no more memory after 10,000 runs than before', { timeout: 180_000 }, async () => {
    const end = test.engine.scheduler.start();
    await runUntil(1_000);
    const before = heapMegabytes();
    await runUntil(11_000);
    const after = heapMegabytes();
    end();
    stdout.write(`Heap before 10,000 runs: ${before.toFixed(1)} MiB, after: ${after.toFixed(1)} MiB\n`);
    expect(after).toBeLessThan(before * 1.05 + 2);
  });
});
