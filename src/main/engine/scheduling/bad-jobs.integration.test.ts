import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { defineJob } from '../jobs/define-job.ts';
import { checkLedger } from '../testing/simulation/check.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';
import { saveSchedule } from './timetable.ts';
import { Schedule } from '#shared/model/schedule.ts';

const minute = 60_000;

/** Ways in which work goes wrong, by the name in its parameters. */
const misdeeds: Readonly<Record<string, () => Promise<void>>> = {
  throws() {
    throw new Error('It is not even a promise.');
  },
  rejects: () => Promise.reject(new Error('A bug of its own.')),
  nothing: () => Promise.reject(undefined),
  hangs: () => new Promise(() => undefined),
  async fine() {},
};

const bad = defineJob({
  kind: 'test.bad',
  title: 'Do something wrong',
  description: 'Goes wrong as it is told.',
  timeLimitMs: 30_000,
  checkTimeLimitMs: 10_000,
  parameters: z.strictObject({ deed: z.string() }),
  flags: {},
  defaultEvery: 'PT1M',
  sourceKinds: ['waitz'],
  split: (params) => [{ params, claimKey: `test.bad/${params.deed}`, subject: params.deed }],
  sources: () => [],
  keepFailure: () => undefined,
  announce: () => undefined,
  run: ({ deed }) => misdeeds[deed]?.() ?? Promise.reject(new AppError('not_found', 'No such deed.')),
});

let test: TestEngine;
let end: () => void;
beforeEach(async () => {
  test = await createTestEngine(undefined, { jobs: [bad] });
});
afterEach(async () => {
  end();
  await test.close();
  if (test.clock.pending > 0) throw new Error(`${test.clock.pending} waits are left.`);
});

function schedule(deeds: readonly string[], change: Readonly<Record<string, unknown>> = {}): void {
  for (const deed of deeds) {
    const retry = { attempts: 1, backoffSeconds: 0 };
    const draft = { id: deed, job: 'test.bad', params: { deed }, every: 'PT1M', retry, ...change };
    saveSchedule(test.engine.store, Schedule.parse(draft), test.clock.now());
  }
  end = test.engine.scheduler.start();
}

/** Statuses of the runs of a schedule, oldest first. */
function statuses(id: string): string[] {
  return [...test.engine.store.runs.each({ from: 0, until: Number.MAX_SAFE_INTEGER })]
    .filter(({ scheduleId }) => scheduleId === id)
    .map(({ status }) => status);
}

describe('work that goes wrong', () => {
  it('fails its own run alone, whichever way it goes wrong, and its next slot runs', async () => {
    schedule(['throws', 'rejects', 'nothing', 'fine']);
    await test.clock.advance(3 * minute - 1);
    for (const id of ['throws', 'rejects', 'nothing']) expect(statuses(id)).toEqual(['failed', 'failed', 'failed']);
    expect(statuses('fine')).toEqual(['succeeded', 'succeeded', 'succeeded']);
    expect(checkLedger(test.engine.store, []).problems).toEqual([]);
  });

  it('is ended by its time limit where it never ends and does not listen, and its next slot runs', async () => {
    schedule(['hangs', 'fine']);
    await test.clock.advance(3 * minute - 1);
    expect(statuses('hangs')).toEqual(['timed_out', 'timed_out', 'timed_out']);
    expect(statuses('fine')).toHaveLength(3);
  });

  it('keeps nobody from closing Rounds', async () => {
    schedule(['hangs']);
    await test.clock.advance(1);
    const stopped = test.engine.runner.stop();
    await test.clock.advance(1_000);
    await stopped;
    expect(statuses('hangs')).toEqual(['canceled']);
  });
});
