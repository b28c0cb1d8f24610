import { createServer } from 'node:http';

/** A web site on loopback that is not ours. */
export interface WebSite {
  readonly url: string;
  /** Paths asked for so far. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Starts a site whose pages hold the given HTML, by path; `/redirect` leads to `/target`. */
export async function startWebSite(pages: Readonly<Record<string, string>> = {}): Promise<WebSite> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    requests.push(path);
    if (path === '/redirect') response.writeHead(302, { location: '/target' }).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end(pages[path] ?? '<title>Foreign</title>');
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('The site has no port.'));
      else resolve(address.port);
    });
  });
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
