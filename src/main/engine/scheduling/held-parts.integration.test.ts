import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Schedule } from '#shared/model/schedule.ts';
import type { Job } from '../jobs/define-job.ts';
import { createTestJob } from '../testing/test-job.ts';
import { createTestEngine, type TestEngine } from '../testing/test-engine.ts';

const work = createTestJob();
work.answer = 'good';
/** Work of two parts. */
const job: Job = {
  ...work.job,
  split: (params, store) => ['left', 'right'].flatMap((item) => work.job.split({ ...params, item }, store)),
};

let test: TestEngine;
beforeEach(async () => {
  test = await createTestEngine(undefined, { jobs: [job] });
  const given = {
    id: 'main',
    job: job.kind,
    every: 'PT1M',
    runAtStart: true,
    retry: { attempts: 1, backoffSeconds: 0 },
  };
  test.engine.store.schedules.save(Schedule.parse(given), test.clock.now());
});
afterEach(() => test.close());

/** Lets a plan of a part wait for a decision. */
async function hold(item: string): Promise<void> {
  const { store, runner } = test.engine;
  const start = { kind: job.kind, params: {}, reason: '', isDryRun: false };
  const runs = await test.engine.handlers['runs.start'](start);
  for (const { id } of runs) await runner.endOf(id);
  const run = runs.find(({ subject }) => subject === `Item ${item}`);
  const runId = Number(run?.id);
  const claimKey = store.runs.claimKeyOf(String(runId));
  const plan = { runId, kind: job.kind, claimKey, madeAt: test.clock.now(), uptimeMs: 0 };
  store.plans.open({ ...plan, source: 'job', ofRunId: null });
  store.plans.setVerdict(runId, { state: 'held', heldReason: 'Many.' });
}

async function runDue(): Promise<string[]> {
  test.clock.sleep(60_000);
  const started = test.engine.scheduler.runDue('command-line');
  await Promise.all(started.map(({ done }) => done));
  return started.map(({ run }) => run.subject);
}

describe('a schedule of several parts', () => {
  it('goes on with those of which no plan is held', async () => {
    await hold('left');
    expect(await runDue()).toEqual(['Item right']);
  });

  it('runs nothing where a plan of each is held, and says which', async () => {
    await hold('left');
    await hold('right');
    expect(await runDue()).toEqual([]);
    const range = { from: 0, until: test.clock.now() + 1 };
    const { stretches } = await test.engine.handlers['schedules.slots']({ scheduleId: 'main', ...range });
    expect(stretches.at(-1)).toMatchObject({
      verdict: 'brake',
      story: expect.stringMatching(/^The plan of run \d+ waits/),
    });
  });

  it('leaves them alone at the start of Rounds too', async () => {
    await hold('left');
    const stop = test.engine.scheduler.start();
    await test.clock.advance(1_000);
    stop();
    const subjects = test.engine.store.runs.recent(9).filter(({ trigger }) => trigger === 'start-up');
    expect(subjects.map(({ subject }) => subject)).toEqual(['Item right']);
  });
});
