import { z } from 'zod';
import { EpochMs } from './primitives.ts';
import { RunStatus } from './run.ts';

/** What became of a planned slot. Every slot has exactly one of these, from this closed list. */
export const Verdict = z.enum([
  /** It has a run of its own, on time or late. */
  'ran',
  /** A run of another slot did its work. */
  'folded',
  /** The work of an earlier slot was still going on. */
  'overlap',
  /** Planned outside active hours. */
  'outside_hours',
  /** The host's requests of the day were spent. */
  'over_budget',
  'paused',
  /** The machine slept, or the process was stopped in its tracks. */
  'asleep',
  /** No Rounds that schedules was open. */
  'app_closed',
  /** The machine had no network. */
  'offline',
  /** The clock was set over it, so that it never came. */
  'clock_changed',
  /** Local times that the clocks leapt over and that no other slot stands for. */
  'dst_gap',
  /** Held back because it would have changed far more than usual. */
  'brake',
  /** Rounds came to it too late, and its schedule leaves late slots out. */
  'late',
  /** The schedule could not run: its parameters or its target are gone. */
  'error',
]);
export type Verdict = z.infer<typeof Verdict>;

/** Slots of a schedule, one after the other, with the same verdict for the same reason. */
export const SlotStretch = z.strictObject({
  firstPlanned: EpochMs,
  lastPlanned: EpochMs,
  /** How many slots it is; 1 where it ran. */
  count: z.int().min(1),
  verdict: Verdict,
  /** The run that did the work, or stood in its way; null where none did. */
  runId: z.string().nullable(),
  /** How that run ended or stands; null without one. */
  runStatus: RunStatus.nullable(),
  /** The answer to "why?" in a sentence or two. */
  story: z.string(),
});
export type SlotStretch = z.infer<typeof SlotStretch>;

/** One cell of a heartbeat strip. */
export const HeartbeatCell = z.strictObject({
  plannedAt: EpochMs,
  /** How its run ended or stands, or why there was none; `pending` for a slot that is due and not settled yet. */
  verdict: z.union([RunStatus, Verdict.exclude(['ran']), z.literal('pending')]),
  runId: z.string().nullable(),
  story: z.string(),
});
export type HeartbeatCell = z.infer<typeof HeartbeatCell>;
