import type { EpochMs } from '#shared/model/primitives.ts';

/** A value as SQLite keeps it. */
export type Cell = string | number | null;
/** One observed state: a cell for each key, compared and kept column, by column name. */
export type ObservedRow = Readonly<Record<string, Cell>>;

/** How an area uses the change log. All column lists name columns of the area's own tables. */
export interface ChangeLogArea {
  readonly area: string;
  /**
   * One row per target and key: key, compared and kept columns, `target_id`, `first_checked`, `missing_since`, and
   * `unread_from`, the last good reading of a key whose newest row could not be read. A missing key has `unread_from` too
   * where its absence was to be expected: its figures are the last ones. One that is gone has none. A trigger for each way
   * of writing takes the target's `state_digest` away, so that nothing written past the change log goes unseen.
   */
  readonly stateTable: string;
  /** Append-only states: key and compared columns, `target_id`, `first_checked`, `last_checked`, `is_listed`, `run_id`. */
  readonly historyTable: string;
  /** What tells one state of a target from another; empty where a target has just one. */
  readonly key: readonly string[];
  /** A difference in any of these is a change and makes a history row. */
  readonly compared: readonly string[];
  /** Newest value only; a difference here is no change. */
  readonly kept: readonly string[];
  /**
   * True where new keys come by themselves, as nights do: they are no change then, and the history's column `is_change`
   * tells states that replaced another one from first sights.
   */
  readonly hasComingKeys?: boolean;
}

/** A field that was found different. */
export interface FieldChange {
  /** The key's columns joined with a space; empty where a target has just one state. */
  readonly key: string;
  readonly field: string;
  readonly before: Cell;
  readonly after: Cell;
}

/** A target that was looked at before, or whose first look failed. */
export interface Target {
  readonly id: number;
  readonly step_ms: number;
  readonly last_checked: number | null;
  readonly failures_in_row: number;
  /** What the newest good look found; null where it must be told from the stored states. */
  readonly state_digest: string | null;
}

/** A state that takes the place of another one. */
export interface ReplacedState {
  readonly row: ObservedRow;
  /** When the state before it was confirmed last. */
  readonly confirmedAt: EpochMs;
  /** False where the same state is found again after a time in which it could not be read. */
  readonly isChange: boolean;
}

/** A key that ends. */
export interface EndedKey {
  readonly key: readonly Cell[];
  /** When its state was confirmed last. */
  readonly confirmedAt: EpochMs;
}

/** What was found of a target. */
export interface Finding {
  readonly at: EpochMs;
  /** Every state that the target has now. */
  readonly rows: readonly ObservedRow[];
  /** Keys that were there with a row that could not be read: their states stay, and count as not confirmed. */
  readonly unreadable?: readonly ObservedRow[];
  /** Whether the absence of a key, given by its cells, says anything; it always does where left out. */
  readonly isExpected?: (key: readonly Cell[]) => boolean;
  /** False where it is not certain that every key was read: what is absent then counts as not read, never as gone. */
  readonly isComplete?: boolean;
}

/** What a look means for the stored states of its target. */
export interface ChangePlan {
  readonly target: Target | undefined;
  readonly at: EpochMs;
  readonly created: readonly ObservedRow[];
  readonly replaced: readonly ReplacedState[];
  readonly keptOnly: readonly ObservedRow[];
  /** Keys that the source lists no more. */
  readonly vanished: readonly EndedKey[];
  /** Keys that are not listed any more as is to be expected, such as nights that have passed. */
  readonly lapsed: readonly EndedKey[];
  /** Keys whose row was there and could not be read. */
  readonly unread: readonly (readonly Cell[])[];
  readonly changes: readonly FieldChange[];
}

/**
 * Compares what a look found with the stored states: `prior` has a row of cells for each, the area's key, compared and
 * kept columns and then `missing_since` and `unread_from`.
 */
