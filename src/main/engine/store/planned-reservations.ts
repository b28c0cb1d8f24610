import type { PlanValue } from '#shared/model/run-plan.ts';
import { AppError } from '#shared/errors.ts';
import { timeInWords } from './booking-words.ts';
import type { Connection } from './connection.ts';
import type { PlannedEntity, RowValues } from './planned-entity.ts';
import { amount, instant, slotKeyOf } from './planned-slots.ts';
import { orConflict } from './refused.ts';

/** Columns of a reservation in a plan: everything but who it is for. */
export const reservationColumns = [
  'seq',
  'id',
  'slot_id',
  'place',
  'service_id',
  'provider_id',
  'date',
  'from_minute',
  'until_minute',
  'people',
  'total_price',
  'status',
  'created_at',
  'expires_at',
  'paid_at',
  'cancelled_at',
  'cancelled_by',
  'cancel_reason',
  'detached_at',
  'version',
] as const;
type ReservationColumn = (typeof reservationColumns)[number];

const fixed: readonly ReservationColumn[] = ['seq', 'id', 'created_at', 'version'];

/** Reservations as jobs change them by plan; found by their id. They are changed, never made nor removed. */
export function plannedReservations(connection: Connection): PlannedEntity {
  const set = reservationColumns.filter((column) => !fixed.includes(column));
  const select = connection
    .prepare<RowValues>(`SELECT ${reservationColumns.join(', ')} FROM reservation WHERE id = ?`)
    .raw();
  const update = connection.prepare(
    `UPDATE reservation SET ${set.map((column) => `${column} = ?`).join(', ')}, version = version + 1 WHERE id = ?`,
  );
  const serviceName = connection.prepare<string>('SELECT name FROM service WHERE id = ?').pluck();
  return {
    name: 'reservation',
    title: 'Reservations',
    columns: reservationColumns,
    find: (id) => select.get(id),
    insert: () => refuse('made'),
    update: (id, values) => void orConflict(() => update.run(...set.map((column) => valueOf(values, column)), id)),
    remove: () => refuse('removed'),
    touches: (before, after) =>
      [...new Set([...slotKeys(before), ...slotKeys(after)])].map((key) => ({ entity: 'booking_slot', key })),
    label(values) {
      const service = String(valueOf(values, 'service_id'));
      const time = timeInWords({
        date: String(valueOf(values, 'date')),
        from_minute: Number(valueOf(values, 'from_minute')),
        until_minute: Number(valueOf(values, 'until_minute')),
      });
      return `Reservation ${String(valueOf(values, 'id'))}, ${serviceName.get(service) ?? service}, ${time}`;
    },
    fields: [
      { name: 'Status', column: 'status', show: (value) => value },
      { name: 'Owns its slot', column: 'slot_id', show: (value) => value !== null },
      { name: 'People', column: 'people', show: (value) => value },
      { name: 'Price', column: 'total_price', show: amount },
      { name: 'Runs out (UTC)', column: 'expires_at', show: instant },
      { name: 'Cancelled (UTC)', column: 'cancelled_at', show: instant },
      { name: 'Cancelled by', column: 'cancelled_by', show: (value) => value },
      { name: 'Lost its slot (UTC)', column: 'detached_at', show: instant },
    ],
  };
}

function valueOf(values: RowValues, column: ReservationColumn): PlanValue {
  return values[reservationColumns.indexOf(column)] ?? null;
}

/** The slot that a row owns: writing the row raises its version. */
function slotKeys(values: RowValues | null): string[] {
  if (values === null || valueOf(values, 'slot_id') === null) return [];
  return [
    slotKeyOf({
      service_id: valueOf(values, 'service_id'),
      provider_id: valueOf(values, 'provider_id'),
      date: valueOf(values, 'date'),
      from_minute: valueOf(values, 'from_minute'),
    }),
  ];
}

function refuse(what: string): never {
  throw new AppError('conflict', `A reservation is never ${what} by a plan.`);
}
