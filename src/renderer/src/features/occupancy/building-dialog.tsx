import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { Link } from 'react-router';
import type { SourceRow } from '#shared/contract/config.ts';
import { Building } from '#shared/model/occupancy.ts';
import type { LocationSuggestion } from '#shared/model/occupancy.ts';
import { faultsOf } from '../../lib/faults.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SourceChoice } from '../../ui/source-choice.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import './dialog.css';

interface BuildingDialogProps {
  /** The building to edit; null adds one. */
  readonly building: Building | null;
  readonly onClose: () => void;
}

/** Adds a building from a school's live list or by hand, or edits one. */
export function BuildingDialog({ building, onClose }: BuildingDialogProps): ReactNode {
  const sources = useOperation('sources.list', {});
  const title = building === null ? 'Add building' : `Edit ${building.name}`;
  // Sources of huts have no buildings.
  const schools = sources.data?.filter(({ source }) => source.kind === 'waitz');
  return (
    <Dialog title={title} onClose={onClose}>
      {schools !== undefined ? (
        schools.length === 0 ? (
          <NoSource onClose={onClose} />
        ) : (
          <BuildingForm building={building} sources={schools} onClose={onClose} />
        )
      ) : sources.error === null ? (
        <LoadingState what="the sources" />
      ) : (
        <ErrorState what="the sources" error={sources.error} onRetry={() => void sources.refetch()} />
      )}
    </Dialog>
  );
}

function NoSource({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <>
      <p>A building belongs to a source, and there is none yet. Add the school first.</p>
      <div className="dialog__actions">
        <Button onClick={onClose}>Close</Button>
        <Link className="button button--primary" to="/settings?add=1">
          Add a source
        </Link>
      </div>
    </>
  );
}

interface BuildingFormProps {
  readonly building: Building | null;
  readonly sources: readonly SourceRow[];
  readonly onClose: () => void;
}

function BuildingForm({ building, sources, onClose }: BuildingFormProps): ReactNode {
  const isNew = building === null;
  const [draft, setDraft] = useState<Building>(
    building === null
      ? { code: '', name: '', sourceId: sources[0]?.source.id ?? '', waitzId: '' }
      : { code: building.code, name: building.name, sourceId: building.sourceId, waitzId: building.waitzId },
  );
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const save = useCommand('occupancy.saveBuilding', { isQuiet: true });
  const set = (changes: Partial<Building>): void => setDraft((current) => ({ ...current, ...changes }));
  const choose = (suggestion: LocationSuggestion): void =>
    set({ waitzId: suggestion.waitzId, name: suggestion.name, ...(isNew ? { code: suggestion.waitzId } : {}) });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const parsed = Building.safeParse(draft);
    setFaults(faultsOf(parsed.error));
    if (!parsed.success) return;
    save.mutate(
      { building: parsed.data, isNew },
      {
        onSuccess: (saved) => {
          announce(isNew ? `${saved.name} is watched from now on.` : `${saved.name} is saved.`);
          onClose();
        },
      },
    );
  };
  return (
    <form className="form" onSubmit={submit} noValidate>
      <SourceChoice
        sources={sources.map(({ source }) => source)}
        value={draft.sourceId}
        onChange={(sourceId) => set({ sourceId })}
      />
      <SuggestionList sourceId={draft.sourceId} sources={sources} chosen={draft.waitzId} onChoose={choose} />
      <TextField
        label="Waitz id, or the exact name there"
        value={draft.waitzId}
        error={faults.get('waitzId')}
        onChange={(waitzId) => set({ waitzId })}
      />
      <TextField label="Name" value={draft.name} error={faults.get('name')} onChange={(name) => set({ name })} />
      <TextField
        label="Code"
        hint={
          isNew
            ? 'Your own short code for the building. Its history stays with the code.'
            : 'The code cannot change: the history hangs on it.'
        }
        value={draft.code}
        isReadOnly={!isNew}
        error={faults.get('code')}
        onChange={(code) => set({ code })}
      />
      {save.error === null ? null : (
        <p className="fault" role="alert">
          {save.error.userMessage}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabled={save.isPending}>
          {isNew ? 'Watch this building' : 'Save'}
        </Button>
      </div>
    </form>
  );
}
