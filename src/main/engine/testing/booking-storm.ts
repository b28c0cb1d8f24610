import { AppError } from '#shared/errors.ts';
import { openConnection } from '../store/connection.ts';
import { plannedReservations, reservationColumns } from '../store/planned-reservations.ts';
import { createStore, type Store } from '../store/store.ts';
import { FakeClock } from './fake-clock.ts';
import { createMemoryLog } from './fake-ports.ts';
import { createRandom, type Random } from './simulation/random.ts';

/** What one process of the storm is to do. */
export interface StormOptions {
  readonly path: string;
  readonly name: string;
  readonly seed: number;
  /** Commands to try, whether they are refused or not. */
  readonly count: number;
  readonly startAt: number;
}

/** A command that was acknowledged. */
export interface StormDeed {
  readonly action: 'held' | 'paid' | 'cancelled' | 'rescheduled' | 'expired';
  readonly id: string;
  readonly version: number;
  readonly slotId: string | null;
}

/** What came of it; faults are failures that were no refusals, and states that must never be seen. */
export interface StormReport {
  readonly deeds: readonly StormDeed[];
  readonly refusals: number;
  readonly faults: readonly string[];
}

/** Slots with more live bookings than places, as one statement sees them. */
export const overbooked = `SELECT booking_slot.id FROM booking_slot
  JOIN (SELECT slot_id, count(*) AS booked FROM reservation WHERE status <> 'cancelled' AND slot_id IS NOT NULL
    GROUP BY slot_id) ON slot_id = booking_slot.id WHERE booked > max_bookings`;

/** Tries commands in random order on a file that others write to as well. */
export function runStorm({ path, name, seed, count, startAt }: StormOptions): StormReport {
  const connection = openConnection({ path, clock: new FakeClock(startAt), log: createMemoryLog() });
  // That a power cut loses nothing is shown elsewhere; here only time would be lost.
  connection.raw.pragma('synchronous = OFF');
  const store = createStore(connection, name);
  const random = createRandom(seed);
  const slots = connection.prepare<number>('SELECT id FROM booking_slot').pluck().all().map(String);
  const deeds: StormDeed[] = [];
  const faults: string[] = [];
  let refusals = 0;
  for (let step = 0; step < count; step++) {
    try {
      deeds.push(...doSomething(store, random, { slots, actor: name, now: startAt + step * 1000 }));
    } catch (thrown) {
      if (thrown instanceof AppError && ['conflict', 'not_found'].includes(thrown.code)) refusals += 1;
      else faults.push(String(thrown));
    }
    if (step % 25 === 0) faults.push(...connection.prepare<number>(overbooked).pluck().all().map(String));
  }
  connection.close();
  return { deeds, refusals, faults };
}

interface Moment {
  readonly slots: readonly string[];
  readonly actor: string;
  readonly now: number;
}

function doSomething(store: Store, random: Random, moment: Moment): StormDeed[] {
  const { slots, actor, now } = moment;
  const deed = { now, actor };
  const dice = random.next();
  if (dice < 0.4) {
    const request = {
      slotId: random.pick(slots),
      people: 1,
      customerName: 'Ada',
      customerEmail: null,
      customerPhone: null,
    };
    return [toDeed('held', store.reservations.hold(request, random.int(1, 40_000), deed))];
  }
  if (dice < 0.55) return expire(store, moment);
  const live = store.connection
    .prepare<{ id: string; version: number }>(
      'SELECT id, version FROM reservation WHERE slot_id IS NOT NULL ORDER BY slot_id, place',
    )
    .all();
  if (live.length === 0) return [];
  const { id, version } = random.pick(live);
  // Somebody looked a while ago.
  const seen = random.chance(0.1) ? version - 1 : version;
  if (dice < 0.65) return [toDeed('paid', store.reservations.pay(id, seen, deed))];
  if (dice < 0.85) return [toDeed('cancelled', store.reservations.cancel(id, seen, 'storm', deed))];
  return [toDeed('rescheduled', store.reservations.reschedule(id, seen, random.pick(slots), deed))];
}

function toDeed(
  action: StormDeed['action'],
  { id, version, slotId }: { readonly id: string; readonly version: number; readonly slotId: string | null },
): StormDeed {
  return { action, id, version, slotId };
}

const expiredValues: Readonly<Record<string, string | null>> = {
  status: 'cancelled',
  cancelled_by: 'expiry',
  slot_id: null,
  place: null,
};

/** Cancels what has run out as the job does: read first, later written where the row is still as it was read. */
function expire({ connection, reservations }: Store, { now }: Moment): StormDeed[] {
  const planned = plannedReservations(connection);
  const due = reservations.expired(now, null, 3);
  const versionAt = reservationColumns.indexOf('version');
  return connection.transaction(() =>
    due.flatMap(({ id, values }) => {
      const present = planned.find(id);
      if (present?.[versionAt] !== values[versionAt]) return [];
      const after = values.map((value, index) => {
        const column = reservationColumns[index] ?? '';
        if (column === 'cancelled_at') return now;
        return Object.hasOwn(expiredValues, column) ? (expiredValues[column] ?? null) : value;
      });
      connection.savepoint(() => planned.update(id, after));
      reservations.noteRun([{ id, at: now, runId: 1, action: 'expired', summary: 'It was not paid in time.' }]);
      return [{ action: 'expired' as const, id, version: Number(values[versionAt]) + 1, slotId: null }];
    }),
  );
}
