import { AppError } from '#shared/errors.ts';
import type { PlanAction } from '#shared/model/run-plan.ts';
import type { Clock } from '../ports.ts';
import type { PlanRow } from '../store/planned-entity.ts';
import type { PlanMiss, PlanPart } from '../store/plan-parts.ts';
import type { Store } from '../store/store.ts';

/** So many rows are written down in one transaction: a commit waits for the disk. */
const rowsPerWrite = 4_000;
/** So many rows are added at once, at most. */
const mostRows = 1_000;
/** So many rows are kept in memory beside the database, so that carrying them out need not read them again. */
const mostKept = 100_000;

/** What rows are to a plan. */
export type RowKind = Pick<PlanPart, 'target' | 'isOrdinary'>;

/** Writes a plan down part by part. */
export interface PlanWriter {
  /** Adds rows, and lets other work go first now and then. */
  add(entity: string, action: PlanAction, rows: readonly PlanRow[], kind: RowKind): Promise<void>;
  /** As `add`, of rows that are left alone: they are listed, each with its reason. */
  addMissed(
    entity: string,
    action: PlanAction,
    rows: readonly PlanRow[],
    place: { readonly target: string | null; readonly reasons: readonly string[] },
  ): Promise<void>;
  /** Takes what was added for a target out again. */
  drop(target: string): void;
  /** Writes what is left to write; returns the parts that shall be carried out. */
  end(): Promise<Parts>;
}

/** Parts in their order; those that are not in memory are read when their turn comes. */
export interface Parts {
  readonly heads: readonly Omit<PlanPart, 'rows'>[];
  read(index: number): PlanPart;
}

interface WriterOptions {
  readonly store: Pick<Store, 'plans' | 'connection' | 'entities'>;
  readonly clock: Pick<Clock, 'breathe'>;
  readonly signal: AbortSignal;
  readonly runId: number;
}

/** Makes a writer that goes on after the parts that the plan has. */
export function createPlanWriter(options: WriterOptions): PlanWriter {
  return new BufferedWriter(options);
}

class BufferedWriter implements PlanWriter {
  readonly #options: WriterOptions;
  #heads: Omit<PlanPart, 'rows'>[] = [];
  readonly #kept = new Map<number, readonly PlanRow[]>();
  #keptRows = 0;
  #waiting: PlanPart[] = [];
  #waitingMisses: PlanMiss[] = [];
  #waitingRows = 0;
  #nextNumber = 1;
  #nextRow = 1;

  constructor(options: WriterOptions) {
    this.#options = options;
    const last = options.store.plans.partHeads(options.runId).at(-1);
    if (last === undefined) return;
    this.#nextNumber = last.number + 1;
    this.#nextRow = last.firstRow + last.rowCount;
  }

  async add(entity: string, action: PlanAction, rows: readonly PlanRow[], kind: RowKind): Promise<void> {
    const part = this.#append(entity, action, rows, kind);
    if (part === null) return;
    const { rows: own, ...head } = part;
    this.#heads.push(head);
    if (this.#keptRows < mostKept) {
      this.#kept.set(part.number, own);
      this.#keptRows += own.length;
    }
    await this.#writeWhenFull();
  }

  async addMissed(
    entity: string,
    action: PlanAction,
    rows: readonly PlanRow[],
    { target, reasons }: { readonly target: string | null; readonly reasons: readonly string[] },
  ): Promise<void> {
    const part = this.#append(entity, action, rows, { target, isOrdinary: false });
    if (part === null) return;
    const missed = rows.map((_, index) => ({ rowNumber: part.firstRow + index, reason: reasons[index] ?? '' }));
    this.#waitingMisses.push(...missed);
    await this.#writeWhenFull();
  }

  #append(entity: string, action: PlanAction, rows: readonly PlanRow[], kind: RowKind): PlanPart | null {
    if (rows.length === 0) return null;
    if (rows.length > mostRows) throw new Error(`A plan takes at most ${mostRows} rows at once, not ${rows.length}.`);
    if (!this.#options.store.entities.has(entity))
      throw new AppError('internal', `Rounds cannot plan changes of "${entity}".`);
    const place = { number: this.#nextNumber, firstRow: this.#nextRow, rowCount: rows.length };
    const part = { ...place, ...kind, entity, action, rows };
    this.#nextNumber += 1;
    this.#nextRow += rows.length;
    this.#waiting.push(part);
    this.#waitingRows += rows.length;
    return part;
  }

  drop(target: string): void {
    this.#write();
    this.#options.store.plans.dropTarget(this.#options.runId, target);
    this.#heads = this.#heads.filter((head) => head.target !== target);
  }

  async end(): Promise<Parts> {
    this.#write();
    await this.#breathe();
    const { store, runId } = this.#options;
    const heads = this.#heads;
    const read = (index: number): PlanPart => {
      const head = heads[index];
      if (head === undefined) throw new Error(`There is no part ${index}.`);
      const rows = this.#kept.get(head.number);
      this.#kept.delete(head.number);
      return rows === undefined ? store.plans.readPart(runId, head) : { ...head, rows };
    };
    return { heads, read };
  }

  async #writeWhenFull(): Promise<void> {
    if (this.#waitingRows < rowsPerWrite) return;
    this.#write();
    await this.#breathe();
  }

  async #breathe(): Promise<void> {
    await this.#options.clock.breathe();
    this.#options.signal.throwIfAborted();
  }

  #write(): void {
    const { store, runId, signal } = this.#options;
    // Work that was given up may still come to something; nothing of it is kept.
    signal.throwIfAborted();
    if (this.#waiting.length === 0) return;
    store.connection.transaction(() => {
      store.plans.addParts(runId, this.#waiting);
      store.plans.addMisses(runId, this.#waitingMisses);
    });
    this.#waiting = [];
    this.#waitingMisses = [];
    this.#waitingRows = 0;
  }
}

/** The parts of a plan that another run made. */
export function storedParts(store: Pick<Store, 'plans'>, runId: number): Parts {
  const heads = store.plans.partHeads(runId);
  return {
    heads,
    read: (index) => {
      const head = heads[index];
      if (head === undefined) throw new Error(`There is no part ${index}.`);
      return store.plans.readPart(runId, head);
    },
  };
}
