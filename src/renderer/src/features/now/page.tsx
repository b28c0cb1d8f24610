import type { ReactNode } from 'react';
import type { NowView } from '#shared/contract/now.ts';
import { formatCount, formatList } from '../../lib/format.ts';
import { useOperation } from '../../lib/queries.ts';
import { PageHeader } from '../../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { BookingsTile } from './bookings-tile.tsx';
import { ComingUp } from './coming-up.tsx';
import { Heartbeats } from './heartbeats.tsx';
import { Needs } from './needs.tsx';
import { HutsTile } from './huts-tile.tsx';
import './now.css';
import { OccupancyTile } from './occupancy-tile.tsx';
import { isNothingKnown } from './view-model.ts';
import { WorkOrdersTile } from './work-orders-tile.tsx';

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
              {shows(view.data, 'workOrders') ? <WorkOrdersTile workOrders={view.data.workOrders} /> : null}
              {shows(view.data, 'bookings') ? <BookingsTile bookings={view.data.bookings} /> : null}
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

type TileArea = 'occupancy' | 'huts' | 'workOrders' | 'bookings';

/** An area without anything to watch has no tile, unless no other one has anything either. */
function shows({ occupancy, huts, workOrders, bookings }: NowView, area: TileArea): boolean {
  if (area === 'huts') return huts.hutCount > 0;
  if (area === 'workOrders') return workOrders.sourceCount > 0;
  if (area === 'bookings') return bookings.providerCount > 0;
  const hasOthers = huts.hutCount > 0 || workOrders.sourceCount > 0 || bookings.providerCount > 0;
  return occupancy.buildingCount > 0 || !hasOthers;
}

function nowSentence(view: NowView): string {
  const { needs, occupancy, huts, workOrders, bookings } = view;
  const counts = [
    shows(view, 'occupancy') ? formatCount(occupancy.buildingCount, 'building', 'buildings') : '',
    shows(view, 'huts') ? formatCount(huts.hutCount, 'hut', 'huts') : '',
    shows(view, 'workOrders') ? ordersWords(workOrders) : '',
    shows(view, 'bookings') ? formatCount(bookings.providerCount, 'provider', 'providers') : '',
  ];
  const watched = `${formatList(counts.filter((count) => count !== ''))} watched`;
  if (needs.length === 0) return `All is well: ${watched}.`;
  return `${formatCount(needs.length, 'thing needs', 'things need')} a look; ${watched}.`;
}

function ordersWords(workOrders: NowView['workOrders']): string {
  if (isNothingKnown(workOrders)) return formatCount(workOrders.sourceCount, 'portal', 'portals');
  return formatCount(workOrders.openCount, 'open order', 'open orders');
}
