import { Agent as HttpAgent, type AgentOptions, type IncomingMessage, request as requestPlain } from 'node:http';
import { Agent as HttpsAgent, request as requestSecure } from 'node:https';
import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '#shared/errors.ts';
import type { Fetch, FetchRequest, FetchResponse } from '../engine/ports.ts';
import { guardedLookup, isPublicAddress, literalAddress, privateAddressError } from './address-guard.ts';
import { connectionError } from './connection-errors.ts';

/** The `Fetch` port over Node's HTTP client, and the function that ends its connections. */
export interface HttpFetch {
  readonly fetch: Fetch;
  /** Breaks off what is under way and closes every connection. */
  close(): Promise<void>;
}

/**
 * One hop of HTTP over Node's own client: no redirects, no cookies, no timeouts but the signal. The body comes decompressed
 * as it arrives (gzip, brotli, deflate; nested or unknown encodings are `source_changed`). Connection failures are
 * `network`, private addresses `refused` unless allowed, checked on the address that the socket connects to.
 */
export function createHttpFetch(): HttpFetch {
  const guarded = createAgents({ keepAlive: true, lookup: guardedLookup });
  const open = createAgents({ keepAlive: true });
  return {
    fetch: (asked) => send(asked, asked.allowPrivateAddress ? open : guarded),
    close: async () => {
      guarded.close();
      open.close();
    },
  };
}

/** Kept connections, each kind made when it is first wanted: what TLS needs takes a while to load. */
interface Agents {
  plain(): HttpAgent;
  secure(): HttpsAgent;
  close(): void;
}

function createAgents(options: AgentOptions): Agents {
  let plain: HttpAgent | null = null;
  let secure: HttpsAgent | null = null;
  return {
    plain: () => (plain ??= new HttpAgent(options)),
    secure: () => (secure ??= new HttpsAgent(options)),
    close() {
      plain?.destroy();
      secure?.destroy();
    },
  };
}

async function send(asked: FetchRequest, agents: Agents): Promise<FetchResponse> {
  const { host, hostname } = new URL(asked.url);
  const literal = literalAddress(hostname);
  if (!asked.allowPrivateAddress && literal !== null && !isPublicAddress(literal)) {
    throw privateAddressError(host, literal);
  }
  try {
    const answer = await ask(asked, agents);
    // A body that is given up is destroyed with an error; without a listener that would end the process.
    answer.on('error', () => undefined);
    const headers = readHeaders(answer.headers);
    return { status: answer.statusCode ?? 0, headers, body: readBody(answer, headers, host) };
  } catch (error) {
    throw asked.signal.aborted ? error : connectionError(error, host);
  }
}

/** Sends the request and resolves with the head of its answer. A kept connection that just went stale is tried anew once. */
function ask(asked: FetchRequest, agents: Agents, isSecondTry = false): Promise<IncomingMessage> {
  const headers = { ...asked.headers, 'accept-encoding': 'gzip, br' };
  const { signal } = asked;
  return new Promise((resolve, reject) => {
    const request = asked.url.startsWith('https:')
      ? requestSecure(asked.url, { headers, signal, agent: agents.secure() }, resolve)
      : requestPlain(asked.url, { headers, signal, agent: agents.plain() }, resolve);
    request.on('error', (error) => {
      const isStale = request.reusedSocket && 'code' in error && error.code === 'ECONNRESET';
      if (isStale && !isSecondTry && !signal.aborted) ask(asked, agents, true).then(resolve, reject);
      else reject(error);
    });
    request.end();
  });
}

function readHeaders(headers: Readonly<Record<string, string | string[] | undefined>>): ReadonlyMap<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]): readonly (readonly [string, string])[] =>
    value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? value.join(', ') : value]],
  );
  return new Map(entries);
}

async function* readBody(
  raw: Readable,
  headers: ReadonlyMap<string, string>,
  host: string,
): AsyncGenerator<Uint8Array> {
  try {
    const unpack = unpackerFor(headers.get('content-encoding'), host);
    const chunks: AsyncIterable<Uint8Array> = unpack ? pipeline(raw, unpack, () => undefined) : raw;
    yield* chunks;
  } catch (error) {
    throw bodyError(error, host);
  } finally {
    raw.destroy();
  }
}

function unpackerFor(encoding: string | undefined, host: string): Transform | null {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return null;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'br':
      return createBrotliDecompress();
    case 'deflate':
      return createInflate();
    default:
      throw new AppError('source_changed', `${host} packed its answer in a way that Rounds does not unpack.`);
  }
}

function bodyError(error: unknown, host: string): unknown {
  if (!(error instanceof Error) || error.name === 'AbortError') return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'Z_BUF_ERROR')
    return new AppError('network', `${host} ended its answer before it was whole.`, { cause: error });
  if (/^(Z_|ERR__ERROR|ERR_BROTLI)/.test(code)) {
    return new AppError('source_changed', `${host} sent an answer that cannot be unpacked.`, { cause: error });
  }
  return connectionError(error, host);
}
