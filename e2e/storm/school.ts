import { sendAnswer, startLoopbackSite } from '../../src/main/testing/loopback-site.ts';
import type { Random } from '../../src/main/engine/testing/simulation/random.ts';

/** A site of several schools whose figures are others each time, and which takes its time. */
export interface RestlessSite {
  readonly url: string;
  /** Requests so far. */
  count(): number;
  close(): Promise<void>;
}

const placesPerSchool = 5;
/** No answer takes longer, milliseconds. */
const longestMs = 400;

/** Starts such a site on a free port of 127.0.0.1. */
export async function startRestlessSite(random: Random): Promise<RestlessSite> {
  const site = await startLoopbackSite({
    otherwise: ({ url: path = '' }, response) => {
      const data = path.startsWith('/live/')
        ? Array.from({ length: placesPerSchool }, (_, id) => place(id, random))
        : [];
      const timer = setTimeout(
        () => sendAnswer(response, { body: JSON.stringify({ data }) }),
        random.int(0, longestMs),
      );
      response.once('close', () => clearTimeout(timer));
    },
  });
  return { url: site.url, count: () => site.count(), close: site.close };
}

function place(id: number, random: Random): object {
  const busyness = random.int(0, 100);
  const figures = { busyness, people: busyness * 2, capacity: 200, isAvailable: true, isOpen: true };
  return { id, name: `Place ${id}`, ...figures, hourSummary: 'open', bestLabel: null, subLocs: false };
}

/** Every policy there is, and steps that never stay together for long. */
const schedules = [
  { every: 'PT30S', missed: 'all' },
  { every: 'PT31S', missed: 'latest', overlap: 'queue' },
  { every: 'PT33S', missed: 'skip' },
  { every: 'PT37S', missed: 'all', overlap: 'cancel' },
  { every: 'PT41S', missed: 'latest', runAtStart: true },
  { every: 'PT30S', missed: 'latest', jitterSeconds: 20 },
  { cron: '* * * * *', missed: 'all', overlap: 'queue' },
  { every: 'PT47S', missed: 'latest', overlap: 'cancel', runAtStart: true },
] as const;

/** A configuration that has every school watched by a schedule of its own, as often as can be. */
export function restlessConfiguration(url: string): object {
  const limits = { connections: 4, minGapMs: 0, requestsPerDay: 1_000_000, timeoutMs: 10_000 };
  const ids = schedules.map((_, index) => `s${index}`);
  return {
    version: 1,
    sources: ids.map((id) => ({
      id,
      kind: 'waitz',
      name: `School ${id}`,
      baseUrl: url,
      school: id,
      allowPrivateAddress: true,
      limits,
    })),
    buildings: ids.flatMap((sourceId) =>
      Array.from({ length: placesPerSchool }, (_, place) => ({
        code: `${sourceId}-${place}`,
        name: `Place ${place} of ${sourceId}`,
        sourceId,
        waitzId: String(place),
      })),
    ),
    schedules: schedules.map((schedule, index) => ({
      id: `plan-${index}`,
      job: 'occupancy.update',
      params: { sourceId: `s${index}` },
      timeZone: 'UTC',
      retry: { attempts: 2, backoffSeconds: 1 },
      ...schedule,
    })),
  };
}
