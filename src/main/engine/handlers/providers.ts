import type { ProviderRow } from '#shared/contract/bookings.ts';
import { AppError } from '#shared/errors.ts';
import type { Provider, Service } from '#shared/model/booking.ts';
import { ensureBookingSchedules } from '../config/ensure-booking-schedules.ts';
import { previewSlots } from './slot-preview.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Those whose time can be booked, and what can be booked with them. */
export function providerHandlers(context: HandlerContext): HandlersOf<'providers' | 'services'> {
  const { store } = context;
  return {
    'providers.list': async () => store.providers.list().map((provider) => rowOf(context, provider)),
    'providers.preview': async ({ provider, services }) => previewSlots(context, provider, services),
    'providers.save': async ({ provider, isNew }) => {
      saveProvider(context, provider, isNew);
      context.audit(
        { action: isNew ? 'provider.added' : 'provider.edited', subjectKind: 'provider', subjectId: provider.id },
        `${isNew ? 'Added' : 'Edited'} the provider "${provider.name}".`,
      );
      return store.providers.get(provider.id);
    },
    'providers.remove': async ({ id }) => {
      const { name } = store.providers.get(id);
      store.providers.remove(id);
      tell(context, id);
      context.audit(
        { action: 'provider.removed', subjectKind: 'provider', subjectId: id },
        `Removed the provider "${name}".`,
      );
      return {};
    },
    ...serviceHandlers(context),
  };
}

function serviceHandlers(context: HandlerContext): HandlersOf<'services'> {
  const { store, ports } = context;
  return {
    'services.save': async ({ service, isNew }) => {
      saveService(context, service, isNew);
      ports.publish('bookings.changed', { serviceIds: [service.id] });
      context.audit(
        { action: isNew ? 'service.added' : 'service.edited', subjectKind: 'service', subjectId: service.id },
        `${isNew ? 'Added' : 'Edited'} the service "${service.name}".`,
      );
      return store.services.get(service.id);
    },
    'services.remove': async ({ id }) => {
      const { name, providerId } = store.services.get(id);
      store.services.remove(id);
      tell(context, providerId);
      ports.publish('bookings.changed', { serviceIds: [id] });
      context.audit(
        { action: 'service.removed', subjectKind: 'service', subjectId: id },
        `Removed the service "${name}" and its free slots.`,
      );
      return {};
    },
  };
}

function rowOf({ store, ports }: HandlerContext, provider: Provider): ProviderRow {
  const { slotCount, bookedCount } = store.bookingSlots.countsOf(provider.id, ports.clock.now());
  return { provider, services: store.services.list(provider.id), slotCount, bookedCount };
}

function saveProvider(context: HandlerContext, provider: Provider, isNew: boolean): void {
  const { store } = context;
  save(context, () => {
    if (isNew && store.providers.find(provider.id) !== undefined)
      throw new AppError('conflict', `There is a provider with the id "${provider.id}" already.`);
    if (!isNew) store.providers.get(provider.id);
    store.providers.save(provider, context.ports.clock.now());
  });
  tell(context, provider.id);
}

function saveService(context: HandlerContext, service: Service, isNew: boolean): void {
  const { store } = context;
  save(context, () => {
    if (isNew && store.services.find(service.id) !== undefined)
      throw new AppError('conflict', `There is a service with the id "${service.id}" already.`);
    if (!isNew) store.services.get(service.id);
    store.services.save(service, context.ports.clock.now());
  });
  tell(context, service.providerId);
}

/** Saves together with the schedules that are needed then. */
function save(context: HandlerContext, work: () => void): void {
  const { store, jobs, ports } = context;
  const made = store.connection.transaction(() => {
    work();
    return ensureBookingSchedules({ store, jobs, now: ports.clock.now() });
  });
  if (made.length > 0) context.edited(made.map(({ id }) => id));
}

function tell({ ports }: HandlerContext, id: string): void {
  ports.publish('providers.changed', { ids: [id] });
}
