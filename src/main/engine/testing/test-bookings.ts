import { slotsOf } from '#shared/booking/slots.ts';
import { type PlannedSlot, Provider, Service } from '#shared/model/booking.ts';
import type { Run } from '#shared/model/run.ts';
import type { JobPart } from '../jobs/define-job.ts';
import { createRow } from '../jobs/slots-maintain/rows.ts';
import { entityOf } from '../store/planned-entities.ts';
import type { ImportedReservation } from '../store/reservations.ts';
import type { Store } from '../store/store.ts';
import type { TestEngine } from './test-engine.ts';

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

/** A provider who works on weekdays from nine to twelve, in Kathmandu. */
export function sampleProvider(change: object = {}): Provider {
  const availability = workdays.map((weekday) => ({ weekday, from: '09:00', until: '12:00' }));
  return Provider.parse({ id: 'p1', name: 'Provider One', timeZone: 'Asia/Kathmandu', availability, ...change });
}

/** A service of that provider: an hour for 100.00. */
export function sampleService(change: object = {}): Service {
  return Service.parse({ id: 's1', providerId: 'p1', name: 'Repair', price: '100.00', ...change });
}

/** Stores a provider and services. */
export function offer(store: Store, provider: Provider, ...services: readonly Service[]): void {
  store.providers.save(provider, 0);
  for (const service of services) store.services.save(service, 0);
}

/** Stores the slots that follow from the rules of a service, as a run would have made them. */
export function putSlots(store: Store, serviceId: string, from: string, days: number): PlannedSlot[] {
  const service = store.services.get(serviceId);
  const slots = slotsOf(store.providers.get(service.providerId), service, from, days);
  const entity = entityOf(store, 'booking_slot');
  for (const slot of slots) {
    const { after } = createRow(slot, { columns: entity.columns, runId: null, now: 0 });
    if (after !== null) entity.insert(after);
  }
  return slots;
}

/** The name that must appear nowhere but at the reservation itself. */
export const secretName = 'Zebulon Quixote';

/** Books a stored slot for somebody whose name is found again wherever it leaks. */
export function book(
  store: Store,
  id: string,
  { date, from, serviceId }: Pick<PlannedSlot, 'date' | 'from' | 'serviceId'>,
  change: Partial<ImportedReservation> = {},
): void {
  const reservation: ImportedReservation = {
    id,
    serviceId,
    date,
    from,
    customerName: secretName,
    customerEmail: 'zebulon@example.invalid',
    customerPhone: '+507 6000 0011',
    people: 1,
    totalPrice: null,
    status: 'paid',
    createdAt: 1000,
    expiresAt: null,
    paidAt: 2000,
    cancelledAt: null,
    cancelledBy: null,
    cancelReason: null,
    ...(change.status === 'pending' && { paidAt: null }),
    ...change,
  };
  store.reservations.import(reservation, { now: 1000, actor: 'tester' });
}

/** What is stored of a service: `2026-03-03 09:00`, with a star where it is booked. */
export function storedSlots(store: Store, serviceId = 's1'): string[] {
  return store.bookingSlots
    .board({ from: '1990-01-01', days: 30_000, providerId: null, serviceId })
    .map(({ date, from, bookings }) => `${date} ${from}${bookings.length > 0 ? '*' : ''}`);
}

/** Runs a job by hand, to its end. */
export async function runJob(
  { engine }: Pick<TestEngine, 'engine'>,
  kind: string,
  params: JobPart<object>['params'] = {},
  isDryRun = false,
): Promise<Run> {
  const [started] = await engine.handlers['runs.start']({ kind, params: { ...params }, reason: 'a test', isDryRun });
  if (started === undefined) throw new Error('Nothing was started.');
  await engine.runner.endOf(started.id);
  const run = engine.store.runs.find(started.id);
  if (run === undefined) throw new Error('The run is gone.');
  return run;
}

/** Everything that is written down in the tables of runs and plans, and in the log. */
export function writtenByRuns({ engine, log }: Pick<TestEngine, 'engine' | 'log'>): string {
  const { raw } = engine.store.connection;
  const tables = [
    'job_run',
    'run_log',
    'run_check',
    'run_change',
    'run_plan',
    'run_plan_part',
    'run_plan_miss',
    'audit',
    'outbox',
    'notice',
    'delivery',
  ];
  const known = new Set(raw.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all());
  const rows = tables.filter((name) => known.has(name)).map((name) => raw.prepare(`SELECT * FROM "${name}"`).all());
  const events = raw.prepare('SELECT summary FROM reservation_event').all();
  return JSON.stringify([rows, events, log.lines]);
}

/** Every table but those of runs, plans and notifications, as text. */
export function everythingElse({ connection }: Pick<Store, 'connection'>): string {
  const { raw } = connection;
  const own = /^(job_run|run_|outbox|audit|sqlite_|app_process|notification_|notice|delivery)/;
  const names = raw
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`)
    .all();
  return JSON.stringify(
    names.filter(({ name }) => !own.test(name)).map(({ name }) => [name, raw.prepare(`SELECT * FROM "${name}"`).all()]),
  );
}
