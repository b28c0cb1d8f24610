import type { Migration } from 'kysely/migration';
import { up as foundation } from './0001-foundation.ts';
import { up as scheduling } from './0002-scheduling.ts';
import { up as huts } from './0003-huts.ts';
import { up as bookings } from './0004-bookings.ts';
import { up as workOrders } from './0005-work-orders.ts';
import { up as lookDigests } from './0006-look-digests.ts';

/** Every migration by name, in order; forward only. One that has shipped is never edited. */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-foundation': { up: foundation },
  '0002-scheduling': { up: scheduling },
  '0003-huts': { up: huts },
  '0004-bookings': { up: bookings },
  '0005-work-orders': { up: workOrders },
  '0006-look-digests': { up: lookDigests },
};
