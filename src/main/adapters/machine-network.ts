import { networkInterfaces } from 'node:os';
import type { Network } from '../engine/ports.ts';

/** On line as long as an interface to other machines has an address that is more than its own making. */
export const machineNetwork: Network = {
  isOnline: () =>
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .some(({ internal, address }) => !internal && !isLinkLocal(address)),
};

/** Addresses that an interface gives itself: RFC 3927 and RFC 4291. */
function isLinkLocal(address: string): boolean {
  return address.startsWith('169.254.') || /^fe[89ab]/i.test(address);
}
