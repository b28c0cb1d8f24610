import { toAppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Ports } from '../ports.ts';
import type { StoredSchedule } from '../store/schedules.ts';
import type { Store } from '../store/store.ts';
import { dueSlot, nextStartOf, partsOf, stepAround } from './plan.ts';
import type { RunRequest } from './run-request.ts';
import type { Runner, StartedRun } from './runner.ts';

/** Calls back at an instant, or later, or never: a hint that it is worth looking at the plan. */
export interface WakeUps {
  /** At most one wake-up per id; arming again replaces it. */
  arm(id: string, at: EpochMs, wake: () => void): void;
  disarm(id: string): void;
  close(): void;
}

/** Starts what is due. The plan is made anew from the rules each time; wake-ups are never trusted. */
export interface Scheduler {
  /** Begins; returns the function that ends it. */
  start(): () => void;
  /** Starts everything that is due now and arms the next wake-ups. Call it after edits and after sleep. */
  replan(): void;
}

export interface SchedulerOptions {
  readonly store: Store;
  readonly runner: Runner;
  readonly wakeUps: WakeUps;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
  /** Told after each plan, so that countdowns are drawn anew. */
  readonly planned: () => void;
}

/** A run that begins this long after its planned instant makes up for a missed one. */
const catchUpAfterMs = 60_000;

/** Makes the scheduler of a process. */
export function createScheduler(options: SchedulerOptions): Scheduler {
  const { store, wakeUps, ports } = options;
  const armed = new Set<string>();
  let isRunning = false;
  const replan = (): void => {
    if (!isRunning) return;
    const now = ports.clock.now();
    const known = store.schedules.list();
    for (const stored of known) {
      startDue(options, stored, now);
      arm(stored, now);
    }
    for (const id of armed) {
      if (!known.some(({ schedule }) => schedule.id === id)) disarm(id);
    }
    options.planned();
  };
  const disarm = (id: string): void => {
    wakeUps.disarm(id);
    armed.delete(id);
  };
  const arm = (stored: StoredSchedule, now: EpochMs): void => {
    const { id } = stored.schedule;
    const at = nextStartOf(stored, now);
    if (at === null) {
      disarm(id);
      return;
    }
    armed.add(id);
    wakeUps.arm(id, at, replan);
  };
  return {
    replan,
    start() {
      isRunning = true;
      replan();
      return () => {
        isRunning = false;
        for (const id of armed) disarm(id);
        wakeUps.close();
      };
    },
  };
}

/** Starts the parts of a schedule whose planned instant has come; returns the runs. A fault stops only this schedule. */
function startDue(
  { store, runner, ports }: Pick<SchedulerOptions, 'store' | 'runner' | 'ports'>,
  stored: StoredSchedule,
  now: EpochMs,
): StartedRun[] {
  try {
    const slot = dueSlot(stored, store, now);
    if (slot === null) return [];
    const trigger = now - slot > catchUpAfterMs ? 'catch-up' : 'schedule';
    return requestsOf(stored, store, { trigger, reason: null, scheduledFor: slot, isDryRun: false }, now).flatMap(
      (request) => startQuietly(runner, request, ports),
    );
  } catch (thrown) {
    const error = toAppError(thrown);
    ports.log.error({ schedule: stored.schedule.id, err: error }, 'This schedule cannot run');
    return [];
  }
}

function startQuietly(runner: Runner, request: RunRequest, ports: Pick<Ports, 'log'>): StartedRun[] {
  try {
    const started = runner.start(request);
    started.done.catch((thrown: unknown) => {
      ports.log.error({ err: thrown, run: started.run.id }, 'The end of a run could not be written');
    });
    return [started];
  } catch (thrown) {
    // Somebody else does this very work now; that run answers for this instant too.
    ports.log.info(
      { schedule: request.scheduleId, reason: toAppError(thrown).userMessage },
      'A planned run was left out',
    );
    return [];
  }
}

/** What starting a schedule's parts asks of the runner. */
export function requestsOf(
  stored: StoredSchedule,
  store: Store,
  start: Pick<RunRequest, 'trigger' | 'reason' | 'scheduledFor' | 'isDryRun'>,
  now: EpochMs,
): RunRequest[] {
  const { schedule } = stored;
  const { job, parts } = partsOf(stored, store);
  return parts.map((part) => ({
    ...start,
    job,
    part,
    scheduleId: schedule.id,
    stepMs: stepAround(stored, now),
    timeLimitMs: schedule.timeoutSeconds === null ? job.timeLimitMs : schedule.timeoutSeconds * 1000,
    retry: { attempts: schedule.retry.attempts, backoffMs: schedule.retry.backoffSeconds * 1000 },
  }));
}
