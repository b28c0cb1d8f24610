import PQueue from 'p-queue';
import { AppError } from '#shared/errors.ts';
import type { SourceLimits } from '#shared/model/source.ts';
import type { Clock, Fetch, FetchResponse, Log } from '../ports.ts';
import { isRedirect, readAddress, redirectTarget } from './addresses.ts';
import { canceledError, type HopWatch, watchHop } from './hop-watch.ts';
import { type StatusAdvice, statusError } from './http-answers.ts';
import { decodeText, readBytes, untilAborted } from './http-body.ts';
import { placeOf } from './name-source.ts';
import type { KeptAnswer, PoliteLedger } from './polite-ledger.ts';
import { noteWait, takeTurn } from './polite-turns.ts';

/** One polite request. */
export interface PoliteRequest {
  readonly url: string;
  readonly accept: string;
  readonly limits: SourceLimits;
  readonly allowPrivateAddress: boolean;
  readonly signal: AbortSignal;
  /** What to do where the source refuses, by status; each a sentence that takes the place of the general advice. */
  readonly advice?: StatusAdvice;
}

/** A 2xx answer as text. `isConfirmation` is true when the source said 304 and the body is the one kept from last time. */
export interface PoliteAnswer {
  readonly url: string;
  readonly text: string;
  readonly isConfirmation: boolean;
}

/** Fetches text within a source's limits. Rejects with `network`, `timeout`, `refused`, `source_changed` or `canceled`. */
export interface PoliteHttp {
  getText(request: PoliteRequest): Promise<PoliteAnswer>;
}

/** What the polite client works with. */
export interface PoliteHttpOptions {
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly ledger: PoliteLedger;
  readonly log: Log;
  /** `Rounds/<version> (+contact)`, asked anew for every request. */
  readonly userAgent: () => string;
}

const maxRedirects = 5;
/** Longer answers are fetched anew each time instead of being kept, UTF-16 units. */
const maxKeptLength = 1_048_576;

type HopOutcome =
  | { readonly kind: 'answer'; readonly text: string; readonly isConfirmation: boolean }
  | { readonly kind: 'redirect'; readonly target: URL };

/** A request on its way through its hops. */
interface Trip {
  readonly request: PoliteRequest;
  /** Time spent on the network so far; waiting for a turn is not counted. */
  spentMs: number;
}

/**
 * The client through which every source is asked. Each hop of a redirect is a request of its own: it waits for its turn,
 * spends from the budget of its host, and is checked like the first. Sentences name host and path, never a query.
 */
export function createPoliteHttp(options: PoliteHttpOptions): PoliteHttp {
  const queues = new Map<string, PQueue>();
  return {
    async getText(request) {
      const trip: Trip = { request, spentMs: 0 };
      let url = readAddress(request.url);
      for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
        const outcome = await inTurn(queues, url, request, () => askHost(options, url, trip));
        if (outcome.kind === 'answer')
          return { url: url.href, text: outcome.text, isConfirmation: outcome.isConfirmation };
        url = outcome.target;
      }
      const place = placeOf(request.url);
      throw new AppError('source_changed', `${place} pointed elsewhere more than ${maxRedirects} times in a row.`);
    },
  };
}

async function inTurn<T>(
  queues: Map<string, PQueue>,
  { host }: URL,
  request: PoliteRequest,
  work: () => Promise<T>,
): Promise<T> {
  const queue = queues.get(host) ?? new PQueue();
  queues.set(host, queue);
  queue.concurrency = request.limits.connections;
  try {
    return await queue.add(work, { signal: request.signal });
  } catch (error) {
    throw request.signal.aborted && !(error instanceof AppError) ? canceledError(host, request.signal) : error;
  }
}

/** Takes a place in the ledger, waits for it, and sends. */
async function askHost(options: PoliteHttpOptions, url: URL, trip: Trip): Promise<HopOutcome> {
  await takeTurn(options, url.host, trip.request);
  return sendHop(options, url, trip);
}

