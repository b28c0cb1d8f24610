import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors.ts';
import { jobs } from '../jobs/registry.ts';
import { createTestStore } from '../testing/test-store.ts';
import { ensureSchedule } from './ensure-schedule.ts';
import { exportConfig } from './export-config.ts';
import { building, source } from './fixtures/sample-config.ts';
import { importConfig } from './import-config.ts';
import { removeSchedule } from '../scheduling/timetable.ts';
import { Source } from '#shared/model/source.ts';

const base = { id: 'one', job: 'occupancy.update', params: { sourceId: source.id } };

function fileOf(schedule: object): string {
  return JSON.stringify({
    version: 1,
    sources: [source],
    buildings: [building],
    schedules: [{ ...base, ...schedule }],
  });
}

/** Imports a file into an empty profile and gives what an export then says of its schedules. */
async function roundTrip(text: string): Promise<{ exported: string; schedules: unknown }> {
  const test = await createTestStore();
  try {
    importConfig(text, { store: test.store, jobs, now: test.clock.now() });
    const exported = exportConfig(test);
    const file: unknown = JSON.parse(exported);
    return {
      exported,
      schedules: typeof file === 'object' && file !== null && 'schedules' in file ? file.schedules : [],
    };
  } finally {
    test.close();
  }
}

async function faultOf(schedule: object): Promise<string> {
  try {
    await roundTrip(fileOf(schedule));
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'invalid_input') return thrown.userMessage;
    throw thrown;
  }
  return 'no fault';
}

const timing = fc.constantFrom({ every: 'PT10M' }, { dailyAt: ['02:00', '14:30'] }, { cron: '*/30 6-22 * * mon-fri' });
const fields = fc.record({
  timeZone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/Los_Angeles'),
  activeHours: fc.constantFrom([], [{ days: ['mon', 'sun'], from: '14:00', until: '02:30' }]),
  jitterSeconds: fc.constantFrom(0, 15),
  overlap: fc.constantFrom('skip', 'queue', 'cancel'),
  missed: fc.constantFrom('latest', 'skip', 'all'),
  retry: fc.record({ attempts: fc.integer({ min: 1, max: 10 }), backoffSeconds: fc.integer({ min: 0, max: 3600 }) }),
  timeoutSeconds: fc.constantFrom(null, 1, 86_400),
  pauseAfterFailures: fc.constantFrom(null, 1, 1000),
  runAtStart: fc.boolean(),
  enabled: fc.boolean(),
});

describe('the fields of a schedule in a configuration file', () => {
  it('come out as they went in, every one of them', async () => {
    await fc.assert(
      fc.asyncProperty(timing, fields, async (rule, rest) => {
        const { exported, schedules } = await roundTrip(fileOf({ ...rule, ...rest }));
        expect(schedules).toEqual([{ ...base, ...rule, ...rest }]);
        expect((await roundTrip(exported)).exported).toBe(exported);
      }),
      { numRuns: 15 },
    );
  });

  it.each([
    [{ overlap: 'both' }, /^schedules\[0\]\.overlap: /],
    [{ missed: 'some' }, /^schedules\[0\]\.missed: /],
    [{ retry: { attempts: 0, backoffSeconds: 5 } }, /^schedules\[0\]\.retry\.attempts: must be at least 1/],
    [{ retry: { attempts: 3 } }, /^schedules\[0\]\.retry\.backoffSeconds: is missing/],
    [{ pauseAfterFailures: 0 }, /^schedules\[0\]\.pauseAfterFailures: must be at least 1/],
    [{ runAtStart: 'yes' }, /^schedules\[0\]\.runAtStart: must be true or false/],
    [{ jitterSeconds: -1 }, /^schedules\[0\]\.jitterSeconds: must be at least 0/],
    [{ timeoutSeconds: 0 }, /^schedules\[0\]\.timeoutSeconds: must be at least 1/],
    [{ activeHours: [{ days: ['mon'], from: '7', until: '23:00' }] }, /^schedules\[0\]\.activeHours\[0\]\.from: /],
    [{ timeZone: 'Mars/Olympus' }, /^schedules\[0\]\.timeZone: /],
    [{ dailyAt: ['02:00'] }, /^schedules\[0\]\./],
  ])('are refused by name: %j', async (change, message) => {
    expect(await faultOf({ every: 'PT10M', ...change })).toMatch(message);
  });
});

describe('a schedule that a source gets by itself', () => {
  it('never takes the id of one that was deleted', async () => {
    const test = await createTestStore();
    const own = Source.parse(source);
    test.store.sources.save(own, 0);
    const first = ensureSchedule(test.store, jobs, own, 0)?.id ?? '';
    removeSchedule(test.store, first, 1);
    expect(ensureSchedule(test.store, jobs, own, 2)?.id).toBe(`${first}-2`);
    test.close();
  });
});
