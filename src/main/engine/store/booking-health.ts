import type { BookingHealth } from '#shared/contract/bookings.ts';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { atOnce } from '../slices.ts';
import { eachCoverage, nextFreeAt, type ServiceCoverage } from './booking-coverage.ts';
import { percent, readDays } from './booking-health-days.ts';
import type { Connection } from './connection.ts';

/** Figures of how bookings are doing. */
export interface BookingHealthLog {
  /**
   * Writes down how many slots past dates had and how many were booked, before the free ones go: of services of a provider,
   * for dates before `today`. What is written down already is only ever raised.
   */
  noteDays(providerId: string, today: CalendarDate): void;
  /** Writes down coverage and free slots as they are now. */
  noteSnapshot(now: EpochMs, windowDays: number): void;
  /** When that was done last; null where it never was. */
  lastSnapshotAt(): EpochMs | null;
  /** The same in small steps, between which other work may go first. */
  snapshotSteps(now: EpochMs, windowDays: number): Generator<unknown, void>;
  /** Everything, in small steps. */
  readSteps(
    now: EpochMs,
    options: { readonly days: number; readonly windowDays: number },
  ): Generator<unknown, BookingHealth>;
  /** The few figures of the Now page and of `--check`, in small steps. */
  summarySteps(now: EpochMs, windowDays: number): Generator<unknown, CoverageSummary>;
}

/** How far services are covered. */
export type CoverageSummary = Pick<
  BookingHealth,
  'activeServices' | 'coveredServices' | 'coveragePercent' | 'freeSlots' | 'density' | 'notes'
>;

/** Makes the record of how bookings are doing of a connection. */
export function createBookingHealth(connection: Connection): BookingHealthLog {
  function* summarySteps(now: EpochMs, windowDays: number): Generator<unknown, CoverageSummary> {
    return summarize(yield* coverageSteps(connection, now, windowDays), windowDays);
  }
  function* snapshotSteps(now: EpochMs, windowDays: number): Generator<unknown, void> {
    keepSnapshot(connection, now, windowDays, yield* summarySteps(now, windowDays));
  }
  return {
    noteDays: (providerId, today) => noteDays(connection, providerId, today),
    lastSnapshotAt: () =>
      connection.prepare<EpochMs | null>('SELECT max(at) FROM booking_snapshot').pluck().get() ?? null,
    noteSnapshot: (now, windowDays) => atOnce(snapshotSteps(now, windowDays)),
    snapshotSteps,
    summarySteps,
    readSteps: (now, options) => healthSteps(connection, now, options),
  };
}

function* coverageSteps(
  connection: Connection,
  now: EpochMs,
  windowDays: number,
): Generator<unknown, ServiceCoverage[]> {
  const services: ServiceCoverage[] = [];
  for (const service of eachCoverage(connection, now, windowDays)) yield services.push(service);
  return services;
}

function keepSnapshot(
  connection: Connection,
  now: EpochMs,
  windowDays: number,
  { activeServices, coveredServices, freeSlots }: CoverageSummary,
): void {
  connection
    .prepare(
      `INSERT INTO booking_snapshot VALUES (?, ?, ?, ?, ?) ON CONFLICT (at) DO UPDATE SET
         window_days = excluded.window_days, active_services = excluded.active_services,
         covered_services = excluded.covered_services, free_slots = excluded.free_slots`,
    )
    .run(now, windowDays, activeServices, coveredServices, freeSlots);
}

function noteDays(connection: Connection, providerId: string, today: CalendarDate): void {
  connection
    .prepare(
      `INSERT INTO booking_day (service_id, date, offered, booked)
       SELECT service_id, date, count(*), sum(EXISTS (SELECT 1 FROM reservation WHERE slot_id = booking_slot.id))
       FROM booking_slot
       WHERE service_id IN (SELECT id FROM service WHERE provider_id = @providerId) AND provider_id = @providerId
         AND date < @today
       GROUP BY service_id, date
       ON CONFLICT (service_id, date) DO UPDATE SET
         offered = max(offered, excluded.offered), booked = max(booked, excluded.booked)
       WHERE offered < excluded.offered OR booked < excluded.booked`,
    )
    .run({ providerId, today });
}

