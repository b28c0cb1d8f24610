import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { SourceRow } from '#shared/contract/config.ts';
import type { Source } from '#shared/model/source.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { setPreference, usePreference } from '../../lib/preferences.ts';
import { useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ImportConfiguration } from './import-configuration.tsx';
import './settings.css';
import { SourceDialog } from './source-dialog.tsx';

/** Where the sources are kept, and what belongs to this window. */
export function SettingsPage(): ReactNode {
  const [params, setParams] = useSearchParams();
  const sources = useOperation('sources.list', {});
  const [edited, setEdited] = useState<Source | null>(null);
  return (
    <div className="page">
      <PageHeader
        title="Settings"
        sentence={sources.data === undefined ? '' : sourcesSentence(sources.data)}
        actions={
          <Button look="primary" onClick={() => setParams({ add: '1' }, { replace: true })}>
            <Plus size={14} aria-hidden="true" /> Add source
          </Button>
        }
      />
      <section className="section" aria-labelledby="sources">
        <h2 id="sources">Sources</h2>
        {sources.data !== undefined ? (
          <SourcesTable sources={sources.data} onEdit={setEdited} />
        ) : sources.error === null ? (
          <LoadingState what="the sources" rows={3} />
        ) : (
          <ErrorState what="the sources" error={sources.error} onRetry={() => void sources.refetch()} />
        )}
      </section>
      <section className="section" aria-labelledby="import">
        <h2 id="import">Configuration</h2>
        <ImportConfiguration />
      </section>
      <Appearance />
      <About />
      {params.has('add') ? <SourceDialog source={null} onClose={() => setParams({}, { replace: true })} /> : null}
      {edited === null ? null : <SourceDialog source={edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

function sourcesSentence(sources: readonly SourceRow[]): string {
  const buildings = sources.reduce((sum, row) => sum + row.buildingCount, 0);
  if (sources.length === 0) return 'Rounds asks nobody yet.';
  return `${formatCount(sources.length, 'source', 'sources')} with ${formatCount(buildings, 'building', 'buildings')}.`;
}

interface SourcesTableProps {
  readonly sources: readonly SourceRow[];
  readonly onEdit: (source: Source) => void;
}

function SourcesTable({ sources, onEdit }: SourcesTableProps): ReactNode {
  if (sources.length === 0) {
    return (
      <EmptyState title="There is no source yet.">
        A source is a school at Waitz. One request reads all its buildings.
      </EmptyState>
    );
  }
  return (
    <table className="table">
      <caption className="visually-hidden">Sources</caption>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">School key</th>
          <th scope="col">Address</th>
          <th scope="col" className="numeric">
            Buildings
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
        {sources.map(({ source, buildingCount }) => (
          <tr key={source.id}>
            <th scope="row">{source.name}</th>
            <td>{source.school}</td>
            <td className="settings__address">{source.baseUrl}</td>
            <td className="numeric">{formatNumber(buildingCount)}</td>
            <td className="numeric">{formatNumber(source.limits.requestsPerDay)}</td>
            <td className="numeric">
              <Button look="quiet" aria-label={`Edit ${source.name}`} onClick={() => onEdit(source)}>
                <Pencil size={14} aria-hidden="true" /> Edit
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const themes = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

function Appearance(): ReactNode {
  const theme = usePreference('theme');
  return (
    <section className="section" aria-labelledby="appearance">
      <h2 id="appearance">Appearance</h2>
      <div className="settings__choices" role="radiogroup" aria-labelledby="appearance">
        {(['system', 'light', 'dark'] as const).map((value) => (
          <label key={value} className="settings__choice">
            <input type="radio" name="theme" checked={theme === value} onChange={() => setPreference('theme', value)} />
            {themes[value]}
          </label>
        ))}
      </div>
    </section>
  );
}

function About(): ReactNode {
  const info = useOperation('app.info', {});
  if (info.data === undefined) return null;
  return (
    <section className="section" aria-labelledby="about">
      <h2 id="about">About</h2>
      <p className="secondary">
        Rounds {info.data.version}, Electron {info.data.electron}, {info.data.platform}. Profile “
        {info.data.profileName}”.
      </p>
    </section>
  );
}
