import { z } from 'zod';

const count = z.int().min(0);
const Instant = z.iso.datetime().nullable();
const Value = z.union([z.string(), z.number(), z.boolean()]).nullable();

/** Of runs of jobs that write. */
const PlanReport = z.strictObject({
  runId: z.string(),
  state: z.string(),
  creates: count,
  updates: count,
  removes: count,
  heldReason: z.string().nullable(),
  confirmText: z.string().nullable(),
  rows: z.array(z.unknown()).optional(),
});

const RunReport = z.strictObject({
  job: z.string(),
  kind: z.string(),
  trigger: z.string(),
  status: z.string(),
  startedAt: Instant,
  finishedAt: Instant,
  attempts: count,
  checked: count,
  changed: count,
  created: count,
  unchanged: count,
  failed: count,
  skipped: count,
  errors: z.array(z.strictObject({ target: z.string(), code: z.string(), message: z.string() })),
  changes: z
    .array(z.strictObject({ target: z.string(), key: z.string(), field: z.string(), before: Value, after: Value }))
    .optional(),
  plan: PlanReport.optional(),
});
/** A run as `--json` tells it. */
export type RunReport = z.infer<typeof RunReport>;

const Report = z.strictObject({ runs: z.array(RunReport) });

/** Reads what `--run-once --json` printed; throws where it is not exactly one document of the agreed shape. */
export function parseReport(stdout: string): z.infer<typeof Report> {
  return Report.parse(JSON.parse(stdout));
}

/** Reads a report that must be of one run; throws where it is not. */
export function onlyRun(stdout: string): RunReport {
  const { runs } = parseReport(stdout);
  const [run] = runs;
  if (run === undefined || runs.length > 1) throw new Error(`The report is of ${runs.length} runs, not of one.`);
  return run;
}
