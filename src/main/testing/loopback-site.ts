import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

/** A scripted answer of a loopback site; JSON unless its headers say otherwise. */
export interface SiteAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Answers a request by hand, for what a plain answer cannot play: stalls, endless bodies, broken connections. */
type SiteHandler = (request: IncomingMessage, response: ServerResponse) => void;

/** A request that a loopback site got. */
interface SiteRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

/** A web server on 127.0.0.1 that plays what a test scripts. */
export interface LoopbackSite {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** `127.0.0.1:<port>` */
  readonly host: string;
  /** Every request so far, oldest first. */
  readonly requests: readonly SiteRequest[];
  /** How many requests a path got; all of them without one. */
  count(path?: string): number;
  /** Plays the answers of a path in order; the last one stays. What has no script is answered 404 unless the site was told otherwise. */
  on(path: string, ...answers: readonly (SiteAnswer | SiteHandler)[]): void;
  /** Ends the server with every connection. */
  close(): Promise<void>;
}

/** What a loopback site does other than usual. */
interface SiteOptions {
  /** The port to listen on; a free one where left out. */
  readonly port?: number;
  /** Plays what has no script. */
  readonly otherwise?: SiteHandler;
}

/** Starts a scripted site on 127.0.0.1. For tests. */
export async function startLoopbackSite({ port: wanted = 0, otherwise }: SiteOptions = {}): Promise<LoopbackSite> {
  const scripts = new Map<string, (SiteAnswer | SiteHandler)[]>();
  const requests: SiteRequest[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push({ path, headers: request.headers });
    const script = scripts.get(path) ?? scripts.get(path.replace(/\?.*$/s, ''));
    const answer = (script && script.length > 1 ? script.shift() : script?.[0]) ?? otherwise;
    if (typeof answer === 'function') answer(request, response);
    else sendAnswer(response, answer ?? { status: 404, body: `nothing scripted for ${path}` });
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The site has no port.'));
      else resolve(address.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    requests,
    count: (path) => requests.filter((request) => path === undefined || request.path === path).length,
    on: (path, ...answers) => void scripts.set(path, [...answers]),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends an answer as a site would. */
export function sendAnswer(response: ServerResponse, { status = 200, headers = {}, body = '' }: SiteAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(body);
}
