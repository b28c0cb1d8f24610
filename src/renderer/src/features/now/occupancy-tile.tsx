import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { NowView } from '#shared/contract/now.ts';
import { formatSigned } from '../../lib/format.ts';
import { Age } from '../../ui/age.tsx';
import { BusynessBar } from '../../ui/busyness-bar.tsx';
import { TileCount } from './tile-count.tsx';

type Occupancy = NowView['occupancy'];

/** The facts of occupancy that matter, each a link to the list with the right filter. */
export function OccupancyTile({ occupancy }: { readonly occupancy: Occupancy }): ReactNode {
  return (
    <section className="section" aria-labelledby="occupancy-tile">
      <h2 id="occupancy-tile">Occupancy</h2>
      <div className="panel tile">
        {occupancy.buildingCount === 0 ? (
          <p className="tile__line">
            No buildings are watched yet. <Link to="/occupancy?add=1">Add one</Link>
          </p>
        ) : (
          <>
            <Extreme label="Busiest" figure={occupancy.busiest} />
            <Extreme label="Quietest" figure={occupancy.quietest} />
            <ul className="tile__counts">
              <TileCount count={occupancy.openCount} label="open" to="/occupancy?status=open&sort=busyness&dir=desc" />
              <TileCount count={occupancy.closedCount} label="closed" to="/occupancy?status=closed" />
              <TileCount count={occupancy.noDataCount} label="no data" to="/occupancy?status=no_data" />
              <TileCount count={occupancy.unseenCount} label="unseen" to="/occupancy?status=unseen&sort=seen" />
            </ul>
            {occupancy.oldestCheck === null ? null : (
              <p className="secondary tile__line">
                Longest unseen: <Age at={occupancy.oldestCheck} className="age--from-left" />
              </p>
            )}
          </>
        )}
      </div>
    </section>
  );
}

function Extreme({ label, figure }: { readonly label: string; readonly figure: Occupancy['busiest'] }): ReactNode {
  return (
    <div className="tile__extreme">
      <span className="label">{label}</span>
      {figure === null ? (
        <span className="secondary">No place has a figure now</span>
      ) : (
        <>
          <Link to={`/occupancy/${encodeURIComponent(figure.code)}`}>{figure.name}</Link>
          <span className="secondary numeric" title="Last hour against the hour before, percent points">
            {figure.trendPercent === null ? '' : formatSigned(figure.trendPercent)}
          </span>
          <BusynessBar state={{ status: 'moderate', busynessPercent: figure.busynessPercent }} />
        </>
      )}
    </div>
  );
}