async function sendHop(options: PoliteHttpOptions, url: URL, trip: Trip): Promise<HopOutcome> {
  const { clock, fetch, ledger, log } = options;
  const { limits, signal, accept, allowPrivateAddress, advice } = trip.request;
  const place = placeOf(url);
  const startedAt = clock.monotonicMs();
  const watch = watchHop(clock, {
    place,
    timeoutMs: limits.timeoutMs,
    remainingMs: Math.max(0, limits.timeoutMs - trip.spentMs),
    signal,
  });
  let status: number | undefined;
  try {
    const kept = ledger.keptAnswer(url.href);
    const headers = { accept, 'user-agent': options.userAgent(), ...conditions(kept) };
    const sent = fetch({ url: url.href, headers, signal: watch.signal, allowPrivateAddress });
    const response = await untilAborted(sent, watch.signal);
    status = response.status;
    const outcome = await readOutcome(options, { url, response, kept, watch, advice });
    ledger.answered(url.host);
    return outcome;
  } catch (thrown) {
    const error = watch.explain(thrown);
    settleFailure(options, url.host, signal.aborted ? null : error, status);
    throw error;
  } finally {
    watch.end();
    const durationMs = Math.round(clock.monotonicMs() - startedAt);
    trip.spentMs += durationMs;
    log.debug({ place, status, durationMs }, 'Asked a source');
  }
}

interface Hop {
  readonly url: URL;
  readonly response: FetchResponse;
  readonly kept: KeptAnswer | undefined;
  readonly watch: HopWatch;
  readonly advice: StatusAdvice | undefined;
}

async function readOutcome(options: PoliteHttpOptions, hop: Hop): Promise<HopOutcome> {
  const { url, response, kept, watch } = hop;
  const { status, headers, body } = response;
  if (isRedirect(status)) return { kind: 'redirect', target: redirectTarget(url, headers.get('location')) };
  if (status === 304 && kept) return { kind: 'answer', text: kept.body, isConfirmation: true };
  if (status < 200 || status > 299) throw readRefusal(options, hop);
  const place = placeOf(url);
  watch.heard();
  const bytes = await readBytes(body, { place, signal: watch.signal, onBytes: () => watch.heard() });
  const text = decodeText(bytes, headers.get('content-type'), place);
  if (status === 200) keep(options, url, headers, text, kept);
  return { kind: 'answer', text, isConfirmation: false };
}

function conditions(kept: KeptAnswer | undefined): Readonly<Record<string, string>> {
  return {
    ...(kept?.etag == null ? {} : { 'if-none-match': kept.etag }),
    ...(kept?.lastModified == null ? {} : { 'if-modified-since': kept.lastModified }),
  };
}

function keep(
  { clock, ledger }: PoliteHttpOptions,
  url: URL,
  headers: ReadonlyMap<string, string>,
  text: string,
  kept: KeptAnswer | undefined,
): void {
  const etag = headers.get('etag') ?? null;
  const lastModified = headers.get('last-modified') ?? null;
  const isForbidden = /\bno-store\b/i.test(headers.get('cache-control') ?? '');
  if ((etag === null && lastModified === null) || isForbidden || text.length > maxKeptLength) {
    if (kept) ledger.forgetAnswer(url.href);
  } else {
    ledger.keepAnswer(url.href, { etag, lastModified, body: text }, clock.now());
  }
}

/** The failure that an answer other than 2xx is; a wait that it asks for is noted for everybody on the database. */
function readRefusal(options: PoliteHttpOptions, { url, response, advice }: Hop): AppError {
  const { status, headers } = response;
  const retryAt = noteWait(options, url.host, status, headers.get('retry-after'));
  return statusError(url, status, { retryAt, now: options.clock.now(), advice });
}

/** Failures of the own network, which say nothing about the host: once it is back, the host may be asked at once. */
const ownNetworkCodes: ReadonlySet<unknown> = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
]);

function settleFailure(
  { clock, ledger }: PoliteHttpOptions,
  host: string,
  error: AppError | null,
  status: number | undefined,
): void {
  switch (verdictOf(error, status)) {
    case 'answered':
      return ledger.answered(host);
    case 'failed':
      return ledger.failed(host, clock.now());
    case 'undecided':
      return ledger.undecided(host);
  }
}

/**
 * What a failure says about the host: 4xx and odd answers are answers, silence and 5xx are failures. An error of null
 * stands for a caller that gave up, for whatever reason.
 */
function verdictOf(error: AppError | null, status: number | undefined): 'answered' | 'failed' | 'undecided' {
  if (error === null) return 'undecided';
  if (status !== undefined && status >= 500) return 'failed';
  const isRead = status !== undefined && (status < 200 || status > 299);
  if (!isRead && (error.code === 'network' || error.code === 'timeout'))
    return isOwnNetwork(error) ? 'undecided' : 'failed';
  return status === undefined ? 'undecided' : 'answered';
}

function isOwnNetwork({ cause }: AppError): boolean {
  return cause instanceof Error && 'code' in cause && ownNetworkCodes.has(cause.code);
}
