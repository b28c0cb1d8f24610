import type { Job } from 'node-schedule';
import type { WakeUps } from '../engine/scheduling/scheduler.ts';

/** A wake-up that was asked for; its job is null until node-schedule is loaded. */
interface Alarm {
  job: Job | null;
}

/**
 * node-schedule as an alarm clock: one one-shot job per id. It knows no rules; the planner does. It is loaded when the
 * first alarm is set, which by then nobody waits for.
 */
export function createNodeScheduleWakeUps(): WakeUps {
  const alarms = new Map<string, Alarm>();
  const disarm = (id: string): void => {
    alarms.get(id)?.job?.cancel();
    alarms.delete(id);
  };
  const ring = async (id: string, alarm: Alarm, at: number, wake: () => void): Promise<void> => {
    const { scheduleJob } = await import('node-schedule');
    if (alarms.get(id) !== alarm) return;
    alarm.job = scheduleJob(new Date(at), wake);
    // None when the instant has passed already; the next plan sees that by itself.
    if (alarm.job === null) wake();
  };
  return {
    arm(id, at, wake) {
      disarm(id);
      const alarm: Alarm = { job: null };
      alarms.set(id, alarm);
      void ring(id, alarm, at, wake);
    },
    disarm,
    close: () => {
      for (const id of alarms.keys()) disarm(id);
    },
  };
}
