import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import type { WorkFossaSource } from '#shared/model/source.ts';
import { useOperation } from '../../lib/queries.ts';
import { Age } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { KeychainNote } from '../../ui/keychain-note.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { ForgetPassword } from './forget-password.tsx';
import { accountMark, passwordWords } from './portal-words.ts';
import { RefusalNote } from './refusal-note.tsx';
import { SignInResult } from './sign-in-result.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { useAccountForm } from './use-account-form.ts';

interface AccountDialogProps {
  readonly source: WorkFossaSource;
  readonly onClose: () => void;
}

/** How Rounds signs in at a portal: what it has, whether it works, and another password. */
export function AccountDialog({ source, onClose }: AccountDialogProps): ReactNode {
  const account = useOperation('accounts.account', { sourceId: source.id });
  const [isForgetting, setIsForgetting] = useState(false);
  if (isForgetting) {
    return (
      <Dialog key="forget" title={`Forget the password of ${source.name}?`} onClose={() => setIsForgetting(false)}>
        <ForgetPassword source={source} onClose={() => setIsForgetting(false)} />
      </Dialog>
    );
  }
  return (
    <Dialog key="account" title={`Account at ${source.name}`} onClose={onClose}>
      {account.data !== undefined ? (
        <AccountForm source={source} account={account.data} onForget={() => setIsForgetting(true)} onClose={onClose} />
      ) : account.error === null ? (
        <LoadingState what="the account" rows={4} />
      ) : (
        <ErrorState what="the account" error={account.error} onRetry={() => void account.refetch()} />
      )}
    </Dialog>
  );
}

interface AccountFormProps extends AccountDialogProps {
  readonly account: Account;
  readonly onForget: () => void;
}

function AccountForm({ source, account, onForget, onClose }: AccountFormProps): ReactNode {
  const form = useAccountForm(source, account);
  const { test, keep, password } = form;
  const { keychain } = account;
  const isBusy = test.isPending || keep.isPending;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    form.tryIt();
  };
  return (
    <form className="settings__form" onSubmit={submit} noValidate>
      <AccountFacts account={account} />
      {account.refusedAt === null ? null : <RefusalNote source={source} account={account} />}
      <SecretField
        label={keychain.isThere ? 'New password' : 'Password, for the test only'}
        value={password}
        hint="Leave it empty to test the one that Rounds has."
        error={form.fault ?? undefined}
        onChange={form.setPassword}
      />
      <KeychainNote
        keychain={keychain}
        what="password"
        otherwise={`${envAdvice(account)} What you type above serves the test and is then forgotten.`}
      />
      <SignInResult test={test} />
      {keep.error === null ? null : (
        <p className="fault" role="alert">
          {keep.error.userMessage}
        </p>
      )}
      <div className="dialog__actions">
        {account.passwordFrom === 'keychain' ? (
          <Button look="danger" disabled={isBusy} onClick={onForget}>
            Forget password
          </Button>
        ) : null}
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" disabled={isBusy}>
          {test.isPending ? 'Signing in…' : 'Test sign-in'}
        </Button>
        {keychain.isThere ? (
          <Button look="primary" disabled={isBusy || password === ''} onClick={form.save}>
            {keep.isPending ? 'Saving…' : 'Save password'}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

function envAdvice({ passwordEnv, isEnvSet }: Account): string {
  if (passwordEnv === null) return 'Edit the source and name an environment variable that holds it when Rounds starts.';
  return isEnvSet
    ? `Rounds takes it from ${passwordEnv}.`
    : `${passwordEnv} is not set: set it where Rounds is started, and start Rounds anew.`;
}

function AccountFacts({ account }: { readonly account: Account }): ReactNode {
  const { mark, word } = accountMark(account);
  return (
    <dl className="settings__facts">
      <dt>State</dt>
      <dd>
        <StateMark mark={mark} word={word} />
      </dd>
      <dt>E-mail address</dt>
      <dd>{account.username}</dd>
      <dt>Password</dt>
      <dd>{passwordWords(account)}</dd>
      <dt>Signed in last</dt>
      <dd>{account.signedInAt === null ? 'Never' : <Age at={account.signedInAt} className="age--from-left" />}</dd>
    </dl>
  );
}
