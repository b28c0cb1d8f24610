import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { PlanCounts } from '#shared/model/run-plan.ts';
import { PlanSource, PlanState } from '#shared/model/run-plan.ts';
import type { Connection } from './connection.ts';
import { createPlanParts, type PlanParts } from './plan-parts.ts';

/** A plan as its run keeps it, without its rows. */
export interface PlanHead {
  readonly runId: number;
  readonly kind: string;
  readonly claimKey: string;
  readonly madeAt: EpochMs;
  readonly source: PlanSource;
  readonly ofRunId: number | null;
  readonly state: PlanState;
  readonly counts: PlanCounts;
  /** Of the rows changed and removed, those that go in the ordinary course. */
  readonly ordinary: number;
  /** Number of the last row that was dealt with; 0 where none was. */
  readonly doneUntil: number;
  readonly heldReason: string | null;
  readonly confirmText: string | null;
  readonly decidedAt: EpochMs | null;
  readonly decidedBy: string | null;
}

/** What is known of a plan before it has rows. */
export interface NewPlan extends Pick<PlanHead, 'runId' | 'kind' | 'claimKey' | 'madeAt' | 'source' | 'ofRunId'> {
  /** Milliseconds since the machine started. */
  readonly uptimeMs: number;
}

/** What comes of a plan; what is left out stays as it was. */
export interface PlanVerdict {
  readonly state: PlanState;
  readonly heldReason?: string | null;
  readonly confirmText?: string | null;
  readonly decided?: { readonly at: EpochMs; readonly by: string };
}

/** The clocks of a machine when a plan was made. */
export interface ClockMark {
  readonly at: EpochMs;
  readonly uptimeMs: number;
  /** Uptimes of different starts of a machine say nothing about one another. */
  readonly bootId: string;
}

/** Plans of runs, what became of them, and the effects that jobs have once. */
export interface Plans extends PlanParts {
  open(plan: NewPlan): void;
  find(runId: number): PlanHead | undefined;
  /** As `find`; rejects with `not_found`. */
  get(runId: number): PlanHead;
  setVerdict(runId: number, verdict: PlanVerdict): void;
  /** The plan of this work that waits for a decision. */
  heldOf(claimKey: string): PlanHead | undefined;
  /** Every plan that waits for a decision, oldest first. */
  held(): PlanHead[];
  /** A later plan of the same work takes the place of the one that is held. */
  supersede(claimKey: string, now: EpochMs): void;
  /** The run that took a plan over, or took its run back, and did so; null where none did. */
  doneBy(ofRunId: number, source: 'apply' | 'undo'): number | null;
  /** How many rows the newest runs of this work updated and removed out of the ordinary; those that did nothing at all are left out. */
  usual(claimKey: string, limit: number): number[];
  /** When this work was carried out last, whether it had anything to do or not. */
  lastDone(claimKey: string): ClockMark | undefined;
  /** The clocks as this plan was made. */
  markOf(runId: number): ClockMark;
  /** Whether a job had this effect on an entity for this slot. */
  hasEffect(job: string, slot: string, entityKey: string): boolean;
  /** Notes the effect; false where it was had before. */
  noteEffect(job: string, slot: string, entityKey: string, runId: number): boolean;
}

interface PlanRowOfTable {
  readonly run_id: number;
  readonly kind: string;
  readonly claim_key: string;
  readonly made_at: number;
  readonly source: string;
  readonly of_run_id: number | null;
  readonly state: string;
  readonly creates: number;
  readonly updates: number;
  readonly removes: number;
  readonly ordinary: number;
  readonly done_until: number;
  readonly held_reason: string | null;
  readonly confirm_text: string | null;
  readonly decided_at: number | null;
  readonly decided_by: string | null;
}

function toHead(row: PlanRowOfTable): PlanHead {
  return {
    runId: row.run_id,
    kind: row.kind,
    claimKey: row.claim_key,
    madeAt: row.made_at,
    source: PlanSource.parse(row.source),
    ofRunId: row.of_run_id,
    state: PlanState.parse(row.state),
    counts: { creates: row.creates, updates: row.updates, removes: row.removes },
    ordinary: row.ordinary,
    doneUntil: row.done_until,
    heldReason: row.held_reason,
    confirmText: row.confirm_text,
    decidedAt: row.decided_at,
    decidedBy: row.decided_by,
  };
}

/** Makes the repository of plans of a connection. */
export function createPlans(connection: Connection): Plans {
  return {
    ...createPlanParts(connection),
    ...createHeads(connection),
    ...createHistory(connection),
    ...createEffects(connection),
  };
}

type Heads = Pick<Plans, 'open' | 'find' | 'get' | 'setVerdict' | 'heldOf' | 'held' | 'supersede' | 'doneBy'>;

