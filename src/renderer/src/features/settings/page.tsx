import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { SourceRow } from '#shared/contract/config.ts';
import type { Source } from '#shared/model/source.ts';
import { formatCount, formatList } from '../../lib/format.ts';
import { setPreference, usePreference } from '../../lib/preferences.ts';
import { useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ImportConfiguration } from './import-configuration.tsx';
import './settings.css';
import { SourceDialog } from './source-dialog.tsx';
import { SourcesTable } from './sources-table.tsx';

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
  if (sources.length === 0) return 'Rounds asks nobody yet.';
  const buildings = sources.reduce((sum, row) => sum + row.buildingCount, 0);
  const huts = sources.reduce((sum, row) => sum + row.hutCount, 0);
  const watched = [
    ...(sources.some(({ source }) => source.kind === 'waitz') ? [formatCount(buildings, 'building', 'buildings')] : []),
    ...(sources.some(({ source }) => source.kind !== 'waitz') ? [formatCount(huts, 'hut', 'huts')] : []),
  ];
  return `${formatCount(sources.length, 'source', 'sources')} with ${formatList(watched)}.`;
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
