import type { Generated } from 'kysely';
import type { Flag } from './schema.ts';

/** Tables of what jobs that write have planned and done. */
export interface PlanSchema {
  run_plan: RunPlanTable;
  run_plan_part: {
    run_id: number;
    /** From 1. */
    number: number;
    /** Number of its first row within the plan, from 1. */
    first_row: number;
    /** What the rows belong to in the run's notes; null: each row is a target of its own. */
    target: string | null;
    entity: string;
    action: string;
    row_count: number;
    is_ordinary: Flag;
    /** JSON: `[key, version, before, after]` of each, in the order of the entity's columns; `plan-row-text.ts` has the shape. */
    rows: string;
  };
  run_plan_miss: { run_id: number; row_number: number; reason: string };
  run_effect: { job: string; slot: string; entity: string; run_id: number };
}

interface RunPlanTable {
  run_id: number;
  kind: string;
  claim_key: string;
  made_at: number;
  /** Of the machine at `made_at`. */
  uptime_ms: number;
  source: string;
  /** The run whose plan was taken over, or that is taken back. */
  of_run_id: number | null;
  state: string;
  creates: Generated<number>;
  updates: Generated<number>;
  removes: Generated<number>;
  ordinary: Generated<number>;
  /** Number of the last row that was dealt with. */
  done_until: Generated<number>;
  held_reason: string | null;
  confirm_text: string | null;
  decided_at: number | null;
  decided_by: string | null;
}
