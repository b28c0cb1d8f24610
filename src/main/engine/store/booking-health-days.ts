import type { BookingHealthDay } from '#shared/contract/bookings.ts';
import { addDays, type CalendarDate, dateIn, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { dayMs, instantOf, zoneOf } from '#shared/schedule/zone.ts';
import type { Connection } from './connection.ts';

interface Span {
  readonly date: CalendarDate;
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** The figures of some dates up to today, oldest first, in the zone that most providers are in. */
export function readDays(connection: Connection, now: EpochMs, days: number): BookingHealthDay[] {
  const timeZone = usualZone(connection);
  const today = dateIn(timeZone, now);
  const spans = Array.from({ length: days }, (_, index) => spanOf(timeZone, addDays(today, index + 1 - days)));
  const rates = readRates(connection, spans[0]?.date ?? today, today);
  const runs = readMaintenance(connection, spans[0]?.from ?? now);
  return spans.map((span) => ({
    date: span.date,
    ...readSnapshot(connection, span),
    bookingRatePercent: rates.get(span.date) ?? null,
    ...readHolds(connection, span),
    ...countMaintenance(runs, span),
  }));
}

/** The zone that most providers are in; UTC without any. */
function usualZone(connection: Connection): string {
  const zone = connection
    .prepare<string>('SELECT time_zone FROM provider GROUP BY time_zone ORDER BY count(*) DESC, time_zone LIMIT 1')
    .pluck()
    .get();
  return zone ?? 'UTC';
}

function spanOf(timeZone: string, date: CalendarDate): Span {
  const zone = zoneOf(timeZone);
  const midnight = dayNumberOf(date) * dayMs;
  return { date, from: instantOf(zone, midnight), until: instantOf(zone, midnight + dayMs) };
}

/** Part of a whole in percent; null of nothing. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (part / whole) * 100;
}

function readRates(connection: Connection, from: CalendarDate, before: CalendarDate): Map<string, number | null> {
  const rows = connection
    .prepare<{ date: string; offered: number; booked: number }>(
      `SELECT date, sum(offered) AS offered, sum(booked) AS booked FROM booking_day WHERE date >= ? AND date < ?
       GROUP BY date`,
    )
    .all(from, before);
  return new Map(rows.map(({ date, offered, booked }) => [date, percent(booked, offered)]));
}

/** The last figures that were written down within a day. */
function readSnapshot(connection: Connection, { from, until }: Span) {
  const row = connection
    .prepare<{ window_days: number; active_services: number; covered_services: number; free_slots: number }>(
      'SELECT * FROM booking_snapshot WHERE at >= ? AND at < ? ORDER BY at DESC LIMIT 1',
    )
    .get(from, until);
  if (row === undefined) return { coveragePercent: null, density: null };
  return {
    coveragePercent: percent(row.covered_services, row.active_services),
    density: row.free_slots / row.window_days,
  };
}

/** What became of the holds that were taken within a day. */
function readHolds(connection: Connection, { from, until }: Span) {
  const rows = connection
    .prepare<{ status: string; cancelled_by: string | null; count: number }>(
      `SELECT status, cancelled_by, count(*) AS count FROM reservation WHERE created_at >= ? AND created_at < ?
       GROUP BY status, cancelled_by`,
    )
    .all(from, until);
  const sum = (isMeant: (row: { status: string; cancelled_by: string | null }) => boolean): number =>
    rows.filter(isMeant).reduce((total, { count }) => total + count, 0);
  return {
    paid: sum(({ status }) => status === 'paid'),
    expired: sum(({ cancelled_by: by }) => by === 'expiry'),
    cancelled: sum(({ cancelled_by: by }) => by === 'desk'),
    pending: sum(({ status }) => status === 'pending'),
  };
}

interface MaintenanceRow {
  readonly created_at: EpochMs;
  readonly status: string;
}

/** Ended runs of slot maintenance since an instant; dry ones change nothing and do not count. */
function readMaintenance(connection: Connection, from: EpochMs): MaintenanceRow[] {
  return connection
    .prepare<MaintenanceRow>(
      `SELECT created_at, status FROM job_run INDEXED BY job_run_by_claim
       WHERE claim_key = 'slots.maintain' AND kind = 'slots.maintain' AND is_dry_run = 0 AND finished_at IS NOT NULL
         AND created_at >= ?`,
    )
    .all(from);
}

function countMaintenance(runs: readonly MaintenanceRow[], { from, until }: Span) {
  const ofDay = runs.filter(({ created_at: at }) => at >= from && at < until);
  return {
    maintenanceRuns: ofDay.length,
    maintenanceSucceeded: ofDay.filter(({ status }) => status === 'succeeded').length,
  };
}
