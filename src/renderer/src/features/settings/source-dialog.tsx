import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { LocationSuggestion } from '#shared/model/occupancy.ts';
import type { Source } from '#shared/model/source.ts';
import { hostOf } from '../../lib/hosts.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ChooseBuildings } from './choose-buildings.tsx';
import { draftOf, readDraft } from './source-form.ts';
import type { SourceDraft } from './source-form.ts';

interface SourceDialogProps {
  /** The source to edit; null adds one. */
  readonly source: Source | null;
  readonly onClose: () => void;
}

/** Adds a school in two steps, the live test before anything is saved; or edits one. */
export function SourceDialog({ source, onClose }: SourceDialogProps): ReactNode {
  const [tested, setTested] = useState<{ source: Source; locations: readonly LocationSuggestion[] } | null>(null);
  const [draft, setDraft] = useState<SourceDraft>(draftOf(source));
  if (tested !== null) {
    return (
      <Dialog key="choose" title={`${tested.source.name} answers`} onClose={onClose}>
        <ChooseBuildings {...tested} isNew={source === null} onBack={() => setTested(null)} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog key="form" title={source === null ? 'Add a source' : `Edit ${source.name}`} onClose={onClose}>
      <SourceForm source={source} draft={draft} onDraft={setDraft} onTested={setTested} onClose={onClose} />
    </Dialog>
  );
}

interface SourceFormProps extends SourceDialogProps {
  readonly draft: SourceDraft;
  readonly onDraft: (draft: SourceDraft) => void;
  readonly onTested: (tested: { source: Source; locations: readonly LocationSuggestion[] }) => void;
}

function SourceForm({ source, draft, onDraft, onTested, onClose }: SourceFormProps): ReactNode {
  const client = useQueryClient();
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const test = useCommand('sources.test', { isQuiet: true });
  const save = useCommand('sources.save', { isQuiet: true });
  const set = (changes: Partial<SourceDraft>): void => onDraft({ ...draft, ...changes });
  const read = (): Source | null => {
    const reading = readDraft(draft, source);
    setFaults(reading.faults);
    return reading.source;
  };
  const runTest = (event: SubmitEvent): void => {
    event.preventDefault();
    const ready = read();
    if (ready !== null)
      test.mutate({ source: ready }, { onSuccess: (locations) => onTested({ source: ready, locations }) });
  };
  const saveOnly = (): void => {
    const ready = read();
    if (ready === null) return;
    save.mutate(
      { source: ready, isNew: false },
      {
        onSuccess: (saved) => {
          announce(`${saved.name} is saved.`);
          void client.invalidateQueries({ queryKey: ['sources.list'] });
          onClose();
        },
      },
    );
  };
  const error = test.error ?? save.error;
  return (
    <form className="settings__form" onSubmit={runTest} noValidate>
      <TextField
        label="Name"
        hint="As you call the school: UC San Diego."
        value={draft.name}
        error={faults.get('name')}
        onChange={(name) => set({ name })}
      />
      <TextField
        label="School key"
        hint="The last part of the school’s page at Waitz: waitz.io/ucsd has the key ucsd."
        value={draft.school}
        error={faults.get('school') ?? faults.get('id')}
        onChange={(school) => set({ school })}
      />
      <TextField
        label="Base address"
        value={draft.baseUrl}
        error={faults.get('baseUrl')}
        onChange={(baseUrl) => set({ baseUrl })}
      />
      <TextField
        label="Requests a day, at most"
        value={draft.requestsPerDay}
        error={faults.get('limits.requestsPerDay')}
        onChange={(requestsPerDay) => set({ requestsPerDay })}
      />
      <label className="settings__choice">
        <input
          type="checkbox"
          checked={draft.allowPrivateAddress}
          onChange={(event) => set({ allowPrivateAddress: event.target.checked })}
        />
        Allow a private address, for test sites only
      </label>
      {error === null ? null : (
        <p className="fault" role="alert">
          {error.userMessage}
        </p>
      )}
      <p className="secondary">The test asks {hostOf(draft.baseUrl)} once and saves nothing.</p>
      <div className="dialog__actions">
        <Button onClick={onClose}>Cancel</Button>
        {source === null ? null : (
          <Button disabled={save.isPending} onClick={saveOnly}>
            Save without a test
          </Button>
        )}
        <Button look="primary" type="submit" disabled={test.isPending}>
          {test.isPending ? 'Testing…' : 'Test'}
        </Button>
      </div>
    </form>
  );
}
