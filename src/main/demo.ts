import { dateIn } from '#shared/model/calendar-date.ts';
import { importConfig } from './engine/config/import-config.ts';
import type { Engine } from './engine/engine.ts';
import { jobs } from './engine/jobs/registry.ts';
import type { Clock } from './engine/ports.ts';
import { inSlices } from './engine/slices.ts';
import { parseWaitzLive } from './engine/sources/waitz/parse.ts';
import { bookingConfig, fillBookings } from './demo-bookings.ts';
import { fillHutHistory, hutSourceConfig } from './demo-huts.ts';
import { portalSourceConfig } from './demo-work-orders.ts';
import { createSampleSites, type SampleSites } from './sample-sites/index.ts';
import { campus, harbourName, harbourSchool } from './sample-sites/waitz/campus.ts';
import { waitzAt } from './sample-sites/waitz/live.ts';

export { demoEnvironment } from './demo-work-orders.ts';

/** Everything invented follows from it. */
const seed = 20_260_301;
const sourceId = 'harbour';
const minuteMs = 60_000;
/** The hour, UTC, at which the sample campus is at its busiest. */
const liveliestHour = 15;
const dayMs = 24 * 60 * minuteMs;
/** How far back the sample history reaches, and how often it looked: closely of late, and seldomer before. */
const historyDays = 14;
const closeDays = 2;
const closeStepMs = 10 * minuteMs;
const wideStepMs = 30 * minuteMs;
/** Looks written at once: more would keep the window waiting. */
const looksAtOnce = 6;
/** Days of the past, and hours of them, in which nobody looked, so that gaps can be seen. */
const unobserved = [
  { daysAgo: 3, fromHour: 2, untilHour: 9 },
  { daysAgo: 9, fromHour: 14, untilHour: 20 },
];

/** The running sample sites, and how far the clocks on the sample campus are ahead of the campus's own zone. */
export interface Demo {
  readonly sites: SampleSites;
  shiftMs: number;
}

/** Starts the sample sites on loopback. */
export async function demoSites(): Promise<Demo> {
  const demo = { shiftMs: 0 };
  const sites = await createSampleSites({
    seed,
    now: () => Date.now() + demo.shiftMs,
    hutsNow: Date.now,
    portalNow: Date.now,
  });
  return Object.assign(demo, { sites });
}

/** Points a profile at the sample sites and, the first time, fills it with the two weeks before. */
export async function openDemo(engine: Engine, demo: Demo, clock: Clock): Promise<void> {
  const now = clock.now();
  const { store } = engine;
  const isNew = store.sources.find(sourceId) === undefined;
  // Whoever looks at sample data at night shall see a campus that is awake; each profile keeps its campus's clock.
  if (isNew) store.settings.write('demoShiftHours', String(liveliestHour - new Date(now).getUTCHours()));
  demo.shiftMs = Number(store.settings.read('demoShiftHours')) * 3_600_000;
  importConfig(demoConfig(demo.sites.url), { store, jobs, now });
  if (isNew) {
    await inSlices(fillHistory(engine, now, demo.shiftMs), clock);
    await inSlices(fillHutHistory(engine, seed, now), clock);
  }
  // A profile from before there were bookings gets them too; what a person made of them later stays.
  if (store.providers.list().length > 0) return;
  importConfig(JSON.stringify({ version: 1, ...bookingConfig(dateIn('UTC', now)) }), { store, jobs, now });
  await fillBookings(engine, now);
}

function demoConfig(baseUrl: string): string {
  const huts = hutSourceConfig(baseUrl);
  return JSON.stringify({
    version: 1,
    sources: [
      ...huts.sources,
      {
        id: sourceId,
        kind: 'waitz',
        name: harbourName,
        baseUrl,
        school: harbourSchool,
        allowPrivateAddress: true,
        limits: { connections: 1, minGapMs: 100, requestsPerDay: 20_000, timeoutMs: 5000 },
      },
      ...portalSourceConfig(baseUrl).sources,
    ],
    buildings: campus.map(({ id, name }) => ({
      code: `H${String(id).padStart(2, '0')}`,
      name,
      sourceId,
      waitzId: String(id),
    })),
    huts: huts.huts,
    schedules: [
      ...huts.schedules,
      {
        id: 'harbour-occupancy',
        job: 'occupancy.update',
        params: { sourceId },
        every: 'PT1M',
        timeZone: 'Europe/London',
      },
    ],
  });
}

/** What the looks of the last two weeks would have found, written as looks are, a few in each step. */
function* fillHistory({ store }: Engine, now: number, shiftMs: number): Generator<void> {
  const keep = ({ at, stepMs }: SampleLook): void => {
    for (const { id, reading } of parseWaitzLive(JSON.stringify(waitzAt(seed, at + shiftMs)))) {
      if (reading === null) continue;
      const look = { code: `H${id.padStart(2, '0')}`, at, stepMs, runId: null };
      store.occupancy.apply(look, { ...reading, locationId: id });
    }
  };
  const looks = looksUntil(now);
  for (let from = 0; from < looks.length; from += looksAtOnce) {
    yield store.connection.transaction(() => looks.slice(from, from + looksAtOnce).forEach(keep));
  }
}

interface SampleLook {
  readonly at: number;
  readonly stepMs: number;
}

/** When the sample history looked, oldest first. */
function looksUntil(now: number): SampleLook[] {
  const looks: SampleLook[] = [];
  // The newest look lies half a step back, so that the first live one follows closely enough.
  let at = now - historyDays * dayMs + closeStepMs / 2;
  while (at < now) {
    const stepMs = at < now - closeDays * dayMs ? wideStepMs : closeStepMs;
    if (!isUnobserved(at, now)) looks.push({ at, stepMs });
    at += stepMs;
  }
  return looks;
}

function isUnobserved(at: number, now: number): boolean {
  return unobserved.some(({ daysAgo, fromHour, untilHour }) => {
    const midnight = now - (now % dayMs) - daysAgo * dayMs;
    return at >= midnight + fromHour * 3_600_000 && at < midnight + untilHour * 3_600_000;
  });
}
