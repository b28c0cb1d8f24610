import { useState } from 'react';
import type { ReactNode } from 'react';
import { NowPage } from '../features/now/page.tsx';
import { FirstRun } from '../features/settings/first-run.tsx';
import { SourceDialog } from '../features/settings/source-dialog.tsx';
import { useOperation } from '../lib/queries.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { ErrorState, LoadingState } from '../ui/placeholders.tsx';

/** The first page: Now, or the three ways in while there is no source and nobody who can be booked. */
export function Home(): ReactNode {
  const sources = useOperation('sources.list', {});
  const isEmpty = sources.data?.length === 0;
  // Bookings need no source: whoever keeps only those has begun long since.
  const providers = useOperation('providers.list', {}, { isEnabled: isEmpty });
  const isWaiting = sources.data === undefined || (isEmpty && providers.isPending);
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      {isWaiting ? (
        <div className="page">
          <PageHeader title="Now" />
          {sources.error === null ? (
            <LoadingState what="the sources" rows={14} />
          ) : (
            <ErrorState what="the sources" error={sources.error} onRetry={() => void sources.refetch()} />
          )}
        </div>
      ) : isEmpty && (providers.data ?? []).length === 0 ? (
        <FirstRun onAddSource={() => setIsAdding(true)} />
      ) : (
        <NowPage />
      )}
      {/* Here and not on the page of an empty profile: that page goes as soon as the source is saved, the dialog must not. */}
      {isAdding ? <SourceDialog source={null} onClose={() => setIsAdding(false)} /> : null}
    </>
  );
}
