import { type Job, scheduleJob } from 'node-schedule';
import type { WakeUps } from '../engine/scheduling/scheduler.ts';

/** node-schedule as an alarm clock: one one-shot job per id. It knows no rules; the planner does. */
export function createNodeScheduleWakeUps(): WakeUps {
  const jobs = new Map<string, Job>();
  const disarm = (id: string): void => {
    jobs.get(id)?.cancel();
    jobs.delete(id);
  };
  return {
    arm(id, at, wake) {
      disarm(id);
      // Null when the instant has passed already; the next plan sees that by itself.
      const job: Job | null = scheduleJob(new Date(at), wake);
      if (job === null) queueMicrotask(wake);
      else jobs.set(id, job);
    },
    disarm,
    close: () => {
      for (const id of jobs.keys()) disarm(id);
    },
  };
}
