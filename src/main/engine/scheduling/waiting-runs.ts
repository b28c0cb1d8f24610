import { AppError, toAppError } from '#shared/errors.ts';
import type { Run } from '#shared/model/run.ts';
import type { Ports } from '../ports.ts';
import { isDiskFault } from '../store/connection.ts';
import { type PlanWorld, requestsOf } from './plan.ts';
import type { ClaimedRun } from './settle.ts';

interface WaitingOptions extends PlanWorld {
  readonly ports: Pick<Ports, 'clock' | 'log' | 'publish'>;
}

/** Claims the runs that waited for another one which has ended, oldest first; whoever planned them. */
export function launchWaiting(options: WaitingOptions): ClaimedRun[] {
  return options.store.runs.waiting().flatMap((run) => {
    try {
      return claimOne(options, run);
    } catch (thrown) {
      // It goes on waiting; those that are claimed already must be begun all the same.
      options.ports.log.error(
        { err: thrown, run: run.id },
        'A run that waited could not be begun; it is tried again shortly',
      );
      return [];
    }
  });
}

function claimOne(options: WaitingOptions, run: Run): ClaimedRun[] {
  const { store, ports } = options;
  const { runs } = store;
  const claimKey = runs.claimKeyOf(run.id);
  if (runs.activeOf(claimKey) !== undefined) return [];
  try {
    const stored = store.schedules.get(run.scheduleId ?? '');
    const { trigger, reason, scheduledFor, isDryRun } = run;
    const start = { trigger, reason, scheduledFor, isDryRun };
    const request = requestsOf(stored, options, start, ports.clock.now()).find(
      ({ part }) => part.claimKey === claimKey,
    );
    if (request === undefined) throw new AppError('not_found', 'What it was to work on is gone.');
    return [{ run: runs.claimPlanned(run.id), request }];
  } catch (thrown) {
    const { code, userMessage } = toAppError(thrown);
    if (code === 'conflict') return [];
    if (isDiskFault(thrown)) throw thrown;
    const error = {
      target: run.subject,
      code: 'canceled',
      message: `It waited and could not begin: ${userMessage}`,
    } as const;
    ports.publish(
      'run.changed',
      runs.finish(run.id, { status: 'canceled', counts: run.counts, error }, ports.clock.now()),
    );
    return [];
  }
}
