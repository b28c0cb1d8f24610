import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { AppSettings } from '#shared/contract/app.ts';
import { Contact } from '#shared/model/contact.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { sentenceOf } from '../../lib/schedule-words.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';

/** What belongs to the profile and to this account: the contact, and starting at login. */
export function ProgramSettings(): ReactNode {
  const settings = useOperation('app.settings', {});
  return (
    <section className="section" aria-labelledby="program">
      <h2 id="program">Contact and start</h2>
      {settings.data !== undefined ? (
        <>
          <ContactForm key={settings.data.contact ?? ''} settings={settings.data} />
          <LoginChoice settings={settings.data} />
        </>
      ) : settings.error === null ? (
        <LoadingState what="the settings" rows={3} />
      ) : (
        <ErrorState what="the settings" error={settings.error} onRetry={() => void settings.refetch()} />
      )}
    </section>
  );
}

function useSaveSettings(): ReturnType<typeof useCommand<'app.saveSettings'>> & {
  readonly keep: (settings: AppSettings, sentence: string) => void;
} {
  const client = useQueryClient();
  const save = useCommand('app.saveSettings', { isQuiet: true });
  return {
    ...save,
    keep: (settings, sentence) =>
      save.mutate(settings, {
        onSuccess: (saved) => {
          client.setQueryData(['app.settings', {}], saved);
          announce(sentence);
        },
      }),
  };
}

function ContactForm({ settings }: { readonly settings: AppSettings }): ReactNode {
  const [text, setText] = useState(settings.contact ?? '');
  const save = useSaveSettings();
  const contact = text.trim() === '' ? null : text.trim();
  const fault = contact === null ? undefined : Contact.safeParse(contact).error?.issues[0]?.message;
  const isSame = contact === settings.contact;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isSame || fault !== undefined || save.isPending) return;
    save.keep(
      { contact, startsAtLogin: null },
      contact === null ? 'No contact is given any more.' : `The contact is ${contact} now.`,
    );
  };
  return (
    <form className="settings__line" onSubmit={submit} noValidate aria-label="Contact">
      <TextField
        label="Contact"
        hint="An e-mail or web address. It goes along with every request, so that those who run a source can reach you."
        value={text}
        error={fault === undefined ? save.error?.userMessage : sentenceOf(fault)}
        onChange={setText}
      />
      <Button type="submit" disabled={isSame || fault !== undefined || save.isPending}>
        Save contact
      </Button>
    </form>
  );
}

function LoginChoice({ settings }: { readonly settings: AppSettings }): ReactNode {
  const save = useSaveSettings();
  if (settings.startsAtLogin === null) {
    return (
      <p className="secondary">
        Whether Rounds starts when you sign in cannot be chosen here: that takes an installed Rounds on its own profile,
        on a system that can be asked.
      </p>
    );
  }
  const toggle = (startsAtLogin: boolean): void =>
    save.keep(
      { contact: settings.contact, startsAtLogin },
      startsAtLogin ? 'Rounds starts when you sign in.' : 'Rounds does not start by itself any more.',
    );
  return (
    <>
      <label className="settings__choice">
        <input
          type="checkbox"
          checked={settings.startsAtLogin}
          disabled={save.isPending}
          onChange={(event) => toggle(event.target.checked)}
        />
        Start Rounds when I sign in
      </label>
      {save.error === null ? null : (
        <p className="fault" role="alert">
          {save.error.userMessage}
        </p>
      )}
    </>
  );
}
