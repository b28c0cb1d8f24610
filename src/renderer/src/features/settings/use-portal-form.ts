import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { SubmitEvent } from 'react';
import type { Keychain } from '#shared/contract/accounts.ts';
import type { Source } from '#shared/model/source.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { useSecretCommand } from '../../lib/use-secret-command.ts';
import type { SecretCommand } from '../../lib/use-secret-command.ts';
import { useKeychain } from '../../ui/keychain-note.tsx';
import { portalOf, readDraft } from './source-form.ts';
import type { SourceDraft } from './source-form.ts';

export interface PortalFormProps {
  /** The source to edit; null adds one. */
  readonly source: Source | null;
  readonly draft: SourceDraft;
  readonly onDraft: (draft: SourceDraft) => void;
  readonly onClose: () => void;
}

export interface PortalFormState {
  /** What is shown as wrong, once testing or saving was tried. */
  readonly faults: ReadonlyMap<string, string>;
  readonly setDraft: (draft: SourceDraft) => void;
  readonly set: (changes: Partial<SourceDraft>) => void;
  readonly password: string;
  readonly setPassword: (password: string) => void;
  readonly keychain: Keychain | undefined;
  readonly test: SecretCommand<'accounts.testSignIn'>;
  readonly tryIt: () => void;
  readonly save: () => void;
  readonly submit: (event: SubmitEvent) => void;
  readonly isSaving: boolean;
  readonly saveFault: string | null;
}

const noFaults: ReadonlyMap<string, string> = new Map();

/** The password lives in this state alone, and goes with the dialog. */
export function usePortalForm({ source, draft, onDraft, onClose }: PortalFormProps): PortalFormState {
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState<'test' | 'save' | null>(null);
  const keychain = useKeychain();
  const test = useSecretCommand('accounts.testSignIn');
  const saving = useSavePortal(source === null, onClose);
  const stored = source ?? saving.saved;
  const reading = useMemo(() => readDraft(draft, stored), [draft, stored]);
  const portal = portalOf(reading);
  const lacksPassword = source === null && password === '' && draft.passwordEnv.trim() === '';
  const setDraft = (next: SourceDraft): void => {
    test.reset();
    onDraft(next);
  };
  const tryIt = (): void => {
    setTried('test');
    if (portal !== null && !lacksPassword && !test.isPending)
      void test.run({ source: portal, password: password === '' ? null : password });
  };
  const save = (): void => {
    setTried('save');
    if (portal !== null) void saving.save(portal, keychain?.isThere === true ? password : '');
  };
  return {
    faults: tried === null ? noFaults : tried === 'test' && lacksPassword ? withLack(reading.faults) : reading.faults,
    setDraft,
    set: (changes) => setDraft({ ...draft, ...changes }),
    password,
    setPassword: (next) => {
      test.reset();
      setPassword(next);
    },
    keychain,
    test,
    tryIt,
    save,
    submit: (event) => {
      event.preventDefault();
      if (test.data === undefined) tryIt();
      else save();
    },
    isSaving: saving.isSaving,
    saveFault: saving.fault,
  };
}

function withLack(faults: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([...faults, ['password', 'Type the password, or name an environment variable.']]);
}

interface SavePortal {
  /** The source once it is stored, which keeps its id whatever it is called then; null before. */
  readonly saved: Source | null;
  /** Saves a portal, and its password where that is not empty. */
  readonly save: (portal: Source, password: string) => Promise<void>;
  readonly isSaving: boolean;
  readonly fault: string | null;
}

function useSavePortal(isNew: boolean, onDone: () => void): SavePortal {
  const client = useQueryClient();
  const [stored, setStored] = useState<Source | null>(null);
  const saveSource = useCommand('sources.save', { isQuiet: true });
  const keep = useSecretCommand('accounts.savePassword');
  return {
    saved: stored,
    isSaving: saveSource.isPending || keep.isPending,
    fault:
      keep.error === null
        ? (saveSource.error?.userMessage ?? null)
        : `The source is saved, but its password is not. ${keep.error.userMessage}`,
    save: async (source, password) => {
      const saved = await saveSource.mutateAsync({ source, isNew: isNew && stored === null }).catch(() => null);
      if (saved === null) return;
      setStored(saved);
      const isKept = password === '' || (await keep.run({ sourceId: saved.id, password })) !== null;
      void client.invalidateQueries({ queryKey: ['sources.list'] });
      void client.invalidateQueries({ queryKey: ['accounts.account'] });
      if (!isKept) return;
      announce(`${saved.name} is saved.`);
      onDone();
    },
  };
}
