import { z } from 'zod';
import { Run, RunChange, RunError, RunLogLine } from '../model/run.ts';
import { HeartbeatCell, ScheduleStatus } from '../model/schedule.ts';
import { command, query } from './define.ts';

/** A run with everything that was written down about it. */
export const RunDetail = z.strictObject({
  run: Run,
  errors: z.array(RunError),
  log: z.array(RunLogLine),
  changes: z.array(RunChange),
});
export type RunDetail = z.infer<typeof RunDetail>;

/** A job kind as the registry describes it. */
const JobInfo = z.strictObject({
  kind: z.string(),
  title: z.string(),
  description: z.string(),
  /** JSON Schema of the parameters. */
  parameters: z.record(z.string(), z.json()),
});
export type JobInfo = z.infer<typeof JobInfo>;

export const runOperations = {
  'jobs.list': query(z.strictObject({}), z.array(JobInfo)),
  /** Newest first. `limit` counts rows, 1–500. */
  'runs.recent': query(z.strictObject({ limit: z.int().min(1).max(500) }), z.array(Run)),
  'runs.get': query(z.strictObject({ id: z.string() }), RunDetail),
  /** Starts a job now, one run for each source it touches. Fails with `conflict` while the same work is running. */
  'runs.start': command(
    z.strictObject({ kind: z.string(), params: z.record(z.string(), z.json()), reason: z.string().max(200) }),
    z.array(Run),
  ),
  /** Starts a schedule's job now, with the schedule's parameters; its timetable stays as it is. */
  'runs.startSchedule': command(z.strictObject({ scheduleId: z.string(), reason: z.string().max(200) }), z.array(Run)),
  /** Asks a run of this process to stop; what it has stored stays stored. */
  'runs.cancel': command(z.strictObject({ id: z.string() }), z.strictObject({})),
  /** Every schedule, by need: failed first. */
  'schedules.list': query(z.strictObject({}), z.array(ScheduleStatus)),
  /** Pauses or resumes one schedule, or all of them when `scheduleId` is null. */
  'schedules.setPaused': command(
    z.strictObject({ scheduleId: z.string().nullable(), isPaused: z.boolean() }),
    z.array(ScheduleStatus),
  ),
  /** One row of cells per schedule for the last 24 hours, oldest cell first. */
  'schedules.heartbeats': query(
    z.strictObject({}),
    z.array(z.strictObject({ scheduleId: z.string(), cells: z.array(HeartbeatCell) })),
  ),
};
