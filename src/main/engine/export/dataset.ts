import type { EpochMs } from '#shared/model/primitives.ts';
import type { Store } from '../store/store.ts';
import type { ExportRow } from './cells.ts';
import type { ExportRange } from './range.ts';

/** A table that can be exported: its columns in order, and its rows one by one. */
export interface Dataset {
  readonly columns: readonly string[];
  /** Columns that tell of persons; they follow the others where they are asked for. */
  readonly personalColumns?: readonly string[];
  rows(store: Store, range: ExportRange, now: EpochMs): Iterable<ExportRow>;
}

/** Ties a row's fields to the columns: a column without a field does not compile. */
export function dataset<const C extends string, T>(
  columns: readonly C[],
  read: (store: Store, range: ExportRange, now: EpochMs) => Iterable<T>,
  toRow: (item: T) => { readonly [K in NoInfer<C>]: ExportRow[string] },
): Dataset {
  return {
    columns,
    *rows(store, range, now) {
      for (const item of read(store, range, now)) yield toRow(item);
    },
  };
}
