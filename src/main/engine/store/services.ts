import { AppError } from '#shared/errors.ts';
import { type Service, ServiceStatus, type ServiceTimeSlot } from '#shared/model/booking.ts';
import { minorUnitsOf, moneyOf } from '#shared/model/money.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { minuteOfDay, timeOfDay, Weekday } from '#shared/schedule/rule.ts';
import type { Connection } from './connection.ts';

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

interface ServiceRow {
  readonly id: string;
  readonly provider_id: string;
  readonly name: string;
  readonly status: string;
  readonly duration_minutes: number;
  readonly price: number;
  readonly max_bookings: number;
  readonly max_people: number;
  readonly notice_minutes: number;
}

interface TimeSlotRow {
  readonly service_id: string;
  readonly weekday: number;
  readonly from_minute: number;
  readonly until_minute: number;
  readonly price_multiplier: number;
  readonly max_bookings: number | null;
}

interface GroupPriceRow {
  readonly service_id: string;
  readonly from_people: number;
  readonly price: number;
}

/** Which services to read: one, those of a provider, or all. */
type Choice = { readonly id: string } | { readonly providerId: string } | null;

/** Makes the service repository of a connection. */
export function createServices(connection: Connection): Services {
  const find = (id: string): Service | undefined => readServices(connection, { id })[0];
  const get = (id: string): Service => {
    const service = find(id);
    if (service === undefined) throw new AppError('not_found', `There is no service "${id}".`);
    return service;
  };
  return {
    list: (providerId) => readServices(connection, providerId === undefined ? null : { providerId }),
    find,
    get,
    save: (service, now) =>
      connection.transaction(() => {
        refuseStranger(connection, service);
        const before = find(service.id);
        const after = inOrder(service);
        if (before !== undefined && JSON.stringify(before) === JSON.stringify(after)) return 'unchanged';
        writeService(connection, after, now);
        return before === undefined ? 'created' : 'changed';
      }),
    remove: (id) =>
      connection.transaction(() => {
        const { name } = get(id);
        refuseBooked(connection, id, name);
        connection.prepare('DELETE FROM booking_slot WHERE service_id = ?').run(id);
        connection.prepare('DELETE FROM service WHERE id = ?').run(id);
      }),
  };
}

function refuseStranger(connection: Connection, { id, providerId, groupPrices }: Service): void {
  if (connection.prepare('SELECT 1 FROM provider WHERE id = ?').get(providerId) === undefined) {
    throw new AppError('invalid_input', `There is no provider "${providerId}" for service "${id}".`);
  }
  const steps = groupPrices.map(({ fromPeople }) => fromPeople);
  const twice = steps.find((fromPeople, index) => steps.indexOf(fromPeople) !== index);
  if (twice === undefined) return;
  throw new AppError('invalid_input', `groupPrices: service "${id}" has two prices from ${twice} people on.`);
}

function refuseBooked(connection: Connection, id: string, name: string): void {
  const count =
    connection.prepare<number>('SELECT count(*) FROM reservation WHERE service_id = ?').pluck().get(id) ?? 0;
  if (Number(count) === 0) return;
  throw new AppError(
    'conflict',
    `${name} was booked and its reservations are kept, so it has to stay. Set it to inactive instead.`,
  );
}

/** The same with its fields and steps in the order in which they are read, so that two can be compared as text. */
function inOrder(service: Service): Service {
  return {
    id: service.id,
    providerId: service.providerId,
    name: service.name,
    status: service.status,
    durationMinutes: service.durationMinutes,
    price: service.price,
    groupPrices: service.groupPrices
      .map(({ fromPeople, pricePerPerson }) => ({ fromPeople, pricePerPerson }))
      .toSorted((left, right) => left.fromPeople - right.fromPeople),
    maxBookingsPerSlot: service.maxBookingsPerSlot,
    maxPeople: service.maxPeople,
    noticeMinutes: service.noticeMinutes,
    timeSlots: service.timeSlots.map((slot) => ({
      weekday: slot.weekday,
      from: slot.from,
      until: slot.until,
      priceMultiplier: slot.priceMultiplier,
      maxBookings: slot.maxBookings,
    })),
  };
}

