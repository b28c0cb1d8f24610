import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { protocol, type Session } from 'electron';

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
 * Serves the files of the renderer's output folder, and nothing else, at `app://rounds/`. `scriptsSent` is called whenever
 * a script, and all else that was asked for, has gone out.
 */
export function serveApp(session: Session, folder: string, scriptsSent: () => void): void {
  let underWay = 0;
  let hasScript = false;
  const sent = (file: string): void => {
    underWay -= 1;
    hasScript ||= extname(file) === '.js';
    if (underWay > 0 || !hasScript) return;
    hasScript = false;
    scriptsSent();
  };
  session.protocol.handle('app', async (request) => {
    const { host, pathname } = new URL(request.url);
    if (request.method !== 'GET' || host !== appOrigin.host) return refuse(403);
    const file = await resolveInside(folder, pathname === '/' ? '/index.html' : pathname);
    const contentType = file === null ? undefined : contentTypes[extname(file)];
    if (file === null || contentType === undefined) return refuse(404);
    const bytes = await readFile(file);
    underWay += 1;
    return new Response(
      toBody(bytes, () => sent(file)),
      {
        headers: {
          'content-type': contentType,
          'content-security-policy': contentSecurityPolicy,
          'x-content-type-options': 'nosniff',
          'cross-origin-opener-policy': 'same-origin',
        },
      },
    );
  });
}

/** What the pipe to a page holds at once; a body in such pieces is taken as fast as the page reads it. */
const pieceBytes = 65_536;

/** Bytes as a body that tells when it was taken to its end or given up. */
function toBody(bytes: Uint8Array, ended: () => void): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at < bytes.length) controller.enqueue(bytes.subarray(at, (at += pieceBytes)));
        else {
          controller.close();
          ended();
        }
      },
      cancel: ended,
    },
    { highWaterMark: 0 },
  );
}

function refuse(status: number): Response {
  return new Response('', { status, headers: { 'content-security-policy': contentSecurityPolicy } });
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
