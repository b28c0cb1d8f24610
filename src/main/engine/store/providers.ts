import { AppError } from '#shared/errors.ts';
import { type AvailabilityWindow, type Provider, type ProviderException } from '#shared/model/booking.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { minuteOfDay, timeOfDay, Weekday } from '#shared/schedule/rule.ts';
import type { Connection } from './connection.ts';

/** Those whose time can be booked. */
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

interface ProviderRow {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
}

interface BreakRow {
  readonly break_from: number | null;
  readonly break_until: number | null;
}

interface WindowRow extends BreakRow {
  readonly provider_id: string;
  readonly weekday: number;
  readonly from_minute: number;
  readonly until_minute: number;
}

interface ExceptionRow extends BreakRow {
  readonly provider_id: string;
  readonly kind: string;
  readonly date: string;
  readonly reason: string | null;
  readonly from_minute: number | null;
  readonly until_minute: number | null;
}

/** Makes the provider repository of a connection. */
export function createProviders(connection: Connection): Providers {
  const list = (id: string | null): Provider[] => readProviders(connection, id);
  const find = (id: string): Provider | undefined => list(id)[0];
  const get = (id: string): Provider => {
    const provider = find(id);
    if (provider === undefined) throw new AppError('not_found', `There is no provider "${id}".`);
    return provider;
  };
  return {
    list: () => list(null),
    find,
    get,
    save: (provider, now) =>
      connection.transaction(() => {
        const before = find(provider.id);
        if (before !== undefined && JSON.stringify(before) === JSON.stringify(inOrder(provider))) return 'unchanged';
        writeProvider(connection, provider, now);
        return before === undefined ? 'created' : 'changed';
      }),
    remove: (id) =>
      connection.transaction(() => {
        const { name } = get(id);
        refuseWithServices(connection, id, name);
        connection.prepare('DELETE FROM provider WHERE id = ?').run(id);
      }),
  };
}

/** The same with its fields in the order in which they are read, so that two can be compared as text. */
function inOrder({ id, name, timeZone, availability, exceptions }: Provider): Provider {
  return {
    id,
    name,
    timeZone,
    availability: availability.map((window) => toWindow({ provider_id: id, ...windowRow(window) })),
    exceptions: exceptions.map((exception) => toException({ provider_id: id, ...exceptionRow(exception) })),
  };
}

function readProviders(connection: Connection, id: string | null): Provider[] {
  // Asked for one, SQLite finds it by its key; asked for all, it reads the tables in their order.
  const one = id === null ? '' : 'WHERE provider_id = ?';
  const parameters = id === null ? [] : [id];
  const rows = connection
    .prepare<ProviderRow>(`SELECT id, name, time_zone FROM provider ${id === null ? '' : 'WHERE id = ?'} ORDER BY id`)
    .all(...parameters);
  const windows = groupBy(
    connection
      .prepare<WindowRow>(`SELECT * FROM provider_window ${one} ORDER BY provider_id, position`)
      .all(...parameters),
  );
  const exceptions = groupBy(
    connection
      .prepare<ExceptionRow>(`SELECT * FROM provider_exception ${one} ORDER BY provider_id, position`)
      .all(...parameters),
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    timeZone: row.time_zone,
    availability: (windows.get(row.id) ?? []).map(toWindow),
    exceptions: (exceptions.get(row.id) ?? []).map(toException),
  }));
}

function groupBy<T extends { readonly provider_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.provider_id);
    if (group === undefined) groups.set(row.provider_id, [row]);
    else group.push(row);
  }
  return groups;
}

function writeProvider(connection: Connection, provider: Provider, now: EpochMs): void {
  const { id, name, timeZone } = provider;
  connection
    .prepare(
      `INSERT INTO provider (id, name, time_zone, created_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, time_zone = excluded.time_zone`,
    )
    .run(id, name, timeZone, now);
  connection.prepare('DELETE FROM provider_window WHERE provider_id = ?').run(id);
  connection.prepare('DELETE FROM provider_exception WHERE provider_id = ?').run(id);
  const addWindow = connection.prepare(
    `INSERT INTO provider_window VALUES (@id, @position, @weekday, @from_minute, @until_minute, @break_from, @break_until)`,
  );
  provider.availability.forEach((window, position) => addWindow.run({ id, position, ...windowRow(window) }));
  const addException = connection.prepare(
    `INSERT INTO provider_exception
     VALUES (@id, @position, @kind, @date, @reason, @from_minute, @until_minute, @break_from, @break_until)`,
  );
  provider.exceptions.forEach((exception, position) => addException.run({ id, position, ...exceptionRow(exception) }));
}

function refuseWithServices(connection: Connection, id: string, name: string): void {
  const count = Number(
    connection.prepare<number>('SELECT count(*) FROM service WHERE provider_id = ?').pluck().get(id) ?? 0,
  );
  if (count === 0) {
    const isBooked = connection.prepare('SELECT 1 FROM booking_slot WHERE provider_id = ? LIMIT 1').get(id);
    const wasBooked = connection.prepare('SELECT 1 FROM reservation WHERE provider_id = ? LIMIT 1').get(id);
    if (isBooked === undefined && wasBooked === undefined) return;
    throw new AppError(
      'conflict',
      `${name} has slots or reservations of services that moved elsewhere, and has to stay.`,
    );
  }
  const what = count === 1 ? 'a service' : `${count} services`;
  throw new AppError('conflict', `${name} has ${what}. Remove ${count === 1 ? 'it' : 'them'} first.`);
}

const minuteOrNull = (time: string | null): number | null => (time === null ? null : minuteOfDay(time));
const timeOrNull = (minute: number | null): string | null => (minute === null ? null : timeOfDay(minute));

function windowRow({
  weekday,
  from,
  until,
  breakFrom,
  breakUntil,
}: AvailabilityWindow): Omit<WindowRow, 'provider_id'> {
  return {
    weekday: Weekday.options.indexOf(weekday),
    from_minute: minuteOfDay(from),
    until_minute: minuteOfDay(until),
    break_from: minuteOrNull(breakFrom),
    break_until: minuteOrNull(breakUntil),
  };
}

function toWindow(row: WindowRow): AvailabilityWindow {
  return {
    weekday: Weekday.options[row.weekday] ?? 'mon',
    from: timeOfDay(row.from_minute),
    until: timeOfDay(row.until_minute),
    breakFrom: timeOrNull(row.break_from),
    breakUntil: timeOrNull(row.break_until),
  };
}

function exceptionRow(exception: ProviderException): Omit<ExceptionRow, 'provider_id'> {
  const { kind, date } = exception;
  if (kind === 'closed') {
    const none = { from_minute: null, until_minute: null, break_from: null, break_until: null };
    return { kind, date, reason: exception.reason, ...none };
  }
  return {
    kind,
    date,
    reason: null,
    from_minute: minuteOfDay(exception.from),
    until_minute: minuteOfDay(exception.until),
    break_from: minuteOrNull(exception.breakFrom),
    break_until: minuteOrNull(exception.breakUntil),
  };
}

function toException(row: ExceptionRow): ProviderException {
  const { date } = row;
  if (row.kind === 'closed') return { kind: 'closed', date, reason: row.reason ?? '' };
  return {
    kind: 'extra',
    date,
    from: timeOfDay(row.from_minute ?? 0),
    until: timeOfDay(row.until_minute ?? 0),
    breakFrom: timeOrNull(row.break_from),
    breakUntil: timeOrNull(row.break_until),
  };
}
