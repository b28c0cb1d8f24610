import { KeyRound, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SourceRow } from '#shared/contract/config.ts';
import type { Source } from '#shared/model/source.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/placeholders.tsx';
import { AccountState } from './account-state.tsx';
import { sourceKinds } from './source-form.ts';

interface SourcesTableProps {
  readonly sources: readonly SourceRow[];
  readonly onEdit: (source: Source) => void;
  /** Opens how Rounds signs in there; of portals alone. */
  readonly onAccount: (source: Source) => void;
}

/** Every source with its kind, what it is asked for, and how much hangs on it. */
export function SourcesTable({ sources, onEdit, onAccount }: SourcesTableProps): ReactNode {
  if (sources.length === 0) {
    return (
      <EmptyState title="There is no source yet.">
        A source is a school at Waitz, whose buildings one request reads, a service of huts, or a portal of work orders.
      </EmptyState>
    );
  }
  return (
    <table className="table">
      <caption className="visually-hidden">Sources</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Kind</th>
          <th scope="col">Asked for</th>
          <th scope="col">Address</th>
          <th scope="col" className="numeric">
            Watched
          </th>
          <th scope="col" className="numeric">
            Requests a day, at most
          </th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {sources.map((row) => (
          <SourceLine key={row.source.id} row={row} onEdit={onEdit} onAccount={onAccount} />
        ))}
      </tbody>
    </table>
  );
}

interface SourceLineProps extends Omit<SourcesTableProps, 'sources'> {
  readonly row: SourceRow;
}

function SourceLine({ row, onEdit, onAccount }: SourceLineProps): ReactNode {
  const { source, buildingCount, hutCount } = row;
  return (
    <tr>
      <th scope="row">{source.name}</th>
      <td>{sourceKinds[source.kind].short}</td>
      <td>
        {askedFor(source)}
        {source.kind === 'workfossa' ? <AccountState source={source} /> : null}
      </td>
      <td className="settings__address">{source.baseUrl}</td>
      <td className="numeric nowrap">{watched(source, buildingCount, hutCount)}</td>
      <td className="numeric">{formatNumber(source.limits.requestsPerDay)}</td>
      <td className="numeric nowrap">
        {source.kind === 'workfossa' ? (
          <Button look="quiet" aria-label={`Account at ${source.name}`} onClick={() => onAccount(source)}>
            <KeyRound size={14} aria-hidden="true" /> Account…
          </Button>
        ) : null}
        <Button look="quiet" aria-label={`Edit ${source.name}`} onClick={() => onEdit(source)}>
          <Pencil size={14} aria-hidden="true" /> Edit
        </Button>
      </td>
    </tr>
  );
}

function askedFor(source: Source): string {
  if (source.kind === 'waitz') return source.school;
  if (source.kind === 'workfossa') return `work orders of ${source.username}`;
  return source.kind === 'huts-org' ? `associations ${source.associations}` : 'each hut by its number';
}

function watched(source: Source, buildings: number, huts: number): string {
  if (source.kind === 'waitz') return formatCount(buildings, 'building', 'buildings');
  if (source.kind === 'workfossa') return 'every order';
  return formatCount(huts, 'hut', 'huts');
}
