import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol, type ProtocolRequest, type ProtocolResponse, type Session } from 'electron';

/** Scheme and host of the pages of the window. */
export const appOrigin = { protocol: 'app:', host: 'rounds' } as const;

/** Sent with every page; nothing from outside, nothing inline. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  const privileges = { standard: true, secure: true, codeCache: true };
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges }]);
}

/**
 * Serves the files of the renderer's output folder, and nothing else, at `app://rounds/`. Not by `protocol.handle`, which puts each
 * request into an object of Node's `fetch`: to load that took as long as all else that a window waits for in this process.
 */
export function serveApp({ protocol: schemes }: Session, folder: string): void {
  // oxlint-disable-next-line typescript/no-deprecated -- see above
  schemes.registerBufferProtocol('app', (request, respond) => {
    answer(request, folder).then(respond, () => respond(refuse(500)));
  });
}

async function answer({ method, url }: ProtocolRequest, folder: string): Promise<ProtocolResponse> {
  const { host, pathname } = new URL(url);
  if (method !== 'GET' || host !== appOrigin.host) return refuse(403);
  const file = await resolveInside(folder, pathname === '/' ? '/index.html' : pathname);
  const contentType = file === null ? undefined : contentTypes[extname(file)];
  if (file === null || contentType === undefined) return refuse(404);
  return {
    data: await readFile(file),
    headers: {
      'content-type': contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    },
  };
}

/** Resolves once a page has received every script that it asked for. */
export function scriptsWereReceived({ webRequest }: Session): Promise<void> {
  const urls = [`${appOrigin.protocol}//${appOrigin.host}/*`];
  let underWay = 0;
  return new Promise((resolve) => {
    webRequest.onSendHeaders({ urls }, ({ resourceType }) => {
      if (resourceType === 'script') underWay += 1;
    });
    webRequest.onCompleted({ urls }, ({ resourceType }) => {
      if (resourceType !== 'script') return;
      underWay -= 1;
      if (underWay > 0) return;
      webRequest.onSendHeaders(null);
      webRequest.onCompleted(null);
      resolve();
    });
  });
}

function refuse(statusCode: number): ProtocolResponse {
  return { statusCode, data: Buffer.alloc(0), headers: { 'content-security-policy': contentSecurityPolicy } };
}

/** The real path of a file below the folder; null for what is not there or lies outside, links followed. */
async function resolveInside(folder: string, pathname: string): Promise<string | null> {
  try {
    const root = await realpath(folder);
    const file = await realpath(join(root, decodeURIComponent(pathname)));
    return file.startsWith(root + sep) ? file : null;
  } catch {
    return null;
  }
}
