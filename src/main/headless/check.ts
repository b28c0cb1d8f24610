import type { EpochMs } from '#shared/model/primitives.ts';
import type { Engine } from '../engine/engine.ts';
import {
  type BookingsHealth,
  type Finding,
  type Health,
  type HostHealth,
  type LeaseHealth,
  readHealth,
  type ScheduleHealth,
} from '../engine/health.ts';
import type { Clock } from '../engine/ports.ts';
import { type ExitCode, exitCodes, type Output } from '../output.ts';

/** Looks how the profile is, writes it down and gives the exit code: 1 where something needs a person. */
export function check(
  engine: Engine,
  { isJson }: { readonly isJson: boolean },
  { clock, output }: { readonly clock: Pick<Clock, 'now'>; readonly output: Output },
): ExitCode {
  const health = readHealth(engine, clock.now());
  output.out(isJson ? `${JSON.stringify(toDocument(health))}\n` : describe(health));
  return health.problems.length === 0 ? exitCodes.good : exitCodes.failed;
}

/** The health as `--check --json` writes it; the shape is part of the command line's contract. */
function toDocument({ checkedAt, problems, notes, lease, schedules, hosts, bookings }: Health) {
  return {
    isHealthy: problems.length === 0,
    checkedAt: toIso(checkedAt),
    problems,
    notes,
    scheduler: { ...lease, since: toIso(lease.since) },
    schedules: schedules.map(toSchedule),
    hosts: hosts.map((host) => ({ ...host, notBefore: toIso(host.notBefore) })),
    bookings,
  };
}

function toSchedule({ status, overdueSince, lastGoodAt, missedLooks, coverage }: ScheduleHealth) {
  const { id, kind, enabled, state, failuresInRow, problem, pause, nextAt } = status;
  return {
    id,
    job: kind,
    enabled,
    state,
    problem,
    pausedBy: pause?.by ?? null,
    failuresInRow,
    nextAt: toIso(nextAt),
    overdueSince: toIso(overdueSince),
    lastGoodAt: toIso(lastGoodAt),
    isStale: missedLooks >= 2,
    coverage,
  };
}

function describe({ problems, notes, lease, schedules, hosts, bookings }: Health): string {
  const lines = [
    problems.length === 0 ? 'Healthy' : `Not healthy: ${count(problems.length, 'problem')}`,
    ...problems.map(describeFinding),
    ...(notes.length === 0 ? [] : ['Worth knowing', ...notes.map(describeFinding)]),
    `Scheduler  ${describeLease(lease)}`,
    ...table('Schedule', ['state', 'last 24 h', 'last good look', 'next'], schedules.map(scheduleRow)),
    ...table('Host', ['requests today', 'state'], hosts.map(hostRow)),
    ...describeBookings(bookings),
  ];
  return `${lines.join('\n')}\n`;
}

function describeFinding({ code, subject, message }: Finding): string {
  return `  ${subject}: ${message} (${code})`;
}

function describeLease({ state, role, pid, since }: LeaseHealth): string {
  if (state === 'free') return 'none at present';
  return `${role ?? ''}, process ${pid ?? ''}, since ${toIso(since) ?? ''} (${state})`;
}

function scheduleRow({ status, coverage, lastGoodAt }: ScheduleHealth): string[] {
  const { ran, planned, ranPercent } = coverage;
  const ranOf = ranPercent === null ? 'nothing planned' : `${ran} of ${planned} ran (${ranPercent} %)`;
  return [status.id, status.state, ranOf, toIso(lastGoodAt) ?? 'never', toIso(status.nextAt) ?? 'nothing planned'];
}

function hostRow({ host, usedToday, requestsPerDay, isOver }: HostHealth): string[] {
  return [host, `${usedToday} of ${requestsPerDay}`, isOver ? 'spent' : 'good'];
}

function describeBookings(bookings: BookingsHealth | null): string[] {
  if (bookings === null) return [];
  const { activeServices, coveredServices, coveragePercent, freeSlots, density, windowDays } = bookings;
  if (coveragePercent === null) return ['Bookings  no active service'];
  const covered = `${coveredServices} of ${activeServices} services have a free slot (${coveragePercent} %)`;
  return [`Bookings  ${covered}; ${freeSlots} free slots in ${windowDays} days, ${density} a day`];
}

/** Columns as wide as their widest cell; nothing where there are no rows. */
function table(first: string, others: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const all = [[first, ...others], ...rows];
  const widths = [first, ...others].map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function count(number: number, word: string): string {
  return number === 1 ? `one ${word}` : `${number} ${word}s`;
}

function toIso(at: EpochMs): string;
function toIso(at: EpochMs | null): string | null;
function toIso(at: EpochMs | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
