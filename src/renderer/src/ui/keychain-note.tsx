import type { ReactNode } from 'react';
import type { Keychain } from '#shared/contract/accounts.ts';
import { useOperation } from '../lib/queries.ts';
import { StateMark } from './state-mark.tsx';
import './secret-field.css';

/** What keeps secrets on this machine; undefined until that is known. */
export function useKeychain(): Keychain | undefined {
  return useOperation('accounts.keychain', {}).data;
}

interface KeychainNoteProps {
  readonly keychain: Keychain | undefined;
  /** What would be kept: `password`. */
  readonly what: string;
  /** What can be done with one that is typed where it cannot be kept. */
  readonly otherwise: string;
}

/** Where a secret goes that is typed here; says so plainly where Rounds cannot keep one. */
export function KeychainNote({ keychain, what, otherwise }: KeychainNoteProps): ReactNode {
  if (keychain === undefined) return null;
  if (keychain.isThere) {
    return (
      <p className="secondary">
        The {what} is kept in {keychain.description}, and nowhere else.
      </p>
    );
  }
  return (
    <div className="note note--attention" role="note">
      <StateMark mark="attention" word={`Rounds cannot keep a ${what} on this machine.`} />
      <p>{keychain.description}</p>
      <p>{otherwise}</p>
    </div>
  );
}
