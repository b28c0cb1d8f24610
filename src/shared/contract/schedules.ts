import { z } from 'zod';
import { AuditEntry } from '../model/audit.ts';
import { EpochMs, Id } from '../model/primitives.ts';
import { Schedule, ScheduleStatus } from '../model/schedule.ts';
import { HeartbeatCell, SlotStretch } from '../model/slot.ts';
import { command, query } from './define.ts';

/** Something wrong with a field of a draft: `['activeHours', 0, 'from']`. */
export const FieldProblem = z.strictObject({
  path: z.array(z.union([z.string(), z.int()])),
  /** A sentence without its subject: `must be a time such as 02:00 or 14:30`. */
  message: z.string(),
});
export type FieldProblem = z.infer<typeof FieldProblem>;

/** A planned run as a preview shows it. */
const PreviewSlot = z.strictObject({
  plannedAt: EpochMs,
  /** With jitter. */
  startAt: EpochMs,
  /** Local times that the clocks leap over and that it stands for. */
  insteadOf: z.array(z.string()),
});

/** A day on which the clocks change and this rule feels it. */
const PreviewDstDay = z.strictObject({
  date: z.string(),
  at: EpochMs,
  shiftMs: z.int(),
  /** What the clock would have shown, and what it shows instead. */
  before: z.string(),
  after: z.string(),
  /** What the clock shows at the runs of that day; the first 100. */
  labels: z.array(z.string()),
  missing: z.array(z.string()),
  added: z.array(z.string()),
  isShiftedAfter: z.boolean(),
});

/** What a schedule asks of one host in a day. */
export const HostLoad = z.strictObject({
  host: z.string(),
  /** Requests of this schedule on its busiest day of the coming week, at one for each run. */
  requests: z.int(),
  /** Of all other enabled schedules. */
  otherRequests: z.int(),
  requestsPerDay: z.int(),
});
export type HostLoad = z.infer<typeof HostLoad>;

/** A rule, planned. */
export const SchedulePlan = z.strictObject({
  sentence: z.string(),
  /** The next ten, oldest first. */
  next: z.array(PreviewSlot),
  dstDays: z.array(PreviewDstDay),
  load: z.array(HostLoad),
});
export type SchedulePlan = z.infer<typeof SchedulePlan>;

/** What a draft would do. */
export const SchedulePreview = z.strictObject({
  problems: z.array(FieldProblem),
  /** Null while something is wrong. */
  plan: SchedulePlan.nullable(),
  /** The stored schedule of that id, planned alike; null where there is none, or it is unsound. */
  stored: SchedulePlan.nullable(),
  /** Fields in which draft and stored schedule differ, by name (`retry.attempts`), with their values as text. */
  differences: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
});
export type SchedulePreview = z.infer<typeof SchedulePreview>;

/** A schedule with all that its page shows. */
export const ScheduleDetail = z.strictObject({
  /** Null where what is stored cannot be read; `status.problem` says why. */
  schedule: Schedule.nullable(),
  status: ScheduleStatus,
});
export type ScheduleDetail = z.infer<typeof ScheduleDetail>;

/** Who schedules on this profile now. */
export const SchedulerState = z.strictObject({
  /** Null while nobody does. */
  holder: z.strictObject({ role: z.string(), pid: z.int(), since: EpochMs, isThisWindow: z.boolean() }).nullable(),
  isOnline: z.boolean(),
});
export type SchedulerState = z.infer<typeof SchedulerState>;

const ById = z.strictObject({ id: z.string() });
/** A draft is checked by the handler, which says what is wrong with each field. */
const Draft = z.record(z.string(), z.json());

export const scheduleOperations = {
  /** Every schedule, by need: failed first. */
  'schedules.list': query(z.strictObject({}), z.array(ScheduleStatus)),
  'schedules.get': query(ById, ScheduleDetail),
  /** Checks a draft as it is typed. `id` is the stored schedule that it would replace; null for a new one. */
  'schedules.preview': query(z.strictObject({ id: z.string().nullable(), draft: Draft }), SchedulePreview),
  /**
   * Stores a draft; takes effect at once. `id` as above. Fails with `invalid_input` naming every field
   * at fault, an id that is taken too, and then changes nothing.
   */
  'schedules.save': command(z.strictObject({ id: z.string().nullable(), draft: Draft }), ScheduleDetail),
  /** Deletes a schedule, its history kept; `schedules.restore` brings it back. */
  'schedules.remove': command(ById, z.strictObject({})),
  /** Undoes a deletion; nothing was planned meanwhile. */
  'schedules.restore': command(z.strictObject({ id: Id }), ScheduleDetail),
  /** Pauses or resumes one schedule, or all of them when `scheduleId` is null. */
  'schedules.setPaused': command(
    z.strictObject({
      scheduleId: z.string().nullable(),
      isPaused: z.boolean(),
      reason: z.string().max(200).default(''),
      until: EpochMs.nullable().default(null),
    }),
    z.array(ScheduleStatus),
  ),
  /** One row of cells per schedule for the last 24 hours, oldest cell first. */
  'schedules.heartbeats': query(
    z.strictObject({}),
    z.array(z.strictObject({ scheduleId: z.string(), cells: z.array(HeartbeatCell) })),
  ),
  /** What became of every slot planned within `from` (inclusive) and `until`, oldest first; the newest 2,000 stretches. */
  'schedules.slots': query(
    z.strictObject({ scheduleId: z.string(), from: EpochMs, until: EpochMs }),
    z.strictObject({ stretches: z.array(SlotStretch), isCut: z.boolean() }),
  ),
  'schedules.scheduler': query(z.strictObject({}), SchedulerState),
  /** What was done by hand, newest first; `before` is the id to go on from, `subjectId` narrows to one thing. */
  'audit.list': query(
    z.strictObject({
      subjectKind: z.string().optional(),
      subjectId: z.string().optional(),
      before: z.string().regex(/^\d+$/).nullable(),
      limit: z.int().min(1).max(200),
    }),
    z.strictObject({ entries: z.array(AuditEntry), nextBefore: z.string().nullable() }),
  ),
};
