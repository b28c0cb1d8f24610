import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SlotBooking } from '#shared/model/booking.ts';
import { announce } from '../../lib/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FaultLine } from './fault-line.tsx';
import { useBookingCommand } from './use-booking-command.ts';

interface CancelDialogProps {
  readonly booking: SlotBooking;
  readonly serviceName: string;
  readonly onClose: () => void;
}

const MOST = 200;

/** Asks before a booking is cancelled, which nobody can take back by hand, and why. */
export function CancelDialog({ booking, serviceName, onClose }: CancelDialogProps): ReactNode {
  const [reason, setReason] = useState('');
  const cancel = useBookingCommand('bookings.cancel');
  const isTooLong = reason.trim().length > MOST;
  const confirm = (): void =>
    cancel.run({ id: booking.id, version: booking.version, reason: reason.trim() }, () => {
      announce('The booking is cancelled, and its place is free.');
      onClose();
    });
  return (
    <Dialog title={`Cancel the booking of ${booking.customerName}?`} onClose={onClose}>
      <p>
        {serviceName}: its place becomes free at once, and anybody can take it.{' '}
        {booking.status === 'paid' ? 'It is paid; Rounds pays nothing back. ' : ''}
        The reservation stays on record as cancelled and does not come back.
      </p>
      <TextField
        label="Reason (may stay empty)"
        value={reason}
        onChange={setReason}
        hint="Kept with the reservation. Without names, please."
        error={isTooLong ? `At most ${String(MOST)} characters.` : undefined}
      />
      <FaultLine fault={cancel.fault} />
      <div className="dialog__actions">
        <Button onClick={onClose}>Keep the booking</Button>
        <Button look="danger" disabled={cancel.isPending || isTooLong} onClick={confirm}>
          Cancel the booking
        </Button>
      </div>
    </Dialog>
  );
}
