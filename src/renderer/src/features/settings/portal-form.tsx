import type { ReactNode } from 'react';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import { hostOf } from '../../lib/hosts.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { KeychainNote } from '../../ui/keychain-note.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { ZoneField } from '../../ui/zone-field.tsx';
import { SignInResult } from './sign-in-result.tsx';
import { AskingFields, NamingFields } from './source-common.tsx';
import type { SourceDraft } from './source-form.ts';
import { usePortalForm } from './use-portal-form.ts';
import type { PortalFormProps, PortalFormState } from './use-portal-form.ts';
import '../../ui/editor.css';

/** A portal behind a login: tried first, then saved, with its password where one can be kept. */
export function PortalForm(props: PortalFormProps): ReactNode {
  const { source, draft, onClose } = props;
  const form = usePortalForm(props);
  const { faults, test } = form;
  const isTested = test.data !== undefined;
  return (
    <form className="settings__form" onSubmit={form.submit} noValidate>
      <NamingFields draft={draft} faults={faults} isNew={source === null} onDraft={form.setDraft} />
      <TextField
        label="E-mail address"
        hint="With which you sign in at the portal."
        value={draft.username}
        error={faults.get('username')}
        onChange={(username) => form.set({ username })}
      />
      <PasswordFields form={form} draft={draft} isNew={source === null} />
      <ZoneField
        label="Time zone of the portal’s dates"
        value={draft.timeZone}
        problems={zoneProblems(faults)}
        onChange={(timeZone) => form.set({ timeZone })}
      />
      <AskingFields draft={draft} faults={faults} onDraft={form.setDraft} />
      <SignInResult test={test} />
      {form.saveFault === null ? null : (
        <p className="fault" role="alert">
          {form.saveFault}
        </p>
      )}
      <p className="secondary">The test signs in at {hostOf(draft.baseUrl)} once and saves nothing.</p>
      <div className="dialog__actions">
        <Button onClick={onClose}>Cancel</Button>
        {isTested ? (
          <Button disabled={test.isPending} onClick={form.tryIt}>
            Test again
          </Button>
        ) : (
          <Button disabled={form.isSaving || test.isPending} onClick={form.save}>
            Save without a test
          </Button>
        )}
        <Button look="primary" type="submit" disabled={form.isSaving || test.isPending}>
          {isTested ? (form.isSaving ? 'Saving…' : 'Save') : test.isPending ? 'Signing in…' : 'Test sign-in'}
        </Button>
      </div>
    </form>
  );
}

function zoneProblems(faults: ReadonlyMap<string, string>): readonly FieldProblem[] {
  const message = faults.get('timeZone');
  return message === undefined ? [] : [{ path: ['timeZone'], message }];
}

interface PasswordFieldsProps {
  readonly form: PortalFormState;
  readonly draft: SourceDraft;
  readonly isNew: boolean;
}

function PasswordFields({ form, draft, isNew }: PasswordFieldsProps): ReactNode {
  const canKeep = form.keychain?.isThere ?? true;
  return (
    <>
      <SecretField
        label={canKeep ? 'Password' : 'Password, for the test only'}
        value={form.password}
        {...(isNew ? {} : { hint: 'Leave it empty to go on with the one that Rounds has.' })}
        error={form.faults.get('password')}
        onChange={form.setPassword}
      />
      <KeychainNote
        keychain={form.keychain}
        what="password"
        otherwise="Name an environment variable below that holds it when Rounds starts. What you type above serves the test and is then forgotten."
      />
      <TextField
        label="Environment variable with the password"
        hint="May stay empty where the password is kept here. A variable that is set goes first."
        value={draft.passwordEnv}
        error={form.faults.get('passwordEnv')}
        onChange={(passwordEnv) => form.set({ passwordEnv })}
      />
    </>
  );
}
