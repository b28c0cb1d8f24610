import type { EpochMs } from '#shared/model/primitives.ts';
import type { ScheduleStatus } from '#shared/model/schedule.ts';
import type { Engine } from './engine.ts';
import { type HeldPlan, heldPlans } from './planning/held-plans.ts';
import { readTimeliness, type Timeliness } from './scheduling/timeliness.ts';
import { readStatuses } from './scheduling/status.ts';
import { windowDays } from './jobs/slots-maintain/parameters.ts';
import { atOnce } from './slices.ts';
import { type Connection, storageError } from './store/connection.ts';
import { readFaults } from './store/integrity.ts';

/** Something about a profile that a person should know. */
export interface Finding {
  /** What kind it is: `damaged`, `overdue`, `over_budget` …; part of the command line's contract. */
  readonly code: string;
  /** What it is about: a schedule, a host, a run, the database. */
  readonly subject: string;
  /** What it is, in a sentence. */
  readonly message: string;
}

/** Who schedules: `held` by a living process; `hung` where that lives and does not renew its lease; `killed` over it; `free`. */
export interface LeaseHealth {
  readonly state: 'held' | 'hung' | 'killed' | 'free';
  readonly role: string | null;
  readonly pid: number | null;
  readonly since: EpochMs | null;
}

/** How a schedule keeps to its plan. */
export interface ScheduleHealth extends Timeliness {
  readonly status: ScheduleStatus;
}

/** How a host's requests of the UTC day were spent. */
export interface HostHealth {
  readonly host: string;
  readonly usedToday: number;
  /** The smallest limit of the sources at this host. */
  readonly requestsPerDay: number;
  readonly isOver: boolean;
  /** Set while the host asked to wait, or is left alone after failures. */
  readonly notBefore: EpochMs | null;
}

/** How far slots can be booked; percent are null without active services. */
export interface BookingsHealth {
  /** Days of the window, today included. */
  readonly windowDays: number;
  readonly activeServices: number;
  /** Those with a free slot in the window. */
  readonly coveredServices: number;
  readonly coveragePercent: number | null;
  readonly freeSlots: number;
  /** Free slots per day of the window. */
  readonly density: number;
}

/** How a profile is. */
export interface Health {
  readonly checkedAt: EpochMs;
  /** What needs a person; none where it is healthy. */
  readonly problems: readonly Finding[];
  /** What is worth knowing and asks for nothing. */
  readonly notes: readonly Finding[];
  readonly lease: LeaseHealth;
  readonly schedules: readonly ScheduleHealth[];
  readonly hosts: readonly HostHealth[];
  /** Null where nothing can be booked yet. */
  readonly bookings: BookingsHealth | null;
}

/** Looks at everything that can be wrong with a profile. Reads the whole database file; changes nothing. */
export function readHealth(engine: Engine, now: EpochMs): Health {
  const lease = readLease(engine, now);
  const schedules = readStatuses(engine, now).map((status) => ({ status, ...readTimeliness(engine, status, now) }));
  const hosts = readHosts(engine, now);
  const { bookings, problems, notes } = readBookings(engine, now);
  return {
    checkedAt: now,
    problems: [
      ...faultsOf(engine.store.connection),
      ...problemsOfLease(lease),
      ...schedules.flatMap(problemsOfSchedule),
      ...heldPlans(engine.store).map(problemOfHeld),
      ...hosts.filter(({ isOver }) => isOver).map(problemOfHost),
      ...problems,
    ],
    notes: [...notesOfStop(engine), ...notesOfLease(lease, schedules), ...hosts.flatMap(notesOfHost), ...notes],
    lease,
    schedules,
    hosts,
    bookings,
  };
}

function faultsOf(connection: Connection): Finding[] {
  const damaged = (message: string): Finding => ({ code: 'damaged', subject: 'database', message });
  try {
    return readFaults(connection).map(damaged);
  } catch (thrown) {
    return [damaged(storageError(thrown).userMessage)];
  }
}

function readLease({ store }: Engine, now: EpochMs): LeaseHealth {
  const written = store.lease.written();
  if (written === null) return { state: 'free', role: null, pid: null, since: null };
  const { role, pid, since, hasEnded, expiresAt } = written;
  return { state: hasEnded ? 'killed' : expiresAt <= now ? 'hung' : 'held', role, pid, since };
}

function problemsOfLease({ state, role, pid }: LeaseHealth): Finding[] {
  if (state !== 'hung') return [];
  const message = `The ${role ?? 'process'} that schedules (process ${pid ?? ''}) lives and does not renew its lease.`;
  return [{ code: 'hung', subject: 'scheduler', message }];
}

