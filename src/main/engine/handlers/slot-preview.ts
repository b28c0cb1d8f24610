import { slotsOf } from '#shared/booking/slots.ts';
import type { PreviewSlot, SlotPreview } from '#shared/contract/bookings.ts';
import type { BookingSlot, PlannedSlot, Provider, Service } from '#shared/model/booking.ts';
import { type CalendarDate, dateIn } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { SlotsMaintainParameters } from '../jobs/slots-maintain/parameters.ts';
import type { HandlerContext } from './types.ts';

/** Dates that a preview shows. */
const previewDays = 14;
const { daysAhead, mostSlotsPerService } = SlotsMaintainParameters.parse({});

/**
 * What the next two weeks would be with drafts of a provider and of services, against what is stored of these services. Slots
 * that are over are left out. Nothing is changed.
 */
export async function previewSlots(
  { store, ports }: HandlerContext,
  provider: Provider,
  services: readonly Service[],
): Promise<SlotPreview> {
  const now = ports.clock.now();
  const from = dateIn(provider.timeZone, now);
  const slots: PreviewSlot[] = [];
  const notes = services.length === 0 ? [`${provider.name} has no service yet: there is nothing to book.`] : [];
  for (const service of services) {
    const { planned, note } = planOf(provider, service, from);
    if (note !== null) notes.push(note);
    const stored = store.bookingSlots.board({ from, days: previewDays, providerId: null, serviceId: service.id });
    slots.push(...compare(planned, stored, now));
    await ports.clock.breathe();
  }
  return {
    from,
    days: previewDays,
    slots: slots.toSorted(
      (left, right) => left.startsAt - right.startsAt || (left.serviceId < right.serviceId ? -1 : 1),
    ),
    notes,
  };
}

/** What the rules have on the dates of the preview, or why there is nothing. */
function planOf(
  provider: Provider,
  service: Service,
  from: CalendarDate,
): { readonly planned: readonly PlannedSlot[]; readonly note: string | null } {
  const { name, status, timeSlots } = service;
  const nothing = (note: string) => ({ planned: [], note });
  if (status === 'draft') return nothing(`${name} is a draft: it gets no slots.`);
  if (status === 'inactive') return nothing(`${name} is not offered at present: it gets no slots.`);
  const window = slotsOf(provider, service, from, daysAhead + 1);
  if (window.length > mostSlotsPerService)
    return nothing(
      `${name} would get ${window.length} slots in ${daysAhead + 1} days; more than ${mostSlotsPerService} are taken for a mistake, and none is made.`,
    );
  const planned = slotsOf(provider, service, from, previewDays);
  if (planned.length > 0) return { planned, note: null };
  return nothing(
    timeSlots.length === 0
      ? `${name} gets no slots: ${provider.name} has no hours in these two weeks.`
      : `${name} gets no slots: none of its times comes in these two weeks.`,
  );
}

function compare(planned: readonly PlannedSlot[], stored: readonly BookingSlot[], now: EpochMs): PreviewSlot[] {
  const there = new Map(stored.map((slot) => [keyOf(slot), slot]));
  const offered = new Set(planned.map(keyOf));
  const fromRules = planned
    .filter(({ endsAt }) => endsAt > now)
    .map((slot) => {
      const kept = there.get(keyOf(slot));
      // What is stored keeps its price, and its length.
      return kept === undefined ? { ...slot, fate: 'new' as const } : { ...plainOf(kept), fate: 'stays' as const };
    });
  const others = stored
    .filter((slot) => slot.endsAt > now && !offered.has(keyOf(slot)))
    .map((slot) => ({ ...plainOf(slot), fate: slot.bookings.length > 0 ? ('booked' as const) : ('goes' as const) }));
  return [...fromRules, ...others];
}

function keyOf({ date, from }: Pick<PlannedSlot, 'date' | 'from'>): string {
  return `${date}|${from}`;
}

function plainOf({
  id: _id,
  isAvailable: _available,
  bookings: _bookings,
  version: _version,
  ...slot
}: BookingSlot): PlannedSlot {
  return slot;
}
