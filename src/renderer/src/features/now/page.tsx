import type { ReactNode } from 'react';
import type { NowView } from '#shared/contract/now.ts';
import { formatCount } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ComingUp } from './coming-up.tsx';
import { Heartbeats } from './heartbeats.tsx';
import { Needs } from './needs.tsx';
import './now.css';
import { OccupancyTile } from './occupancy-tile.tsx';

/** What matters at a glance: what needs a person, how the last day went, what comes next, how things stand. */
export function NowPage(): ReactNode {
  const view = useOperation('now.view', {}, { refetchIntervalMs: 30_000 });
  return (
    <div className="page">
      <PageHeader title="Now" sentence={view.data === undefined ? '' : nowSentence(view.data)} />
      {view.data !== undefined ? (
        <>
          <Needs needs={view.data.needs} />
          <Heartbeats />
          <div className="now-columns">
            <ComingUp />
            <OccupancyTile occupancy={view.data.occupancy} />
          </div>
        </>
      ) : view.error === null ? (
        <LoadingState what="how things stand" rows={14} />
      ) : (
        <ErrorState what="how things stand" error={view.error} onRetry={() => void view.refetch()} />
      )}
    </div>
  );
}

function nowSentence({ needs, occupancy }: NowView): string {
  const watched = `${formatCount(occupancy.buildingCount, 'building', 'buildings')} watched`;
  if (needs.length === 0) return `All is well: ${watched}.`;
  return `${formatCount(needs.length, 'thing needs', 'things need')} a look; ${watched}.`;
}
