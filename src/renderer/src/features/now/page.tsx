import type { ReactNode } from 'react';
import type { NowView } from '#shared/contract/now.ts';
import { formatCount } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ComingUp } from './coming-up.tsx';
import { Heartbeats } from './heartbeats.tsx';
import { Needs } from './needs.tsx';
import { HutsTile } from './huts-tile.tsx';
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
            <div className="now-tiles">
              {shows(view.data, 'occupancy') ? <OccupancyTile occupancy={view.data.occupancy} /> : null}
              {shows(view.data, 'huts') ? <HutsTile huts={view.data.huts} /> : null}
            </div>
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

/** An area without anything to watch has no tile, unless the other one has none either. */
function shows({ occupancy, huts }: NowView, area: 'occupancy' | 'huts'): boolean {
  return area === 'huts' ? huts.hutCount > 0 : occupancy.buildingCount > 0 || huts.hutCount === 0;
}

function nowSentence({ needs, occupancy, huts }: NowView): string {
  const counts = [
    ...(occupancy.buildingCount > 0 || huts.hutCount === 0
      ? [formatCount(occupancy.buildingCount, 'building', 'buildings')]
      : []),
    ...(huts.hutCount > 0 ? [formatCount(huts.hutCount, 'hut', 'huts')] : []),
  ];
  const watched = `${counts.join(' and ')} watched`;
  if (needs.length === 0) return `All is well: ${watched}.`;
  return `${formatCount(needs.length, 'thing needs', 'things need')} a look; ${watched}.`;
}
