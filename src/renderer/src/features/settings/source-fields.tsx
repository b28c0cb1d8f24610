import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { isHutSource, type Source } from '#shared/model/source.ts';
import { hostOf } from '../../lib/hosts.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { PortalForm } from './portal-form.tsx';
import type { SourceStep } from './source-dialog.tsx';
import { AskingFields, NamingFields } from './source-common.tsx';
import { readDraft } from './source-form.ts';
import type { SourceDraft } from './source-form.ts';

interface SourceFieldsProps {
  /** The source to edit; null adds one. */
  readonly source: Source | null;
  readonly draft: SourceDraft;
  readonly onDraft: (draft: SourceDraft) => void;
  readonly onStep: (step: SourceStep) => void;
  readonly onClose: () => void;
}

/** What is asked of a source of each kind. */
export function SourceFields(props: SourceFieldsProps): ReactNode {
  if (props.draft.kind === 'workfossa') return <PortalForm {...props} />;
  return <FeedForm {...props} />;
}

/** A source that anybody may ask. */
function FeedForm(props: SourceFieldsProps): ReactNode {
  const { source, draft, onDraft, onClose } = props;
  const form = useSourceForm(props);
  const { faults, error } = form;
  const set = (changes: Partial<SourceDraft>): void => onDraft({ ...draft, ...changes });
  return (
    <form className="settings__form" onSubmit={form.submit} noValidate>
      <NamingFields draft={draft} faults={faults} isNew={source === null} onDraft={onDraft} />
      {draft.kind === 'waitz' ? (
        <TextField
          label="School key"
          hint="The last part of the school’s page at Waitz: waitz.io/ucsd has the key ucsd."
          value={draft.school}
          error={faults.get('school') ?? faults.get('id')}
          onChange={(school) => set({ school })}
        />
      ) : null}
      {draft.kind === 'huts-org' ? (
        <TextField
          label="Associations"
          hint="Their numbers, as in the addresses of huts.org, with commas between: 1,3."
          value={draft.associations}
          error={faults.get('associations')}
          onChange={(associations) => set({ associations })}
        />
      ) : null}
      <AskingFields draft={draft} faults={faults} onDraft={onDraft} />
      {error === null ? null : (
        <p className="fault" role="alert">
          {error.userMessage}
        </p>
      )}
      <p className="secondary">
        {draft.kind === 'waitz'
          ? `The test asks ${hostOf(draft.baseUrl)} once and saves nothing.`
          : 'Nothing is asked yet. Huts are added by number or name once the source is saved.'}
      </p>
      <div className="dialog__actions">
        <Button onClick={onClose}>Cancel</Button>
        <FormButtons kind={draft.kind} isNew={source === null} form={form} />
      </div>
    </form>
  );
}

type SourceFormState = ReturnType<typeof useSourceForm>;

function useSourceForm({ source, draft, onStep, onClose }: SourceFieldsProps) {
  const client = useQueryClient();
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const test = useCommand('sources.test', { isQuiet: true });
  const save = useCommand('sources.save', { isQuiet: true });
  const read = (): Source | null => {
    const reading = readDraft(draft, source);
    setFaults(reading.faults);
    return reading.source;
  };
  const store = (ready: Source): void =>
    save.mutate(
      { source: ready, isNew: source === null },
      {
        onSuccess: (saved) => {
          announce(`${saved.name} is saved.`);
          void client.invalidateQueries({ queryKey: ['sources.list'] });
          if (source === null && isHutSource(saved)) onStep({ kind: 'huts', source: saved });
          else onClose();
        },
      },
    );
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const ready = read();
    if (ready === null) return;
    if (ready.kind !== 'waitz') store(ready);
    else
      test.mutate(
        { source: ready },
        { onSuccess: (locations) => onStep({ kind: 'school', source: ready, locations }) },
      );
  };
  const saveOnly = (): void => {
    const ready = read();
    if (ready !== null) store(ready);
  };
  return {
    faults,
    submit,
    saveOnly,
    error: test.error ?? save.error,
    isTesting: test.isPending,
    isSaving: save.isPending,
  };
}

interface FormButtonsProps {
  readonly kind: SourceDraft['kind'];
  readonly isNew: boolean;
  readonly form: SourceFormState;
}

function FormButtons({ kind, isNew, form }: FormButtonsProps): ReactNode {
  if (kind !== 'waitz') {
    return (
      <Button look="primary" type="submit" disabled={form.isSaving}>
        {form.isSaving ? 'Saving…' : isNew ? 'Save the source' : 'Save'}
      </Button>
    );
  }
  return (
    <>
      {isNew ? null : (
        <Button disabled={form.isSaving} onClick={form.saveOnly}>
          Save without a test
        </Button>
      )}
      <Button look="primary" type="submit" disabled={form.isTesting}>
        {form.isTesting ? 'Testing…' : 'Test'}
      </Button>
    </>
  );
}
