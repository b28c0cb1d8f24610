import { AppError } from '#shared/errors.ts';
import type { Provider, Service } from '#shared/model/booking.ts';
import type { Store } from '../../store/store.ts';
import type { SlotsMaintainParameters } from './parameters.ts';

/** A service and who offers it. */
export interface ChosenService {
  readonly service: Service;
  readonly provider: Provider;
}

/** The services that parameters ask for, by provider and id. Rejects with `not_found` for one that is not there. */
export function chosenServices(store: Store, params: SlotsMaintainParameters): ChosenService[] {
  for (const id of params.providers ?? []) store.providers.get(id);
  for (const id of params.services ?? []) store.services.get(id);
  const providers = chosenProviders(store, params);
  const byId = new Map(providers.map((provider) => [provider.id, provider]));
  return store.services
    .list()
    .filter(({ id }) => params.services?.includes(id) ?? true)
    .flatMap((service) => {
      const provider = byId.get(service.providerId);
      return provider === undefined ? [] : [{ service, provider }];
    })
    .toSorted((left, right) =>
      left.provider.id < right.provider.id ? -1 : left.provider.id > right.provider.id ? 1 : 0,
    );
}

/** The providers that parameters ask for, whether they offer anything or not. */
export function chosenProviders(store: Store, { providers, timeZone }: SlotsMaintainParameters): Provider[] {
  return store.providers
    .list()
    .filter(({ id }) => providers?.includes(id) ?? true)
    .filter((provider) => timeZone === undefined || provider.timeZone === timeZone);
}

/** What parameters ask for, in words. */
export function subjectOf(store: Store, { providers, services, timeZone }: SlotsMaintainParameters): string {
  if (services !== undefined) {
    const name = services.length === 1 ? store.services.find(services[0] ?? '')?.name : undefined;
    return name ?? `${services.length} services`;
  }
  if (providers !== undefined) {
    const name = providers.length === 1 ? store.providers.find(providers[0] ?? '')?.name : undefined;
    return name ?? `${providers.length} providers`;
  }
  return timeZone === undefined ? 'all services' : `services in ${timeZone}`;
}

/** Rejects where a combination of parameters can never fit anything. */
export function refuseStrangers(store: Store, params: SlotsMaintainParameters): void {
  const { providers, services } = params;
  if (providers === undefined || services === undefined) return;
  const stranger = services.find((id) => !providers.includes(store.services.get(id).providerId));
  if (stranger === undefined) return;
  throw new AppError('not_found', `There is no service "${stranger}" of ${providers.join(' or ')}.`);
}
