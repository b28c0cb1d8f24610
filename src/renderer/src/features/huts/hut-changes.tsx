import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useOperation } from '../../lib/queries.ts';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ChangeList } from './change-list.tsx';
import { changesPath } from './paths.ts';

const SHOWN = 20;

interface HutChangesProps {
  readonly slug: string;
  readonly asOf: number | null;
}

/** The latest changes of one hut. */
export function HutChanges({ slug, asOf }: HutChangesProps): ReactNode {
  const latest = useOperation('huts.changes', { slug, asOf, limit: SHOWN }, { refetchIntervalMs: 60_000 });
  return (
    <section className="section" aria-labelledby="changes">
      <div className="section__head">
        <h2 id="changes">Latest changes</h2>
        <span className="secondary">
          the newest {SHOWN}, <Link to={changesPath(slug, asOf)}>all changes of this hut</Link>
        </span>
      </div>
      {latest.data !== undefined ? (
        latest.data.changes.length > 0 ? (
          <ChangeList changes={latest.data.changes} isOneHut />
        ) : (
          <p className="table__empty">
            {latest.data.next === null ? 'Nothing has changed yet.' : 'Nothing has changed lately.'}
          </p>
        )
      ) : latest.error === null ? (
        <LoadingState what="the changes" />
      ) : (
        <ErrorState what="the changes" error={latest.error} onRetry={() => void latest.refetch()} />
      )}
    </section>
  );
}