export function makePlan(
  area: ChangeLogArea,
  look: Finding,
  target: Target | undefined,
  prior: readonly (readonly Cell[])[],
): ChangePlan {
  const keyCount = area.key.length;
  const missingAt = keyCount + area.compared.length + area.kept.length;
  const unreadAt = missingAt + 1;
  const known = new KnownStates(prior, keyCount);
  const at = countedAt(look, target);
  const lastChecked = target?.last_checked ?? at;
  const isSilent = target?.last_checked == null || area.hasComingKeys === true;
  const isGone = (cells: readonly Cell[]): boolean => cells[missingAt] !== null && cells[unreadAt] === null;
  const confirmedAt = (cells: readonly Cell[]): number => Number(cells[unreadAt] ?? lastChecked);
  const created: ObservedRow[] = [];
  const replaced: ReplacedState[] = [];
  const keptOnly: ObservedRow[] = [];
  const changes: FieldChange[] = [];
  for (const row of look.rows) {
    const key = keyOf(area, row);
    const cells = known.take(key);
    if (cells === undefined) {
      created.push(row);
      if (!isSilent) addChanges(changes, area, key, undefined, row);
    } else if (isGone(cells) || differs(cells, keyCount, area.compared, row)) {
      replaced.push({ row, confirmedAt: confirmedAt(cells), isChange: true });
      addChanges(changes, area, key, isGone(cells) ? undefined : cells, row);
    } else if (cells[unreadAt] !== null) {
      replaced.push({ row, confirmedAt: confirmedAt(cells), isChange: false });
    } else if (differs(cells, keyCount + area.compared.length, area.kept, row)) {
      keptOnly.push(row);
    }
  }
  const unread: (readonly Cell[])[] = [];
  for (const row of look.unreadable ?? []) {
    const cells = known.take(keyOf(area, row));
    if (cells !== undefined && cells[missingAt] === null && cells[unreadAt] === null)
      unread.push(cells.slice(0, keyCount));
  }
  const vanished: EndedKey[] = [];
  const lapsed: EndedKey[] = [];
  for (const cells of known.rest()) {
    if (cells[missingAt] !== null) continue;
    const ended = { key: cells.slice(0, keyCount), confirmedAt: confirmedAt(cells) };
    if (look.isExpected?.(ended.key) === false) lapsed.push(ended);
    else if (look.isComplete === false) {
      if (cells[unreadAt] === null) unread.push(ended.key);
    } else {
      vanished.push(ended);
      changes.push({ key: joinKey(cells, keyCount), field: 'isListed', before: 1, after: 0 });
    }
  }
  return {
    target,
    at,
    created,
    replaced,
    keptOnly,
    changes,
    vanished,
    lapsed,
    unread,
  };
}

/** The plan of a look that found what the newest good one had found: nothing but the confirmation. */
export function makeSamePlan(look: Pick<Finding, 'at'>, target: Target): ChangePlan {
  const nothing = { created: [], replaced: [], keptOnly: [], vanished: [], lapsed: [], unread: [], changes: [] };
  return { target, at: countedAt(look, target), ...nothing };
}

/** A clock that went back must not put a state before its predecessor. */
function countedAt({ at }: Pick<Finding, 'at'>, target: Target | undefined): EpochMs {
  return target?.last_checked == null ? at : Math.max(at, target.last_checked + 1);
}

/** Stored states, each handed out once. While they are asked for in their own order, they need no index. */
class KnownStates {
  readonly #cells: readonly (readonly Cell[])[];
  readonly #keyCount: number;
  #next = 0;
  #byKey: Map<string, readonly Cell[]> | null = null;

  constructor(cells: readonly (readonly Cell[])[], keyCount: number) {
    this.#cells = cells;
    this.#keyCount = keyCount;
  }

  take(key: string): readonly Cell[] | undefined {
    const next = this.#cells[this.#next];
    if (this.#byKey === null && next !== undefined && joinKey(next, this.#keyCount) === key) {
      this.#next += 1;
      return next;
    }
    this.#byKey ??= new Map(this.rest().map((cells) => [joinKey(cells, this.#keyCount), cells]));
    const cells = this.#byKey.get(key);
    this.#byKey.delete(key);
    return cells;
  }

  /** Those that were not asked for. */
  rest(): (readonly Cell[])[] {
    return this.#byKey === null ? this.#cells.slice(this.#next) : [...this.#byKey.values()];
  }
}

function joinKey(cells: readonly Cell[], keyCount: number): string {
  if (keyCount === 1) return String(cells[0]);
  return cells.slice(0, keyCount).join(' ');
}

function keyOf(area: ChangeLogArea, row: ObservedRow): string {
  const [first] = area.key;
  if (area.key.length === 1 && first !== undefined) return String(row[first]);
  return area.key.map((column) => row[column]).join(' ');
}

function differs(cells: readonly Cell[], offset: number, columns: readonly string[], row: ObservedRow): boolean {
  // No callback: this runs for every cell of every look.
  for (let index = 0; index < columns.length; index += 1) {
    if (cells[offset + index] !== row[columns[index] ?? '']) return true;
  }
  return false;
}

function addChanges(
  changes: FieldChange[],
  area: ChangeLogArea,
  key: string,
  cells: readonly Cell[] | undefined,
  row: ObservedRow,
): void {
  area.compared.forEach((field, index) => {
    const before = cells?.[area.key.length + index] ?? null;
    const after = row[field] ?? null;
    if (before !== after) changes.push({ key, field, before, after });
  });
}
