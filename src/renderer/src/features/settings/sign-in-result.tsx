import type { ReactNode } from 'react';
import type { AppError } from '#shared/errors.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import type { SecretCommand } from '../../lib/use-secret-command.ts';
import { signedInSentence } from './portal-words.ts';

/** What a test of signing in came to; nothing before the first. */
export function SignInResult({ test }: { readonly test: SecretCommand<'accounts.testSignIn'> }): ReactNode {
  return (
    <>
      {test.error === null ? null : <SignInFault error={test.error} />}
      <output>
        {test.isPending ? (
          <StateMark mark="running" word="Signing in…" />
        ) : test.data === undefined ? null : (
          <StateMark mark="active" word={signedInSentence(test.data)} />
        )}
      </output>
    </>
  );
}

function SignInFault({ error }: { readonly error: AppError }): ReactNode {
  return (
    <div className="fault" role="alert">
      <p>{error.userMessage}</p>
      {error.code === 'signed_out' ? (
        <p>Rounds tried it once and does not try it again by itself, so that the portal does not lock the account.</p>
      ) : null}
    </div>
  );
}
