import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ProviderRow, ReservationDetail } from '#shared/contract/bookings.ts';
import type { Reservation, SlotBooking } from '#shared/model/booking.ts';
import { formatCount } from '../../lib/format.ts';
import { formatDate, zoneTitle } from '../../lib/format-zoned.ts';
import { useOperation } from '../../lib/queries.ts';
import { Instant } from '../../ui/age.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { ZonedTime } from '../../ui/zoned-time.tsx';
import { BookingCard } from './booking-card.tsx';
import { reservationMark, reservationWord } from './find-view.ts';
import { boardPath } from './paths.ts';
import { ReservationEvents } from './reservation-events.tsx';
import { SlotMark } from './slot-shape.tsx';
import './panel.css';

interface ReservationPanelProps {
  readonly id: string;
  readonly providers: readonly ProviderRow[];
  readonly onClose: () => void;
}

/** A reservation beside the list: what it is, what was done to it, and what can be. */
export function ReservationPanel({ id, providers, onClose }: ReservationPanelProps): ReactNode {
  const detail = useOperation('bookings.reservation', { id });
  return (
    <SidePanel about={id} title={detail.data?.reservation.customerName ?? 'Reservation'} onClose={onClose}>
      {detail.error?.code === 'not_found' ? (
        <p role="alert">There is no reservation {id}.</p>
      ) : detail.data !== undefined ? (
        <Details key={id} detail={detail.data} providers={providers} />
      ) : detail.error === null ? (
        <LoadingState what="the reservation" rows={8} />
      ) : (
        <ErrorState what="the reservation" error={detail.error} onRetry={() => void detail.refetch()} />
      )}
    </SidePanel>
  );
}

interface DetailsProps {
  readonly detail: ReservationDetail;
  readonly providers: readonly ProviderRow[];
}

function Details({ detail, providers }: DetailsProps): ReactNode {
  const { reservation, events, serviceName, timeZone } = detail;
  const booking = liveBooking(reservation);
  const service = providers.flatMap(({ services }) => services).find(({ id }) => id === reservation.serviceId);
  return (
    <>
      {booking === null ? (
        <CancelledLine reservation={reservation} />
      ) : (
        <BookingCard
          booking={booking}
          service={service ?? { id: reservation.serviceId, name: serviceName, maxPeople: reservation.people }}
          timeZone={timeZone}
          slotId={reservation.slotId}
          slotDate={reservation.date}
          onMoved={() => undefined}
        />
      )}
      <Facts detail={detail} />
      <section className="section" aria-labelledby="reservation-events">
        <h3 id="reservation-events">What was done</h3>
        <ReservationEvents events={events} />
      </section>
    </>
  );
}

function liveBooking({ id, status, customerName, people, expiresAt, version }: Reservation): SlotBooking | null {
  return status === 'cancelled' ? null : { id, status, customerName, people, expiresAt, version };
}

function CancelledLine({ reservation }: { readonly reservation: Reservation }): ReactNode {
  const { cancelledAt, cancelReason } = reservation;
  return (
    <div>
      <p>
        <SlotMark state={reservationMark(reservation.status)} word={reservationWord(reservation)} />{' '}
        {cancelledAt === null ? null : <Instant at={cancelledAt} className="age--from-left age--below" />}
      </p>
      {cancelReason === null || cancelReason === '' ? null : <p className="secondary">Reason: {cancelReason}</p>}
    </div>
  );
}

function Facts({ detail }: { readonly detail: ReservationDetail }): ReactNode {
  const { reservation, serviceName, providerName, timeZone, startsAt } = detail;
  return (
    <dl className="booking-facts">
      <dt>Service</dt>
      <dd>{serviceName}</dd>
      <dt>With</dt>
      <dd>{providerName}</dd>
      <dt>Slot</dt>
      <dd>
        {reservation.slotId === null ? (
          <>
            {formatDate(reservation.date)}, {reservation.from}–{reservation.until}
          </>
        ) : (
          <Link to={boardPath({ date: reservation.date, slotId: reservation.slotId })}>
            {formatDate(reservation.date)}, {reservation.from}–{reservation.until}
          </Link>
        )}
      </dd>
      <dt>Begins</dt>
      <dd>
        <ZonedTime at={startsAt} timeZone={timeZone} />, {zoneTitle(timeZone)}
      </dd>
      <dt>People</dt>
      <dd>{formatCount(reservation.people, 'person', 'people')}</dd>
      <dt>Price</dt>
      <dd>{reservation.totalPrice}</dd>
      <dt>E-mail</dt>
      <dd>{reservation.customerEmail ?? 'Not told'}</dd>
      <dt>Telephone</dt>
      <dd>{reservation.customerPhone ?? 'Not told'}</dd>
      <dt>Id</dt>
      <dd className="booking-facts__id">{reservation.id}</dd>
    </dl>
  );
}
