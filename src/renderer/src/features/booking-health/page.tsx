import type { ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { BookingHealth } from '#shared/contract/bookings.ts';
import { useOperation } from '../../lib/queries.ts';
import { BookingTabs } from '../../ui/booking-tabs.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { EmptyState, ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { ChartsSection } from './charts-section.tsx';
import { FigureTiles } from './figure-tiles.tsx';
import './health.css';
import { healthSentence, readRange } from './health-model.ts';
import { NotesList } from './notes-list.tsx';
import { ServicesTable } from './services-table.tsx';

/** How bookings are doing: what to look after, figures with their history, and services without a free slot. */
export function BookingHealthPage(): ReactNode {
  const [params] = useSearchParams();
  const range = readRange(params);
  const health = useOperation('bookings.health', { days: Number(range) }, { keepsPrevious: true });
  return (
    <div className="page">
      <PageHeader title="Health of bookings" sentence={health.data === undefined ? '' : healthSentence(health.data)} />
      <BookingTabs />
      {health.data !== undefined ? (
        <Health health={health.data} range={range} isOld={health.isPlaceholderData} />
      ) : health.error === null ? (
        <LoadingState what="how bookings are doing" rows={12} />
      ) : (
        <ErrorState what="how bookings are doing" error={health.error} onRetry={() => void health.refetch()} />
      )}
    </div>
  );
}

interface HealthProps {
  readonly health: BookingHealth;
  readonly range: ReturnType<typeof readRange>;
  readonly isOld: boolean;
}

function Health({ health, range, isOld }: HealthProps): ReactNode {
  if (health.activeServices === 0) {
    return (
      <EmptyState
        title="No service is active."
        actions={
          <Link className="button" to="/bookings/providers">
            Providers and services
          </Link>
        }
      >
        Slots are kept only for active services, and the figures are taken of them.
      </EmptyState>
    );
  }
  return (
    <>
      <NotesList health={health} />
      <FigureTiles health={health} />
      <ServicesTable services={health.services} />
      <ChartsSection days={health.days} range={range} isOld={isOld} />
    </>
  );
}
