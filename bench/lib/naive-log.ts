import type { ObservedRow } from '../../src/main/engine/store/change-plan.ts';
import type { Connection } from '../../src/main/engine/store/connection.ts';

interface Before {
  readonly first_checked: number;
  readonly free: number;
  readonly total: number;
  readonly status: string;
  readonly kind: string;
  readonly note: string;
}

/**
 * What one would write first: look up every row, insert it or confirm it in the state and in the history. Each row says
 * itself when it was last checked. One transaction for each target.
 */
export function createNaiveLog(
  connection: Connection,
  stepMs: number,
): (target: string, at: number, rows: readonly ObservedRow[]) => void {
  const statements = prepareStatements(connection);
  const applyRow = (id: number, at: number, row: ObservedRow): void => {
    const { date, free, total, status, kind, note } = row;
    const before = statements.find.get(id, date);
    if (before === undefined) {
      statements.addState.run(id, date, at, at, free, total, status, kind, note);
      statements.addHistory.run(id, date, at, at, free, total, status, kind);
    } else if (before.free !== free || before.total !== total || before.status !== status || before.kind !== kind) {
      statements.replaceState.run(at, at, free, total, status, kind, note, id, date);
      statements.addHistory.run(id, date, at, at, free, total, status, kind);
    } else {
      statements.confirmState.run(at, note, id, date);
      statements.confirmHistory.run(at, id, date, before.first_checked);
    }
  };
  return (target, at, rows) =>
    connection.transaction(() => {
      const id =
        statements.findTarget.get(target)?.id ?? Number(statements.addTarget.run(target, stepMs).lastInsertRowid);
      for (const row of rows) applyRow(id, at, row);
    });
}

function prepareStatements({ prepare }: Connection) {
  return {
    findTarget: prepare<{ readonly id: number }>("SELECT id FROM check_target WHERE area = 'naive' AND key = ?"),
    addTarget: prepare("INSERT INTO check_target (area, key, step_ms) VALUES ('naive', ?, ?)"),
    find: prepare<Before>(
      'SELECT first_checked, free, total, status, kind, note FROM naive_state WHERE target_id = ? AND date = ?',
    ),
    addState: prepare(
      `INSERT INTO naive_state (target_id, date, first_checked, last_checked, free, total, status, kind, note)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    addHistory: prepare(
      `INSERT INTO naive_history (target_id, date, first_checked, last_checked, is_listed, run_id, free, total, status, kind)
       VALUES (?, ?, ?, ?, 1, 1, ?, ?, ?, ?)`,
    ),
    replaceState: prepare(
      `UPDATE naive_state SET first_checked = ?, last_checked = ?, free = ?, total = ?, status = ?, kind = ?, note = ?
       WHERE target_id = ? AND date = ?`,
    ),
    confirmState: prepare('UPDATE naive_state SET last_checked = ?, note = ? WHERE target_id = ? AND date = ?'),
    confirmHistory: prepare(
      'UPDATE naive_history SET last_checked = ? WHERE target_id = ? AND date = ? AND first_checked = ?',
    ),
  };
}
