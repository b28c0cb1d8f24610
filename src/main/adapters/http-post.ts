import { type IncomingMessage, request as requestPlain, type RequestOptions } from 'node:http';
import { request as requestSecure } from 'node:https';
import { AppError } from '#shared/errors.ts';
import type { Clock, Deliver, PostMessage } from '../engine/ports.ts';
import { describeStatus, retryAfter } from '../engine/sources/http-answers.ts';
import { guardedLookup, isPublicAddress, literalAddress } from './address-guard.ts';
import { connectionError } from './connection-errors.ts';

/** Of an answer so much is taken; nobody reads it, bytes. */
const mostBytes = 64 * 1024;

/**
 * Posts once over Node's own client: no redirect is followed, and private addresses are `refused` unless allowed, checked on the
 * address that the socket connects to. Errors name the host alone: the address of a webhook is its secret.
 */
export function createHttpPost(clock: Pick<Clock, 'now'>): Deliver['post'] {
  return async (message, signal) => {
    const url = parse(message.url);
    const literal = literalAddress(url.hostname);
    if (!message.allowPrivateAddress && literal !== null && !isPublicAddress(literal)) throw privateError(url.host);
    let answer: IncomingMessage;
    try {
      answer = await send(url, message, signal);
    } catch (thrown) {
      throw signal.aborted
        ? new AppError('timeout', `${url.host} did not answer in time.`)
        : asPostError(thrown, url.host);
    }
    const status = answer.statusCode ?? 0;
    drain(answer);
    if (status < 200 || status > 299) throw statusError(url.host, status, answer, clock.now());
  };
}

/** Nothing of an address that cannot be read is repeated. */
function parse(address: string): URL {
  if (!URL.canParse(address)) throw new AppError('refused', 'The address of the webhook is none.');
  const url = new URL(address);
  if (url.protocol === 'https:' || url.protocol === 'http:') return url;
  throw new AppError('refused', 'The address of the webhook is neither http nor https.');
}

function send(
  url: URL,
  { headers, body, allowPrivateAddress }: PostMessage,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const bytes = Buffer.from(body);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': bytes.length, 'user-agent': 'Rounds' },
    signal,
    agent: false,
    ...(!allowPrivateAddress && { lookup: guardedLookup }),
  };
  return new Promise((resolve, reject) => {
    const request =
      url.protocol === 'https:' ? requestSecure(url, options, resolve) : requestPlain(url, options, resolve);
    request.on('error', reject);
    request.end(bytes);
  });
}

/** The answer says all in its head; its body is let go, and cut where it is long. */
function drain(answer: IncomingMessage): void {
  let left = mostBytes;
  answer.on('error', () => undefined);
  answer.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) answer.destroy();
  });
}

function asPostError(thrown: unknown, host: string): AppError {
  const error = connectionError(thrown, host);
  // The cause could hold more than the host.
  if (error.code === 'refused') return privateError(host);
  return new AppError(error.code, error.userMessage);
}

function privateError(host: string): AppError {
  return new AppError(
    'refused',
    `${host} is on a private address, and Rounds sends nothing there. Allow private addresses on the channel if that is meant.`,
  );
}

function statusError(host: string, status: number, answer: IncomingMessage, now: number): AppError {
  const sentence = `${host} ${describeStatus(status)}.`;
  if (status >= 300 && status < 400)
    return new AppError('refused', `${sentence} Rounds follows no redirect with a message; enter where it leads.`);
  if (status < 500 && status !== 408 && status !== 425 && status !== 429) {
    return new AppError('refused', `${sentence} Check the address of the webhook.`);
  }
  const retryAt = retryAfter(answer.headers['retry-after'], now);
  return new AppError('network', sentence, retryAt === null ? {} : { retryAt });
}
