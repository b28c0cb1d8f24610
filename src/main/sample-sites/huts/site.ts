import { blockPageAt } from '../mishaps.ts';
import { htmlPage, notFoundPage, type SampleAnswer, type SampleRequest, type SampleSite } from '../site.ts';
import { availabilityAt } from './availability.ts';
import { hutOf } from './hut-list.ts';
import type { SampleHut } from './hut.ts';
import { hutInfoOf } from './info.ts';
import { namedHuts } from './named-huts.ts';

/** The name of the invented exchange. */
export const hutExchangeName = 'Alpine Hut Exchange';
/** Calendars, descriptions and a second try of both for every hut come before anything is blocked. */
const peacefulRequestsPerHut = 4;

/** How the hut site is set up. */
export interface HutSiteOptions {
  readonly seed: number;
  /** Huts that it knows: the named ones, and further ones with ids from 1000 on. Left out, only the named ones. */
  readonly hutCount?: number;
}

/** Plays the public part of hut-reservation.org: calendars, descriptions, and a page for people. */
export function createHutSite({ seed, hutCount = namedHuts.length }: HutSiteOptions): SampleSite {
  const find = (id: string | null | undefined): SampleHut | undefined =>
    /^\d{1,9}$/.test(id ?? '') ? hutOf(Number(id), hutCount) : undefined;
  return {
    answer({ path, query, timeMs, requestNumber }: SampleRequest) {
      if (path === '/api/v1/reservation/getHutAvailability') {
        const hut = find(query.get('hutId'));
        if (!hut) return noHut();
        const block = blockPageAt(seed, requestNumber, peacefulRequestsPerHut * hutCount);
        return block ?? json(200, availabilityAt(seed, hut.id, timeMs));
      }
      const [, infoId] = /^\/api\/v1\/reservation\/hutInfo\/([^/]*)$/.exec(path) ?? [];
      if (infoId !== undefined) {
        const hut = find(infoId);
        return hut ? json(200, hutInfoOf(hut)) : noHut();
      }
      const [, pageId] = /^\/reservation\/book-hut\/([^/]*)\/wizard$/.exec(path) ?? [];
      return pageId === undefined ? null : wizardPage(find(pageId));
    },
  };
}

function wizardPage(hut: SampleHut | undefined): SampleAnswer {
  return hut
    ? htmlPage(200, hut.name, `${hutExchangeName}. This hut is invented; Rounds plays it for the demo.`)
    : notFoundPage();
}

function noHut(): SampleAnswer {
  return json(404, { status: 404, description: 'Hut not found' });
}

function json(status: number, value: unknown): SampleAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}
