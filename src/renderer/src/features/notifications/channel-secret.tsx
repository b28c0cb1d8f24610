import type { ReactNode } from 'react';
import { fieldId, problemsAt } from '../../ui/field-problems.ts';
import { FormField, TextControl } from '../../ui/form-field.tsx';
import { KeychainNote } from '../../ui/keychain-note.tsx';
import { SecretField } from '../../ui/secret-field.tsx';
import { sentenceOf } from '../../lib/schedule-words.ts';
import { channelKinds } from './notification-words.ts';
import type { ChannelEditorInput, ChannelEditorModel } from './use-channel-editor.ts';

interface ChannelSecretProps {
  readonly editor: ChannelEditorModel;
  readonly row: ChannelEditorInput['row'];
}

/** The secret of a channel, or the environment variable that holds it; nothing of a channel that needs none. */
export function ChannelSecret({ editor, row }: ChannelSecretProps): ReactNode {
  const { draft, form, keychain, problems } = editor;
  const { secret: label } = channelKinds[form.kind];
  if (label === null || (form.kind === 'email' && form.username.trim() === '')) return null;
  const fault = problemsAt(problems, 'secret')[0]?.message;
  const canKeep = keychain?.isThere ?? true;
  return (
    <section className="editor__section" aria-labelledby="channel-secret">
      <h2 id="channel-secret">Its secret</h2>
      {row === null ? null : <p className="secondary">{keptSentence(row.secretFrom)}</p>}
      <SecretField
        id={fieldId('secret')}
        label={canKeep ? label : `${label}, for the test only`}
        value={editor.secret}
        {...(row?.secretFrom === 'keychain' && { hint: 'Leave it empty to keep the one that Rounds has.' })}
        error={fault === undefined ? undefined : sentenceOf(`It ${fault}`)}
        onChange={editor.setSecret}
      />
      <KeychainNote
        keychain={keychain}
        what="secret"
        otherwise="Name an environment variable below that holds it when Rounds starts. What you type above serves the test and is then forgotten."
      />
      <FormField
        name="secretEnv"
        label="Environment variable with the secret"
        hint="May stay empty where the secret is kept here. A variable that is set goes first."
        problems={problems}
      >
        {(control) => (
          <TextControl
            control={control}
            className="editor__code"
            value={form.secretEnv}
            onChange={(secretEnv) => draft.set({ secretEnv })}
          />
        )}
      </FormField>
    </section>
  );
}

function keptSentence(secretFrom: 'environment' | 'keychain' | 'nowhere' | 'unneeded'): string {
  switch (secretFrom) {
    case 'environment':
      return 'Rounds takes it from the environment.';
    case 'keychain':
      return 'Rounds has it in the keychain.';
    case 'nowhere':
      return 'Rounds has none.';
    case 'unneeded':
      return 'The channel as it is saved needs none.';
  }
}
