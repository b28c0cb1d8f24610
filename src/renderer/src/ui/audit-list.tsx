import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { assertNever } from '#shared/errors.ts';
import type { AuditEntry } from '#shared/model/audit.ts';
import { useAudit } from '../lib/use-audit.ts';
import type { AuditSubject } from '../lib/use-audit.ts';
import { Age } from './age.tsx';
import { Button } from './button.tsx';
import { EmptyState, ErrorState, LoadingState } from './placeholders.tsx';
import './audit-list.css';

interface AuditListProps {
  /** The one thing whose history is wanted; all there is without it. */
  readonly subject?: AuditSubject;
}

/** What was done by hand: when, by whom, where and what; newest first, page by page. */
export function AuditList({ subject }: AuditListProps): ReactNode {
  const audit = useAudit(subject);
  const entries = audit.data?.pages.flatMap((page) => page.entries);
  if (entries === undefined) {
    if (audit.error === null) return <LoadingState what="what was done by hand" rows={10} />;
    return <ErrorState what="what was done by hand" error={audit.error} onRetry={() => void audit.refetch()} />;
  }
  if (entries.length === 0) {
    return (
      <EmptyState title="Nothing was done by hand yet.">
        Pausing, editing, running or deleting something appears here, with who did it and where.
      </EmptyState>
    );
  }
  return (
    <div className="section">
      <AuditTable entries={entries} isAboutOne={subject !== undefined} />
      {audit.error === null ? null : (
        <ErrorState what="older entries" error={audit.error} onRetry={() => void audit.fetchNextPage()} />
      )}
      {audit.hasNextPage && audit.error === null ? (
        <div>
          <Button disabled={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {audit.isFetchingNextPage ? 'Reading older entries…' : 'Load more'}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

interface AuditTableProps {
  readonly entries: readonly AuditEntry[];
  readonly isAboutOne: boolean;
}

function AuditTable({ entries, isAboutOne }: AuditTableProps): ReactNode {
  return (
    <table className="table audit-table">
      <caption className="visually-hidden">What was done by hand, newest first</caption>
      <thead>
        <tr>
          <th scope="col" className="audit-table__when">
            When
          </th>
          <th scope="col">What</th>
          {isAboutOne ? null : (
            <th scope="col" className="audit-table__to">
              To what
            </th>
          )}
          <th scope="col" className="audit-table__who">
            Who
          </th>
          <th scope="col" className="audit-table__where">
            Where
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>
              <Age at={entry.at} className="age--from-left age--below" />
            </td>
            <td>{entry.summary}</td>
            {isAboutOne ? null : (
              <td>
                <Subject entry={entry} />
              </td>
            )}
            <td>{entry.actor}</td>
            <td>{originWord(entry.origin)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The thing that was worked on, linked to its page where it has one. */
function Subject({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const { subjectKind, subjectId } = entry;
  const words = `${subjectKind} ${subjectId}`.trim();
  const page = subjectPages[subjectKind];
  return page === undefined || subjectId === '' ? words : <Link to={page(encodeURIComponent(subjectId))}>{words}</Link>;
}

const subjectPages: Readonly<Record<string, (id: string) => string>> = {
  schedule: (id) => `/schedules/${id}`,
  run: (id) => `/runs/${id}`,
  building: (id) => `/occupancy/${id}`,
  provider: (id) => `/bookings/providers/${id}`,
  service: (id) => `/bookings/providers/services/${id}`,
  slot: (id) => `/bookings?slot=${id}`,
  reservation: (id) => `/bookings/find?id=${id}`,
};

function originWord(origin: AuditEntry['origin']): string {
  switch (origin) {
    case 'window':
      return 'Window';
    case 'tray':
      return 'Tray';
    case 'command-line':
      return 'Command line';
    default:
      return assertNever(origin);
  }
}
