import { AuditEntry } from '#shared/model/audit.ts';
import type { Connection } from './connection.ts';

/** Which entries to list; what is left out does not narrow. */
export interface AuditQuery {
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  /** The id to go on from; null for the newest. */
  readonly before: string | null;
  readonly limit: number;
}

/** A page of entries, newest first. */
export interface AuditPage {
  readonly entries: AuditEntry[];
  /** Pass it as `before` for the next page; null on the last. */
  readonly nextBefore: string | null;
}

/** What people did by hand; entries are never changed. */
export interface Audit {
  note(entry: Omit<AuditEntry, 'id'>): AuditEntry;
  list(query: AuditQuery): AuditPage;
}

/** Makes the record of deeds of a connection. */
export function createAudit(connection: Connection): Audit {
  const { sql } = connection;
  return {
    note(entry) {
      const row = connection.get(
        sql
          .insertInto('audit')
          .values({
            at: entry.at,
            origin: entry.origin,
            actor: entry.actor,
            action: entry.action,
            subject_kind: entry.subjectKind,
            subject_id: entry.subjectId,
            summary: entry.summary,
          })
          .returning('id'),
      );
      if (row === undefined) throw new Error('The entry returned no row.');
      return { id: String(row.id), ...entry };
    },
    list({ subjectKind, subjectId, before, limit }) {
      const rows = connection.all(
        sql
          .selectFrom('audit')
          .selectAll()
          .where((e) =>
            e.and([
              e('id', '<', before === null ? Number.MAX_SAFE_INTEGER : Number(before)),
              ...(subjectKind === undefined ? [] : [e('subject_kind', '=', subjectKind)]),
              ...(subjectId === undefined ? [] : [e('subject_id', '=', subjectId)]),
            ]),
          )
          .orderBy('id', 'desc')
          .limit(limit + 1),
      );
      const entries = rows
        .slice(0, limit)
        .map(({ subject_kind, subject_id, id, ...row }) =>
          AuditEntry.parse({ id: String(id), ...row, subjectKind: subject_kind, subjectId: subject_id }),
        );
      return { entries, nextBefore: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
    },
  };
}
