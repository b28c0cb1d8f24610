import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** Secrets as the keychain sealed them; nothing here can be read without it. */
export interface SealedSecrets {
  /** Undefined where none of that name is kept. */
  read(name: string): Uint8Array | undefined;
  /** Adds or replaces. */
  keep(name: string, sealed: Uint8Array, now: EpochMs): void;
  forget(name: string): void;
}

/** Makes the sealed secrets of a connection. */
export function createSealedSecrets(connection: Connection): SealedSecrets {
  const select = connection.prepare<{ sealed: Uint8Array }>('SELECT sealed FROM sealed_secret WHERE name = ?');
  const keep = connection.prepare(
    `INSERT INTO sealed_secret (name, sealed, kept_at) VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed, kept_at = excluded.kept_at`,
  );
  const forget = connection.prepare('DELETE FROM sealed_secret WHERE name = ?');
  return {
    read: (name) => select.get(name)?.sealed,
    keep: (name, sealed, now) => void keep.run(name, sealed, now),
    forget: (name) => void forget.run(name),
  };
}
