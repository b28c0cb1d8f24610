import type { ReactNode } from 'react';
import { NowPage } from '../features/now/page.tsx';
import { FirstRun } from '../features/settings/first-run.tsx';
import { useOperation } from '../lib/queries.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../ui/placeholders.tsx';

/** The first page: Now, or the three ways in while there is no source. */
export function Home(): ReactNode {
  const sources = useOperation('sources.list', {});
  if (sources.data !== undefined) return sources.data.length === 0 ? <FirstRun /> : <NowPage />;
  return (
    <div className="page">
      <PageHeader title="Now" />
      {sources.error === null ? (
        <LoadingState what="the sources" rows={14} />
      ) : (
        <ErrorState what="the sources" error={sources.error} onRetry={() => void sources.refetch()} />
      )}
    </div>
  );
}
