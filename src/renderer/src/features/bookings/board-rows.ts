import type { ProviderRow } from '#shared/contract/bookings.ts';
import type { BookingSlot, Service } from '#shared/model/booking.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';

/** A provider as a line of its own above its services. */
interface ProviderLine {
  readonly kind: 'provider';
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly slots: readonly BookingSlot[];
}

/** A service with its slots, by days of the board. */
export interface ServiceLine {
  readonly kind: 'service';
  readonly id: string;
  readonly service: Pick<Service, 'id' | 'name' | 'status'>;
  readonly timeZone: string;
  readonly days: readonly { readonly date: CalendarDate; readonly slots: readonly BookingSlot[] }[];
}

export type BoardLine = ProviderLine | ServiceLine;

interface BoardFilter {
  readonly providerId: string | null;
  readonly serviceId: string | null;
}

/**
 * Providers and their services, by name, as the board shows them. A service that is not active appears only with slots;
 * a provider without a service to show does not appear.
 */
export function boardLines(
  providers: readonly ProviderRow[],
  slots: readonly BookingSlot[],
  dates: readonly CalendarDate[],
  filter: BoardFilter,
): readonly BoardLine[] {
  const byService = groupBy(slots, (slot) => slot.serviceId);
  return providers
    .filter(({ provider }) => filter.providerId === null || provider.id === filter.providerId)
    .toSorted((a, b) => byName(a.provider, b.provider))
    .flatMap(({ provider, services }) => {
      const shown = services
        .filter(({ id }) => filter.serviceId === null || id === filter.serviceId)
        .filter(({ id, status }) => status === 'active' || byService.has(id))
        .toSorted(byName);
      if (shown.length === 0) return [];
      const mine = shown.flatMap(({ id }) => byService.get(id) ?? []);
      const head: ProviderLine = { kind: 'provider', ...pick(provider), slots: mine };
      return [head, ...shown.map((service) => serviceLine(service, provider.timeZone, byService, dates))];
    });
}

function pick({ id, name, timeZone }: ProviderRow['provider']): Pick<ProviderLine, 'id' | 'name' | 'timeZone'> {
  return { id, name, timeZone };
}

function serviceLine(
  service: Service,
  timeZone: string,
  byService: ReadonlyMap<string, readonly BookingSlot[]>,
  dates: readonly CalendarDate[],
): ServiceLine {
  const byDate = groupBy(byService.get(service.id) ?? [], (slot) => slot.date);
  const days = dates.map((date) => ({ date, slots: (byDate.get(date) ?? []).toSorted(byStart) }));
  return { kind: 'service', id: service.id, service, timeZone, days };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name.localeCompare(b.name, 'en', { numeric: true });
}

function byStart(a: BookingSlot, b: BookingSlot): number {
  return a.startsAt - b.startsAt;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
