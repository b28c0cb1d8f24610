/** A value of an exported column; null where it is missing. */
export type ExportCell = string | number | boolean | null | readonly unknown[] | Readonly<Record<string, unknown>>;
/** One exported row, by column name in the order of the columns. */
export type ExportRow = Readonly<Record<string, ExportCell>>;

/** What a spreadsheet may take for the start of a formula, after anything that it may skip: whatever is not seen, assigned or not. */
const formulaStart = /^[\s\p{C}]*[=+\-@\t\r＝＋－＠]/u;
/** Semicolon and tab are quoted too, because some spreadsheets split at them. */
const needsQuotes = /[",;\t\r\n]|^\s|\s$/;

/** A line of RFC 4180, with its line end. */
export function csvLine(cells: readonly ExportCell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** One cell: text that looks like a formula gets an apostrophe, numbers stay numbers, missing is empty. */
export function csvCell(cell: ExportCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return safe === '' || needsQuotes.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Text as it was before an export put an apostrophe before what looks like a formula. */
export function unguarded(text: string): string {
  return text.startsWith("'") && formulaStart.test(text.slice(1)) ? text.slice(1) : text;
}

/** An instant as text: `2026-11-22T08:00:00.000Z`. */
export function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
