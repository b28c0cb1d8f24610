import { z } from 'zod';
import { changedValues, versionOf } from '../../planning/compare-rows.ts';
import { definePlannedJob, type CarriedOut, type PlanContext } from '../../planning/planned-job.ts';
import { entityOf } from '../../store/planned-entities.ts';
import type { PlannedEntity, PlanRow } from '../../store/planned-entity.ts';
import { reservationColumns } from '../../store/planned-reservations.ts';
import type { ExpiredHold } from '../../store/reservations.ts';
import type { Store } from '../../store/store.ts';

const minuteMs = 60_000;
/** Holds are read, and rows added, in pieces of so many. */
const mostRows = 200;

/** The parameters of `reservations.expire`: it has none. */
const ReservationsExpireParameters = z.strictObject({});

/** Cancels holds whose time has run out, and frees their slots. A hold still lives at the very instant at which it runs out. */
export const reservationsExpire = definePlannedJob({
  kind: 'reservations.expire',
  title: 'Let holds expire',
  description: 'Cancels reservations that were not paid in time, so that their slots can be booked again.',
  timeLimitMs: 5 * minuteMs,
  checkTimeLimitMs: 5 * minuteMs,
  parameters: ReservationsExpireParameters,
  flags: {},
  defaultEvery: 'PT1M',
  sourceKinds: [],
  split: (params) => [{ params, claimKey: 'reservations.expire', subject: 'all holds' }],
  sources: () => [],
  // A hold that could not be cancelled is still there, and is tried again a minute later.
  keepFailure: () => {},
  announce: (publish, reservations) => {
    if (reservations.length > 0) publish('bookings.changed', { serviceIds: null });
  },
  planned: {
    brake: { floor: 25, ceiling: 20_000 },
    plan: planExpiry,
    // A hold that a person restored is not cancelled again for the same end.
    effectSlot: (_entity, { before }) => (before === null ? null : String(before[expiresAtColumn])),
    carriedOut: noteExpired,
  },
});

const expiresAtColumn = reservationColumns.indexOf('expires_at');

/** Plans the cancellation of every hold that has run out, the oldest first. */
async function planExpiry(_params: unknown, context: PlanContext): Promise<void> {
  const { store, clock } = context;
  const now = clock.now();
  const entity = entityOf(store, 'reservation');
  let after: Parameters<Store['reservations']['expired']>[1] = null;
  let left = 0;
  for (;;) {
    context.signal.throwIfAborted();
    const holds = store.reservations.expired(now, after, mostRows);
    const due = holds.filter((hold) => !context.wasDone(String(hold.expiresAt), hold.id));
    left += holds.length - due.length;
    if (due.length > 0)
      await context.add(
        entity.name,
        'update',
        due.map((hold) => cancelRow(hold, entity, now)),
        null,
      );
    const last = holds.at(-1);
    if (last === undefined || holds.length < mostRows) break;
    after = { expiresAt: last.expiresAt, id: last.id };
    await clock.breathe();
  }
  if (left > 0)
    context.note('info', `Left ${left === 1 ? 'one hold' : `${left} holds`} alone that a person took back.`);
}

function cancelRow({ id, values }: ExpiredHold, entity: PlannedEntity, now: number): PlanRow {
  const version = versionOf(entity, values);
  const after = changedValues(entity, values, {
    status: 'cancelled',
    cancelled_at: now,
    cancelled_by: 'expiry',
    slot_id: null,
    place: null,
  });
  return { key: id, version, before: values, after };
}

/** Writes down at each reservation which run cancelled it, or took that back. */
function noteExpired(store: Store, { rows, source, runId, at }: CarriedOut): void {
  const isBack = source === 'undo';
  store.reservations.noteRun(
    rows.map(({ key }) => ({
      id: key,
      at,
      runId,
      action: isBack ? ('restored' as const) : ('expired' as const),
      summary: isBack
        ? 'Its cancellation was taken back; it holds its slot again.'
        : 'It was not paid in time; its slot is free again.',
    })),
  );
}
