import { z } from 'zod';
import { AppError } from '#shared/errors.ts';
import { Schedule } from '#shared/model/schedule.ts';
import type { SlotStretch } from '#shared/model/slot.ts';
import type { Source } from '#shared/model/source.ts';
import { defineJob, type Job } from '../jobs/define-job.ts';
import type { Engine } from '../engine.ts';
import { FakeClock } from './fake-clock.ts';
import { createTestEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts';

/** One run's work, which goes on until the test ends it. */
interface HeldWork {
  readonly signal: AbortSignal;
  end(): void;
  fail(error: AppError): void;
}

/** A job whose work a test holds in its hands. */
export interface TestJob {
  readonly job: Job;
  /** Everything that was ever begun, in order. */
  readonly works: readonly HeldWork[];
  /** How all work ends from now on at once; undefined lets it wait for the test. */
  answer: 'good' | AppError | undefined;
  /** Whether the work is a check of one target, or is done by the run as a whole. */
  isCheck: boolean;
  /** Whether what it is to work on is gone. */
  isGone: boolean;
  sources: readonly Source[];
}

const limits = { timeLimitMs: 600_000, checkTimeLimitMs: 30_000 };
const unchanged = { outcome: 'unchanged', message: 'As it was.', changes: [] } as const;

/** Makes such a job; its kind is `test.work`, with one part by its `item`. */
export function createTestJob(): TestJob {
  const works: HeldWork[] = [];
  const hold = (signal: AbortSignal): Promise<void> => {
    if (made.answer === 'good') return Promise.resolve();
    if (made.answer !== undefined) return Promise.reject(made.answer);
    return new Promise((resolve, reject) => {
      works.push({ signal, end: resolve, fail: reject });
      signal.addEventListener('abort', () => reject(signal.reason as AppError));
    });
  };
  const made: TestJob = {
    job: makeJob(() => made, hold),
    works,
    answer: undefined,
    isCheck: false,
    isGone: false,
    sources: [],
  };
  return made;
}

function makeJob(made: () => TestJob, hold: (signal: AbortSignal) => Promise<void>): Job {
  return defineJob({
    kind: 'test.work',
    title: 'Work',
    description: 'Does what a test says.',
    ...limits,
    parameters: z.strictObject({ item: z.string().default('a') }),
    flags: {},
    defaultEvery: 'PT10M',
    sourceKinds: ['waitz'],
    split(params) {
      if (made().isGone) throw new AppError('not_found', `There is no item "${params.item}".`);
      return [{ params, claimKey: `test.work/${params.item}`, subject: `Item ${params.item}` }];
    },
    sources: () => made().sources,
    keepFailure: () => undefined,
    announce: () => undefined,
    async run({ item }, context) {
      context.expect(1);
      if (made().isCheck) await context.check(item, hold, () => unchanged);
      else {
        await hold(context.signal);
        await context.check(
          item,
          () => undefined,
          () => unchanged,
        );
      }
    },
  });
}

/** An engine whose only job is the test's own, with schedules of it. */
export interface TestWork extends TestEngine {
  readonly work: TestJob;
  readonly clock: FakeClock;
  /** Stores a schedule `main`, every minute unless said otherwise. */
  save(change?: Readonly<Record<string, unknown>>): void;
  /** Lets an engine schedule until the test ends. */
  schedule(engine?: Engine): void;
  /** What became of the slots of a schedule: minutes since the start, verdict, run. */
  slots(id?: string): Promise<(readonly [number, SlotStretch['verdict'], string | null])[]>;
  /** The same with the reasons. */
  stretches(id?: string): Promise<SlotStretch[]>;
  /** Status by run, oldest first. */
  runs(): string[];
}

const minute = 60_000;

/** Makes an engine with the test's own job; `close` ends it all. */
export async function createTestWork(
  start = Date.UTC(2026, 10, 22, 8),
  options: Omit<TestEngineOptions, 'jobs'> = {},
): Promise<TestWork> {
  const work = createTestJob();
  const test = await createTestEngine(start, { ...options, jobs: [work.job] });
  const { engine, clock } = test;
  const stops: (() => void)[] = [];
  const stretches = async (scheduleId = 'main') => {
    const range = { from: start - 1e9, until: clock.now() + 1 };
    return (await engine.handlers['schedules.slots']({ scheduleId, ...range })).stretches;
  };
  return {
    ...test,
    work,
    save: (change) => {
      const given = {
        id: 'main',
        job: 'test.work',
        every: 'PT1M',
        retry: { attempts: 1, backoffSeconds: 0 },
        ...change,
      };
      engine.store.schedules.save(Schedule.parse(given), clock.now());
    },
    schedule: (each = engine) => void stops.push(each.scheduler.start()),
    stretches,
    slots: async (id) =>
      (await stretches(id)).flatMap(({ firstPlanned, count, verdict, runId }) =>
        Array.from({ length: count }, (_, index) => [(firstPlanned - start) / minute + index, verdict, runId] as const),
      ),
    runs: () =>
      engine.store.runs
        .recent(500)
        .toReversed()
        .map(({ status }) => status),
    close: async () => {
      for (const stop of stops) stop();
      await test.close();
    },
  };
}
