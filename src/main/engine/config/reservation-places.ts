import { minuteOfDay } from '#shared/schedule/rule.ts';
import type { ImportedReservation } from '../store/reservations.ts';
import type { Store } from '../store/store.ts';

/** Counts which places of slots a file of reservations asks for. */
export interface Places {
  /** Takes a place of the slot for one that lives; what is wrong with that. */
  take(reservation: ImportedReservation): { readonly column: string | null; readonly message: string }[];
}

/** Makes a count that begins with what is stored. */
export function createPlaces(store: Store): Places {
  const { bookingSlots, reservations } = store;
  /** Free places of the slots of a service on a date, by the minute at which they start. */
  const days = new Map<string, Map<number, number>>();
  const dayOf = (serviceId: string, date: string): Map<number, number> => {
    const known = days.get(`${serviceId}|${date}`);
    if (known !== undefined) return known;
    const slots = bookingSlots.board({ from: date, days: 1, providerId: null, serviceId });
    const free = new Map(slots.map((slot) => [minuteOfDay(slot.from), slot.maxBookings - slot.bookings.length]));
    days.set(`${serviceId}|${date}`, free);
    return free;
  };
  return {
    take({ id, serviceId, date, from, status }) {
      if (status === 'cancelled') return [];
      const day = dayOf(serviceId, date);
      const minute = minuteOfDay(from);
      const free = day.get(minute);
      if (free === undefined) return [{ column: 'from', message: `there is no slot at that time on that date` }];
      const before = reservations.find(id);
      const hasPlace =
        before !== undefined &&
        before.slotId !== null &&
        before.serviceId === serviceId &&
        before.date === date &&
        minuteOfDay(before.from) === minute;
      if (hasPlace) return [];
      if (free <= 0) return [{ column: 'from', message: 'the slot has no place left' }];
      day.set(minute, free - 1);
      return [];
    },
  };
}
