import type { ReactNode } from 'react';
import type { Source } from '#shared/model/source.ts';
import { useNow } from '../../lib/clock.ts';
import { formatAge } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { accountMark, passwordWords } from './portal-words.ts';

/** In a row of the table: whether Rounds can sign in at a portal, and with what. */
export function AccountState({ source }: { readonly source: Source }): ReactNode {
  const now = useNow(10_000);
  const account = useOperation('accounts.account', { sourceId: source.id });
  if (account.error !== null && account.data === undefined)
    return <span className="secondary">Its account could not be read: {account.error.userMessage}</span>;
  if (account.data === undefined) return null;
  const { refusedAt, signedInAt, passwordFrom } = account.data;
  const { mark, word } = accountMark(account.data);
  const since = mark === 'failed' ? refusedAt : mark === 'active' ? signedInAt : null;
  return (
    <span className="settings__account">
      <StateMark mark={mark} word={since === null ? word : `${word} ${formatAge(since, Math.max(now, since))}`} />
      {passwordFrom === 'nowhere' ? null : <span className="secondary">{passwordWords(account.data)}</span>}
    </span>
  );
}
