import { AppError } from '#shared/errors.ts';
import { placeOf } from './name-source.ts';

/** Statuses that send the client to another address. */
const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether a status names another address in `Location`. */
export function isRedirect(status: number): boolean {
  return redirectStatuses.has(status);
}

/** An address that Rounds may ask. Throws `refused` for another scheme than http(s) and for credentials inside. */
export function readAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null) throw new AppError('refused', 'The address of the source is no web address.');
  const reason = objection(url);
  if (reason !== null) throw new AppError('refused', `The address of the source ${reason}.`);
  url.hash = '';
  return url;
}

/**
 * The address that a redirect leads to. Throws `refused` where it leaves http(s), carries credentials or gives up
 * encryption, `source_changed` where it names no address.
 */
export function redirectTarget(from: URL, location: string | undefined): URL {
  const place = placeOf(from);
  if (location === undefined || !URL.canParse(location, from.href)) {
    throw new AppError('source_changed', `${place} pointed elsewhere without saying where.`);
  }
  const url = new URL(location, from);
  const reason = objection(url);
  if (reason !== null) throw new AppError('refused', `${place} pointed to an address that ${reason}.`);
  if (from.protocol === 'https:' && url.protocol === 'http:') {
    throw new AppError(
      'refused',
      `${place} pointed to ${placeOf(url)} without encryption, and Rounds does not follow that.`,
    );
  }
  url.hash = '';
  return url;
}

function objection(url: URL): string | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    return `begins with ${url.protocol} instead of http or https`;
  return url.username === '' && url.password === '' ? null : 'holds a user name or password';
}
