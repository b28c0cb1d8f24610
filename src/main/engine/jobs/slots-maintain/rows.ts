import type { PlannedSlot } from '#shared/model/booking.ts';
import { minorUnitsOf } from '#shared/model/money.ts';
import type { PlanValue } from '#shared/model/run-plan.ts';
import { minuteOfDay } from '#shared/schedule/rule.ts';
import { slotKey, type StoredSlot } from '../../store/booking-slots.ts';
import type { PlanRow, PlannedEntity, RowValues } from '../../store/planned-entity.ts';
import type { Store } from '../../store/store.ts';
import type { Retiming } from './upkeep.ts';

/** What upkeep reads of a stored slot, and what a plan needs of it. */
export interface UpkeepSlot extends StoredSlot {
  readonly providerId: string;
  readonly untilMinute: number;
}

const dayMinutes = 1440;

/** The plan's row of a slot that is made. */
export function createRow(
  slot: PlannedSlot,
  { columns, runId, now }: { readonly columns: readonly string[]; readonly runId: number | null; readonly now: number },
): PlanRow {
  const fromMinute = minuteOfDay(slot.from);
  const untilMinute = minuteOfDay(slot.until);
  const values: Readonly<Record<string, PlanValue>> = {
    service_id: slot.serviceId,
    provider_id: slot.providerId,
    date: slot.date,
    from_minute: fromMinute,
    until_minute: untilMinute <= fromMinute ? untilMinute + dayMinutes : untilMinute,
    starts_at: slot.startsAt,
    ends_at: slot.endsAt,
    category: slot.category,
    base_price: minorUnitsOf(slot.basePrice),
    price: minorUnitsOf(slot.price),
    max_bookings: slot.maxBookings,
    is_available: 1,
    origin: slot.origin,
    run_id: runId,
    created_at: now,
    version: 1,
  };
  return {
    key: slotKey(slot.serviceId, slot.providerId, slot.date, fromMinute),
    version: null,
    before: null,
    // The id is given by the database.
    after: columns.map((column) => values[column] ?? null),
  };
}

/** The plan's row of a slot that goes, with its bookings gone before it. */
export function removeRow(slot: StoredSlot, key: string): PlanRow {
  return { key, version: slot.version, before: slot.values, after: null };
}

/** The plan's row of a slot whose instants are put right. */
export function retimeRow(
  { slot, startsAt, endsAt }: Retiming<UpkeepSlot>,
  key: string,
  entity: PlannedEntity,
): PlanRow {
  const after = changed(entity, slot.values, {
    starts_at: startsAt,
    ends_at: endsAt,
    version: slot.version + 1,
  });
  return { key, version: slot.version, before: slot.values, after };
}

/** The plan's row of a reservation that loses its slot, and stays as it is otherwise. */
export function detachRow(id: string, values: RowValues, entity: PlannedEntity, now: number): PlanRow {
  const version = versionOf(entity, values);
  const after = changed(entity, values, { slot_id: null, place: null, detached_at: now, version: version + 1 });
  return { key: id, version, before: values, after };
}

/** Values with some of them replaced, by column. */
export function changed(
  { columns }: PlannedEntity,
  values: RowValues,
  change: Readonly<Record<string, PlanValue>>,
): RowValues {
  return values.map((value, index) => {
    const column = columns[index] ?? '';
    return Object.hasOwn(change, column) ? (change[column] ?? null) : value;
  });
}

/** A value of a row by its column. */
export function valueOf({ columns }: PlannedEntity, values: RowValues, column: string): PlanValue {
  return values[columns.indexOf(column)] ?? null;
}

function versionOf(entity: PlannedEntity, values: RowValues): number {
  return Number(valueOf(entity, values, 'version'));
}

/** How slots, or reservations, are changed by plan. */
export function entityOf({ entities }: Pick<Store, 'entities'>, name: 'booking_slot' | 'reservation'): PlannedEntity {
  const entity = entities.get(name);
  if (entity === undefined) throw new Error(`There is no planned entity "${name}".`);
  return entity;
}
