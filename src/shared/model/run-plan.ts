import { z } from 'zod';
import { EpochMs } from './primitives.ts';

/** What a plan does to a row. */
export const PlanAction = z.enum(['create', 'update', 'remove']);
export type PlanAction = z.infer<typeof PlanAction>;

/** What may stand in a field of a row. */
export const PlanValue = z.union([z.string(), z.number(), z.boolean()]).nullable();
export type PlanValue = z.infer<typeof PlanValue>;

/** Where a plan comes from: the job made it, it was taken over from another run, or it takes back what a run did. */
export const PlanSource = z.enum(['job', 'apply', 'undo']);
export type PlanSource = z.infer<typeof PlanSource>;

/** What became of a plan. */
export const PlanState = z.enum([
  /** Being made, or its run died before anything was decided. */
  'made',
  /** Made by a dry run: to be looked at, and applied by hand. */
  'dry',
  /** Waits for a person's decision; nothing was changed. */
  'held',
  /** Everything in it was done. */
  'applied',
  /** Some of it was done: rows that had changed meanwhile, or could not be written, were left as they are. */
  'partly_applied',
  /** Nothing was done, because a row had changed since it was made. */
  'refused',
  /** Somebody decided against it. */
  'discarded',
  /** A later plan of the same work took its place. */
  'superseded',
]);
export type PlanState = z.infer<typeof PlanState>;

/** Rows by what is done to them. */
export const PlanCounts = z.strictObject({ creates: z.int(), updates: z.int(), removes: z.int() });
export type PlanCounts = z.infer<typeof PlanCounts>;

/** What a run would change, or changed: the head of its plan. */
export const RunPlan = z.strictObject({
  runId: z.string(),
  kind: z.string(),
  madeAt: EpochMs,
  source: PlanSource,
  /** The run whose plan was taken over, or that is taken back; null where the job made it. */
  ofRunId: z.string().nullable(),
  state: PlanState,
  counts: PlanCounts,
  /** The same by entity: `booking_slot`, `reservation`. */
  entities: z.array(z.strictObject({ entity: z.string(), title: z.string(), counts: PlanCounts })),
  /** Why it is held, or would be were it no dry run; null where nothing speaks against it. */
  heldReason: z.string().nullable(),
  /** What has to be typed before it can be applied; null where nothing has. */
  confirmText: z.string().nullable(),
  /** Why it cannot be applied now, and taken back; null where it can. */
  applyProblem: z.string().nullable(),
  undoProblem: z.string().nullable(),
  /** The run that applied it later, or took it back; null where none did. */
  appliedByRunId: z.string().nullable(),
  undoneByRunId: z.string().nullable(),
  decidedAt: EpochMs.nullable(),
  decidedBy: z.string().nullable(),
});
export type RunPlan = z.infer<typeof RunPlan>;

/** One row of a plan as it is shown; never with a customer's name. */
export const RunPlanRow = z.strictObject({
  number: z.int(),
  entity: z.string(),
  action: PlanAction,
  /** What the row is, in words: `Repair, Tue 24 Nov 2026 09:00–10:00`. */
  label: z.string(),
  /** Fields that differ, by the name they have on screen; all there are where the row is made or removed. */
  fields: z.array(z.strictObject({ name: z.string(), before: PlanValue, after: PlanValue })),
  /** Why it was not done; null where it was, or was not tried yet. */
  problem: z.string().nullable(),
});
export type RunPlanRow = z.infer<typeof RunPlanRow>;

/** A row that cannot be taken back, and why. */
export const PlanConflict = z.strictObject({ entity: z.string(), label: z.string(), reason: z.string() });
export type PlanConflict = z.infer<typeof PlanConflict>;
