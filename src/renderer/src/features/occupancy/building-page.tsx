import { ExternalLink, Pencil, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router';
import type { BuildingDetail } from '#shared/model/occupancy.ts';
import { useNow } from '../../lib/clock.ts';
import { hostOf } from '../../lib/hosts.ts';
import { useCommand, useOperation } from '../../lib/queries.ts';
import { useRunningRuns, useUpdateOccupancy } from '../../lib/runs.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { Button } from '../../ui/button.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { RunProgress } from '../../ui/run-progress.tsx';
import { BuildingDialog } from './building-dialog.tsx';
import { BuildingFacts } from './building-facts.tsx';
import { BuildingLogs } from './building-logs.tsx';
import { HistorySection } from './history-section.tsx';
import './building-page.css';
import './occupancy.css';
import { PartsTable } from './parts-table.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { buildingSentence } from './view-model.ts';

/** One building: what is true now, how it got there, and how well that is known. */
export function BuildingPage(): ReactNode {
  const { code = '' } = useParams();
  const building = useOperation('occupancy.building', { code }, { refetchIntervalMs: 60_000 });
  const now = useNow(10_000);
  const data = building.data;
  return (
    <div className="page">
      <PageHeader
        title={data?.name ?? `Building ${code}`}
        sentence={data === undefined ? '' : buildingSentence(data, now)}
        actions={data === undefined ? undefined : <Actions building={data} />}
      />
      {data !== undefined ? (
        <>
          <BuildingFacts building={data} now={now} />
          <HistorySection code={data.code} />
          <PartsTable building={data} />
          <BuildingLogs code={data.code} />
        </>
      ) : building.error === null ? (
        <LoadingState what={`building ${code}`} rows={14} />
      ) : (
        <ErrorState what={`building ${code}`} error={building.error} onRetry={() => void building.refetch()} />
      )}
    </div>
  );
}

function Actions({ building }: { readonly building: BuildingDetail }): ReactNode {
  const navigate = useNavigate();
  const openLink = useCommand('app.openLink');
  const runs = useRunningRuns('occupancy.update');
  const { update, isStarting } = useUpdateOccupancy();
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  const [running] = runs;
  const close = (): void => setDialog(null);
  useShortcut('u', 'Update this building now', () => {
    if (running === undefined && !isStarting) update([building.code]);
  });
  return (
    <>
      {running === undefined ? null : <RunProgress run={running} />}
      <Button look="quiet" onClick={() => openLink.mutate({ url: building.link })}>
        <ExternalLink size={14} aria-hidden="true" /> {hostOf(building.link)}
      </Button>
      <Button onClick={() => setDialog('edit')}>
        <Pencil size={14} aria-hidden="true" /> Edit
      </Button>
      <Button onClick={() => setDialog('remove')}>
        <Trash2 size={14} aria-hidden="true" /> Remove
      </Button>
      {running !== undefined ? null : (
        <Button look="primary" disabled={isStarting} onClick={() => update([building.code])}>
          <RefreshCw size={14} aria-hidden="true" /> Update now
        </Button>
      )}
      {dialog === 'edit' ? <BuildingDialog building={building} onClose={close} /> : null}
      {dialog === 'remove' ? (
        <RemoveDialog building={building} onClose={close} onRemoved={() => void navigate('/occupancy')} />
      ) : null}
    </>
  );
}
