import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import type { HutCandidate } from '#shared/contract/huts.ts';
import type { Hut } from '#shared/model/hut.ts';
import type { HutSource } from '#shared/model/source.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { hostOf } from '../../lib/hosts.ts';
import { announce } from '../../lib/notices.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { SourceChoice } from '../../ui/source-choice.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { fillDraft, readHutDraft } from './hut-form.ts';
import type { HutDraft } from './hut-form.ts';
import { countryWords } from './hut-words.ts';

interface HutFieldsProps {
  /** The hut to edit; null adds one. */
  readonly hut: Hut | null;
  readonly sources: readonly HutSource[];
  readonly draft: HutDraft;
  readonly onDraft: (draft: HutDraft) => void;
  readonly onClose: () => void;
}

/** Where the hut is at its source, what the source says of it, and what the desk calls it. */
export function HutFields(props: HutFieldsProps): ReactNode {
  const { hut, sources, draft, onDraft, onClose } = props;
  const form = useHutForm(props);
  const { faults } = form;
  const isNew = hut === null;
  const set = (changes: Partial<HutDraft>): void => onDraft({ ...draft, ...changes });
  const source = sources.find(({ id }) => id === draft.sourceId);
  return (
    <form className="hut-form" onSubmit={form.submit} noValidate>
      <SourceChoice sources={sources} value={draft.sourceId} onChange={(sourceId) => set({ sourceId })} />
      <LookUp source={source} draft={draft} form={form} onReference={(bookingRef) => set({ bookingRef })} />
      <TextField label="Name" value={draft.name} error={faults.get('name')} onChange={(name) => set({ name })} />
      <TextField
        label="Slug"
        hint={
          isNew
            ? 'Your own short key for the hut. Its history stays with the slug.'
            : 'The slug cannot change: the history hangs on it.'
        }
        value={draft.slug}
        isReadOnly={!isNew}
        error={faults.get('slug') ?? form.conflict}
        onChange={(slug) => set({ slug })}
      />
      <div className="hut-form__pair">
        <TextField
          label="Beds with wardens"
          value={draft.capacityOpen}
          error={faults.get('capacityOpen')}
          onChange={(capacityOpen) => set({ capacityOpen })}
        />
        <TextField
          label="Beds of the winter room"
          value={draft.capacityClosed}
          error={faults.get('capacityClosed')}
          onChange={(capacityClosed) => set({ capacityClosed })}
        />
      </div>
      <TextField
        label="Time zone"
        hint="Of the hut, such as Europe/Zurich: its nights begin and end there."
        value={draft.timeZone}
        error={faults.get('timeZone')}
        onChange={(timeZone) => set({ timeZone })}
      />
      {form.fault === undefined ? null : (
        <p className="fault" role="alert">
          {form.fault}
        </p>
      )}
      <div className="dialog__actions">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="primary" type="submit" disabled={form.isSaving}>
          {isNew ? 'Watch this hut' : 'Save'}
        </Button>
      </div>
    </form>
  );
}

type HutFormState = ReturnType<typeof useHutForm>;

function useHutForm({ hut, draft, onDraft, onClose }: HutFieldsProps) {
  const isNew = hut === null;
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const save = useCommand('huts.save', { isQuiet: true });
  const lookUp = useCommand('huts.lookUp', { isQuiet: true });
  const ask = (): void => {
    const bookingRef = draft.bookingRef.trim();
    setFaults(new Map(bookingRef === '' ? [['bookingRef', 'Fill this in.']] : []));
    if (bookingRef === '') return;
    lookUp.mutate(
      { sourceId: draft.sourceId, bookingRef },
      { onSuccess: (found) => onDraft(fillDraft(draft, found, isNew)) },
    );
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const reading = readHutDraft(draft);
    setFaults(reading.faults);
    if (reading.hut === null) return;
    save.mutate(
      { hut: reading.hut, isNew },
      {
        onSuccess: (saved) => {
          announce(isNew ? `${saved.name} is watched from now on.` : `${saved.name} is saved.`);
          onClose();
        },
      },
    );
  };
  const { error } = save;
  const isConflict = error?.code === 'conflict';
  // What the source said of another hut, or of the same number elsewhere, says nothing of this one.
  const isFresh =
    lookUp.variables?.sourceId === draft.sourceId && lookUp.data?.hut.bookingRef === draft.bookingRef.trim();
  return {
    faults,
    submit,
    ask,
    found: isFresh ? lookUp.data : undefined,
    lookUpFault: faults.get('bookingRef') ?? lookUp.error?.userMessage,
    isLookingUp: lookUp.isPending,
    conflict: isConflict ? error.userMessage : undefined,
    fault: isConflict ? undefined : error?.userMessage,
    isSaving: save.isPending,
  };
}

interface LookUpProps {
  readonly source: HutSource | undefined;
  readonly draft: HutDraft;
  readonly form: HutFormState;
  readonly onReference: (bookingRef: string) => void;
}

/** The number or the name at the source, and what the source says is there. */
function LookUp({ source, draft, form, onReference }: LookUpProps): ReactNode {
  const isByName = source?.kind === 'huts-org';
  return (
    <div className="hut-form__look-up">
      <TextField
        label={isByName ? 'Name of the hut, as the table of huts.org says' : 'Number of the hut'}
        hint={isByName ? '' : 'The last part of its address at the service: …/281/wizard has the number 281.'}
        value={draft.bookingRef}
        error={form.lookUpFault}
        onChange={onReference}
      />
      <div>
        <Button disabled={form.isLookingUp} onClick={form.ask}>
          {form.isLookingUp ? 'Looking up…' : 'Look up'}
        </Button>{' '}
        <span className="secondary">Asks {hostOf(source?.baseUrl ?? '')} and stores nothing.</span>
      </div>
      <output>{form.found === undefined ? null : <Found candidate={form.found} />}</output>
    </div>
  );
}

function Found({ candidate: { master } }: { readonly candidate: HutCandidate }): ReactNode {
  const facts = [
    master.altitudeM === null ? '' : `${formatNumber(master.altitudeM)} m`,
    master.country === null ? '' : countryWords(master.country),
    master.tenant ?? '',
    master.beds === null ? '' : formatCount(master.beds, 'bed', 'beds'),
  ].filter((fact) => fact !== '');
  return (
    <div className="found">
      <p>
        <span className="strong">{master.name}</span>
        {facts.length === 0 ? '' : `, ${facts.join(', ')}`}
      </p>
      {master.isTest ? <StateMark mark="attention" word="A test hut of the service’s own testers" /> : null}
      {master.isUnlocked === false ? <StateMark mark="attention" word="The service takes no bookings for it" /> : null}
    </div>
  );
}
