import { z } from 'zod';
import { Run } from '../model/run.ts';
import { ScheduleStatus } from '../model/schedule.ts';

/** Facts that the main process tells; hints to read anew, never the only way to learn something. */
export const events = {
  /** A run was claimed, made progress or ended. */
  'run.changed': Run,
  /** Schedules were added, edited, paused, or have a new next run. */
  'schedules.changed': z.array(ScheduleStatus),
  /** New looks at these buildings were stored, or buildings were added, edited or removed. */
  'occupancy.changed': z.strictObject({ codes: z.array(z.string()) }),
  /** Sources were added or edited. */
  'sources.changed': z.strictObject({ ids: z.array(z.string()) }),
  /** The system asks the window to show a page: `/occupancy/166`. */
  'app.navigated': z.strictObject({ path: z.string() }),
};

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;
