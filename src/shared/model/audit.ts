import { z } from 'zod';
import { EpochMs } from './primitives.ts';

/** Something that a person did by hand. */
export const AuditEntry = z.strictObject({
  id: z.string(),
  at: EpochMs,
  /** Where it was done. */
  origin: z.enum(['window', 'tray', 'command-line']),
  /** The account on this machine that Rounds ran under. */
  actor: z.string(),
  /** What was done: `schedule.edited`. */
  action: z.string(),
  /** To what: `schedule`, `run`, `source`, `building`, `configuration`, and its id. */
  subjectKind: z.string(),
  subjectId: z.string(),
  /** The deed in a sentence: `Paused "occupancy" until 18:00: exam week.` */
  summary: z.string(),
});
export type AuditEntry = z.infer<typeof AuditEntry>;
