import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AppError } from '#shared/errors.ts';

/** Whether an address belongs to one host of the open internet; false for anything private, local or special. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.range() === 'unicast';
  if (parsed.isIPv4MappedAddress()) return parsed.toIPv4Address().range() === 'unicast';
  // NAT64: on networks with IPv6 only, every IPv4 host is reached through this prefix (RFC 6052).
  if (parsed.range() === 'rfc6052') return isPublicAddress(parsed.toByteArray().slice(-4).join('.'));
  return parsed.range() === 'unicast';
}

/** The literal IP address of a URL's host name, without brackets; null for a name. */
export function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return ipaddr.isValid(bare) ? bare : null;
}

/** The failure of a host that lives where Rounds does not go unless the source says so. */
export function privateAddressError(host: string, address: string): AppError {
  const where = host === address ? `${host} is a private address` : `${host} is on a private address (${address})`;
  return new AppError(
    'refused',
    `${where}, and Rounds does not ask those. Set “allowPrivateAddress” on the source if that is meant.`,
  );
}

/** DNS as the operating system gives it, refusing a host as soon as one of its addresses is not public. */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  // Typed apart, because the overloads of `lookup` tell one address from several by a literal `all`.
  const everyAddress: LookupOptions & { all: true } = { ...options, all: true };
  dnsLookup(hostname, everyAddress, (error, addresses) => {
    if (error) return callback(error, []);
    const refused = firstRefusal(hostname, addresses);
    if (refused) return callback(refused, []);
    if (options.all) return callback(null, addresses);
    const [first] = addresses;
    return callback(null, first?.address ?? '', first?.family);
  });
};

function firstRefusal(hostname: string, addresses: readonly LookupAddress[]): AppError | undefined {
  const hidden = addresses.find(({ address }) => !isPublicAddress(address));
  return hidden && privateAddressError(hostname, hidden.address);
}
