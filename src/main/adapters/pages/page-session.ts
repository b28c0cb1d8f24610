import { type Cookie, type CookiesSetDetails, session as sessions, type Session } from 'electron';
import type { PageCookie, PageOptions } from '../../engine/rendered-pages.ts';
import type { Log } from '../../engine/ports.ts';
import { isPublicAddress, literalAddress, privateAddressError } from '../address-guard.ts';
import { netError } from './net-errors.ts';

/** Where nobody listens: what leaves for another place than the page's own goes there, connections made ahead of requests too. */
const nowhere = 'socks5://127.0.0.1:9';

/** The session of a partition, in memory only. Before it was made ready, nothing but an empty page may be opened in it. */
export function sessionOf({ partition, userAgent }: PageOptions): Session {
  const session = sessions.fromPartition(`rounds-${partition}`);
  refuseEverything(session);
  session.setUserAgent(userAgent);
  return session;
}

/** Makes a session as new: nothing kept but the cookies given. */
export async function makeReady(session: Session, { origin, cookies }: PageOptions, log: Log): Promise<void> {
  await session.clearStorageData();
  await session.setProxy({
    mode: 'fixed_servers',
    proxyRules: nowhere,
    proxyBypassRules: `<-loopback>;${hostRule(origin)}`,
  });
  for (const cookie of cookies) {
    await session.cookies.set(detailsOf(cookie, origin)).catch(() => {
      log.warn({ cookie: cookie.name }, 'A cookie that was kept is not taken any more');
    });
  }
}

/** Forgets what a page left behind. */
export async function endSession(session: Session): Promise<void> {
  await session.clearStorageData();
  await session.closeAllConnections();
}

/** The cookies of a session. */
export async function cookiesOf(session: Session): Promise<PageCookie[]> {
  return (await session.cookies.get({})).map((cookie: Cookie) => ({
    name: cookie.name,
    value: cookie.value,
    path: cookie.path ?? '/',
    isSecure: cookie.secure === true,
    isHttpOnly: cookie.httpOnly === true,
    expiresAt: cookie.expirationDate === undefined ? null : Math.round(cookie.expirationDate * 1000),
  }));
}

/** Asks for the addresses of a host as the session would. Rejects with `refused` where one of them is private, else with `network`. */
export async function checkPublic(session: Session, origin: string): Promise<void> {
  const { host, hostname } = new URL(origin);
  const literal = literalAddress(hostname);
  const addresses = literal === null ? await addressesOf(session, hostname) : [literal];
  const hidden = addresses.find((address) => !isPublicAddress(address));
  if (hidden !== undefined) throw privateAddressError(host, hidden);
}

async function addressesOf(session: Session, hostname: string): Promise<string[]> {
  try {
    return (await session.resolveHost(hostname)).endpoints.map(({ address }) => address);
  } catch {
    throw netError(hostname, 'net::ERR_NAME_NOT_RESOLVED');
  }
}

/** Host and port as the rules of proxies name them. */
function hostRule(origin: string): string {
  const { hostname, port, protocol } = new URL(origin);
  return `${hostname}:${port === '' ? (protocol === 'https:' ? '443' : '80') : port}`;
}

function detailsOf(
  { name, value, path, isSecure, isHttpOnly, expiresAt }: PageCookie,
  origin: string,
): CookiesSetDetails {
  const common = { url: `${origin}${path}`, name, value, path, secure: isSecure, httpOnly: isHttpOnly };
  return expiresAt === null ? common : { ...common, expirationDate: expiresAt / 1000 };
}

function refuseEverything(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
}
