import { once } from 'node:events';
import { createServer } from 'node:http';

/** A web site on loopback that never answers. */
export interface SilentSite {
  readonly url: string;
  /** Resolves once somebody waits for an answer. */
  readonly asked: Promise<void>;
  close(): Promise<void>;
}

/** Starts a site that takes requests and says nothing. */
export async function startSilentSite(): Promise<SilentSite> {
  const server = createServer();
  const asked = once(server, 'request').then(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The site has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