function summarize(services: readonly ServiceCoverage[], windowDays: number): CoverageSummary {
  const activeServices = services.length;
  const coveredServices = services.filter(({ freeSlots }) => freeSlots > 0).length;
  const freeSlots = services.reduce((sum, service) => sum + service.freeSlots, 0);
  const figures = {
    activeServices,
    coveredServices,
    coveragePercent: percent(coveredServices, activeServices),
    freeSlots,
    density: freeSlots / windowDays,
  };
  return { ...figures, notes: notesOf(figures, windowDays) };
}

const leastCoverage = 50;
const goodCoverage = 80;
const leastDensity = 10;

/** What to look after, the worst first. */
function notesOf(
  { activeServices, coveredServices, coveragePercent, density }: Omit<CoverageSummary, 'notes'>,
  windowDays: number,
): BookingHealth['notes'] {
  if (coveragePercent === null) return [];
  const what = `${coveredServices} of ${activeServices} active services have a free slot in the next ${windowDays} days`;
  const notes: BookingHealth['notes'] = [];
  if (coveragePercent < leastCoverage) {
    const message = `Only ${what}. See that slot maintenance runs, and that the hours of the others leave room.`;
    notes.push({ level: 'warning', message });
  }
  if (density < leastDensity) {
    const free = Math.round(density * 10) / 10;
    const message = `Only ${free} slots a day are free; ${leastDensity} or more are wanted. Offer more hours, or more services.`;
    notes.push({ level: 'warning', message });
  }
  if (coveragePercent >= leastCoverage && coveragePercent < goodCoverage) {
    notes.push({ level: 'advice', message: `${what}. Look after the others before they run out.` });
  }
  return notes;
}

function* healthSteps(
  connection: Connection,
  now: EpochMs,
  { days: count, windowDays }: { readonly days: number; readonly windowDays: number },
): Generator<unknown, BookingHealth> {
  const services = yield* coverageSteps(connection, now, windowDays);
  const rows: BookingHealth['services'] = [];
  for (const service of services) {
    const { serviceId, name, providerName, freeSlots } = service;
    const nextFree = nextFreeAt(connection, service, now);
    yield rows.push({ serviceId, name, providerName, freeSlots, nextFreeAt: nextFree });
  }
  const { coveragePercent, density, ...figures } = summarize(services, windowDays);
  // Today is as it stands now, whatever was written down in the morning.
  const days = readDays(connection, now, count).map((day, index) =>
    index === count - 1 ? { ...day, coveragePercent, density: figures.activeServices === 0 ? null : density } : day,
  );
  const sum = (field: 'paid' | 'expired' | 'cancelled' | 'maintenanceRuns' | 'maintenanceSucceeded'): number =>
    days.reduce((total, day) => total + day[field], 0);
  const decided = sum('paid') + sum('expired') + sum('cancelled');
  return {
    at: now,
    windowDays,
    ...figures,
    coveragePercent,
    density,
    bookingRatePercent: readBookingRate(connection, days),
    paidPercent: percent(sum('paid'), decided),
    expiredPercent: percent(sum('expired'), decided),
    maintenancePercent: percent(sum('maintenanceSucceeded'), sum('maintenanceRuns')),
    days,
    services: rows.toSorted((left, right) => left.freeSlots - right.freeSlots || left.name.localeCompare(right.name)),
  };
}

/** Of all slots of the past dates that are shown, not the mean of their shares. */
function readBookingRate(connection: Connection, days: BookingHealth['days']): number | null {
  const row = connection
    .prepare<{ offered: number | null; booked: number | null }>(
      'SELECT sum(offered) AS offered, sum(booked) AS booked FROM booking_day WHERE date >= ? AND date < ?',
    )
    .get(days.at(0)?.date ?? '', days.at(-1)?.date ?? '');
  return percent(row?.booked ?? 0, row?.offered ?? 0);
}
