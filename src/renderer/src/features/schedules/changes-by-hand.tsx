import { useState } from 'react';
import type { ReactNode } from 'react';
import type { AuditEntry } from '#shared/model/audit.ts';
import { useOperation } from '../../lib/queries.ts';
import { Instant } from '../../ui/age.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';

const FEW = 10;
const MANY = 200;

const places: Readonly<Record<AuditEntry['origin'], string>> = {
  window: 'in the window',
  tray: 'in the tray',
  'command-line': 'on the command line',
};

/** What people did to this schedule, newest first. */
export function ChangesByHand({ id }: { readonly id: string }): ReactNode {
  const [limit, setLimit] = useState(FEW);
  const audit = useOperation(
    'audit.list',
    { subjectKind: 'schedule', subjectId: id, before: null, limit },
    { keepsPrevious: true },
  );
  return (
    <section className="section" aria-labelledby="changes">
      <h2 id="changes">Changes made by hand</h2>
      {audit.data === undefined ? (
        audit.error === null ? (
          <LoadingState what="the changes made by hand" rows={3} />
        ) : (
          <ErrorState what="the changes made by hand" error={audit.error} onRetry={() => void audit.refetch()} />
        )
      ) : audit.data.entries.length === 0 ? (
        <p className="secondary">Nobody has changed this schedule by hand.</p>
      ) : (
        <>
          <ol className="panel changes">
            {audit.data.entries.map((entry) => (
              <li key={entry.id}>
                <span>{entry.summary}</span>
                <span className="secondary">
                  {entry.actor}, {places[entry.origin]}, <Instant at={entry.at} />
                </span>
              </li>
            ))}
          </ol>
          {audit.data.nextBefore !== null && limit < MANY ? (
            <div>
              <Button look="quiet" onClick={() => setLimit(MANY)}>
                Show earlier changes
              </Button>
            </div>
          ) : null}
        </>
      )}
    </section>
  );
}
