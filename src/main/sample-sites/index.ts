import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createHutSite } from './huts/site.ts';
import { createPortalSite, type PortalSiteOptions } from './portal/site.ts';
import { notFoundPage, type SampleAnswer, type SampleRequest, type SampleSite } from './site.ts';
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
  /** The time at the portal where it is another one, UTC epoch milliseconds. Left out, it is that of the rest. */
  readonly portalNow?: () => number;
  /** How the portal is set up; left out, as for the demo. */
  readonly portal?: Omit<PortalSiteOptions, 'seed'>;
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
  const { seed, now, hutsNow = now, portalNow = now } = options;
  return [
    { site: createWaitzSite(options), now },
    { site: createHutSite(options), now: hutsNow },
    { site: createPortalSite({ seed, ...options.portal }), now: portalNow },
  ];
}

/** Starts the sample sites for `--demo` in this process, on a free port of 127.0.0.1. Rejects when there is none. */
export async function createSampleSites(options: SampleSitesOptions): Promise<SampleSites> {
  const sites = createSites(options);
  let requestNumber = 0;
  const server = createServer((request, response) => {
    requestNumber += 1;
    const number = requestNumber;
    readForm(request).then(
      (form) => respond(request, response, answerOf(sites, request, number, form)),
      () => response.destroy(),
    );
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

/** Longest form that is read. */
const maxFormBytes = 10_000;

/** The fields of a form that is sent; null for every other request. */
async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  if (request.method !== 'POST') return null;
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > maxFormBytes) throw new Error('The form is too long.');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

function answerOf(
  sites: readonly TimedSite[],
  { method, url = '/', headers }: IncomingMessage,
  requestNumber: number,
  form: URLSearchParams | null,
): SampleAnswer {
  const [, path = '/', search = ''] = /^([^?]*)(.*)$/s.exec(url) ?? [];
  const asked = { path, query: new URLSearchParams(search), requestNumber, cookies: readCookies(headers.cookie) };
  for (const { site, now } of sites) {
    const request: SampleRequest = { ...asked, timeMs: now() };
    const answer = form === null ? site.answer(request) : site.submit?.({ ...request, form });
    if (answer && (form !== null || method === 'GET' || method === 'HEAD')) return answer;
  }
  if (method === 'GET' || method === 'HEAD') return notFoundPage();
  return { ...notFoundPage(), status: 405, headers: { allow: 'GET, HEAD' } };
}

function readCookies(header = ''): ReadonlyMap<string, string> {
  const pairs = header.split(';').map((pair) => pair.trim().split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]));
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
    // Node wants lists that it may change.
    ...Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : [...value]]),
    ),
  });
  response.end(request.method === 'HEAD' ? '' : body);
}
