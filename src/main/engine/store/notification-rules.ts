import { AppError } from '#shared/errors.ts';
import { NotificationRule } from '#shared/model/notification.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** A rule and up to where what happens was looked at; null before the first look. */
export interface StoredRule {
  readonly rule: NotificationRule;
  readonly cursor: number | null;
}

/** Who is told of what. Removed rules are left out everywhere. */
export interface NotificationRules {
  /** By id. */
  list(): StoredRule[];
  find(id: string): StoredRule | undefined;
  /** Like `find`; rejects with `not_found`. */
  get(id: string): StoredRule;
  /** Adds or replaces; one that was removed comes back. */
  save(rule: NotificationRule, cursor: number | null, now: EpochMs): void;
  setCursor(id: string, cursor: number): void;
  /** Removes; its notices stay in the log. Rejects with `not_found`. */
  remove(id: string, now: EpochMs): void;
}

interface RuleRow {
  readonly settings: string;
  readonly cursor: number | null;
}

/** Makes the rules of a connection. */
export function createNotificationRules(connection: Connection): NotificationRules {
  const { prepare } = connection;
  const columns = 'SELECT settings, cursor FROM notification_rule WHERE removed_at IS NULL';
  const select = prepare<RuleRow>(`${columns} AND id = ?`);
  const all = prepare<RuleRow>(`${columns} ORDER BY id`);
  const read = createReader();
  const find = (id: string): StoredRule | undefined => {
    const row = select.get(id);
    return row === undefined ? undefined : read(row);
  };
  return {
    list: () => all.all().map(read),
    find,
    get(id) {
      const stored = find(id);
      if (stored === undefined) throw new AppError('not_found', `There is no rule "${id}".`);
      return stored;
    },
    save: (rule, cursor, now) =>
      void prepare(
        `INSERT INTO notification_rule (id, settings, created_at, removed_at, cursor) VALUES (?, ?, ?, NULL, ?)
         ON CONFLICT (id) DO UPDATE SET settings = excluded.settings, removed_at = NULL, cursor = excluded.cursor`,
      ).run(rule.id, JSON.stringify(rule), now, cursor),
    setCursor: (id, cursor) => void prepare('UPDATE notification_rule SET cursor = ? WHERE id = ?').run(cursor, id),
    remove(id, now) {
      const { changes } = prepare(
        'UPDATE notification_rule SET removed_at = ? WHERE id = ? AND removed_at IS NULL',
      ).run(now, id);
      if (changes === 0) throw new AppError('not_found', `There is no rule "${id}".`);
    },
  };
}

/** Rules are looked at after every run, and hardly ever change: what was read stays as long as its text does. */
function createReader(): (row: RuleRow) => StoredRule {
  const known = new Map<string, NotificationRule>();
  return ({ settings, cursor }) => {
    const rule = known.get(settings) ?? NotificationRule.parse(JSON.parse(settings));
    if (known.size > 1000) known.clear();
    known.set(settings, rule);
    return { rule, cursor };
  };
}
