import type { Engine } from './engine/engine.ts';
import { horizonOf, nightsOf } from './engine/jobs/huts-update/apply.ts';
import { parseHutAvailability } from './engine/sources/hut-reservation/parse-availability.ts';
import { parseHutInfo } from './engine/sources/hut-reservation/parse-info.ts';
import { withoutUnknownCategories } from './engine/sources/hut-reservation/known-categories.ts';
import { availabilityAt } from './sample-sites/huts/availability.ts';
import { hutOf, hutsOf } from './sample-sites/huts/hut-list.ts';
import { hutInfoOf } from './sample-sites/huts/info.ts';
import { namedHuts } from './sample-sites/huts/named-huts.ts';
import { hutExchangeName } from './sample-sites/huts/site.ts';

/** The source of the sample huts. */
const hutSourceId = 'alpine';

/** Source, huts and schedule of the sample hut exchange, as the configuration file has them. */
export function hutSourceConfig(baseUrl: string, hutCount = namedHuts.length) {
  return {
    sources: [
      {
        id: hutSourceId,
        kind: 'hut-reservation',
        name: hutExchangeName,
        baseUrl,
        allowPrivateAddress: true,
        limits: { connections: 2, minGapMs: 50, requestsPerDay: 20_000, timeoutMs: 5000 },
      },
    ],
    huts: hutsOf(hutCount).map(({ id, name, beds, winterRoomBeds, timeZone }) => ({
      slug: slugOf(name),
      name,
      sourceId: hutSourceId,
      bookingRef: String(id),
      capacityOpen: beds,
      capacityClosed: winterRoomBeds,
      timeZone,
    })),
    schedules: [
      {
        id: 'alpine-huts',
        job: 'huts.update',
        params: { sourceId: hutSourceId },
        every: 'PT30M',
        timeZone: 'Europe/Zurich',
      },
    ],
  };
}

const hourMs = 3_600_000;
/** When the sample history looked at the huts, hours before now; it was not looked for three days in between. */
const looksHoursAgo = [240, 216, 120, 72, 48, 24, 6];
/** Nights that the sample history keeps. */
const historyNights = 365;

/** Fills in what earlier looks at the sample huts would have found, and what the huts are, a look in each step. */
export function* fillHutHistory({ store }: Engine, seed: number, now: number): Generator<unknown> {
  for (const hut of store.huts.list(hutSourceId)) {
    const id = Number(hut.bookingRef);
    const sample = hutOf(id);
    if (sample === undefined) continue;
    const master = parseHutInfo(JSON.stringify(hutInfoOf(sample)));
    store.connection.transaction(() => store.huts.keepMaster(hut, master, now));
    for (const hoursAgo of looksHoursAgo) {
      const at = now - hoursAgo * hourMs;
      const answer = parseHutAvailability(JSON.stringify(availabilityAt(seed, id, at)));
      const { nights, faults } = withoutUnknownCategories(answer, master.categories);
      const look = { slug: hut.slug, at, stepMs: 24 * hourMs, runId: null };
      const known = { nights: nightsOf(nights, hut), faults };
      yield store.connection.transaction(() =>
        store.hutLog.apply(look, { ...known, ...horizonOf(hut.timeZone, at, historyNights) }),
      );
    }
  }
}

/** `cabane-du-bec-d-argent`. */
function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
}
