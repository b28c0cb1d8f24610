import type { PlanValue } from '#shared/model/run-plan.ts';

/** Values of a row, in the order of its entity's columns. */
export type RowValues = readonly PlanValue[];

/** What a plan does to one row. `before` null: it is made; `after` null: it is removed. */
export interface PlanRow {
  /** Finds the row among those of its entity, whether it is stored or not. */
  readonly key: string;
  /** Of the row as the plan was made; null where there was none. */
  readonly version: number | null;
  readonly before: RowValues | null;
  readonly after: RowValues | null;
}

/** Rows that jobs change by plan: how they are read, written, and shown. Every change raises `version` by one. */
export interface PlannedEntity {
  /** `booking_slot` */
  readonly name: string;
  /** `Slots` */
  readonly title: string;
  /** Columns of the table in the order in which plans keep their values; one of them is `version`. */
  readonly columns: readonly string[];
  /** The row as it is stored. */
  find(key: string): RowValues | undefined;
  /** Stores a new row. Rejects with `conflict` where its key is taken, or where another row stands against it. */
  insert(values: RowValues): void;
  /** Replaces the row. Rejects with `conflict` where the new values stand against another row. */
  update(key: string, values: RowValues): void;
  /** Removes the row. Rejects with `conflict` where others hang on it. */
  remove(key: string): void;
  /**
   * Rows whose version rises by one when a row is written so, by a trigger: those are changes of the same run, and no
   * reason to leave a row alone later in it. Left out where writing touches no other row.
   */
  touches?(
    before: RowValues | null,
    after: RowValues | null,
  ): readonly { readonly entity: string; readonly key: string }[];
  /** What a row is, in words, without a customer's name. */
  label(values: RowValues): string;
  /** The fields that are shown, by the name they have on screen; never personal data. */
  readonly fields: readonly { readonly name: string; readonly column: string; show(value: PlanValue): PlanValue }[];
}
