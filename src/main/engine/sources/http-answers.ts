import { AppError, assertNever } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { placeOf } from './name-source.ts';
import type { HostRefusal } from './polite-ledger.ts';

/** The longest wait that a host may ask for. */
const longestWaitMs = 24 * 3_600_000;

const statusWords: Readonly<Record<number, string>> = {
  304: 'not changed, without being asked for changes',
  400: 'bad request',
  401: 'a login is needed',
  403: 'forbidden',
  404: 'not found',
  408: 'request timeout',
  410: 'gone',
  425: 'too early',
  429: 'too many requests',
  500: 'server error',
  502: 'bad gateway',
  503: 'not available now',
  504: 'gateway timeout',
};

const refusedAdvice: ReadonlyMap<number, string> = new Map([
  [401, 'Rounds has no login for it.'],
  [403, 'The site does not want to be asked.'],
  [404, 'Check the address of the source.'],
  [410, 'The address is no longer in use.'],
]);
const retriedStatuses: ReadonlySet<number> = new Set([408, 425, 429]);

/** What to do about an answer's status, as a sentence, where the asking side knows more than the status does. */
export type StatusAdvice = ReadonlyMap<number, string>;

/** `answered 429 (too many requests)`. */
export function describeStatus(status: number): string {
  const words = statusWords[status];
  return words === undefined ? `answered ${status}` : `answered ${status} (${words})`;
}

/**
 * The failure that an answer other than 2xx is. `retryAt` is set where the host asked to wait; `advice` for a status that
 * refuses comes in place of the general one.
 */
export function statusError(
  url: URL,
  status: number,
  told: { readonly retryAt: EpochMs | null; readonly now: EpochMs; readonly advice?: StatusAdvice | undefined },
): AppError {
  const { retryAt, now } = told;
  const sentence = `${placeOf(url)} ${describeStatus(status)}`;
  const general = refusedAdvice.get(status);
  const advice = general === undefined ? undefined : (told.advice?.get(status) ?? general);
  if (advice !== undefined) return new AppError('refused', `${sentence}. ${advice}`);
  if (status < 500 && !retriedStatuses.has(status))
    return new AppError('source_changed', `${sentence}, which Rounds cannot read.`);
  if (retryAt === null) return new AppError('network', `${sentence}.`);
  return new AppError('network', `${sentence} and asked Rounds to wait until ${clockTime(retryAt, now)}.`, { retryAt });
}

/** The failure of asking a host that must be left alone for now. */
export function refusalError(host: string, refusal: HostRefusal, now: EpochMs): AppError {
  const time = clockTime(refusal.until, now);
  const options = { retryAt: refusal.until };
  switch (refusal.kind) {
    case 'asked_to_wait':
      return new AppError('network', `${host} asked Rounds to wait until ${time}.`, options);
    case 'broken':
      return new AppError(
        'network',
        `${host} failed ${refusal.failuresInRow} times in a row; Rounds leaves it alone until ${time}.`,
        options,
      );
    case 'over_budget':
      return new AppError(
        'refused',
        `${host} was asked ${refusal.requestsPerDay} times today, which is its limit. It is asked again from ${time}.`,
        options,
      );
    default:
      return assertNever(refusal);
  }
}

/**
 * The instant until which a `Retry-After` header asks to wait: seconds or an HTTP date, at most 24 hours from now. Null
 * where it is missing, unreadable or already past. https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 */
export function retryAfter(header: string | undefined, now: EpochMs): EpochMs | null {
  const value = header?.trim() ?? '';
  const asked = /^\d+$/.test(value) ? now + Number(value) * 1000 : readHttpDate(value);
  if (asked === null || asked <= now) return null;
  return Math.min(asked, now + longestWaitMs);
}

/** The three forms of an HTTP date, all of which begin with a weekday; `Date.parse` alone would take nearly anything. */
function readHttpDate(value: string): EpochMs | null {
  const isAsctime = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/.test(value);
  const isGmt = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*, .*\d\d:\d\d:\d\d GMT$/.test(value);
  if (!isAsctime && !isGmt) return null;
  const instant = Date.parse(isAsctime ? `${value} GMT` : value);
  return Number.isNaN(instant) ? null : instant;
}

/** `14:05 UTC`, with the date in front where it is another day than that of `now`. */
export function clockTime(instant: EpochMs, now: EpochMs): string {
  // Rounded up, so that a minute named as the end of a wait is one at which the wait is over.
  const rounded = Math.ceil(instant / 60_000) * 60_000;
  const iso = new Date(rounded).toISOString();
  const time = `${iso.slice(11, 16)} UTC`;
  return Math.floor(rounded / 86_400_000) === Math.floor(now / 86_400_000) ? time : `${iso.slice(0, 10)} ${time}`;
}
