import Database from 'better-sqlite3';
import { AppError } from '#shared/errors.ts';
import type { PlanAction, PlanSource } from '#shared/model/run-plan.ts';
import type { JobContext, TargetOutcome } from '../jobs/define-job.ts';
import { isDiskFault } from '../store/connection.ts';
import type { PlanMiss, PlanPart } from '../store/plan-parts.ts';
import { entityOf } from '../store/planned-entities.ts';
import type { PlannedEntity, PlanRow } from '../store/planned-entity.ts';
import { createTouches, driftOf, type Touches } from './compare-rows.ts';
import type { Parts } from './plan-writer.ts';
import type { CarriedOut } from './planned-job.ts';
import { createTallies, type FailedTally, isFailed, type Tallies } from './tallies.ts';

/** How the rows of a plan are carried out. */
export interface Execution {
  readonly kind: string;
  readonly source: PlanSource;
  readonly context: JobContext;
  /** What a row happens once for; null where a repeat does no harm. */
  effectSlot(entity: string, row: PlanRow): string | null;
  /** Called in the transaction in which these rows were carried out. */
  carriedOut(part: CarriedOut): void;
}

/** What carrying out a plan came to. */
export interface Carried {
  readonly done: number;
  readonly missed: number;
}

/** A transaction takes about so long on the main thread, milliseconds, and has at most so many rows. */
const batchMs = 16;
const batchRows = 4_000;
/** The clock is looked at once in so many rows. */
const rowsPerLook = 16;
/** So many rows that fail are reported each by itself; more are only listed with the plan. */
const mostReported = 100;

/**
 * Carries a plan out in batches, each a transaction, between which other work goes first. Every row's version is looked at
 * again: one that changed meanwhile is left as it is. A row that cannot be written is reported, and the rest go on.
 */
export async function carryOut(execution: Execution, parts: Parts): Promise<Carried> {
  const batches = new Batches(execution, parts);
  const { context } = execution;
  try {
    while (batches.hasMore) {
      context.signal.throwIfAborted();
      context.keepAll(() => batches.next());
      batches.report();
      await context.clock.breathe();
    }
  } catch (thrown) {
    batches.noteRest();
    throw thrown;
  }
  return batches.carried;
}

type RowEnd = { readonly kind: 'done' } | { readonly kind: 'left' | 'failed'; readonly reason: string };

class Batches {
  readonly #execution: Execution;
  readonly #parts: Parts;
  readonly #tallies: Tallies;
  readonly #touches: Touches = createTouches();
  #failures: FailedTally[] = [];
  #reported = 0;
  #index = 0;
  #part: PlanPart | null = null;
  #offset = 0;
  #done = 0;
  /** Rows of the batches that are on disk. */
  #stored = 0;
  #missed = 0;

  constructor(execution: Execution, parts: Parts) {
    this.#execution = execution;
    this.#parts = parts;
    this.#tallies = createTallies(parts.heads, false);
  }

  get hasMore(): boolean {
    return this.#index < this.#parts.heads.length;
  }

  get carried(): Carried {
    return { done: this.#done, missed: this.#missed };
  }

  /** Carries the next rows out; called within a transaction. */
  next(): TargetOutcome[] {
    const { clock } = this.#execution.context;
    const endsMs = clock.monotonicMs() + batchMs;
    const outcomes: TargetOutcome[] = [];
    let rows = 0;
    while (this.hasMore && rows < batchRows && (rows === 0 || clock.monotonicMs() < endsMs)) {
      rows += this.#stretch(batchRows - rows, endsMs, outcomes);
    }
    return outcomes;
  }

  /** Rows of one part, as many as there is time for; returns how many. */
  #stretch(most: number, endsMs: number, outcomes: TargetOutcome[]): number {
    const { context, source, carriedOut } = this.#execution;
    const part = (this.#part ??= this.#parts.read(this.#index));
    const entity = entityOf(context.store, part.entity);
    const from = this.#offset;
    const until = Math.min(part.rows.length, from + most);
    const done: PlanRow[] = [];
    const misses: PlanMiss[] = [];
    let at = from;
    for (; at < until; at += 1) {
      if (at > from && at % rowsPerLook === 0 && context.clock.monotonicMs() >= endsMs) break;
      const row = part.rows[at];
      if (row === undefined) break;
      const end = this.#one(part, entity, row);
      if (end.kind === 'done') done.push(row);
      else misses.push({ rowNumber: part.firstRow + at, reason: end.reason });
      this.#count(part, entity, row, end, outcomes);
    }
    if (done.length > 0) {
      const { runId, clock } = context;
      carriedOut({ entity: part.entity, action: part.action, rows: done, source, runId, at: clock.now() });
    }
    context.store.plans.addMisses(context.runId, misses);
    context.store.plans.noteDone(context.runId, part.firstRow + at - 1);
    this.#offset = at;
    this.#done += done.length;
    this.#missed += misses.length;
    if (at === part.rows.length) this.#endPart(part, outcomes);
    return at - from;
  }

  #endPart({ target }: PlanPart, outcomes: TargetOutcome[]): void {
    this.#part = null;
    this.#offset = 0;
    this.#index += 1;
    if (target === null) return;
    const end = this.#tallies.endPart(target);
    if (end === null) return;
    if (isFailed(end)) this.#failures.push(end);
    else outcomes.push(end);
  }

