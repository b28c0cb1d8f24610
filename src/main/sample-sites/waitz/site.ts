import { mishapAt } from '../mishaps.ts';
import { htmlPage, notFoundPage, type SampleAnswer, type SampleSite } from '../site.ts';
import { harbourName, harbourSchool } from './campus.ts';
import { waitzCompareAt } from './compare.ts';
import { waitzAt } from './live.ts';

/** Plays a Waitz school: `/live/<school>`, `/compare/<school>` and the page for people at `/<school>`. */
export function createWaitzSite({ seed }: { readonly seed: number }): SampleSite {
  return {
    answer({ path, timeMs, requestNumber }) {
      const [, feed, school] = /^\/(live|compare)\/([^/]*)$/.exec(path) ?? [];
      const mishap = feed === undefined ? null : mishapAt(seed, requestNumber);
      if (mishap) return mishap;
      if (feed !== undefined && school !== harbourSchool) return notFoundPage();
      if (feed === 'live') return json(waitzAt(seed, timeMs));
      if (feed === 'compare') return json(waitzCompareAt(seed, timeMs));
      return path === `/${harbourSchool}`
        ? htmlPage(200, harbourName, 'This campus is invented; Rounds plays it for the demo.')
        : null;
    },
  };
}

function json(value: unknown): SampleAnswer {
  return { status: 200, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}
