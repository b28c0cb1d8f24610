import type { ReactNode } from 'react';
import { feePercentOf } from '#shared/booking/category.ts';
import { slotStateOf } from '#shared/booking/slot-state.ts';
import type { BookingSlot, Provider } from '#shared/model/booking.ts';
import { useNow } from '../../lib/clock.ts';
import { formatCount, formatNumber } from '../../lib/format.ts';
import { zoneTitle } from '../../lib/format-zoned.ts';
import { announce } from '../../lib/notices.ts';
import { Button } from '../../ui/button.tsx';
import { ZonedTime } from '../../ui/zoned-time.tsx';
import { FaultLine } from './fault-line.tsx';
import { categoryWord } from './slot-words.ts';
import { useBookingCommand } from './use-booking-command.ts';

interface SlotFactsProps {
  readonly slot: BookingSlot;
  readonly provider: Pick<Provider, 'timeZone'>;
}

/** What a slot is; it can be taken off the board here, and put back. */
export function SlotFacts({ slot, provider }: SlotFactsProps): ReactNode {
  const now = useNow(10_000);
  const state = slotStateOf(slot, now);
  const available = useBookingCommand('bookings.setAvailable');
  const turn = (): void =>
    available.run({ slotId: slot.id, version: slot.version, isAvailable: !slot.isAvailable }, (saved) =>
      announce(saved.isAvailable ? 'The slot is on the board again.' : 'The slot is off the board.'),
    );
  return (
    <section className="section" aria-labelledby="slot-facts">
      <h3 id="slot-facts">The slot</h3>
      <dl className="booking-facts">
        <dt>Begins</dt>
        <dd>
          <ZonedTime at={slot.startsAt} timeZone={provider.timeZone} />
        </dd>
        <dt>Ends</dt>
        <dd>
          <ZonedTime at={slot.endsAt} timeZone={provider.timeZone} />
        </dd>
        <dt>Time zone</dt>
        <dd>{zoneTitle(provider.timeZone)}</dd>
        <dt>Category</dt>
        <dd>{categoryWord(slot.category)}</dd>
        <dt>Price</dt>
        <dd>{priceLine(slot)}</dd>
        <dt>Places</dt>
        <dd>
          {formatNumber(slot.bookings.length)} of {formatCount(slot.maxBookings, 'place', 'places')} taken
        </dd>
        <dt>Made from</dt>
        <dd>{slot.origin === 'availability' ? 'The hours of the provider' : 'The time slots of the service'}</dd>
      </dl>
      <FaultLine fault={available.fault} />
      {state === 'past' ? null : (
        <div>
          <Button disabled={available.isPending} onClick={turn}>
            {slot.isAvailable ? 'Take off the board' : 'Put back on the board'}
          </Button>
        </div>
      )}
    </section>
  );
}

function priceLine({ basePrice, price, category }: BookingSlot): string {
  const percent = feePercentOf(category);
  return percent === 0 ? price : `${price} (${basePrice} and ${String(percent)} % for ${category})`;
}
