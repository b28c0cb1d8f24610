import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { NowView } from '#shared/contract/now.ts';
import { formatCount, formatNumber, formatPercent } from '../../lib/format.ts';
import { Countdown } from '../../ui/age.tsx';
import { TileCount } from './tile-count.tsx';

type Bookings = NowView['bookings'];

/** The facts about bookings that matter, each a link to where they stand. */
export function BookingsTile({ bookings }: { readonly bookings: Bookings }): ReactNode {
  const { coveragePercent, expiringCount, freeSlots, todayCount } = bookings;
  return (
    <section className="section" aria-labelledby="bookings-tile">
      <h2 id="bookings-tile">Bookings</h2>
      <div className="panel tile">
        <ul className="tile__counts">
          <TileCount count={expiringCount} label="expiring" to="/bookings/find?status=pending" />
          <TileCount count={todayCount} label="today" to="/bookings?view=day" />
          <TileCount
            count={coveragePercent === null ? '–' : formatPercent(coveragePercent)}
            label="coverage"
            to="/bookings/health"
          />
          <TileCount count={formatNumber(freeSlots)} label="free slots" to="/bookings" />
        </ul>
        <Holds bookings={bookings} />
        {coveragePercent === null ? (
          <p className="tile__line">
            No service is active, so nothing can be booked. <Link to="/bookings/providers">See the services</Link>
          </p>
        ) : null}
      </div>
    </section>
  );
}

function Holds({ bookings: { holdCount, nextExpiryAt } }: { readonly bookings: Bookings }): ReactNode {
  if (holdCount === 0) return <p className="secondary tile__line">No holds are running.</p>;
  return (
    <p className="secondary tile__line">
      {formatCount(holdCount, 'hold is', 'holds are')} running
      {nextExpiryAt === null ? (
        '.'
      ) : (
        <>
          ; the next runs out in <Countdown at={nextExpiryAt} className="age--from-left" />
        </>
      )}
    </p>
  );
}
