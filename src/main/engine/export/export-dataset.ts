import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Store } from '../store/store.ts';
import { csvLine, type ExportRow } from './cells.ts';
import type { Dataset } from './dataset.ts';
import { datasets } from './datasets.ts';
import type { ExportRange } from './range.ts';

type Writer = (columns: readonly string[], rows: Iterable<ExportRow>) => Generator<string>;

/** How rows become text, by format. */
const writers: Readonly<Record<string, Writer>> = { csv: writeCsv, json: writeJson, ndjson: writeNdjson };

/** What an export takes in beside its own columns. */
export interface ExportChoice {
  /** Names and addresses of persons too. */
  readonly includePersonal: boolean;
}

/**
 * A dataset as text, chunk by chunk in constant memory. The database must not be written through the same connection
 * while the chunks are taken. Persons are left out where they are not asked for. Rejects at once with `invalid_input` naming
 * what there is.
 */
export function exportDataset(
  name: string,
  format: string,
  range: ExportRange,
  store: Store,
  now: EpochMs,
  { includePersonal }: ExportChoice = { includePersonal: false },
): Generator<string> {
  const dataset: Dataset = pick(datasets, 'dataset', name);
  const write: Writer = pick(writers, 'format', format);
  const columns = includePersonal ? [...dataset.columns, ...personalColumnsOf(name, dataset)] : dataset.columns;
  return write(columns, dataset.rows(store, range, now));
}

function personalColumnsOf(name: string, { personalColumns }: Dataset): readonly string[] {
  if (personalColumns !== undefined) return personalColumns;
  throw new AppError('invalid_input', `The dataset "${name}" tells of no persons; leave --include-personal out.`);
}

function pick<T>(known: Readonly<Record<string, T>>, what: string, name: string): T {
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (found !== undefined) return found;
  throw new AppError('invalid_input', `There is no ${what} "${name}". Known: ${Object.keys(known).join(', ')}.`);
}

function* writeCsv(columns: readonly string[], rows: Iterable<ExportRow>): Generator<string> {
  yield csvLine(columns);
  for (const row of rows) yield csvLine(columns.map((column) => row[column] ?? null));
}

function* writeJson(columns: readonly string[], rows: Iterable<ExportRow>): Generator<string> {
  let before = '[';
  for (const row of rows) {
    yield `${before}\n  ${toJson(columns, row)}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}

function* writeNdjson(columns: readonly string[], rows: Iterable<ExportRow>): Generator<string> {
  for (const row of rows) yield `${toJson(columns, row)}\n`;
}

function toJson(columns: readonly string[], row: ExportRow): string {
  return JSON.stringify(Object.fromEntries(columns.map((column) => [column, row[column] ?? null])));
}
