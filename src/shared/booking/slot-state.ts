import type { BookingSlot, SlotState } from '../model/booking.ts';
import type { EpochMs } from '../model/primitives.ts';

/** What of a slot says how it stands. */
type Standing = Pick<BookingSlot, 'endsAt' | 'isAvailable' | 'maxBookings'> & {
  readonly bookings: readonly Pick<BookingSlot['bookings'][number], 'status'>[];
};

/**
 * How a slot stands at an instant. Over is over, whatever is booked; then: taken off the board; free while it has a place; held
 * while one of those that fill it is not paid; paid otherwise.
 */
export function slotStateOf(slot: Standing, now: EpochMs): SlotState {
  if (slot.endsAt <= now) return 'past';
  if (!slot.isAvailable) return 'unavailable';
  if (slot.bookings.length < slot.maxBookings) return 'free';
  return slot.bookings.some(({ status }) => status === 'pending') ? 'held' : 'paid';
}
