import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** A secret as it is kept: sealed with a key that the operating system has. */
export interface SealedSecret {
  readonly sealed: Uint8Array;
  readonly keptAt: EpochMs;
}

/** Secrets that nobody can read without the keychain of this machine. */
export interface SealedSecrets {
  find(name: string): SealedSecret | undefined;
  has(name: string): boolean;
  /** Takes the place of what the name had before. */
  keep(name: string, sealed: Uint8Array, now: EpochMs): void;
  forget(name: string): void;
  /** Forgets every secret whose name begins like this. */
  forgetAll(prefix: string): void;
}

/** Makes the sealed secrets of a connection. */
export function createSealedSecrets(connection: Connection): SealedSecrets {
  const { sql, get, run } = connection;
  const find = (name: string): SealedSecret | undefined => {
    const row = get(sql.selectFrom('sealed_secret').selectAll().where('name', '=', name));
    return row && { sealed: row.sealed, keptAt: row.kept_at };
  };
  return {
    find,
    has: (name) => find(name) !== undefined,
    keep(name, sealed, now) {
      const columns = { sealed, kept_at: now };
      const insert = sql.insertInto('sealed_secret').values({ name, ...columns });
      run(insert.onConflict((conflict) => conflict.column('name').doUpdateSet(columns)));
    },
    forget(name) {
      run(sql.deleteFrom('sealed_secret').where('name', '=', name));
    },
    forgetAll(prefix) {
      run(
        sql
          .deleteFrom('sealed_secret')
          .where(({ fn, val }) => fn('substr', ['name', val(1), val(prefix.length)]), '=', prefix),
      );
    },
  };
}
