import { dateOfDayNumber, dayNumberOf } from '#shared/model/calendar-date.ts';
import { importConfig } from '../config/import-config.ts';
import { manualRequests } from '../handlers/runs.ts';
import { hutsUpdate } from '../jobs/huts-update/job.ts';
import { jobs } from '../jobs/registry.ts';
import type { FinishedRun, StartedRun } from '../scheduling/runner.ts';
import type { TestEngine } from './test-engine.ts';

/** Where the service is asked for a hut's nights. */
export function nightsPath(number: string): string {
  return `/api/v1/reservation/getHutAvailability?hutId=${number}`;
}

/** Where the service is asked what a hut is. */
export function infoPath(number: string): string {
  return `/api/v1/reservation/hutInfo/${number}`;
}

/** Watches huts at the test's own site, by number; each has the slug `hut-<number>`. */
export function watchHuts({ engine, site, clock }: TestEngine, numbers: readonly string[], limits: object = {}): void {
  const config = {
    version: 1,
    sources: [
      {
        id: 'alps',
        kind: 'hut-reservation',
        name: 'Test huts',
        baseUrl: site.url,
        allowPrivateAddress: true,
        limits: { minGapMs: 0, requestsPerDay: 100_000, timeoutMs: 2_000, ...limits },
      },
    ],
    huts: numbers.map((number) => ({
      slug: `hut-${number}`,
      name: `Hut ${number}`,
      sourceId: 'alps',
      bookingRef: number,
    })),
    schedules: [
      { id: 'huts', job: 'huts.update', params: { sourceId: 'alps', requestIntervalSeconds: 0 }, every: 'PT30M' },
    ],
  };
  importConfig(JSON.stringify(config), { store: engine.store, jobs, now: clock.now() });
}

/** A night as the service tells it; null is a closed one. */
export function dayOf(date: string, free: number | null, total = 40): object {
  return {
    freeBedsPerCategory: { 7: free ?? 0 },
    freeBeds: free,
    hutStatus: 'SERVICED',
    date: `${date}T00:00:00Z`,
    dateFormatted: date.split('-').toReversed().join('.'),
    totalSleepingPlaces: free === null ? 0 : total,
    percentage: free === null ? 'CLOSED' : free === 0 ? 'FULL' : 'AVAILABLE',
  };
}

/** The answer of a hut that has these free beds of forty, night after night; null is a closed night. */
function nightsAnswer(free: readonly (number | null)[], from: string): { readonly body: string } {
  return {
    body: JSON.stringify(free.map((each, index) => dayOf(dateOfDayNumber(dayNumberOf(from) + index), each))),
  };
}

/** What the service tells of a hut. */
export function infoAnswer(number: string, change: object = {}): { readonly body: string } {
  return {
    body: JSON.stringify({
      hutId: Number(number),
      hutName: `Hut ${number}`,
      tenantCode: 'SAC',
      tenantCountry: 'CH',
      coordinates: '46.5,8.1',
      altitude: '2196 m',
      totalBedsInfo: '44',
      hutUnlocked: true,
      hutBedCategories: [{ categoryID: 7, totalSleepingPlaces: 40, reservationMode: 'ROOM' }],
      ...change,
    }),
  };
}

/** Lets a hut answer with nights from a date on, and with what it is. */
export function playHut({ site }: TestEngine, number: string, free: readonly (number | null)[], from: string): void {
  site.on(nightsPath(number), nightsAnswer(free, from));
  site.on(infoPath(number), infoAnswer(number));
}

/** Starts a run of the huts that are due. */
export function startHuts({ engine, clock }: TestEngine, params: object = {}, isDryRun = false): StartedRun {
  const begin = { trigger: 'manual', reason: 'a test', isDryRun } as const;
  const [request] = manualRequests(hutsUpdate, { requestIntervalSeconds: 0, ...params }, engine, begin, clock.now());
  if (request === undefined) throw new Error('There is nothing to run.');
  return engine.runner.start(request);
}

/** Runs the huts that are due, to the end. */
export async function updateHuts(test: TestEngine, params: object = {}, isDryRun = false): Promise<FinishedRun> {
  return startHuts(test, params, isDryRun).done;
}
