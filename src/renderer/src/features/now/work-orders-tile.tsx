import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { NowView } from '#shared/contract/now.ts';
import { formatNumber } from '../../lib/format.ts';
import { Age } from '../../ui/age.tsx';
import { TileCount } from './tile-count.tsx';
import { isNothingKnown } from './view-model.ts';

type WorkOrders = NowView['workOrders'];

/** The facts about work orders that matter, each a link to where they stand. */
export function WorkOrdersTile({ workOrders }: { readonly workOrders: WorkOrders }): ReactNode {
  const { openCount, overdueCount, dueThisWeekCount, addedCount, movedCount, oldestCheck } = workOrders;
  const count = (value: number): string => (isNothingKnown(workOrders) ? '–' : formatNumber(value));
  return (
    <section className="section" aria-labelledby="work-orders-tile">
      <h2 id="work-orders-tile">Work orders</h2>
      <div className="panel tile">
        <ul className="tile__counts">
          <TileCount count={count(openCount)} label="open" to="/work-orders" />
          <TileCount count={count(overdueCount)} label="overdue" to="/work-orders?due=overdue" />
          <TileCount count={count(dueThisWeekCount)} label="due this week" to="/work-orders?due=week" />
          <TileCount count={count(movedCount)} label="moved" to="/work-orders/changes?types=date_changed,swapped" />
        </ul>
        <p className="secondary tile__line">
          {oldestCheck === null ? (
            <>
              A portal was never read yet. <Link to="/work-orders">See why</Link>
            </>
          ) : (
            <>
              <Link to="/work-orders/changes?types=added">{formatNumber(addedCount)} added</Link> within 24 hours; read{' '}
              <Age at={oldestCheck} className="age--from-left" />
            </>
          )}
        </p>
      </div>
    </section>
  );
}
