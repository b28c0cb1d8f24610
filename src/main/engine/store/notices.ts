import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** What people are to be told of. */
export interface NewNotice {
  readonly ruleId: string;
  readonly trigger: string;
  /** What makes it one: told once while it lasts, or once for all. */
  readonly cause: string;
  readonly isLasting: boolean;
  readonly title: string;
  readonly body: string;
  /** Words for its end; null where that is not told. */
  readonly endTitle: string | null;
  readonly endBody: string | null;
  readonly path: string | null;
}

/** A notice whose cause lasts. */
export interface OpenNotice {
  readonly id: number;
  readonly cause: string;
  readonly endTitle: string | null;
  readonly endBody: string | null;
  readonly path: string | null;
  readonly openedAt: EpochMs;
}

/** Notices: unique for a rule and a cause, while it lasts or for ever. */
export interface Notices {
  /** Opens a notice; null where there is one of this rule and cause already. */
  open(notice: NewNotice, now: EpochMs): number | null;
  /** Those of a rule whose causes last. */
  openOf(ruleId: string): OpenNotice[];
  /** Whether a rule has told, or tells, of this cause. */
  has(ruleId: string, cause: string): boolean;
  close(id: number, now: EpochMs): void;
  /** How many causes last, and when the newest notice was opened, by rule. */
  countByRule(): Map<string, { readonly openCount: number; readonly lastOpenedAt: EpochMs }>;
}

/** Makes the notices of a connection. */
export function createNotices(connection: Connection): Notices {
  const { prepare } = connection;
  const openOf = prepare<OpenNotice>(
    `SELECT id, cause, end_title AS endTitle, end_body AS endBody, path, opened_at AS openedAt
     FROM notice INDEXED BY notice_open WHERE is_lasting = 1 AND closed_at IS NULL AND rule_id = ? ORDER BY id`,
  );
  const find = prepare('SELECT 1 FROM notice WHERE rule_id = ? AND cause = ?');
  const insert = prepare<{ id: number }>(
    `INSERT INTO notice (rule_id, "trigger", cause, title, body, end_title, end_body, path, is_lasting, opened_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id`,
  );
  return {
    open({ ruleId, trigger, cause, isLasting, title, body, endTitle, endBody, path }, now) {
      const values = [ruleId, trigger, cause, title, body, endTitle, endBody, path, Number(isLasting), now];
      return insert.get(...values)?.id ?? null;
    },
    openOf: (ruleId) => openOf.all(ruleId),
    has: (ruleId, cause) => find.get(ruleId, cause) !== undefined,
    close: (id, now) =>
      // A clock that was put back ends nothing before it began.
      void prepare('UPDATE notice SET closed_at = max(opened_at, ?) WHERE id = ? AND closed_at IS NULL').run(now, id),
    countByRule() {
      const rows = prepare<{ ruleId: string; openCount: number; lastOpenedAt: EpochMs }>(
        `SELECT rule_id AS ruleId, count(*) FILTER (WHERE is_lasting = 1 AND closed_at IS NULL) AS openCount,
           max(opened_at) AS lastOpenedAt FROM notice GROUP BY rule_id`,
      ).all();
      return new Map(rows.map(({ ruleId, ...counts }) => [ruleId, counts]));
    },
  };
}
