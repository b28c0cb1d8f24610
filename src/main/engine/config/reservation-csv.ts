import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { z } from 'zod';
import type { ReservationCsvReport } from '#shared/contract/bookings.ts';
import { AppError, toAppError } from '#shared/errors.ts';
import type { Reservation } from '#shared/model/booking.ts';
import { customerColumns, reservationColumns } from '../export/reservation-columns.ts';
import type { Clock } from '../ports.ts';
import type { Deed, ImportedReservation } from '../store/reservations.ts';
import type { Store } from '../store/store.ts';
import { createPlaces } from './reservation-places.ts';
import { type CsvRow, readReservation } from './reservation-row.ts';

const columns: readonly string[] = [...reservationColumns, ...customerColumns];
const required: readonly string[] = [
  'id',
  'serviceId',
  'date',
  'from',
  'status',
  'people',
  'createdAt',
  'customerName',
];

/** So many characters are parsed, so many lines judged and so many stored, before other work goes first. */
const pieceLength = 32_768;
const linesAtOnce = 100;
/** So many reservations are shown as they would be stored, and so many faults are named. */
const previewRows = 20;
const mostFaults = 500;

type Fault = ReservationCsvReport['faults'][number];
type Outcome = 'created' | 'changed' | 'unchanged';

/** A reservation of the file and the line on which it stands. */
interface ReadLine {
  readonly line: number;
  readonly reservation: ImportedReservation;
}

interface ImportOptions {
  readonly store: Store;
  readonly deed: Deed;
  readonly clock: Pick<Clock, 'breathe'>;
  readonly isApplied: boolean;
}

/**
 * Reads reservations from CSV (RFC 4180, comma or semicolon, header row) and, where every line is sound and `isApplied` is
 * set, takes them in, a batch at a time. Every fault is named with its line and column, never with what stands there. One
 * that somebody's change has made impossible meanwhile is named too, and the others stand. Rejects with `invalid_input` where
 * the text is no such table.
 */
export async function importReservationCsv(text: string, options: ImportOptions): Promise<ReservationCsvReport> {
  const { lines, rows, faults } = await readLines(text, options);
  const report = { rows, faults: [...faults], created: 0, changed: 0, unchanged: 0, preview: [] as Reservation[] };
  if (faults.length > 0) return sorted(report);
  report.preview = previewOf(lines.slice(0, previewRows), options);
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    for (const outcome of takeIn(lines.slice(from, from + linesAtOnce), options)) {
      if (typeof outcome === 'string') report[outcome] += 1;
      else report.faults.push(outcome);
    }
    await options.clock.breathe();
  }
  return sorted(report);
}

function sorted(report: ReservationCsvReport): ReservationCsvReport {
  const faults = report.faults.toSorted((left, right) => left.line - right.line).slice(0, mostFaults);
  return { ...report, faults };
}

interface ReadText {
  readonly lines: readonly ReadLine[];
  readonly rows: number;
  readonly faults: readonly Fault[];
}

async function readLines(text: string, { store, deed, clock }: ImportOptions): Promise<ReadText> {
  const lines: ReadLine[] = [];
  const faults: Fault[] = [];
  const first = new Map<string, number>();
  const places = createPlaces(store);
  let rows = 0;
  for await (const { line, row } of eachRow(text)) {
    rows += 1;
    if (rows % linesAtOnce === 0) await clock.breathe();
    const read = readReservation(row, { store, now: deed.now });
    const own = [...read.faults, ...repeated(row['id'] ?? '', line, first)];
    if (read.reservation !== null && own.length === 0) {
      own.push(...places.take(read.reservation));
      lines.push({ line, reservation: read.reservation });
    }
    faults.push(...own.map((fault) => ({ line, ...fault })));
  }
  return { lines, rows, faults };
}

/** What csv-parse gives for each line where it is asked for its place. */
const Found = z.object({ info: z.object({ lines: z.int() }), record: z.record(z.string(), z.string()) });

