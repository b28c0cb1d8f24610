import type { OnBeforeRequestListenerDetails, OnHeadersReceivedListenerDetails, Session } from 'electron';
import { AppError, toAppError } from '#shared/errors.ts';
import { describeStatus, retryAfter, statusError } from '../../engine/sources/http-answers.ts';
import { placeOf } from '../../engine/sources/name-source.ts';
import type { PageOptions } from '../../engine/rendered-pages.ts';
import { isPublicAddress, privateAddressError } from '../address-guard.ts';
import type { PageFate } from './page-fate.ts';

/** Largest answer that a page may get, bytes. */
const maxAnswerBytes = 10 * 1024 * 1024;

/**
 * What every document is told to forbid itself: windows of its own, dialogs, printing and downloads; service workers, which would
 * outlive it; connections elsewhere.
 */
const documentPolicy =
  "sandbox allow-scripts allow-same-origin allow-forms; worker-src blob:; object-src 'none'; media-src 'none'; connect-src 'self'";

export interface WallOptions extends Pick<PageOptions, 'origin' | 'allowPrivateAddress' | 'admit' | 'answered'> {
  readonly fate: PageFate;
  /** UTC epoch milliseconds. */
  readonly now: () => number;
  /** Resolves where the host may be asked; rejects with `refused` for a private address. */
  readonly checkHost: () => Promise<void>;
}

/** What the walls of a page know of its document. */
export interface PageWalls {
  /** The failure that the status of the newest document is; null where it is good. */
  statusTrouble(): AppError | null;
}

/** Whether an address is of an origin, by http or https and with nobody's name in it. */
export function isWithin(address: string, origin: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  const isWeb = url.protocol === 'http:' || url.protocol === 'https:';
  return isWeb && url.origin === origin && url.username === '' && url.password === '';
}

/** The failure of a page that wants to go where it may not. */
export function strayError(origin: string, address: string): AppError {
  const where = URL.canParse(address) ? `to ${placeOrScheme(new URL(address))}` : 'elsewhere';
  return new AppError('source_changed', `A page of ${placeOf(origin)} led ${where}, where Rounds does not go.`);
}

function placeOrScheme(url: URL): string {
  return url.protocol === 'http:' || url.protocol === 'https:' ? placeOf(url) : `an address of ${url.protocol}`;
}

/** Lets a session ask nothing but its origin, each request admitted before it leaves and each answer looked at. */
export function raiseWalls(session: Session, options: WallOptions): PageWalls {
  const { origin, fate, answered } = options;
  const { webRequest } = session;
  let trouble: AppError | null = null;
  const admitted = new Set<number>();
  const cached = new Set<string>();
  webRequest.onBeforeRequest((details, decide) => {
    void mayLeave(options, details, cached).then((isAllowed) => {
      if (isAllowed) admitted.add(details.id);
      decide({ cancel: !isAllowed });
    });
  });
  webRequest.onBeforeSendHeaders(({ requestHeaders }, decide) => {
    const isServiceWorker = Object.keys(requestHeaders).some((name) => name.toLowerCase() === 'service-worker');
    decide({ cancel: isServiceWorker });
  });
  webRequest.onHeadersReceived((details, decide) => {
    const refusal = answerRefusal(options, details);
    if (refusal !== null) fate.fail(refusal);
    if (details.resourceType === 'mainFrame') trouble = statusTroubleOf(options, details);
    decide(refusal === null ? { responseHeaders: withPolicy(details) } : { cancel: true });
  });
  webRequest.onBeforeRedirect(({ resourceType, url, statusCode }) => {
    if (resourceType === 'mainFrame') answered(url, statusCode);
  });
  webRequest.onCompleted(({ id, resourceType, url, statusCode, fromCache, responseHeaders }) => {
    admitted.delete(id);
    if (resourceType === 'mainFrame')
      return answered(url, statusCode, headerOf(responseHeaders, 'retry-after') ?? undefined);
    if (fromCache) cached.add(url);
    else if (cached.delete(url)) void options.admit(url, 'part').catch(() => undefined);
  });
  webRequest.onErrorOccurred(({ id, resourceType, url, error }) => {
    const wasSent = admitted.delete(id);
    if (resourceType !== 'mainFrame' || !wasSent || error === 'net::ERR_ABORTED') return;
    if (error === 'net::ERR_BLOCKED_BY_CLIENT') return;
    answered(url, null);
  });
  session.on('will-download', (event) => {
    event.preventDefault();
    fate.fail(new AppError('source_changed', `${placeOf(origin)} gave a download in place of a page.`));
  });
  return { statusTrouble: () => trouble };
}

