import type { Input } from '#shared/contract/index.ts';
import { BookingStatus } from '#shared/model/booking.ts';
import type { Reservation, SlotState } from '#shared/model/booking.ts';
import { isCalendarDate } from '#shared/model/calendar-date.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { formatCount } from '../../lib/format.ts';

/** What the address says about the reservations to find. */
export interface FindView {
  readonly text: string;
  readonly from: CalendarDate | null;
  readonly until: CalendarDate | null;
  readonly status: readonly BookingStatus[];
  readonly providerId: string | null;
  readonly serviceId: string | null;
  /** The reservation whose details are open. */
  readonly id: string | null;
}

/** Anything unknown counts as not said. */
export function readFindView(params: URLSearchParams): FindView {
  const status = new Set((params.get('status') ?? '').split(','));
  return {
    text: params.get('q') ?? '',
    from: dateOf(params.get('from')),
    until: dateOf(params.get('until')),
    status: BookingStatus.options.filter((each) => status.has(each)),
    providerId: params.get('provider'),
    serviceId: params.get('service'),
    id: params.get('id'),
  };
}

function dateOf(text: string | null): CalendarDate | null {
  return text !== null && isCalendarDate(text) ? text : null;
}

/** What is asked of the store, but for the page. */
export type FindFilter = Omit<Input<'bookings.find'>, 'after' | 'limit'>;

export function filterOf({ text, from, until, status, providerId, serviceId }: FindView): FindFilter {
  return { text: text.trim().slice(0, 100), from, until, status: [...status], providerId, serviceId };
}

export function isNarrowed({ text, from, until, status, providerId, serviceId }: FindView): boolean {
  const hasPlace = providerId !== null || serviceId !== null;
  return text.trim() !== '' || from !== null || until !== null || status.length > 0 || hasPlace;
}

/** The state of a slot that looks as the reservation does. */
export function reservationMark(status: BookingStatus): SlotState {
  return status === 'pending' ? 'held' : status === 'paid' ? 'paid' : 'past';
}

/** `Held`, `Paid`, `Cancelled`, `Expired`. */
export function reservationWord({ status, cancelledBy }: Pick<Reservation, 'status' | 'cancelledBy'>): string {
  if (status === 'pending') return 'Held';
  if (status === 'paid') return 'Paid';
  return cancelledBy === 'expiry' ? 'Expired' : 'Cancelled';
}

export function statusWord(status: BookingStatus): string {
  return status === 'pending' ? 'Held' : status === 'paid' ? 'Paid' : 'Cancelled or expired';
}

/** One sentence that is true of the list. */
export function findSentence(count: number, hasMore: boolean, view: FindView): string {
  const which = isNarrowed(view) ? ' that the filters let through' : '';
  const shown = formatCount(count, 'reservation', 'reservations');
  if (hasMore) return `The latest ${shown}${which}; more follow.`;
  return count === 0 ? `No reservation${which}.` : `${shown}${which}, the latest slot first.`;
}
