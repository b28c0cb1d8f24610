import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import { useFillSlots } from '../../lib/runs.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/placeholders.tsx';
import { providersPath } from './paths.ts';
import type { BoardState } from './use-board.ts';

/** Says what to do while nothing can be booked. */
export function NoProviders({ hasProviders }: { readonly hasProviders: boolean }): ReactNode {
  return (
    <EmptyState
      title={hasProviders ? 'No services can be booked yet.' : 'Nobody can be booked yet.'}
      actions={
        <Link className="button button--primary" to={providersPath}>
          {hasProviders ? 'Add a service' : 'Add a provider'}
        </Link>
      }
    >
      {hasProviders
        ? 'A service says what is booked with a provider, how long it takes and what it costs. Slots follow from it.'
        : 'A provider is somebody or something with time to book: a therapist, a room, a court. Its services and the hours it works make the slots.'}
    </EmptyState>
  );
}

interface NoSlotsProps {
  readonly state: BoardState;
  readonly providers: readonly ProviderRow[];
}

/** Says why these days have no slots, and what makes some. */
export function NoSlots({ state: { view, set }, providers }: NoSlotsProps): ReactNode {
  const { fill, isStarting } = useFillSlots();
  const hasAny = providers.some(({ slotCount }) => slotCount > 0);
  const isNarrowed = view.providerId !== null || view.serviceId !== null;
  const isActive = providers.some(({ services }) => services.some(({ status }) => status === 'active'));
  return (
    <EmptyState
      title={`No slots in this ${view.view}.`}
      actions={
        <>
          {isActive ? (
            <Button look="primary" disabled={isStarting} onClick={fill}>
              Fill the slots now
            </Button>
          ) : (
            <Link className="button button--primary" to={providersPath}>
              See the services
            </Link>
          )}
          {isNarrowed ? <Button onClick={() => set({ provider: '', service: '' })}>Show all services</Button> : null}
          {hasAny && view.date !== null ? <Button onClick={() => set({ date: '' })}>Go to today</Button> : null}
        </>
      }
    >
      {isActive
        ? 'Slots follow from the hours of the providers, for the coming weeks. Rounds makes them every night at 02:00; here they are made at once.'
        : 'No service is active. Slots are made only for services that are.'}
    </EmptyState>
  );
}
