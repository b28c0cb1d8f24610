import { pipeline, type Readable, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';
import { AppError } from '#shared/errors.ts';
import type { Fetch, FetchRequest, FetchResponse } from '../engine/ports.ts';
import { guardedLookup, isPublicAddress, literalAddress, privateAddressError } from './address-guard.ts';
import { connectionError } from './connection-errors.ts';

/** The `Fetch` port over undici, and the function that ends its connections. */
export interface UndiciFetch {
  readonly fetch: Fetch;
  /** Breaks off what is under way and closes every connection. */
  close(): Promise<void>;
}

/** A socket that never connects outlives its aborted request no longer than this. */
const connectBackstopMs = 60_000;

/**
 * One hop of HTTP over undici: no redirects, no cookies, no timeouts but the signal. The body comes decompressed as it
 * arrives (gzip, brotli, deflate; nested or unknown encodings are `source_changed`). Connection failures are `network`,
 * private addresses `refused` unless allowed, checked on the address that the socket connects to.
 */
export function createUndiciFetch(): UndiciFetch {
  const limits = { headersTimeout: 0, bodyTimeout: 0 };
  const guarded = new Agent({ ...limits, connect: { timeout: connectBackstopMs, lookup: guardedLookup } });
  const open = new Agent({ ...limits, connect: { timeout: connectBackstopMs } });
  return {
    fetch: (asked) => send(asked, asked.allowPrivateAddress ? open : guarded),
    async close() {
      await Promise.all([guarded.destroy(), open.destroy()]);
    },
  };
}

async function send(asked: FetchRequest, dispatcher: Dispatcher): Promise<FetchResponse> {
  const { host, hostname } = new URL(asked.url);
  const literal = literalAddress(hostname);
  if (!asked.allowPrivateAddress && literal !== null && !isPublicAddress(literal)) {
    throw privateAddressError(host, literal);
  }
  const headers = { ...asked.headers, 'accept-encoding': 'gzip, br' };
  try {
    const answer = await request(asked.url, { method: 'GET', headers, dispatcher, signal: asked.signal });
    // A body that is given up is destroyed with an error; without a listener that would end the process.
    answer.body.on('error', () => undefined);
    const answerHeaders = readHeaders(answer.headers);
    return { status: answer.statusCode, headers: answerHeaders, body: readBody(answer.body, answerHeaders, host) };
  } catch (error) {
    throw asked.signal.aborted ? error : connectionError(error, host);
  }
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
