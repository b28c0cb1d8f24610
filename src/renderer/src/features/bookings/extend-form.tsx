import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SlotBooking } from '#shared/model/booking.ts';
import { useNow } from '../../lib/clock.ts';
import { formatTimeOfDay } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { TextField } from '../../ui/field.tsx';
import { wholeNumberOf } from './hold-draft.ts';
import { SmallForm } from './small-form.tsx';
import { useBookingCommand } from './use-booking-command.ts';

interface ExtendFormProps {
  readonly booking: SlotBooking;
  readonly onClose: () => void;
}

/** Lets a hold run out later. */
export function ExtendForm({ booking, onClose }: ExtendFormProps): ReactNode {
  const [text, setText] = useState('30');
  const now = useNow(10_000);
  const extend = useBookingCommand('bookings.extend');
  const minutes = wholeNumberOf(text, 1, 10_080);
  return (
    <SmallForm
      label="Extend the hold"
      submit="Extend the hold"
      isReady={minutes !== null && !extend.isPending}
      fault={extend.fault}
      onClose={onClose}
      onSubmit={() => {
        if (minutes === null) return;
        extend.run({ id: booking.id, version: booking.version, minutes }, ({ expiresAt }) => {
          announce(`The hold runs until ${formatTimeOfDay(expiresAt ?? Date.now())}.`);
          onClose();
        });
      }}
    >
      <TextField
        label="Minutes from now"
        value={text}
        onChange={setText}
        hint={minutes === null ? '' : `It would run until ${formatTimeOfDay(now + minutes * 60_000)}.`}
        error={minutes === null ? 'A whole number of minutes from 1 to 10080, which is a week.' : undefined}
      />
    </SmallForm>
  );
}