function createHeads(connection: Connection): Heads {
  const open = connection.prepare(
    `INSERT INTO run_plan (run_id, kind, claim_key, made_at, uptime_ms, source, of_run_id, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'made')`,
  );
  const select = connection.prepare<PlanRowOfTable>('SELECT * FROM run_plan WHERE run_id = ?');
  const heldOf = connection.prepare<PlanRowOfTable>(`SELECT * FROM run_plan WHERE state = 'held' AND claim_key = ?`);
  const held = connection.prepare<PlanRowOfTable>(
    // Few are held; left to itself, SQLite goes through all plans there ever were.
    `SELECT * FROM run_plan INDEXED BY run_plan_held WHERE state = 'held' ORDER BY run_id`,
  );
  const supersede = connection.prepare(
    `UPDATE run_plan SET state = 'superseded', decided_at = ? WHERE state = 'held' AND claim_key = ?`,
  );
  const doneBy = connection.prepare<{ run_id: number }>(
    `SELECT run_id FROM run_plan WHERE of_run_id = ? AND source = ? AND state IN ('applied','partly_applied')`,
  );
  const setVerdict = connection.prepare(
    `UPDATE run_plan SET state = ?, held_reason = ?, confirm_text = ?, decided_at = ?, decided_by = ? WHERE run_id = ?`,
  );
  const find = (runId: number): PlanHead | undefined => {
    const row = select.get(runId);
    return row === undefined ? undefined : toHead(row);
  };
  const get = (runId: number): PlanHead => {
    const head = find(runId);
    if (head === undefined) throw new AppError('not_found', `Run ${runId} has no plan.`);
    return head;
  };
  return {
    open: ({ runId, kind, claimKey, madeAt, uptimeMs, source, ofRunId }) =>
      void open.run(runId, kind, claimKey, madeAt, uptimeMs, source, ofRunId),
    find,
    get,
    setVerdict(runId, { state, heldReason, confirmText, decided }) {
      const was = get(runId);
      setVerdict.run(
        state,
        heldReason === undefined ? was.heldReason : heldReason,
        confirmText === undefined ? was.confirmText : confirmText,
        decided?.at ?? was.decidedAt,
        decided?.by ?? was.decidedBy,
        runId,
      );
    },
    heldOf(claimKey) {
      const row = heldOf.get(claimKey);
      return row === undefined ? undefined : toHead(row);
    },
    held: () => held.all().map(toHead),
    supersede: (claimKey, now) => void supersede.run(now, claimKey),
    doneBy: (ofRunId, source) => doneBy.get(ofRunId, source)?.run_id ?? null,
  };
}

function createHistory(connection: Connection): Pick<Plans, 'usual' | 'lastDone' | 'markOf'> {
  const usual = connection.prepare<{ count: number }>(
    // A plan that another run took over was carried out once, by that one.
    `SELECT updates + removes - ordinary AS "count" FROM run_plan INDEXED BY run_plan_effective
     WHERE claim_key = ? AND state IN ('applied','partly_applied') AND source <> 'undo' AND creates + updates + removes > 0
       AND NOT EXISTS (SELECT 1 FROM run_plan AS later WHERE later.of_run_id = run_plan.run_id AND later.source = 'apply'
         AND later.state IN ('applied','partly_applied'))
     ORDER BY run_id DESC LIMIT ?`,
  );
  const mark = `SELECT run_plan.made_at AS "at", run_plan.uptime_ms AS "uptimeMs", app_process.boot_id AS "bootId"
    FROM run_plan CROSS JOIN job_run ON job_run.id = run_plan.run_id
    CROSS JOIN app_process ON app_process.id = job_run.process_id`;
  const lastDone = connection.prepare<ClockMark>(
    `${mark} WHERE run_plan.claim_key = ? AND run_plan.state IN ('applied','partly_applied') AND run_plan.source <> 'undo'
     ORDER BY run_plan.run_id DESC LIMIT 1`,
  );
  const markOf = connection.prepare<ClockMark>(`${mark} WHERE run_plan.run_id = ?`);
  return {
    usual: (claimKey, limit) => usual.all(claimKey, limit).map(({ count }) => count),
    lastDone: (claimKey) => lastDone.get(claimKey),
    markOf(runId) {
      const found = markOf.get(runId);
      if (found === undefined) throw new AppError('not_found', `Run ${runId} has no plan.`);
      return found;
    },
  };
}

function createEffects(connection: Connection): Pick<Plans, 'hasEffect' | 'noteEffect'> {
  const has = connection.prepare('SELECT 1 FROM run_effect WHERE job = ? AND slot = ? AND entity = ?');
  const note = connection.prepare(
    'INSERT INTO run_effect (job, slot, entity, run_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  return {
    hasEffect: (job, slot, entityKey) => has.get(job, slot, entityKey) !== undefined,
    noteEffect: (job, slot, entityKey, runId) => note.run(job, slot, entityKey, runId).changes > 0,
  };
}
