import { AppError } from '#shared/errors.ts';

const sentences: Readonly<Record<string, string>> = {
  ERR_NAME_NOT_RESOLVED: 'has no address: the name is not known to DNS, or the network is down.',
  ERR_CONNECTION_REFUSED: 'refused the connection.',
  ERR_CONNECTION_RESET: 'broke off the connection.',
  ERR_CONNECTION_CLOSED: 'broke off the connection.',
  ERR_EMPTY_RESPONSE: 'closed the connection without an answer.',
  ERR_INCOMPLETE_CHUNKED_ENCODING: 'ended its answer before it was whole.',
  ERR_CONTENT_LENGTH_MISMATCH: 'ended its answer before it was whole.',
  ERR_CONNECTION_TIMED_OUT: 'did not accept the connection in time.',
  ERR_TIMED_OUT: 'did not answer in time.',
  ERR_ADDRESS_UNREACHABLE: 'cannot be reached from this network.',
  ERR_INTERNET_DISCONNECTED: 'cannot be reached: the network is down.',
  ERR_NETWORK_CHANGED: 'could not be asked, for the network changed meanwhile.',
};

/** Where asking a place ended in Chromium, as `network` in a plain sentence. `name` is like `net::ERR_CONNECTION_RESET`. */
export function netError(place: string, name: string): AppError {
  const bare = name.replace(/^net::/, '');
  const cause = new Error(bare);
  if (/CERT|SSL/.test(bare))
    return new AppError('network', `${place} has no trusted certificate (${bare}).`, { cause });
  if (bare === 'ERR_TOO_MANY_REDIRECTS')
    return new AppError('source_changed', `${place} pointed elsewhere too many times in a row.`, { cause });
  if (/^ERR_(INVALID_RESPONSE|INVALID_HTTP|RESPONSE_HEADERS)/.test(bare))
    return new AppError('source_changed', `${place} did not answer in HTTP.`, { cause });
  return new AppError('network', `${place} ${sentences[bare] ?? `could not be asked (${bare}).`}`, { cause });
}

/** Chromium's word for a load that something else took the place of. */
export const abortedLoad = -3;
/** Chromium's word for what the walls of a page kept from leaving; why was told there. */
export const blockedLoad = -20;
/** Chromium's word for an error status without a text of its own. */
export const emptyErrorStatus = -379;
