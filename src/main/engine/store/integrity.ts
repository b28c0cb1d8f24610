import type { Connection } from './connection.ts';

/** Faults that are listed at most of each kind; one is enough to say that a file is damaged. */
const mostFaults = 20;

/** Everything that SQLite finds wrong with a database, in its words; reads the whole file. Throws where it cannot. */
export function readFaults({ raw }: Connection): string[] {
  const rows = rowsOf(raw.pragma(`integrity_check(${mostFaults})`)).map(([fault]) => String(fault));
  const strangers = rowsOf(raw.pragma('foreign_key_check')).map(([table]) => String(table));
  const tables = [...new Set(strangers)];
  const counts = tables.map((table) => strangers.filter((each) => each === table).length);
  return [
    ...rows.filter((fault) => fault !== 'ok'),
    ...tables.map((table, index) => `rows of ${table} that refer to what is not there: ${counts[index] ?? 0}`),
  ];
}

/** The columns of each row of a pragma. */
function rowsOf(answer: unknown): unknown[][] {
  if (!Array.isArray(answer)) return [];
  return answer.map((row: unknown) =>
    typeof row === 'object' && row !== null ? Object.values<unknown>({ ...row }) : [],
  );
}
