import { realpath } from 'node:fs/promises';
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
 * Serves the files of the renderer's output folder, and nothing else, at `app://rounds/`. `told` is called once all are told of that
 * the document names: it names the style sheet last. Not by `protocol.handle`, which puts each request into an object of Node's
 * `fetch`: to load that took as long as all else that a window waits for in this process. And by path: the files then go to the page
 * beside this thread.
 */
export function serveApp({ protocol: schemes }: Session, folder: string, told: () => void): void {
  // oxlint-disable-next-line typescript/no-deprecated -- see above
  schemes.registerFileProtocol('app', (request, respond) => {
    answer(request, folder).then(
      (response) => {
        respond(response);
        if (response.path?.endsWith('.css') === true) setImmediate(told);
      },
      () => respond(failed),
    );
  });
}

/** Chromium's numbers for what cannot be loaded (https://source.chromium.org/chromium/chromium/src/+/main:net/base/net_error_list.h). */
const failed = { error: -2 };
const notFound = { error: -6 };
const refused = { error: -10 };

async function answer({ method, url }: ProtocolRequest, folder: string): Promise<ProtocolResponse> {
  const { host, pathname } = new URL(url);
  if (method !== 'GET' || host !== appOrigin.host) return refused;
  const path = await resolveInside(folder, pathname === '/' ? '/index.html' : pathname);
  const contentType = path === null ? undefined : contentTypes[extname(path)];
  if (path === null || contentType === undefined) return notFound;
  return {
    path,
    headers: {
      'content-type': contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    },
  };
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
