import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { NowView } from '#shared/contract/now.ts';
import { Age } from '../../ui/age.tsx';
import { TileCount } from './tile-count.tsx';

type Huts = NowView['huts'];

/** The facts about huts that matter, each a link to where they stand. */
export function HutsTile({ huts }: { readonly huts: Huts }): ReactNode {
  return (
    <section className="section" aria-labelledby="huts-tile">
      <h2 id="huts-tile">Huts</h2>
      <div className="panel tile">
        {huts.hutCount === 0 ? (
          <p className="tile__line">
            No huts are watched yet. <Link to="/huts">See how to add them</Link>
          </p>
        ) : (
          <>
            <ul className="tile__counts">
              <TileCount count={huts.freedCount} label="nights freed" to="/huts/changes?kinds=freed" />
              <TileCount count={huts.filledCount} label="nights filled" to="/huts/changes?kinds=filled" />
              <TileCount count={huts.failingCount} label="failing" to="/huts" />
              <TileCount count={huts.unseenCount} label="unseen" to="/huts" />
            </ul>
            <p className="secondary tile__line">
              Nights counted from <Age at={huts.countedFrom} className="age--from-left" /> on
            </p>
            {huts.metWatches.map((watch) => (
              <p key={watch.id} className="tile__line">
                <Link to={`/huts/${encodeURIComponent(watch.slug)}?night=${watch.date}`}>{watch.hutName}</Link> has{' '}
                {watch.beds === 1 ? 'a bed' : `${watch.beds} beds`} on {watch.date}
              </p>
            ))}
          </>
        )}
      </div>
    </section>
  );
}
