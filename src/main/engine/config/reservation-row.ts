import { z } from 'zod';
import { BookingStatus, Customer } from '#shared/model/booking.ts';
import { CalendarDate } from '#shared/model/calendar-date.ts';
import { Money } from '#shared/model/money.ts';
import { Id } from '#shared/model/primitives.ts';
import { LocalTime } from '#shared/schedule/rule.ts';
import { unguarded } from '../export/cells.ts';
import type { ImportedReservation } from '../store/reservations.ts';
import type { Store } from '../store/store.ts';

/** A line of a file of reservations, by column. */
export type CsvRow = Readonly<Record<string, string>>;

/** What is wrong with a line: never what stands there, which may be a name. */
export interface RowFault {
  readonly column: string | null;
  readonly message: string;
}

const Instant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-11-22T08:00:00Z' })
  .transform((text) => Date.parse(text));

const Row = Customer.extend({
  id: Id,
  serviceId: Id,
  date: CalendarDate,
  from: LocalTime,
  status: BookingStatus,
  people: z
    .string()
    .regex(/^\d{1,4}$/, 'must be a whole number from 1 to 1000')
    .transform(Number)
    .refine((people) => people >= 1 && people <= 1000, { error: 'must be a whole number from 1 to 1000' }),
  totalPrice: Money.nullable().default(null),
  createdAt: Instant,
  expiresAt: Instant.nullable().default(null),
  cancelledAt: Instant.nullable().default(null),
  cancelledBy: z.enum(['desk', 'expiry'], { error: 'must be desk or expiry' }).nullable().default(null),
});
type Row = z.output<typeof Row>;

/** Reads one line; null where anything is wrong with it. What the file does not tell stays as it is stored. */
export function readReservation(
  row: CsvRow,
  { store, now }: { readonly store: Store; readonly now: number },
): { readonly reservation: ImportedReservation | null; readonly faults: readonly RowFault[] } {
  const given = Object.fromEntries(
    Object.entries(row)
      .filter(([, value]) => value !== '')
      .map(([column, value]) => [column, unguarded(value)]),
  );
  const parsed = Row.safeParse(given);
  if (!parsed.success) return { reservation: null, faults: parsed.error.issues.map((issue) => explain(issue, given)) };
  const faults = faultsOf(parsed.data, store, now);
  return faults.length > 0 ? { reservation: null, faults } : { reservation: complete(parsed.data, store), faults };
}

function explain({ path, code, message }: z.core.$ZodIssue, given: Readonly<Record<string, string>>): RowFault {
  const column = path[0] === undefined ? null : String(path[0]);
  if (column !== null && given[column] === undefined) return { column, message: 'is missing' };
  if (column === 'status') return { column, message: 'must be pending, paid or cancelled' };
  return { column, message: code === 'too_big' ? 'is too long' : message };
}

/** What no column can say alone. */
function faultsOf(row: Row, { services }: Store, now: number): RowFault[] {
  const faults: RowFault[] = [];
  const fault = (column: string, message: string): void => void faults.push({ column, message });
  const service = services.find(row.serviceId);
  if (service === undefined) fault('serviceId', `no service "${row.serviceId}"`);
  else if (row.people > service.maxPeople) fault('people', `must be at most ${service.maxPeople} for this service`);
  if (row.createdAt > now) fault('createdAt', 'lies in the future');
  if (row.status === 'pending' && row.expiresAt === null) fault('expiresAt', 'is missing: a pending one runs out');
  if (row.status === 'cancelled' && row.cancelledAt === null) fault('cancelledAt', 'is missing');
  if (row.status !== 'cancelled' && row.cancelledAt !== null)
    fault('cancelledAt', 'must be empty: it is not cancelled');
  if (row.status !== 'cancelled' && row.cancelledBy !== null)
    fault('cancelledBy', 'must be empty: it is not cancelled');
  return faults;
}

function complete(row: Row, { reservations }: Store): ImportedReservation {
  const before = reservations.find(row.id);
  return {
    ...row,
    cancelledBy: row.status === 'cancelled' ? (row.cancelledBy ?? 'desk') : null,
    cancelReason: before?.cancelReason ?? null,
    // The format does not tell when one was paid.
    paidAt: row.status === 'pending' ? null : (before?.paidAt ?? (row.status === 'paid' ? row.createdAt : null)),
  };
}
