import { AppError } from '#shared/errors.ts';
import type { Job } from './define-job.ts';
import { hutsUpdate } from './huts-update/job.ts';
import { occupancyUpdate } from './occupancy-update/job.ts';
import { reservationsExpire } from './reservations-expire/job.ts';
import { slotsMaintain } from './slots-maintain/job.ts';
import { workOrdersSync } from './work-orders-sync/job.ts';

/** Every kind of work. Scheduler, window, tray, command line and docs read this list; none of them names a kind. */
export const jobs: readonly Job[] = [occupancyUpdate, hutsUpdate, reservationsExpire, slotsMaintain, workOrdersSync];

/** The job of a kind. Rejects with `not_found` naming the kinds there are. */
export function findJob(kind: string, among: readonly Job[] = jobs): Job {
  const job = among.find((each) => each.kind === kind);
  if (job !== undefined) return job;
  throw new AppError('not_found', `There is no job "${kind}". Known: ${among.map((each) => each.kind).join(', ')}.`);
}
