import { useState } from 'react';
import type { ReactNode } from 'react';
import type { SlotBooking } from '#shared/model/booking.ts';
import { formatCount } from '../../lib/format.ts';
import { announce } from '../../lib/notices.ts';
import { TextField } from '../../ui/field.tsx';
import { peopleFault, wholeNumberOf } from './hold-draft.ts';
import { SmallForm } from './small-form.tsx';
import { useBookingCommand } from './use-booking-command.ts';

interface PeopleFormProps {
  readonly booking: SlotBooking;
  readonly most: number;
  readonly onClose: () => void;
}

/** Lets a booking bring more people; it never loses some. */
export function PeopleForm({ booking, most, onClose }: PeopleFormProps): ReactNode {
  const least = booking.people + 1;
  const [text, setText] = useState(String(Math.min(least, most)));
  const change = useBookingCommand('bookings.setPeople');
  const people = wholeNumberOf(text, least, most);
  if (least > most)
    return (
      <p className="secondary">
        {`There are ${formatCount(booking.people, 'person', 'people')} already: this service takes no more in one booking.`}
      </p>
    );
  return (
    <SmallForm
      label="More people"
      submit="Change the number"
      isReady={people !== null && !change.isPending}
      fault={change.fault}
      onClose={onClose}
      onSubmit={() => {
        if (people === null) return;
        change.run({ id: booking.id, version: booking.version, people }, ({ totalPrice }) => {
          announce(`${formatCount(people, 'person', 'people')} are booked, for ${totalPrice}.`);
          onClose();
        });
      }}
    >
      <TextField
        label="People in all"
        value={text}
        onChange={setText}
        hint="The price is reckoned anew."
        error={people === null ? peopleFault(most, least) : undefined}
      />
    </SmallForm>
  );
}
