import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createHutSite } from './huts/site.ts';
import { notFoundPage, type SampleAnswer, type SampleSite } from './site.ts';
import { createWaitzSite } from './waitz/site.ts';

/** How the sample sites are set up. */
export interface SampleSitesOptions {
  /** Everything invented follows from it and the time. */
  readonly seed: number;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** The time at the huts where it is another one, UTC epoch milliseconds. Left out, it is that of the rest. */
  readonly hutsNow?: () => number;
  /** Huts of the hut exchange; left out, those that have been given a name. */
  readonly hutCount?: number;
}

/** The running sample sites. */
export interface SampleSites {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly url: string;
  /** Ends the server with every connection. */
  close(): Promise<void>;
}

/** A site with the time that it goes by. */
interface TimedSite {
  readonly site: SampleSite;
  readonly now: () => number;
}

/** Every sample site; the first that knows a path answers it. */
function createSites(options: SampleSitesOptions): readonly TimedSite[] {
  const { now, hutsNow = now } = options;
  return [
    { site: createWaitzSite(options), now },
    { site: createHutSite(options), now: hutsNow },
  ];
}

/** Starts the sample sites for `--demo` in this process, on a free port of 127.0.0.1. Rejects when there is none. */
export async function createSampleSites(options: SampleSitesOptions): Promise<SampleSites> {
  const sites = createSites(options);
  let requestNumber = 0;
  const server = createServer((request, response) => {
    requestNumber += 1;
    respond(request, response, answerOf(sites, request, requestNumber));
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The sample sites have no port.'));
      else resolve(address.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answerOf(sites: readonly TimedSite[], request: IncomingMessage, requestNumber: number): SampleAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return { ...notFoundPage(), status: 405, headers: { allow: 'GET, HEAD' } };
  const [, path = '/', search = ''] = /^([^?]*)(.*)$/s.exec(request.url ?? '/') ?? [];
  const query = new URLSearchParams(search);
  for (const { site, now } of sites) {
    const answer = site.answer({ path, query, timeMs: now(), requestNumber });
    if (answer) return answer;
  }
  return notFoundPage();
}

function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { status, contentType, headers, body }: SampleAnswer,
): void {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  if (status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return;
  }
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': Buffer.byteLength(body),
    ...(status === 200 ? { etag } : {}),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? '' : body);
}
