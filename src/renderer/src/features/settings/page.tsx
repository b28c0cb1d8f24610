import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { SourceRow } from '#shared/contract/config.ts';
import { isHutSource } from '#shared/model/source.ts';
import type { Source } from '#shared/model/source.ts';
import { formatCount, formatList } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SettingsTabs } from '../../ui/settings-tabs.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { AccountDialog } from './account-dialog.tsx';
import { Appearance } from './appearance.tsx';
import { ImportConfiguration } from './import-configuration.tsx';
import { ProgramSettings } from './program-settings.tsx';
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
      <SettingsTabs />
      <section className="section" aria-labelledby="sources">
        <h2 id="sources">Sources</h2>
        {sources.data !== undefined ? (
          <SourcesTable
            sources={sources.data}
            onEdit={setEdited}
            onAccount={({ id }) => setParams({ account: id }, { replace: true })}
          />
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
      <ProgramSettings />
      <Appearance />
      <About />
      {params.has('add') ? <SourceDialog source={null} onClose={() => setParams({}, { replace: true })} /> : null}
      <OpenAccount sources={sources.data} id={params.get('account')} onClose={() => setParams({}, { replace: true })} />
      {edited === null ? null : <SourceDialog source={edited} onClose={() => setEdited(null)} />}
    </div>
  );
}

interface OpenAccountProps {
  /** Undefined until they are read. */
  readonly sources: readonly SourceRow[] | undefined;
  /** The source whose account the address names. */
  readonly id: string | null;
  readonly onClose: () => void;
}

function OpenAccount({ sources, id, onClose }: OpenAccountProps): ReactNode {
  if (id === null || sources === undefined) return null;
  const source = sources.find((row) => row.source.id === id)?.source;
  if (source?.kind === 'workfossa') return <AccountDialog key={id} source={source} onClose={onClose} />;
  return (
    <Dialog title="Account" onClose={onClose}>
      <EmptyState title={`There is no portal ${id}.`} actions={<Button onClick={onClose}>Close</Button>}>
        It may have been removed, or it needs no account.
      </EmptyState>
    </Dialog>
  );
}

function sourcesSentence(sources: readonly SourceRow[]): string {
  if (sources.length === 0) return 'Rounds asks nobody yet.';
  const buildings = sources.reduce((sum, row) => sum + row.buildingCount, 0);
  const huts = sources.reduce((sum, row) => sum + row.hutCount, 0);
  const portals = sources.filter(({ source }) => source.kind === 'workfossa').length;
  const watched = [
    ...(sources.some(({ source }) => source.kind === 'waitz') ? [formatCount(buildings, 'building', 'buildings')] : []),
    ...(sources.some(({ source }) => isHutSource(source)) ? [formatCount(huts, 'hut', 'huts')] : []),
    ...(portals > 0 ? [formatCount(portals, 'portal of work orders', 'portals of work orders')] : []),
  ];
  return `${formatCount(sources.length, 'source', 'sources')} with ${formatList(watched)}.`;
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
