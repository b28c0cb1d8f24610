import type { HutCandidate } from '#shared/contract/huts.ts';
import { AppError } from '#shared/errors.ts';
import { dateIn } from '#shared/model/calendar-date.ts';
import { Hut, type HutMaster } from '#shared/model/hut.ts';
import { type HutsOrgSource, type HutSource, isHutSource } from '#shared/model/source.ts';
import type { HandlerContext } from './types.ts';

/** The zone of most huts in a country; for a country that is not here, the zone of the Alps. */
const zoneOfCountry: Readonly<Record<string, string>> = {
  AT: 'Europe/Vienna',
  CH: 'Europe/Zurich',
  DE: 'Europe/Berlin',
  FR: 'Europe/Paris',
  IT: 'Europe/Rome',
  LI: 'Europe/Vaduz',
  SI: 'Europe/Ljubljana',
  US: 'America/Denver',
};
const zoneOfTheAlps = 'Europe/Zurich';

/** Asks a source for a hut, which costs a request, and proposes how to add it. Rejects as the source's readers do. */
export async function lookUpHut(
  { store, sources, ports }: HandlerContext,
  sourceId: string,
  bookingRef: string,
): Promise<HutCandidate> {
  const source = store.sources.get(sourceId);
  if (!isHutSource(source)) throw new AppError('invalid_input', `Source "${sourceId}" tells of no huts.`);
  // The request itself has the source's time limit; waiting for its turn at the host must end too.
  const deadline = ports.clock.deadline(source.limits.timeoutMs * 2);
  try {
    const master =
      source.kind === 'huts-org'
        ? await findInTable({ sources, ports }, source, bookingRef, deadline.signal)
        : await sources.huts.info(source, bookingRef, deadline.signal);
    return { hut: propose(source, bookingRef, master), master };
  } finally {
    deadline.end();
  }
}

async function findInTable(
  { sources, ports }: Pick<HandlerContext, 'sources' | 'ports'>,
  source: HutsOrgSource,
  bookingRef: string,
  signal: AbortSignal,
): Promise<HutMaster> {
  const week = await sources.huts.week(source, dateIn('America/Denver', ports.clock.now()), signal);
  const found = week.huts.find(({ name }) => name.toLowerCase() === bookingRef.toLowerCase());
  if (found === undefined) {
    const names = week.huts.map(({ name }) => `“${name}”`).join(', ');
    throw new AppError('not_found', `The table has no hut “${bookingRef}”. It has: ${names}.`);
  }
  // The table tells of a hut nothing but its name.
  return {
    name: found.name,
    website: null,
    tenant: null,
    country: 'US',
    latitude: null,
    longitude: null,
    altitudeM: null,
    beds: null,
    isUnlocked: null,
    isTest: false,
    categories: [],
  };
}

function propose(source: HutSource, bookingRef: string, { name, country }: HutMaster): Hut {
  const timeZone = zoneOfCountry[country ?? ''] ?? zoneOfTheAlps;
  return Hut.parse({ slug: slugOf(name, bookingRef), name, sourceId: source.id, bookingRef, timeZone });
}

/** A short key from a name: `Adamek-Hütte` gives `adamek-hutte`. */
function slugOf(name: string, bookingRef: string): string {
  const plain = (text: string): string =>
    text
      .normalize('NFKD')
      .replace(/\p{Mn}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60);
  return plain(name) || plain(`hut-${bookingRef}`) || 'hut';
}
