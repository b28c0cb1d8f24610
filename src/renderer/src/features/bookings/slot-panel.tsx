import type { ReactNode } from 'react';
import { slotStateOf } from '#shared/booking/slot-state.ts';
import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { BookingSlot, Service } from '#shared/model/booking.ts';
import { useNow } from '../../lib/clock.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { useOperation } from '../../lib/queries.ts';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { BookingCard } from './booking-card.tsx';
import { HoldForm } from './hold-form.tsx';
import { SlotFacts } from './slot-facts.tsx';
import { SlotMark } from './slot-shape.tsx';
import './panel.css';

interface SlotPanelProps {
  readonly slotId: string;
  readonly providers: readonly ProviderRow[];
  readonly onClose: () => void;
  readonly onSlot: (slot: BookingSlot) => void;
}

/** A slot beside the board: its facts, who has booked it, and what can be done about it. */
export function SlotPanel({ slotId, providers, onClose, onSlot }: SlotPanelProps): ReactNode {
  const slot = useOperation('bookings.slot', { id: slotId }, { refetchIntervalMs: 60_000 });
  const data = slot.data;
  const row = providers.find(({ provider }) => provider.id === data?.providerId);
  const service = row?.services.find(({ id }) => id === data?.serviceId);
  const title = data === undefined ? 'Slot' : `${formatDate(data.date)}, ${data.from}–${data.until}`;
  return (
    <SidePanel about={slotId} title={title} onClose={onClose}>
      {slot.error?.code === 'not_found' ? (
        <p role="alert">This slot is not there any more. Choose another one on the board.</p>
      ) : data === undefined ? (
        slot.error === null ? (
          <LoadingState what="the slot" rows={8} />
        ) : (
          <ErrorState what="the slot" error={slot.error} onRetry={() => void slot.refetch()} />
        )
      ) : row === undefined || service === undefined ? (
        <p role="alert">The service of this slot is not there any more.</p>
      ) : (
        <SlotDetails key={data.id} slot={data} service={service} provider={row.provider} onSlot={onSlot} />
      )}
    </SidePanel>
  );
}

interface SlotDetailsProps {
  readonly slot: BookingSlot;
  readonly service: Service;
  readonly provider: ProviderRow['provider'];
  readonly onSlot: (slot: BookingSlot) => void;
}

function SlotDetails({ slot, service, provider, onSlot }: SlotDetailsProps): ReactNode {
  const now = useNow(10_000);
  return (
    <>
      <p className="slot-standing">
        <SlotMark state={slotStateOf(slot, now)} />
        <span>
          {service.name} <span className="secondary">with {provider.name}</span>
        </span>
      </p>
      {slot.bookings.length === 0 ? null : (
        <section className="section" aria-labelledby="slot-bookings">
          <h3 id="slot-bookings">{slot.maxBookings === 1 ? 'Booked by' : 'Bookings'}</h3>
          <ul className="booking-cards">
            {slot.bookings.map((booking) => (
              <li key={booking.id}>
                <BookingCard
                  booking={booking}
                  service={service}
                  timeZone={provider.timeZone}
                  slotId={slot.id}
                  slotDate={slot.date}
                  hasLink
                  onMoved={onSlot}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <HoldForm slot={slot} service={service} />
      <SlotFacts slot={slot} provider={provider} />
    </>
  );
}