function readServices(connection: Connection, choice: Choice): Service[] {
  const [where, parameters] =
    choice === null
      ? ['', []]
      : 'id' in choice
        ? ['WHERE service.id = ?', [choice.id]]
        : ['WHERE service.provider_id = ?', [choice.providerId]];
  const rows = connection.prepare<ServiceRow>(`SELECT * FROM service ${where} ORDER BY id`).all(...parameters);
  const timeSlots = groupBy(
    connection
      .prepare<TimeSlotRow>(
        `SELECT service_time_slot.* FROM service JOIN service_time_slot ON service_id = service.id ${where}
         ORDER BY service_id, position`,
      )
      .all(...parameters),
  );
  const prices = groupBy(
    connection
      .prepare<GroupPriceRow>(
        `SELECT service_group_price.* FROM service JOIN service_group_price ON service_id = service.id ${where}
         ORDER BY service_id, from_people`,
      )
      .all(...parameters),
  );
  return rows.map((row) => toService(row, prices.get(row.id) ?? [], timeSlots.get(row.id) ?? []));
}

function groupBy<T extends { readonly service_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.service_id);
    if (group === undefined) groups.set(row.service_id, [row]);
    else group.push(row);
  }
  return groups;
}

function toService(row: ServiceRow, prices: readonly GroupPriceRow[], slots: readonly TimeSlotRow[]): Service {
  return {
    id: row.id,
    providerId: row.provider_id,
    name: row.name,
    status: ServiceStatus.parse(row.status),
    durationMinutes: row.duration_minutes,
    price: moneyOf(row.price),
    groupPrices: prices.map((step) => ({ fromPeople: step.from_people, pricePerPerson: moneyOf(step.price) })),
    maxBookingsPerSlot: row.max_bookings,
    maxPeople: row.max_people,
    noticeMinutes: row.notice_minutes,
    timeSlots: slots.map((slot): ServiceTimeSlot => ({
      weekday: Weekday.options[slot.weekday] ?? 'mon',
      from: timeOfDay(slot.from_minute),
      until: timeOfDay(slot.until_minute),
      priceMultiplier: moneyOf(slot.price_multiplier),
      maxBookings: slot.max_bookings,
    })),
  };
}

function writeService(connection: Connection, service: Service, now: EpochMs): void {
  const { id } = service;
  connection
    .prepare(
      `INSERT INTO service (id, provider_id, name, status, duration_minutes, price, max_bookings, max_people, notice_minutes,
         created_at)
       VALUES (@id, @providerId, @name, @status, @durationMinutes, @price, @maxBookingsPerSlot, @maxPeople, @noticeMinutes,
         @now)
       ON CONFLICT (id) DO UPDATE SET provider_id = excluded.provider_id, name = excluded.name, status = excluded.status,
         duration_minutes = excluded.duration_minutes, price = excluded.price, max_bookings = excluded.max_bookings,
         max_people = excluded.max_people, notice_minutes = excluded.notice_minutes`,
    )
    .run({
      id,
      providerId: service.providerId,
      name: service.name,
      status: service.status,
      durationMinutes: service.durationMinutes,
      price: minorUnitsOf(service.price),
      maxBookingsPerSlot: service.maxBookingsPerSlot,
      maxPeople: service.maxPeople,
      noticeMinutes: service.noticeMinutes,
      now,
    });
  connection.prepare('DELETE FROM service_time_slot WHERE service_id = ?').run(id);
  connection.prepare('DELETE FROM service_group_price WHERE service_id = ?').run(id);
  const addSlot = connection.prepare('INSERT INTO service_time_slot VALUES (?, ?, ?, ?, ?, ?, ?)');
  service.timeSlots.forEach((slot, position) =>
    addSlot.run(
      id,
      position,
      Weekday.options.indexOf(slot.weekday),
      minuteOfDay(slot.from),
      minuteOfDay(slot.until),
      minorUnitsOf(slot.priceMultiplier),
      slot.maxBookings,
    ),
  );
  const addPrice = connection.prepare('INSERT INTO service_group_price VALUES (?, ?, ?)');
  for (const { fromPeople, pricePerPerson } of service.groupPrices)
    addPrice.run(id, fromPeople, minorUnitsOf(pricePerPerson));
}
