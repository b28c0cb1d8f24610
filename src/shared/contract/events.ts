import { z } from 'zod';
import { Run } from '../model/run.ts';
import { AuditEntry } from '../model/audit.ts';

/** Facts that the main process tells; hints to read anew, never the only way to learn something. */
export const events = {
  /** A run was claimed, made progress or ended. */
  'run.changed': Run,
  /** These schedules were added, edited, removed, paused, or have a new next run; null: many, read all anew. */
  'schedules.changed': z.strictObject({ ids: z.array(z.string()).nullable() }),
  /** Another process schedules now, or the machine went on or off line. */
  'scheduler.changed': z.strictObject({ isOnline: z.boolean() }),
  /** Somebody did something by hand. */
  'audit.added': AuditEntry,
  /** New looks at these buildings were stored, or buildings were added, edited or removed. */
  'occupancy.changed': z.strictObject({ codes: z.array(z.string()) }),
  /** New looks at these huts were stored, or huts or watches were added, edited or removed; null: many. */
  'huts.changed': z.strictObject({ slugs: z.array(z.string()).nullable() }),
  /** Slots or reservations of these services were changed; null: many. */
  'bookings.changed': z.strictObject({ serviceIds: z.array(z.string()).nullable() }),
  /** Providers or services were added, edited or removed. */
  'providers.changed': z.strictObject({ ids: z.array(z.string()) }),
  /** A plan was held, applied, refused or discarded. */
  'plans.changed': z.strictObject({ runId: z.string() }),
  /** New reads of work orders were stored, or views of them saved; null: of any source. */
  'workOrders.changed': z.strictObject({ sourceId: z.string().nullable() }),
  /** Channels, rules, notices or deliveries changed. */
  'notifications.changed': z.strictObject({}),
  /** A notice was opened that the desktop is told of; shown in the window too. */
  'notifications.told': z.strictObject({
    id: z.int(),
    title: z.string(),
    body: z.string(),
    path: z.string().nullable(),
  }),
  /** The account of a source was edited, or signed in or out. */
  'accounts.changed': z.strictObject({ sourceId: z.string() }),
  /** Sources were added or edited. */
  'sources.changed': z.strictObject({ ids: z.array(z.string()) }),
  /** The system asks the window to show a page: `/occupancy/166`. */
  'app.navigated': z.strictObject({ path: z.string() }),
};

export type EventName = keyof typeof events;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;
