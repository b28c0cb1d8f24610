import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import { slotStateOf } from '#shared/booking/slot-state.ts';
import type { BookingSlot, Service, SlotBooking } from '#shared/model/booking.ts';
import { addDays, dateIn, isCalendarDate } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { useNow } from '../../lib/clock.ts';
import { formatDate } from '../../lib/format-zoned.ts';
import { announce } from '../../lib/notices.ts';
import { useOperation } from '../../lib/queries.ts';
import { DraftField } from '../../ui/draft-field.tsx';
import { ErrorState, LoadingState } from '../../ui/placeholders.tsx';
import { SmallForm } from './small-form.tsx';
import { placesWord } from './slot-words.ts';
import { useBookingCommand } from './use-booking-command.ts';

const DAYS = 14;

interface RescheduleFormProps {
  readonly booking: SlotBooking;
  readonly service: Pick<Service, 'id'>;
  readonly timeZone: string;
  readonly slotId: string | null;
  readonly slotDate: CalendarDate;
  readonly onClose: () => void;
  readonly onMoved: (slot: BookingSlot) => void;
}

/** Moves a booking to another free slot of the same service. */
export function RescheduleForm(props: RescheduleFormProps): ReactNode {
  const { booking, service, timeZone, slotId, slotDate, onClose, onMoved } = props;
  const now = useNow(10_000);
  const today = dateIn(timeZone, now);
  const [from, setFrom] = useState(slotDate < today ? today : slotDate);
  const [chosen, setChosen] = useState('');
  const move = useBookingCommand('bookings.reschedule');
  const slots = useOperation('bookings.board', { from, days: DAYS, providerId: null, serviceId: service.id });
  const free = (slots.data ?? []).filter(
    (slot) => slot.id !== slotId && slot.startsAt > now && slotStateOf(slot, now) === 'free',
  );
  const target = free.find(({ id }) => id === chosen);
  return (
    <SmallForm
      label="Reschedule"
      submit="Move the booking"
      isReady={target !== undefined && !move.isPending}
      fault={move.fault}
      onClose={onClose}
      onSubmit={() => {
        if (target === undefined) return;
        move.run({ id: booking.id, version: booking.version, slotId: target.id }, () => {
          announce(`The booking is on ${formatDate(target.date)} at ${target.from} now.`);
          onClose();
          onMoved(target);
        });
      }}
    >
      <DraftField
        label="From"
        className="filter-date"
        type="date"
        min={today}
        value={from}
        onChange={(date) => isCalendarDate(date) && setFrom(date)}
      />
      {slots.data !== undefined ? (
        <SlotList slots={free} from={from} chosen={chosen} onChoose={setChosen} />
      ) : slots.error === null ? (
        <LoadingState what="the free slots" rows={3} />
      ) : (
        <ErrorState what="the free slots" error={slots.error} onRetry={() => void slots.refetch()} />
      )}
    </SmallForm>
  );
}

interface SlotListProps {
  readonly slots: readonly BookingSlot[];
  readonly from: CalendarDate;
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Free slots by day, or that there is none. */
function SlotList({ slots, from, chosen, onChoose }: SlotListProps): ReactNode {
  const id = useId();
  if (slots.length === 0) {
    return (
      <p className="secondary">
        No slot of this service is free from {formatDate(from)} to {formatDate(addDays(from, DAYS - 1))}. Choose a later
        date.
      </p>
    );
  }
  const days = [...new Set(slots.map(({ date }) => date))];
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        Free slots
      </label>
      <select
        id={id}
        className="select slot-list"
        size={8}
        value={chosen}
        onChange={({ target }) => onChoose(target.value)}
      >
        {days.map((date) => (
          <optgroup key={date} label={formatDate(date)}>
            {slots
              .filter((slot) => slot.date === date)
              .map((slot) => (
                <option key={slot.id} value={slot.id}>
                  {slot.from}–{slot.until}, {slot.price}
                  {placesWord(slot) === '' ? '' : `, ${placesWord(slot)} taken`}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