/** Shuts a session that nobody uses: nothing leaves it, and nobody hears of it. */
export function shutWalls(session: Session): void {
  const { webRequest } = session;
  webRequest.onBeforeRequest((_details, decide) => decide({ cancel: true }));
  webRequest.onBeforeSendHeaders(null);
  webRequest.onHeadersReceived(null);
  webRequest.onBeforeRedirect(null);
  webRequest.onCompleted(null);
  webRequest.onErrorOccurred(null);
  session.removeAllListeners('will-download');
  session.on('will-download', (event) => event.preventDefault());
}

async function mayLeave(
  { origin, admit, checkHost, fate }: WallOptions,
  { url, resourceType }: OnBeforeRequestListenerDetails,
  cached: ReadonlySet<string>,
): Promise<boolean> {
  if (fate.ended !== null || resourceType === 'webSocket') return false;
  const isDocument = resourceType === 'mainFrame';
  if (!isWithin(url, origin)) {
    if (isDocument) fate.fail(strayError(origin, url));
    return false;
  }
  if (!isDocument && cached.has(url)) return true;
  const goOn = isDocument ? fate.hold() : () => undefined;
  try {
    if (isDocument) await checkHost();
    await admit(url, isDocument ? 'document' : 'part');
    return fate.ended === null;
  } catch (thrown) {
    fate.fail(toAppError(thrown));
    return false;
  } finally {
    goOn();
  }
}

function answerRefusal(
  { allowPrivateAddress }: WallOptions,
  details: OnHeadersReceivedListenerDetails,
): AppError | null {
  const place = placeOf(details.url);
  const { responseHeaders } = details;
  // The address that was really asked is told by Electron, though its types do not name it.
  const address = 'ip' in details && typeof details.ip === 'string' ? details.ip.replace(/^\[|\]$/g, '') : null;
  if (!allowPrivateAddress && address !== null && address !== '' && !isPublicAddress(address))
    return privateAddressError(new URL(details.url).host, address);
  if (Number(headerOf(responseHeaders, 'content-length') ?? 0) > maxAnswerBytes) return tooLongError(place);
  const isEmpty = details.statusCode === 204 || details.statusCode === 205;
  if (details.resourceType === 'mainFrame' && isEmpty)
    return new AppError('source_changed', `${place} ${describeStatus(details.statusCode)}, which Rounds cannot read.`);
  return null;
}

/** The failure of an answer that is too long to be read. */
export function tooLongError(place: string): AppError {
  return new AppError('source_changed', `${place} answered more than 10 MB, which is more than Rounds reads.`);
}

/** Whether so much of one answer is more than a page may get. */
export function isTooLong(sizeBytes: number): boolean {
  return sizeBytes > maxAnswerBytes;
}

function statusTroubleOf({ now }: WallOptions, details: OnHeadersReceivedListenerDetails): AppError | null {
  const { statusCode, url, responseHeaders } = details;
  if (statusCode < 400) return null;
  const canAsk = statusCode === 429 || statusCode === 503;
  const retryAt = canAsk ? retryAfter(headerOf(responseHeaders, 'retry-after') ?? undefined, now()) : null;
  return statusError(new URL(url), statusCode, { retryAt, now: now() });
}

function headerOf(headers: Record<string, string[]> | undefined, wanted: string): string | null {
  const entry = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === wanted);
  return entry?.[1][0] ?? null;
}

/** The headers with our policy beside those of the site: what either forbids is forbidden. */
function withPolicy({ responseHeaders, resourceType }: OnHeadersReceivedListenerDetails): Record<string, string[]> {
  const headers = Object.entries(responseHeaders ?? {});
  if (resourceType !== 'mainFrame' && resourceType !== 'subFrame') return Object.fromEntries(headers);
  const isPolicy = ([name]: readonly [string, unknown]): boolean => name.toLowerCase() === 'content-security-policy';
  return {
    ...Object.fromEntries(headers.filter((entry) => !isPolicy(entry))),
    'Content-Security-Policy': [...headers.filter(isPolicy).flatMap(([, values]) => values), documentPolicy],
    'X-DNS-Prefetch-Control': ['off'],
  };
}
