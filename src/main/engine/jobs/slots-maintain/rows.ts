import type { PlannedSlot } from '#shared/model/booking.ts';
import { minorUnitsOf } from '#shared/model/money.ts';
import type { PlanValue } from '#shared/model/run-plan.ts';
import { minuteOfDay } from '#shared/schedule/rule.ts';
import { changedValues, versionOf } from '../../planning/compare-rows.ts';
import { slotKey, type StoredSlot } from '../../store/booking-slots.ts';
import type { PlanRow, PlannedEntity, RowValues } from '../../store/planned-entity.ts';
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
  const after = changedValues(entity, slot.values, { starts_at: startsAt, ends_at: endsAt });
  return { key, version: slot.version, before: slot.values, after };
}

/** The plan's row of a reservation that loses its slot, and stays as it is otherwise. */
export function detachRow(id: string, values: RowValues, entity: PlannedEntity, now: number): PlanRow {
  const version = versionOf(entity, values);
  const after = changedValues(entity, values, { slot_id: null, place: null, detached_at: now });
  return { key: id, version, before: values, after };
}