  #one({ action, target }: PlanPart, entity: PlannedEntity, row: PlanRow): RowEnd {
    const { context, effectSlot } = this.#execution;
    const slot = this.#execution.source === 'undo' ? null : effectSlot(entity.name, row);
    // A new row whose key is taken is refused as it is stored; that spares a look at each.
    const drift = action === 'create' ? null : driftOf(entity, row, this.#touches.of(entity.name, row.key));
    if (drift !== null) return { kind: 'left', reason: `Left as it is: ${drift}.` };
    try {
      const { connection } = context.store;
      const isNew =
        target === null || slot !== null
          ? connection.savepoint(() => this.#write(action, entity, row, slot))
          : this.#write(action, entity, row, slot);
      if (!isNew) return { kind: 'left', reason: 'Left as it is: this was done before.' };
      this.#touches.note(entity, row);
      return { kind: 'done' };
    } catch (thrown) {
      return { kind: 'failed', reason: reasonOf(thrown) };
    }
  }

  #write(action: PlanAction, entity: PlannedEntity, row: PlanRow, slot: string | null): boolean {
    const { context, kind } = this.#execution;
    if (slot !== null && !context.store.plans.noteEffect(kind, slot, row.key, context.runId)) return false;
    if (action === 'remove') entity.remove(row.key);
    else if (row.after === null) throw new Error('A row without values cannot be stored.');
    else if (action === 'create') entity.insert(row.after);
    else entity.update(row.key, this.#raised(entity, row, row.after));
    return true;
  }

  /** The new values, with a version that follows the stored one where this run raised that itself. */
  #raised(entity: PlannedEntity, row: PlanRow, after: NonNullable<PlanRow['after']>): NonNullable<PlanRow['after']> {
    const raisedBy = this.#touches.of(entity.name, row.key);
    if (raisedBy === 0) return after;
    const column = entity.columns.indexOf('version');
    return after.with(column, Number(after[column]) + raisedBy);
  }

  #count({ action, target }: PlanPart, entity: PlannedEntity, row: PlanRow, end: RowEnd, into: TargetOutcome[]): void {
    if (target !== null) {
      if (end.kind === 'done') this.#tallies.done(target, action);
      else this.#tallies.missed(target, end.kind, end.reason);
      return;
    }
    if (end.kind === 'failed' && this.#reported < mostReported) {
      this.#reported += 1;
      this.#failures.push({ target: row.key, message: end.reason });
      return;
    }
    into.push(outcomeOfRow(action, entity, row, end.kind === 'done' ? null : end.reason));
  }

  /** Reports what failed in the batch that was stored; never within its transaction. */
  report(): void {
    this.#stored = this.#done;
    const failures = this.#failures;
    this.#failures = [];
    for (const { target, message } of failures) this.#execution.context.miss(target, new AppError('conflict', message));
  }

  /** Notes that a plan was carried out in part, where it is left before its end. */
  noteRest(): void {
    const { store, runId, note } = this.#execution.context;
    if (this.#stored === 0) return;
    try {
      store.plans.setVerdict(runId, { state: 'partly_applied' });
      note('warn', `Left before its end, with ${this.#stored} rows done.`);
    } catch {
      // What ended the run is told; its rows themselves say what was done.
    }
  }
}

/** What became of a row that is a target of its own; `problem` null where it was carried out. */
export function outcomeOfRow(
  action: PlanAction,
  entity: PlannedEntity,
  row: PlanRow,
  problem: string | null,
): TargetOutcome {
  const values = row.after ?? row.before;
  const label = values === null ? row.key : entity.label(values);
  if (problem !== null) return { target: row.key, outcome: 'skipped', message: `${label}: ${problem}`, changes: [] };
  const done = { create: 'made', update: 'changed', remove: 'removed' } as const;
  const outcome = action === 'create' ? 'created' : 'changed';
  return { target: row.key, outcome, message: `${label}: ${done[action]}.`, changes: [] };
}

/** Why a row could not be written. A refusal by the database is that row's own; a full disk is everybody's. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof AppError && thrown.code !== 'storage' && thrown.code !== 'canceled') return thrown.userMessage;
  if (thrown instanceof Database.SqliteError && !isDiskFault(thrown) && thrown.code.startsWith('SQLITE_CONSTRAINT'))
    return 'Other rows stand against it.';
  throw thrown;
}
