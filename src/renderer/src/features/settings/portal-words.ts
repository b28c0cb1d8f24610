import type { Account } from '#shared/contract/accounts.ts';
import type { Output } from '#shared/contract/index.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import type { Mark } from '../../lib/words.ts';

/** What a test of signing in found. */
export function signedInSentence({ orders, matches }: Output<'accounts.testSignIn'>): string {
  const first = `Signed in: ${formatCount(orders, 'order', 'orders')} on the first page`;
  return matches === null
    ? `${first}. The portal does not say how many there are in all.`
    : `${first}, ${formatNumber(matches)} in all.`;
}

/** Where the password of an account comes from. */
export function passwordWords({ passwordFrom, passwordEnv, isEnvSet, keychain }: Account): string {
  if (passwordFrom === 'environment') return `From the environment variable ${passwordEnv ?? ''}`;
  if (passwordFrom === 'keychain') {
    const kept = `Kept in ${keychain.description}`;
    return passwordEnv === null || isEnvSet ? kept : `${kept}; ${passwordEnv} is not set`;
  }
  return passwordEnv === null ? 'There is none' : `There is none: ${passwordEnv} is not set`;
}

/** How an account stands, most urgent first. */
export function accountMark({ refusedAt, passwordFrom, signedInAt }: Account): {
  readonly mark: Mark;
  readonly word: string;
} {
  if (passwordFrom === 'nowhere') return { mark: 'attention', word: 'No password' };
  if (refusedAt !== null) return { mark: 'failed', word: 'Password refused' };
  if (signedInAt !== null) return { mark: 'active', word: 'Signed in' };
  return { mark: 'waiting', word: 'Not signed in yet' };
}
