import { useState } from 'react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { BookingSlot, Service, SlotBooking } from '#shared/model/booking.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatCount } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { Button } from '../../ui/button.tsx';
import { CancelDialog } from './cancel-dialog.tsx';
import { ExtendForm } from './extend-form.tsx';
import { FaultLine } from './fault-line.tsx';
import { HoldLeft } from './hold-left.tsx';
import { reservationPath } from './paths.ts';
import { PeopleForm } from './people-form.tsx';
import { RescheduleForm } from './reschedule-form.tsx';
import { SlotMark } from './slot-shape.tsx';
import { useBookingCommand } from './use-booking-command.ts';

interface BookingCardProps {
  readonly booking: SlotBooking;
  readonly service: Pick<Service, 'id' | 'name' | 'maxPeople'>;
  readonly timeZone: string;
  readonly slotId: string | null;
  readonly slotDate: CalendarDate;
  /** Leads to the reservation, where it is not shown already. */
  readonly hasLink?: boolean;
  /** It stands on another slot now. */
  readonly onMoved: (slot: BookingSlot) => void;
}

type OpenForm = 'extend' | 'people' | 'reschedule' | 'cancel' | null;

/** A live booking and what can be done about it. */
export function BookingCard(props: BookingCardProps): ReactNode {
  const { booking, hasLink = false } = props;
  return (
    <div className="booking-card">
      <p className="booking-card__head">
        <SlotMark state={booking.status === 'paid' ? 'paid' : 'held'} />
        <span className="strong booking-card__name">{booking.customerName}</span>
        <span className="secondary">{formatCount(booking.people, 'person', 'people')}</span>
      </p>
      {booking.status === 'pending' && booking.expiresAt !== null ? (
        <p>
          <HoldLeft expiresAt={booking.expiresAt} />
        </p>
      ) : null}
      <Deeds {...props} />
      {hasLink ? (
        <p>
          <Link to={reservationPath(booking.id)}>Reservation {booking.id} and its history</Link>
        </p>
      ) : null}
    </div>
  );
}

function Deeds({ booking, service, timeZone, slotId, slotDate, onMoved }: BookingCardProps): ReactNode {
  const [open, setOpen] = useState<OpenForm>(null);
  const pay = useBookingCommand('bookings.pay');
  const close = (): void => setOpen(null);
  const toggle = (form: OpenForm) => () => setOpen(open === form ? null : form);
  const isHold = booking.status === 'pending';
  const button = (form: Exclude<OpenForm, null>, label: string): ReactNode => (
    <Button aria-expanded={form === 'cancel' ? undefined : open === form} onClick={toggle(form)}>
      {label}
    </Button>
  );
  return (
    <>
      <div className="deeds">
        {isHold ? (
          <Button
            look="primary"
            disabled={pay.isPending}
            onClick={() =>
              pay.run({ id: booking.id, version: booking.version }, () => announce('The booking is paid.'))
            }
          >
            Mark paid
          </Button>
        ) : null}
        {isHold ? button('extend', 'Extend…') : null}
        {button('people', 'More people…')}
        {button('reschedule', 'Reschedule…')}
        {button('cancel', 'Cancel…')}
      </div>
      <FaultLine fault={pay.fault} />
      {open === 'extend' ? <ExtendForm booking={booking} onClose={close} /> : null}
      {open === 'people' ? <PeopleForm booking={booking} most={service.maxPeople} onClose={close} /> : null}
      {open === 'reschedule' ? (
        <RescheduleForm
          booking={booking}
          service={service}
          timeZone={timeZone}
          slotId={slotId}
          slotDate={slotDate}
          onClose={close}
          onMoved={onMoved}
        />
      ) : null}
      {open === 'cancel' ? <CancelDialog booking={booking} serviceName={service.name} onClose={close} /> : null}
    </>
  );
}
