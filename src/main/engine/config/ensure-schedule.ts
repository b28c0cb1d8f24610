import type { EpochMs } from '#shared/model/primitives.ts';
import { Schedule } from '#shared/model/schedule.ts';
import type { Source } from '#shared/model/source.ts';
import type { Job } from '../jobs/define-job.ts';
import { saveSchedule } from '../scheduling/timetable.ts';
import type { Store } from '../store/store.ts';

/** Longest identifier. */
const idLength = 64;

/** Gives a source a schedule of its own where none covers it; returns that, or null where none was needed. */
export function ensureSchedule(store: Store, jobs: readonly Job[], source: Source, now: EpochMs): Schedule | null {
  const job = jobs.find(({ sourceKinds }) => sourceKinds.includes(source.kind));
  if (job === undefined) return null;
  const stored = store.schedules.list().map(({ schedule }) => schedule);
  if (stored.some((schedule) => covers(schedule, job, source))) return null;
  const schedule = Schedule.parse({
    id: freeId(`${job.kind.split('.')[0] ?? job.kind}-${source.id}`, store.schedules.isTaken),
    job: job.kind,
    params: { sourceId: source.id },
    every: job.defaultEvery,
    // Where the source has a zone, the hours in which people work there are in it.
    ...(source.kind === 'workfossa' && { timeZone: source.timeZone }),
  });
  saveSchedule(store, schedule, now);
  return schedule;
}

function covers({ job: kind, params }: Schedule, job: Job, source: Source): boolean {
  return kind === job.kind && (params['sourceId'] === undefined || params['sourceId'] === source.id);
}

/** An id that no schedule has or had: a deleted one keeps its history to itself. */
function freeId(wanted: string, isTaken: (id: string) => boolean): string {
  const first = wanted.slice(0, idLength);
  if (!isTaken(first)) return first;
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const id = `${wanted.slice(0, idLength - suffix.length)}${suffix}`;
    if (!isTaken(id)) return id;
  }
}
