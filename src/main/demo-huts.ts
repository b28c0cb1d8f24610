import { hutsOf } from './sample-sites/huts/hut-list.ts';
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

/** `cabane-du-bec-d-argent`. */
function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
}
