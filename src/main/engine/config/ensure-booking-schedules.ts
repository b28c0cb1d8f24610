import type { EpochMs } from '#shared/model/primitives.ts';
import { Schedule } from '#shared/model/schedule.ts';
import type { Job } from '../jobs/define-job.ts';
import { saveSchedule } from '../scheduling/timetable.ts';
import type { Store } from '../store/store.ts';

const expireJob = 'reservations.expire';
const maintainJob = 'slots.maintain';

/**
 * Once there is a service: gives holds the schedule that lets them expire, and each time zone of a provider with services
 * those that keep slots filled, daily and once a week farther ahead. Where a person's own schedule does the work, where there
 * is one already or was one that a person deleted, none is made. Returns those that are new.
 */
export function ensureBookingSchedules({
  store,
  jobs,
  now,
}: {
  readonly store: Store;
  readonly jobs: readonly Job[];
  readonly now: EpochMs;
}): Schedule[] {
  const zones = zonesInUse(store);
  if (zones.length === 0) return [];
  const stored = store.schedules.list().map(({ schedule }) => schedule);
  const wanted = [...expirySchedules(stored), ...zones.flatMap((timeZone) => slotSchedules(timeZone, stored))];
  const fresh = wanted.filter(({ id, job }) => jobs.some(({ kind }) => kind === job) && !store.schedules.isTaken(id));
  for (const schedule of fresh) saveSchedule(store, schedule, now);
  return fresh;
}

/** The zones of providers that have services, each once. */
function zonesInUse(store: Store): string[] {
  const withServices = new Set(store.services.list().map(({ providerId }) => providerId));
  const providers = store.providers.list().filter(({ id }) => withServices.has(id));
  return [...new Set(providers.map(({ timeZone }) => timeZone))].toSorted();
}

function expirySchedules(stored: readonly Schedule[]): Schedule[] {
  if (stored.some(({ job }) => job === expireJob)) return [];
  return [
    Schedule.parse({ id: 'reservations-expire', job: expireJob, every: 'PT1M', missed: 'latest', overlap: 'skip' }),
  ];
}

/**
 * The schedules that fill slots when the day begins in a zone. Each looks after the services of every zone: where the schedules of
 * several zones come at the same time, as after a night in which Rounds was closed, only one of them runs, and that one does
 * the work of all.
 */
function slotSchedules(timeZone: string, stored: readonly Schedule[]): Schedule[] {
  if (stored.some((schedule) => !isDefault(schedule) && covers(schedule, timeZone))) return [];
  const id = idOf(timeZone);
  const common = { job: maintainJob, timeZone };
  return [
    Schedule.parse({ ...common, id, params: { daysAhead: 30 }, dailyAt: ['02:00'] }),
    Schedule.parse({ ...common, id: `${id}-weekly`, params: { daysAhead: 45 }, cron: '0 3 * * 0' }),
  ];
}

function idOf(timeZone: string): string {
  return `slots-${slugOf(timeZone)}`;
}

/** Whether a schedule is one of those that are made here. */
function isDefault({ id, timeZone }: Schedule): boolean {
  return id === idOf(timeZone) || id === `${idOf(timeZone)}-weekly`;
}

/** Whether a schedule keeps the slots of every provider of a zone. */
function covers({ job, params }: Schedule, timeZone: string): boolean {
  if (job !== maintainJob || params['providers'] !== undefined || params['services'] !== undefined) return false;
  return params['timeZone'] === undefined || params['timeZone'] === timeZone;
}

/** `asia-kathmandu`, `etc-gmt-plus-3`; short enough for the longest suffix. */
function slugOf(timeZone: string): string {
  const slug = timeZone
    .toLowerCase()
    .replaceAll('+', '-plus-')
    .replaceAll(/[^a-z0-9]+/g, '-');
  return slug.slice(0, 50);
}
