import { useMemo, useRef, useState } from 'react';
import type { Keychain } from '#shared/contract/accounts.ts';
import type { ChannelRow } from '#shared/contract/notifications.ts';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { AppError } from '#shared/errors.ts';
import type { Channel } from '#shared/model/notification.ts';
import { shownProblems } from '../../lib/draft-problems.ts';
import { zoneName } from '../../lib/format.ts';
import { slugOf } from '../../lib/slugs.ts';
import { useDraft } from '../../lib/use-draft.ts';
import type { Draft } from '../../lib/use-draft.ts';
import { useSecretCommand } from '../../lib/use-secret-command.ts';
import type { SecretCommand } from '../../lib/use-secret-command.ts';
import { summaryId } from '../../ui/editor-frame.tsx';
import { useKeychain } from '../../ui/keychain-note.tsx';
import { channelFormOf, checkChannel, emptyChannelForm } from './channel-form.ts';
import type { ChannelForm, CheckedChannel } from './channel-form.ts';
import { channelKinds } from './notification-words.ts';
import { channelsPath } from './paths.ts';
import { useAfterChange } from './use-after-change.ts';

export interface ChannelEditorInput {
  /** What is stored; null adds a channel. */
  readonly row: ChannelRow | null;
  /** Of a new one. */
  readonly kind: Channel['kind'];
  /** Ids that a new one cannot have. */
  readonly taken: readonly string[];
}

export interface ChannelEditorModel {
  readonly draft: Draft<ChannelForm>;
  /** As typed, with the id that follows from the name where none was written. */
  readonly form: ChannelForm;
  readonly secret: string;
  readonly setSecret: (secret: string) => void;
  readonly keychain: Keychain | undefined;
  readonly isDirty: boolean;
  readonly mayLeave: () => boolean;
  /** What is shown as wrong: fields that were touched, or everything once saving was tried. */
  readonly problems: readonly FieldProblem[];
  readonly save: () => void;
  readonly isSaving: boolean;
  readonly saveError: AppError | null;
  readonly test: SecretCommand<'notifications.testChannel'>;
  readonly sendTest: () => void;
}

/** The state of a channel's editor. The secret lives in it alone, and goes with the page. */
export function useChannelEditor(input: ChannelEditorInput): ChannelEditorModel {
  const { row } = input;
  const { draft, form } = useChannelForm(input);
  const [secret, setSecret] = useState('');
  const [isTried, setIsTried] = useState(row !== null);
  const keychain = useKeychain();
  const canKeep = keychain?.isThere ?? true;
  const isKept = row !== null && (row.secretFrom === 'keychain' || row.secretFrom === 'environment');
  const checked = checkChannel(form, input.taken, { typed: secret, isKept, canKeep });
  const all = [...checked.problems, ...checked.secretProblems];
  const test = useSecretCommand('notifications.testChannel');
  const store = useStoreChannel(row === null);
  return {
    draft,
    form,
    secret,
    setSecret: (next) => {
      test.reset();
      setSecret(next);
    },
    keychain,
    isDirty: draft.isDirty || secret !== '',
    mayLeave: () => store.isDone() || (draft.mayLeave() && secret === ''),
    problems: shownProblems(all, draft.touched, isTried),
    save: () => {
      setIsTried(true);
      if (store.isSaving) return;
      if (checked.channel === null || all.length > 0) document.getElementById(summaryId)?.focus();
      else store.save(checked.channel, canKeep && secret !== '' ? secret.trim() : null);
    },
    isSaving: store.isSaving,
    saveError: store.error,
    test,
    sendTest: () => {
      setIsTried(true);
      runTest(checked, secret, test);
    },
  };
}

function useChannelForm({ row, kind }: ChannelEditorInput): Pick<ChannelEditorModel, 'draft' | 'form'> {
  const draft = useDraft<ChannelForm>(
    row === null
      ? emptyChannelForm(kind, channelKinds[kind].label, zoneName())
      : channelFormOf(row.channel, zoneName()),
  );
  const form = useMemo(
    () => (row === null && !draft.touched.has('id') ? { ...draft.form, id: slugOf(draft.form.name) } : draft.form),
    [row, draft.touched, draft.form],
  );
  return { draft, form };
}

function runTest(
  { channel, problems, secretProblems }: CheckedChannel,
  secret: string,
  test: SecretCommand<'notifications.testChannel'>,
): void {
  if (test.isPending) return;
  const isSecretWrong = secretProblems.some(({ path }) => path[0] === 'secret');
  if (channel === null || problems.length > 0 || isSecretWrong) document.getElementById(summaryId)?.focus();
  else void test.run({ channel, secret: secret === '' ? null : secret.trim() });
}

interface StoreChannel {
  readonly save: (channel: Channel, secret: string | null) => void;
  readonly isSaving: boolean;
  readonly isDone: () => boolean;
  readonly error: AppError | null;
}

function useStoreChannel(isNew: boolean): StoreChannel {
  // Read while the page is being left, before anything is drawn anew.
  const isDone = useRef(false);
  const command = useSecretCommand('notifications.saveChannel');
  const after = useAfterChange('notifications.channels', channelsPath);
  return {
    isSaving: command.isPending,
    isDone: () => isDone.current,
    error: command.error,
    save: (channel, secret) =>
      void command.run({ channel, secret, isNew }).then((saved) => {
        if (saved === null) return;
        isDone.current = true;
        after(`${channel.name} is saved.`);
      }),
  };
}
