import { useState } from 'react';
import type { ReactNode, SubmitEvent } from 'react';
import { Link } from 'react-router';
import type { HutCandidate } from '#shared/contract/huts.ts';
import type { HutSource } from '#shared/model/source.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { hostOf } from '../../lib/hosts.ts';
import { useCommand } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';

interface TryHutProps {
  readonly source: HutSource;
  readonly onClose: () => void;
}

/** Asks a service that is saved for one hut, to see whether it answers. Huts are added on their own page. */
export function TryHut({ source, onClose }: TryHutProps): ReactNode {
  const [reference, setReference] = useState('');
  const lookUp = useCommand('huts.lookUp', { isQuiet: true });
  const bookingRef = reference.trim();
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (bookingRef !== '') lookUp.mutate({ sourceId: source.id, bookingRef });
  };
  return (
    <form className="settings__form" onSubmit={submit} noValidate>
      <p>See whether it answers: look up one hut. This asks {hostOf(source.baseUrl)} and stores nothing.</p>
      <TextField
        label={source.kind === 'huts-org' ? 'Name of a hut, as its table says' : 'Number of a hut'}
        value={reference}
        onChange={setReference}
      />
      {lookUp.error === null ? null : (
        <p className="fault" role="alert">
          {lookUp.error.userMessage}
        </p>
      )}
      <output>{lookUp.data === undefined ? null : foundSentence(lookUp.data)}</output>
      <div className="dialog__actions">
        <Button onClick={onClose}>Close</Button>
        <Button type="submit" disabled={lookUp.isPending || bookingRef === ''}>
          {lookUp.isPending ? 'Looking up…' : 'Look up'}
        </Button>
        <Link className="button button--primary" to="/huts?add=1">
          Add huts
        </Link>
      </div>
    </form>
  );
}

function foundSentence({ master }: HutCandidate): string {
  const altitude = master.altitudeM === null ? '' : `, ${formatNumber(master.altitudeM)} m`;
  const beds = master.beds === null ? '' : `, ${formatCount(master.beds, 'bed', 'beds')}`;
  return `It answers: ${master.name}${altitude}${beds}.`;
}
