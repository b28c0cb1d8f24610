import { sendAnswer, startLoopbackSite } from '../../src/main/testing/loopback-site.ts';

/** A web site on loopback that is not ours. */
export interface WebSite {
  readonly url: string;
  /** Paths asked for so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

const headers = { 'content-type': 'text/html' };

/** Starts a site whose pages hold the given HTML, by path; `/redirect` leads to `/target`. */
export async function startWebSite(pages: Readonly<Record<string, string>> = {}): Promise<WebSite> {
  const site = await startLoopbackSite({
    otherwise: ({ url = '' }, response) =>
      sendAnswer(response, { headers, body: pages[url] ?? '<title>Foreign</title>' }),
  });
  site.on('/redirect', { status: 302, headers: { location: '/target' } });
  return {
    url: site.url,
    get requests() {
      return site.requests.map(({ path }) => path);
    },
    close: site.close,
  };
}