async function* eachRow(text: string): AsyncGenerator<{ readonly line: number; readonly row: CsvRow }> {
  let isChecked = false;
  const parser = parse({
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
  const source = Readable.from(piecesOf(text));
  source.pipe(parser);
  try {
    for await (const found of parser) {
      const { info, record } = Found.parse(found);
      yield { line: info.lines, row: record };
    }
  } catch (thrown) {
    // Without the parser's error as its cause: that holds the line, and the log shows causes.
    if (thrown instanceof CsvError) throw noTable(withoutContent(thrown));
    throw thrown;
  } finally {
    source.destroy();
  }
  if (!isChecked) throw noTable('The file is empty');
}

/** What the parser says may quote the file, and with it a name. */
function withoutContent({ code, message }: CsvError): string {
  const [, line] = /\bline (\d+)/.exec(message) ?? [];
  const what = code.startsWith('CSV_RECORD') ? 'A line has more cells than the header' : 'A quoted cell is not sound';
  return line === undefined ? what : `${what}, at line ${line}`;
}

/** The text in pieces, never cut within a character. */
function* piecesOf(text: string): Generator<string> {
  for (let at = 0; at < text.length;) {
    const last = text.charCodeAt(at + pieceLength - 1);
    const isHalf = last >= 0xd8_00 && last <= 0xdb_ff;
    const end = at + pieceLength + (isHalf ? 1 : 0);
    yield text.slice(at, end);
    at = end;
  }
}

/** What the header is parted by. */
function delimiterOf(text: string): ',' | ';' {
  const [header = ''] = text
    .slice(0, pieceLength)
    .trimStart()
    .split(/[\r\n]/, 1);
  return header.includes(';') ? ';' : ',';
}

function checkHeader(header: readonly string[]): void {
  const missing = required.filter((name) => !header.includes(name));
  if (missing.length > 0) throw noTable(`The first line lacks ${missing.join(', ')}`);
  const stranger = header.find((name) => !columns.includes(name));
  if (stranger !== undefined) throw noTable(`The first line has an unknown column "${stranger}"`);
}

function noTable(what: string): AppError {
  return new AppError('invalid_input', `${what}. Expected columns: ${columns.join(', ')}.`);
}

function repeated(id: string, line: number, first: Map<string, number>): Omit<Fault, 'line'>[] {
  const before = first.get(id);
  if (before === undefined) first.set(id, line);
  return before === undefined || id === '' ? [] : [{ column: 'id', message: `stands in line ${before} already` }];
}

/** The first ones as they would be stored: they are stored, looked at, and taken back. */
function previewOf(lines: readonly ReadLine[], { store, deed }: ImportOptions): Reservation[] {
  const takenBack = new Error('It was only tried.');
  const preview: Reservation[] = [];
  try {
    store.connection.savepoint(() => {
      for (const { reservation } of lines) {
        store.reservations.import(reservation, deed);
        preview.push(store.reservations.get(reservation.id));
      }
      throw takenBack;
    });
  } catch (thrown) {
    if (thrown !== takenBack && !(thrown instanceof AppError)) throw thrown;
  }
  return preview;
}

/** Takes a batch in, or only finds out what that would do; each one's outcome, or why it could not be. */
function takeIn(lines: readonly ReadLine[], { store, deed, isApplied }: ImportOptions): (Outcome | Fault)[] {
  const takenBack = new Error('It was only tried.');
  let outcomes: (Outcome | Fault)[] = [];
  try {
    store.connection.transaction(() => {
      outcomes = lines.map(({ line, reservation }) => {
        try {
          return store.connection.savepoint(() => store.reservations.import(reservation, deed));
        } catch (thrown) {
          const error = toAppError(thrown);
          if (error.code === 'internal' || error.code === 'storage') throw thrown;
          return { line, column: null, message: error.userMessage };
        }
      });
      if (!isApplied) throw takenBack;
    });
  } catch (thrown) {
    if (thrown !== takenBack) throw thrown;
  }
  return outcomes;
}
