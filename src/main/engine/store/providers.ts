import type { Provider, Service } from '#shared/model/booking.ts';
import type { EpochMs } from '#shared/model/primitives.ts';

/** Those whose time can be booked, and what can be booked with them. */
export interface Providers {
  /** By id. */
  list(): Provider[];
  find(id: string): Provider | undefined;
  /** Like `find`; rejects with `not_found`. */
  get(id: string): Provider;
  /** Adds or replaces; returns what that did. */
  save(provider: Provider, now: EpochMs): 'created' | 'changed' | 'unchanged';
  /** Rejects with `not_found`, or with `conflict` while it has services. */
  remove(id: string): void;
}

/** The services of providers. */
export interface Services {
  /** By id; of one provider where that is given. */
  list(providerId?: string): Service[];
  find(id: string): Service | undefined;
  /** Like `find`; rejects with `not_found`. */
  get(id: string): Service;
  /** Adds or replaces; returns what that did. Rejects with `invalid_input` where there is no such provider. */
  save(service: Service, now: EpochMs): 'created' | 'changed' | 'unchanged';
  /** Removes it with its free slots. Rejects with `not_found`, or with `conflict` where it was ever booked. */
  remove(id: string): void;
}
