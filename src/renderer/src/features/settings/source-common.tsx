import type { ReactNode } from 'react';
import { TextField } from '../../ui/field.tsx';
import { isSourceKind, sourceKinds, withKind } from './source-form.ts';
import type { SourceDraft } from './source-form.ts';

interface PartProps {
  readonly draft: SourceDraft;
  readonly faults: ReadonlyMap<string, string>;
  readonly onDraft: (draft: SourceDraft) => void;
}

interface NamingFieldsProps extends PartProps {
  readonly isNew: boolean;
}

/** What a source is and how it is called. */
export function NamingFields({ draft, faults, isNew, onDraft }: NamingFieldsProps): ReactNode {
  return (
    <>
      <KindChoice draft={draft} isFixed={!isNew} onDraft={onDraft} />
      <TextField
        label="Name"
        hint={sourceKinds[draft.kind].nameHint}
        value={draft.name}
        error={faults.get('name') ?? (draft.kind === 'waitz' ? undefined : faults.get('id'))}
        onChange={(name) => onDraft({ ...draft, name })}
      />
    </>
  );
}

/** Where a source lives and how often it may be asked. */
export function AskingFields({ draft, faults, onDraft }: PartProps): ReactNode {
  return (
    <>
      <TextField
        label="Base address"
        value={draft.baseUrl}
        error={faults.get('baseUrl')}
        onChange={(baseUrl) => onDraft({ ...draft, baseUrl })}
      />
      <TextField
        label="Requests a day, at most"
        value={draft.requestsPerDay}
        error={faults.get('limits.requestsPerDay')}
        onChange={(requestsPerDay) => onDraft({ ...draft, requestsPerDay })}
      />
      <label className="settings__choice">
        <input
          type="checkbox"
          checked={draft.allowPrivateAddress}
          onChange={(event) => onDraft({ ...draft, allowPrivateAddress: event.target.checked })}
        />
        Allow a private address, for test sites only
      </label>
    </>
  );
}

interface KindChoiceProps {
  readonly draft: SourceDraft;
  readonly isFixed: boolean;
  readonly onDraft: (draft: SourceDraft) => void;
}

/** The kind of a source that is there cannot change: what hangs on it would mean nothing. */
function KindChoice({ draft, isFixed, onDraft }: KindChoiceProps): ReactNode {
  return (
    <label className="field">
      <span className="field__label">Kind</span>
      <select
        className="select"
        value={draft.kind}
        disabled={isFixed}
        onChange={({ target }) => isSourceKind(target.value) && onDraft(withKind(draft, target.value))}
      >
        {Object.entries(sourceKinds).map(([kind, { label }]) => (
          <option key={kind} value={kind}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
