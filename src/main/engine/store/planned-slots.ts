import { moneyOf } from '#shared/model/money.ts';
import type { PlanValue } from '#shared/model/run-plan.ts';
import { timeOfDay } from '#shared/schedule/rule.ts';
import { slotColumns } from './booking-slot-rows.ts';
import { slotKey } from './booking-slots.ts';
import { dateInWords, timeInWords } from './booking-words.ts';
import type { Connection } from './connection.ts';
import type { PlannedEntity, RowValues } from './planned-entity.ts';
import { orConflict } from './refused.ts';

/** Slots as jobs change them by plan; found by `slotKey`. Category and price of a stored one never change. */
export function plannedSlots(connection: Connection): PlannedEntity {
  const where = 'WHERE service_id = ? AND provider_id = ? AND date = ? AND from_minute = ?';
  const set = slotColumns.filter((column) => column !== 'id' && column !== 'version');
  const select = connection.prepare<RowValues>(`SELECT ${slotColumns.join(', ')} FROM booking_slot ${where}`).raw();
  const insert = connection.prepare(
    `INSERT INTO booking_slot (${slotColumns.join(', ')}) VALUES (${slotColumns.map(() => '?').join(', ')})`,
  );
  const update = connection.prepare(
    `UPDATE booking_slot SET ${set.map((column) => `${column} = ?`).join(', ')}, version = version + 1 ${where}`,
  );
  const remove = connection.prepare(`DELETE FROM booking_slot ${where}`);
  const serviceName = connection.prepare<string>('SELECT name FROM service WHERE id = ?').pluck();
  const valueOf = (values: RowValues, column: (typeof slotColumns)[number]): PlanValue =>
    values[slotColumns.indexOf(column)] ?? null;
  return {
    name: 'booking_slot',
    title: 'Slots',
    columns: slotColumns,
    find: (key) => select.get(...keyParts(key)),
    insert: (values) => void orConflict(() => insert.run(...values)),
    update: (key, values) =>
      void orConflict(() => update.run(...set.map((column) => valueOf(values, column)), ...keyParts(key))),
    remove: (key) => void orConflict(() => remove.run(...keyParts(key))),
    label(values) {
      const id = String(valueOf(values, 'service_id'));
      const time = timeInWords({
        date: String(valueOf(values, 'date')),
        from_minute: Number(valueOf(values, 'from_minute')),
        until_minute: Number(valueOf(values, 'until_minute')),
      });
      return `${serviceName.get(id) ?? id}, ${time}`;
    },
    fields: [
      { name: 'Date', column: 'date', show: (value) => (value === null ? null : dateInWords(String(value))) },
      { name: 'From', column: 'from_minute', show: time },
      { name: 'Until', column: 'until_minute', show: time },
      { name: 'Starts (UTC)', column: 'starts_at', show: instant },
      { name: 'Ends (UTC)', column: 'ends_at', show: instant },
      { name: 'Category', column: 'category', show: (value) => value },
      { name: 'Price', column: 'price', show: amount },
      { name: 'Places', column: 'max_bookings', show: (value) => value },
      { name: 'On the board', column: 'is_available', show: (value) => (value === null ? null : value === 1) },
    ],
  };
}

/** What a plan finds a slot by, from a row that has service, provider, date and start. */
export function slotKeyOf(row: {
  readonly service_id: PlanValue;
  readonly provider_id: PlanValue;
  readonly date: PlanValue;
  readonly from_minute: PlanValue;
}): string {
  return slotKey(String(row.service_id), String(row.provider_id), String(row.date), Number(row.from_minute));
}

function keyParts(key: string): (string | number)[] {
  const [service = '', provider = '', date = '', from = ''] = key.split('|');
  return [service, provider, date, Number(from)];
}

function time(value: PlanValue): PlanValue {
  return value === null ? null : timeOfDay(Number(value) % 1440);
}

/** An instant for people: `2026-11-24 08:00`. */
export function instant(value: PlanValue): PlanValue {
  return value === null ? null : new Date(Number(value)).toISOString().slice(0, 16).replace('T', ' ');
}

/** An amount for people, from hundredths. */
export function amount(value: PlanValue): PlanValue {
  return value === null ? null : moneyOf(Number(value));
}
