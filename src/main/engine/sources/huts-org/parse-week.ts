import { type CheerioAPI, load } from 'cheerio';
import type { CalendarDate } from '#shared/model/calendar-date.ts';
import { blockedError } from '../block-page.ts';
import type { HutReading, NightFault } from '../hut-readings.ts';
import { changed } from '../json-answer.ts';
import { oneLine } from '../plain-text.ts';
import { isShownAs, rangeIn, type WeekRange } from './week-dates.ts';

/** A hut of the week table. */
export interface HutsOrgHut {
  /** As the table has it, `Harry Gates Hut`; a part with the heading above it in front, `Summit Huts – Hut A`. */
  readonly name: string;
  /** Ascending by date. */
  readonly nights: readonly HutReading[];
  readonly faults: readonly NightFault[];
}

/** One page of huts.org: a week of all its huts, in the order of the table. */
export interface HutsOrgWeek {
  readonly from: CalendarDate;
  /** The last night of the week. */
  readonly until: CalendarDate;
  readonly huts: readonly HutsOrgHut[];
}

/** A row of the table: its first cell and those under the dates. */
interface TableRow {
  /** Counting from 1 with the first row of the table. */
  readonly place: number;
  readonly name: string | null;
  readonly cells: readonly string[];
}

/** A node of a page; cheerio does not export its name. */
type TableElement = Parameters<CheerioAPI['contains']>[0];

const maxNameLength = 200;
const maxCellLength = 40;
/** Headings in a sentence. */
const maxShownLength = 80;

/**
 * The week table of a page of huts.org. A cell that is neither a number nor `none`, a row with too few or too many cells
 * and a name that occurs twice become faults of that hut alone. Throws `source_changed`, or `refused` for a block page.
 */
export function parseHutsOrgWeek(text: string): HutsOrgWeek {
  const document = load(text);
  const range = rangeIn(document.root().text());
  const table = readTable(document);
  if (table === null) throw blockedError(text) ?? changed('answered a page without a week table.');
  if (range === null)
    throw changed('shows a week table but not which week it is, such as 12/1/2016 Through 12/7/2016.');
  const { headings, rows } = table;
  const isAsTold =
    headings.length === range.dates.length && range.dates.every((date, at) => isShownAs(date, headings[at]));
  if (!isAsTold) {
    const shown = oneLine(headings.join(', '), maxShownLength) ?? '';
    throw changed(`heads its columns ${shown}, which are not the nights ${range.from} to ${range.until}.`);
  }
  const huts = faultDoubles(hutsOf(rows, range));
  if (huts.length === 0) throw changed('shows a week table without a hut.');
  return { from: range.from, until: range.until, huts };
}

interface WeekTable {
  readonly headings: readonly string[];
  /** Those below the headings. */
  readonly rows: readonly TableRow[];
}

/** The first table that has a row with nothing but days such as `12/1` under its first cell. */
function readTable(document: CheerioAPI): WeekTable | null {
  for (const table of document('table').toArray()) {
    const rows = rowsOf(document, table);
    const at = rows.findIndex(
      ({ cells }) => cells.length > 0 && cells.every((cell) => /^\d{1,2}\/\d{1,2}$/.test(cell)),
    );
    if (at >= 0) return { headings: rows[at]?.cells ?? [], rows: rows.slice(at + 1) };
  }
  return null;
}

/** The rows of a table itself, not those of a table inside of it. */
function rowsOf(document: CheerioAPI, table: TableElement): readonly TableRow[] {
  const own = document(table)
    .find('tr')
    .toArray()
    .filter((row) => document(row).closest('table').is(table));
  return own.map((row, index) => {
    const cells = document(row).children('td, th').toArray();
    return toTableRow(
      cells.map((cell) => document(cell).text()),
      index + 1,
    );
  });
}

function toTableRow([first = '', ...others]: readonly string[], place: number): TableRow {
  return {
    place,
    name: oneLine(first, maxNameLength),
    cells: others.map((cell) => oneLine(cell, maxCellLength) ?? ''),
  };
}

/** A row without anything under the dates is a heading; the rows below it that begin with a dash are its parts. */
function hutsOf(rows: readonly TableRow[], range: WeekRange): readonly HutsOrgHut[] {
  const huts: HutsOrgHut[] = [];
  let heading: string | null = null;
  for (const { place, name, cells } of rows) {
    if (name === null) continue;
    if (cells.every((cell) => cell === '')) heading = name;
    else huts.push({ name: fullName(name, heading), ...readCells(cells, range, place) });
  }
  return huts;
}

function fullName(name: string, heading: string | null): string {
  // The entity in front, `&nbsp-`, has lost its semicolon; read strictly it stays as it is.
  const part = /^(?:&nbsp;?)?\s*-\s*(.+)$/.exec(name)?.[1];
  if (part === undefined) return name;
  return heading === null ? part : `${heading} – ${part}`;
}

function readCells(
  cells: readonly string[],
  { dates }: WeekRange,
  place: number,
): { readonly nights: readonly HutReading[]; readonly faults: readonly NightFault[] } {
  if (cells.length !== dates.length) {
    const reason = `The row has ${cells.length} cells for ${dates.length} nights, so none of them can be told apart.`;
    return { nights: [], faults: [{ date: null, label: `row ${place}`, reason }] };
  }
  const nights: HutReading[] = [];
  const faults: NightFault[] = [];
  dates.forEach((date, at) => {
    const cell = cells[at] ?? '';
    if (/^none$/i.test(cell)) nights.push(nightOf(date, null));
    else if (/^\d{1,5}$/.test(cell)) nights.push(nightOf(date, Number(cell)));
    else
      faults.push({
        date,
        label: date,
        reason: `The cell is “${cell}”, which is neither a number of beds nor “none”.`,
      });
  });
  return { nights, faults };
}

/** Without a number the hut is closed or full; the page does not say which. */
function nightOf(date: CalendarDate, free: number | null): HutReading {
  const reservationStatus = free === null ? 'unknown' : 'possible';
  return { date, free, total: null, staffing: 'unknown', reservationStatus, categories: [] };
}

function faultDoubles(huts: readonly HutsOrgHut[]): readonly HutsOrgHut[] {
  const counts = new Map<string, number>();
  for (const { name } of huts) counts.set(name, (counts.get(name) ?? 0) + 1);
  const single = new Map(huts.map((hut) => [hut.name, hut]));
  return [...single.values()].map((hut) => {
    const count = counts.get(hut.name) ?? 1;
    if (count === 1) return hut;
    const reason = `The name ${hut.name} is used by ${count} rows of the table.`;
    return { name: hut.name, nights: [], faults: [{ date: null, label: hut.name, reason }] };
  });
}
