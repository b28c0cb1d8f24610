import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** What is known of an account besides its secrets. */
export interface AccountState {
  /** The newest password that was refused; null where none was, or it was forgiven. */
  readonly refusal: { readonly at: EpochMs; readonly mark: string } | null;
  readonly signedInAt: EpochMs | null;
}

/** How the accounts of sources stand; those of sources that are not stored are not noted. */
export interface AccountStates {
  find(sourceId: string): AccountState;
  /** `mark` tells the password from others and is of no use to find it. */
  noteRefused(sourceId: string, mark: string, now: EpochMs): void;
  /** True where there was something to forgive. */
  forgiveRefusal(sourceId: string): boolean;
  /** The newest refusal is over with it. */
  noteSignedIn(sourceId: string, now: EpochMs): void;
}

/** Makes the states of accounts of a connection. */
export function createAccountStates(connection: Connection): AccountStates {
  const { sql, get, run } = connection;
  const write = (
    sourceId: string,
    columns: { refused_at: number | null; refused_mark: string | null; signed_in_at?: number },
  ): void =>
    connection.transaction(() => {
      if (!get(sql.selectFrom('source').select('id').where('id', '=', sourceId))) return;
      const insert = sql.insertInto('account_state').values({ source_id: sourceId, signed_in_at: null, ...columns });
      run(insert.onConflict((conflict) => conflict.column('source_id').doUpdateSet(columns)));
    });
  return {
    find(sourceId) {
      const row = get(sql.selectFrom('account_state').selectAll().where('source_id', '=', sourceId));
      const { refused_at: at = null, refused_mark: mark = null } = row ?? {};
      return { refusal: at === null || mark === null ? null : { at, mark }, signedInAt: row?.signed_in_at ?? null };
    },
    noteRefused: (sourceId, mark, now) => write(sourceId, { refused_at: now, refused_mark: mark }),
    forgiveRefusal(sourceId) {
      const columns = { refused_at: null, refused_mark: null };
      const update = sql.updateTable('account_state').set(columns).where('source_id', '=', sourceId);
      return run(update.where('refused_at', 'is not', null)) > 0;
    },
    noteSignedIn: (sourceId, now) => write(sourceId, { refused_at: null, refused_mark: null, signed_in_at: now }),
  };
}