/** Nobody who schedules is fine for those who use --run-once; where that is wrong, schedules become overdue. */
function notesOfLease({ state, role, pid }: LeaseHealth, schedules: readonly ScheduleHealth[]): Finding[] {
  if (state === 'held' || state === 'hung') return [];
  const was = state === 'killed' ? ` The ${role ?? 'process'} that did (process ${pid ?? ''}) was killed.` : '';
  if (was === '' && !schedules.some(({ status }) => status.enabled)) return [];
  return [{ code: 'nobody_schedules', subject: 'scheduler', message: `No process schedules now.${was}` }];
}

function notesOfStop({ wasUnclean, interrupted }: Engine): Finding[] {
  const notes: Finding[] = [];
  if (wasUnclean) {
    const message = 'A process ended without saying goodbye: it was killed, or the machine went down.';
    notes.push({ code: 'unclean_stop', subject: 'database', message });
  }
  for (const run of interrupted) {
    const message = `${run.title} for ${run.subject} was going on then; it was ended as interrupted.`;
    notes.push({ code: 'interrupted_run', subject: run.id, message });
  }
  return notes;
}

function problemsOfSchedule({ status, overdueSince, missedLooks, lastGoodAt }: ScheduleHealth): Finding[] {
  const { id, problem, note, state, pause, failuresInRow } = status;
  const found = (code: string, message: string): Finding => ({ code, subject: id, message });
  if (problem !== null) return [found('unsound', `It can never run: ${problem}`)];
  if (pause !== null) return pause.by === 'failures' ? [found('paused_by_failures', pause.reason)] : [];
  if (state === 'failed' && failuresInRow === 0) return [found('cannot_run', note ?? 'It cannot run.')];
  if (overdueSince !== null) {
    return [found('overdue', `The run planned for ${toIso(overdueSince)} was neither made nor left out for a reason.`)];
  }
  if (missedLooks < 2) return [];
  const last = lastGoodAt === null ? 'No look was ever good' : `The last good look ended ${toIso(lastGoodAt)}`;
  return [found('stale', `${last}; ${missedLooks} or more planned ones since then gave nothing.`)];
}

function problemOfHeld({ plan, run }: HeldPlan): Finding {
  const message = `${run.title} for ${run.subject} is held since ${toIso(plan.madeAt)}: ${plan.heldReason ?? ''}`;
  return { code: 'held', subject: String(plan.runId), message };
}

function readHosts({ store }: Engine, now: EpochMs): HostHealth[] {
  const limits = new Map<string, number>();
  for (const { baseUrl, limits: own } of store.sources.list()) {
    const { host } = new URL(baseUrl);
    limits.set(host, Math.min(own.requestsPerDay, limits.get(host) ?? Number.POSITIVE_INFINITY));
  }
  return [...limits].map(([host, requestsPerDay]) => {
    const { usedToday, notBefore } = store.hosts.usage(host, now);
    return { host, usedToday, requestsPerDay, isOver: usedToday >= requestsPerDay, notBefore };
  });
}

function problemOfHost({ host, usedToday, requestsPerDay }: HostHealth): Finding {
  const message = `${usedToday} of ${requestsPerDay} requests of the day are spent; nothing more is asked before midnight UTC.`;
  return { code: 'over_budget', subject: host, message };
}

function notesOfHost({ host, notBefore }: HostHealth): Finding[] {
  if (notBefore === null) return [];
  return [{ code: 'host_waits', subject: host, message: `It is left alone until ${toIso(notBefore)}.` }];
}

/** Under this share of covered services slots are missing, percent. */
const leastCoveragePercent = 50;

interface ReadBookings {
  readonly bookings: BookingsHealth | null;
  readonly problems: readonly Finding[];
  readonly notes: readonly Finding[];
}

function readBookings({ store }: Engine, now: EpochMs): ReadBookings {
  if (store.services.list().length === 0) return { bookings: null, problems: [], notes: [] };
  const { notes, ...figures } = atOnce(store.bookingHealth.summarySteps(now, windowDays));
  const { activeServices, coveragePercent, density } = figures;
  const isLow = activeServices > 0 && coveragePercent !== null && coveragePercent < leastCoveragePercent;
  // Of what is worth knowing, too little coverage comes first.
  const [worst, ...others] = notes;
  const found = (code: string, message: string): Finding => ({ code, subject: 'bookings', message });
  return {
    bookings: { windowDays, ...figures, coveragePercent: toTenths(coveragePercent), density: toTenths(density) },
    problems: isLow && worst !== undefined ? [found('low_coverage', worst.message)] : [],
    notes: (isLow ? others : notes).map(({ message }) => found('bookings', message)),
  };
}

function toTenths<N extends number | null>(figure: N): N;
function toTenths(figure: number | null): number | null {
  return figure === null ? null : Math.round(figure * 10) / 10;
}

function toIso(at: EpochMs): string {
  return new Date(at).toISOString();
}
