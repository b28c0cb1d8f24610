import { feePercentOf } from '#shared/booking/category.ts';
import { reservationPrice } from '#shared/booking/price.ts';
import type { BookingSlot, Service } from '#shared/model/booking.ts';
import { formatCount } from '../../lib/format.ts';

/** What a booking of a slot will cost, and how that comes about: `120.00 for 3 people, with 50 % for express`. */
export function priceWords(
  service: Pick<Service, 'groupPrices'>,
  slot: Pick<BookingSlot, 'basePrice' | 'category'>,
  people: number,
): string {
  const percent = feePercentOf(slot.category);
  const fee = percent === 0 ? '' : `, with ${String(percent)} % for ${slot.category}`;
  const whole = service.groupPrices.length === 0 ? 'a booking' : `for ${formatCount(people, 'person', 'people')}`;
  return `${reservationPrice(service, slot, people)} ${whole}${fee}`;
}
