import { AppError } from '#shared/errors.ts';
import type { Channel } from '#shared/model/notification.ts';
import type { ChannelRow } from '#shared/contract/notifications.ts';
import type { Ports } from '../ports.ts';
import type { Store } from '../store/store.ts';

/** What secrets are read with. */
export interface SecretWorld {
  readonly store: Store;
  readonly ports: Pick<Ports, 'secrets' | 'vault' | 'clock'>;
}

/** Where a channel's secret comes from; `elsewhere` where it is sealed and this process has no keychain to open it. */
export type SecretPlace = ChannelRow['secretFrom'] | 'elsewhere';

/** Whether a channel of this kind and form has a secret at all. */
export function hasSecret(channel: Channel): boolean {
  return channel.kind === 'email' ? channel.username !== null : channel.kind !== 'desktop';
}

/** Where the secret of a channel is; the environment goes first. */
export async function placeOfSecret(channel: Channel, { store, ports }: SecretWorld): Promise<SecretPlace> {
  if (!hasSecret(channel)) return 'unneeded';
  if (fromEnvironment(channel, ports) !== undefined) return 'environment';
  if (!store.sealedSecrets.has(nameOf(channel.id))) return 'nowhere';
  return (await ports.vault.keychain()).isThere ? 'keychain' : 'elsewhere';
}

/** The secret of a channel; null where it has none. Rejects with `refused` where it cannot be had, which may change. */
export async function readSecret(channel: Channel, { store, ports }: SecretWorld): Promise<string | null> {
  if (!hasSecret(channel)) return null;
  const given = fromEnvironment(channel, ports);
  if (given !== undefined) return given;
  const sealed = store.sealedSecrets.find(nameOf(channel.id))?.sealed;
  if (sealed !== undefined) return ports.vault.open(sealed);
  throw new AppError('refused', `“${channel.name}” has no ${wordFor(channel)}. Enter it in the settings.`, {
    retryable: true,
  });
}

/** Keeps a secret in the keychain. Rejects with `refused` where there is none, and `invalid_input` for one that cannot be right. */
export async function sealSecret(channel: Channel, secret: string, { ports }: SecretWorld): Promise<Uint8Array> {
  checkSecret(channel, secret);
  return ports.vault.seal(secret);
}

/** The name that a channel's secret is kept under. */
export function nameOf(channelId: string): string {
  return `channel/${channelId}`;
}

/** Rejects with `invalid_input` a secret that the channel cannot have; never says what it is. */
export function checkSecret(channel: Channel, secret: string): void {
  if (!hasSecret(channel)) throw new AppError('invalid_input', `“${channel.name}” has no secret to keep.`);
  if (channel.kind !== 'slack' && channel.kind !== 'discord') return;
  const isAddress = URL.canParse(secret) && /^https:\/\/[^@\s]+$/.test(secret);
  const isTestAddress = channel.allowPrivateAddress && URL.canParse(secret) && /^http:\/\/[^@\s]+$/.test(secret);
  if (!isAddress && !isTestAddress)
    throw new AppError('invalid_input', 'The secret of this channel is the address of its webhook: https://…');
}

function fromEnvironment(channel: Channel, { secrets }: Pick<Ports, 'secrets'>): string | undefined {
  const name = environmentName(channel);
  const value = name === null ? undefined : secrets.read(name);
  return value === '' ? undefined : value;
}

function environmentName(channel: Channel): string | null {
  switch (channel.kind) {
    case 'desktop':
      return null;
    case 'email':
      return channel.passwordEnv;
    case 'slack':
    case 'discord':
      return channel.urlEnv;
    case 'webhook':
      return channel.keyEnv;
  }
}

function wordFor(channel: Channel): string {
  if (channel.kind === 'email') return 'password';
  return channel.kind === 'webhook' ? 'key to sign with' : 'webhook address';
}
