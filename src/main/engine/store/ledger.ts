import { z } from 'zod';
import type { Selectable } from 'kysely';
import type { EpochMs } from '#shared/model/primitives.ts';
import { Verdict } from '#shared/model/slot.ts';
import { Rule } from '#shared/schedule/rule.ts';
import type { Connection } from './connection.ts';
import type { Schema } from './schema.ts';

/** What became of slots of one revision that follow one another; those outside active hours need none, the rule tells. */
export interface LedgerEntry {
  readonly firstPlanned: EpochMs;
  /** The same as `firstPlanned` for a slot that ran. */
  readonly lastPlanned: EpochMs;
  readonly verdict: Exclude<Verdict, 'outside_hours'>;
  readonly runId: string | null;
  /** What the verdict alone does not say; null mostly. */
  readonly note: string | null;
}

/** A rule that a schedule had and the slots that were its own: planned from `fromAt` (inclusive) until `untilAt`. */
export interface Revision {
  readonly revision: number;
  readonly rule: Rule;
  readonly timeZone: string;
  readonly fromAt: EpochMs;
  /** Null for the rule of today. */
  readonly untilAt: EpochMs | null;
}

/** The slot ledger: one verdict for every slot that was planned. */
export interface Ledger {
  /** Writes verdicts in order of their slots; entries that only go on with the last one are joined to it. */
  record(scheduleId: string, revision: number, entries: readonly LedgerEntry[]): void;
  /** Entries of a revision that touch the time, oldest first. */
  entries(
    scheduleId: string,
    revision: number,
    range: { readonly from: EpochMs; readonly until: EpochMs },
  ): LedgerEntry[];
  /** Revisions of a schedule that planned within the time, oldest first. */
  revisions(scheduleId: string, range: { readonly from: EpochMs; readonly until: EpochMs }): Revision[];
  /** Every schedule that ever planned, deleted ones too. */
  scheduleIds(): string[];
}

/** Makes the slot ledger of a connection. */
export function createLedger(connection: Connection): Ledger {
  const last = connection.prepare<EntryRow>(
    'SELECT * FROM slot_verdict WHERE schedule_id = ? AND revision = ? ORDER BY first_planned DESC LIMIT 1',
  );
  const extend = connection.prepare(
    'UPDATE slot_verdict SET last_planned = ? WHERE schedule_id = ? AND revision = ? AND first_planned = ?',
  );
  const insert = connection.prepare(
    `INSERT INTO slot_verdict (schedule_id, revision, first_planned, last_planned, verdict, run_id, note)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  // The entry before the first one of a time may reach into it.
  const select = connection.prepare<EntryRow>(
    `SELECT * FROM slot_verdict WHERE schedule_id = @id AND revision = @revision AND first_planned < @until
     AND first_planned >= coalesce((SELECT max(first_planned) FROM slot_verdict
       WHERE schedule_id = @id AND revision = @revision AND first_planned <= @from), @from)
     AND last_planned >= @from ORDER BY first_planned`,
  );
  const selectRevisions = connection.prepare<RevisionRow>(
    `SELECT * FROM schedule_revision WHERE schedule_id = @id AND from_at < @until
     AND (until_at IS NULL OR until_at > @from) ORDER BY revision`,
  );
  const record = (scheduleId: string, revision: number, entry: LedgerEntry): void => {
    const { firstPlanned, lastPlanned, verdict, note } = entry;
    const runId = entry.runId === null ? null : Number(entry.runId);
    const before = verdict === 'ran' ? undefined : last.get(scheduleId, revision);
    if (before?.verdict === verdict && before.run_id === runId && before.note === note) {
      extend.run(lastPlanned, scheduleId, revision, before.first_planned);
    } else insert.run(scheduleId, revision, firstPlanned, lastPlanned, verdict, runId, note);
  };
  return {
    record: (scheduleId, revision, entries) =>
      connection.transaction(() => {
        for (const entry of entries) record(scheduleId, revision, entry);
      }),
    entries: (scheduleId, revision, { from, until }) =>
      select.all({ id: scheduleId, revision, from, until }).map(toEntry),
    revisions: (scheduleId, { from, until }) =>
      selectRevisions.all({ id: scheduleId, from, until }).map((row) => toRevision(row)),
    scheduleIds: () =>
      connection
        .prepare<{ id: string }>('SELECT DISTINCT schedule_id AS id FROM schedule_revision ORDER BY 1')
        .all()
        .map(({ id }) => id),
  };
}

type EntryRow = Selectable<Schema['slot_verdict']>;
type RevisionRow = Selectable<Schema['schedule_revision']>;

function toEntry(row: EntryRow): LedgerEntry {
  return {
    firstPlanned: row.first_planned,
    lastPlanned: row.last_planned,
    verdict: Verdict.exclude(['outside_hours']).parse(row.verdict),
    runId: row.run_id === null ? null : String(row.run_id),
    note: row.note,
  };
}

/** A rule as a revision keeps it; its fields are checked beside id and anchor. */
const StoredRule = z.looseObject({});

function toRevision(row: RevisionRow): Revision {
  const fields: unknown = JSON.parse(row.rule);
  const rule = Rule.parse({ ...StoredRule.parse(fields), id: row.schedule_id, anchorAt: row.anchor_at });
  return {
    revision: row.revision,
    rule,
    timeZone: row.time_zone,
    fromAt: row.from_at,
    untilAt: row.until_at,
  };
}
