import { CsvError, parse } from 'csv-parse/sync';
import type { HutCsvReport } from '#shared/contract/huts.ts';
import { AppError } from '#shared/errors.ts';
import { Hut } from '#shared/model/hut.ts';
import { isHutSource } from '#shared/model/source.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Store } from '../store/store.ts';

/** The columns of the file; those after the fourth may be left out or empty. */
const columns = ['slug', 'name', 'sourceId', 'bookingRef', 'capacityOpen', 'capacityClosed', 'timeZone'] as const;
const required: readonly string[] = columns.slice(0, 4);

type Fault = HutCsvReport['faults'][number];
type CsvRow = Readonly<Record<string, string>>;

/** A row of the file and the line that it begins on. */
interface Line {
  readonly line: number;
  readonly row: CsvRow;
}

/**
 * Reads huts from CSV (RFC 4180, comma or semicolon, header row) and, where every line is sound and `isApplied` is set,
 * saves all of them. Every fault is named with its line. Rejects with `invalid_input` where the text is no such table.
 */
export function importHutCsv(
  text: string,
  { store, now, isApplied }: { readonly store: Store; readonly now: EpochMs; readonly isApplied: boolean },
): HutCsvReport {
  const lines = readLines(text);
  const read = lines.map((line) => readHut(line, store));
  const faults = [...read.flatMap((each) => each.faults), ...repeated(lines)].toSorted(
    (left, right) => left.line - right.line,
  );
  const report = { rows: lines.length, faults, created: 0, changed: 0, unchanged: 0 };
  if (faults.length > 0) return report;
  const huts = read.flatMap(({ hut }) => (hut === null ? [] : [hut]));
  store.connection.transaction(() => {
    for (const hut of huts) report[isApplied ? store.huts.save(hut, now) : wouldDo(store, hut)] += 1;
  });
  return report;
}

function readLines(text: string): Line[] {
  let isChecked = false;
  try {
    const found: unknown = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      trim: true,
      skip_empty_lines: true,
      info: true,
      relax_column_count_less: true,
      columns: (header: string[]) => {
        checkHeader(header);
        isChecked = true;
        return header;
      },
    });
    if (!isChecked || !Array.isArray(found)) throw noTable('The file is empty');
    return found.map(({ info, record }: { info: { lines: number }; record: CsvRow }) => ({
      line: info.lines,
      row: record,
    }));
  } catch (thrown) {
    if (thrown instanceof CsvError) throw noTable(thrown.message.split('\n')[0] ?? 'The file is no CSV', thrown);
    throw thrown;
  }
}

/** What the header is parted by; a name in a file with semicolons may hold commas. */
function delimiterOf(text: string): ',' | ';' {
  const [header = ''] = text.trimStart().split(/[\r\n]/, 1);
  return header.includes(';') ? ';' : ',';
}

function checkHeader(header: readonly string[]): void {
  const missing = required.filter((name) => !header.includes(name));
  if (missing.length > 0) throw noTable(`The first line lacks ${missing.join(', ')}`);
  const stranger = header.find((name) => !columns.some((column) => column === name));
  if (stranger !== undefined) throw noTable(`The first line has an unknown column "${stranger}"`);
}

function noTable(what: string, cause?: unknown): AppError {
  return new AppError('invalid_input', `${what}. Expected columns: ${columns.join(', ')}.`, { cause });
}

function readHut({ line, row }: Line, store: Store): { readonly hut: Hut | null; readonly faults: Fault[] } {
  const given = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''));
  const parsed = Hut.safeParse({
    ...given,
    ...numbered(given, 'capacityOpen'),
    ...numbered(given, 'capacityClosed'),
  });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => {
      const column = path[0] === undefined ? null : String(path[0]);
      const isMissing = column !== null && given[column] === undefined;
      return { line, column, message: isMissing ? 'is missing' : message };
    });
    return { hut: null, faults };
  }
  const fault = sourceFault(parsed.data, store);
  return fault === null
    ? { hut: parsed.data, faults: [] }
    : { hut: null, faults: [{ line, column: 'sourceId', message: fault }] };
}

function numbered(row: CsvRow, column: string): Record<string, number> {
  const value = row[column];
  return value === undefined ? {} : { [column]: Number(value) };
}

function sourceFault({ sourceId }: Hut, store: Store): string | null {
  const source = store.sources.find(sourceId);
  if (source === undefined) return `no source "${sourceId}"`;
  return isHutSource(source) ? null : `source "${sourceId}" tells of no huts`;
}

function repeated(lines: readonly Line[]): Fault[] {
  const first = new Map<string, number>();
  return lines.flatMap(({ line, row }) => {
    const slug = row['slug'] ?? '';
    const before = first.get(slug);
    if (before === undefined) first.set(slug, line);
    if (before === undefined || slug === '') return [];
    return [{ line, column: 'slug', message: `"${slug}" stands in line ${before} already` }];
  });
}

function wouldDo(store: Store, hut: Hut): 'created' | 'changed' | 'unchanged' {
  const before = store.huts.find(hut.slug);
  if (before === undefined) return 'created';
  return JSON.stringify(before) === JSON.stringify(Hut.parse(hut)) ? 'unchanged' : 'changed';
}
