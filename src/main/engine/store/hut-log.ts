import type { ErrorCode } from '#shared/errors.ts';
import { type CalendarDate, dayNumberOf } from '#shared/model/calendar-date.ts';
import type { HutFault, HutNight } from '#shared/model/hut.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import { type AppliedCheck, createChangeLog, type SuccessfulLook } from './change-log.ts';
import type { ChangeLogArea } from './change-plan.ts';
import type { Connection } from './connection.ts';
import { hutTypes, reservations } from './hut-codes.ts';
import { settleWatches } from './hut-watches.ts';

/** How huts use the change log: a hut has a state for each of its nights. */
const hutArea: ChangeLogArea = {
  area: 'huts',
  stateTable: 'hut_night_state',
  historyTable: 'hut_night_history',
  key: ['night'],
  compared: ['free', 'total', 'hut_type', 'reservation'],
  kept: [],
  hasComingKeys: true,
};

/** A row of an answer that could not be read. */
export interface UnreadableNight {
  /** The night that it is about; null where that cannot be read either. */
  readonly date: CalendarDate | null;
  readonly label: string;
  readonly reason: string;
}

/** What an answer told of a hut. */
export interface HutFindings {
  readonly nights: readonly HutNight[];
  readonly faults: readonly UnreadableNight[];
  /** The first night that the source had to list: the hut's today. */
  readonly today: CalendarDate;
  /** Nights after this one are taken only where they are known already. */
  readonly lastNight: CalendarDate;
}

export interface HutLook {
  readonly slug: string;
  readonly at: EpochMs;
  /** Planned distance of two looks, milliseconds. */
  readonly stepMs: number;
}

/** Writes what was seen of huts. */
export interface HutLog {
  /** `digest` stands for what was found and everything that it was read by; see `isSame`. */
  apply(look: HutLook & { readonly runId: number | null }, findings: HutFindings, digest?: string | null): AppliedCheck;
  /** Whether the newest good look was that of the same digest, with every row of it read. */
  isSame(slug: string, digest: string): boolean;
  /** Notes that a look found what the newest good one had found. */
  confirm(look: Pick<HutLook, 'slug' | 'at'>): AppliedCheck;
  fail(look: HutLook, error: { readonly code: ErrorCode; readonly message: string }): void;
  /** The rows of the newest answer that could not be read. */
  faults(targetId: number): HutFault[];
}

/** Makes the hut log of a connection. */
export function createHutLog(connection: Connection): HutLog {
  const log = createChangeLog(connection, hutArea);
  const knownAfter = connection
    .prepare<number>(
      `SELECT night FROM hut_night_state JOIN check_target ON id = target_id
       WHERE area = 'huts' AND key = ? AND night > ?`,
    )
    .pluck();
  const findDigest = connection
    .prepare<string | null>(
      `SELECT digest FROM hut_answer JOIN check_target ON id = target_id
       WHERE area = 'huts' AND key = ? AND state_digest IS NOT NULL`,
    )
    .pluck();
  const keepDigest = connection.prepare(
    'INSERT INTO hut_answer (target_id, digest) VALUES (?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest',
  );
  return {
    isSame: (slug, digest) => findDigest.get(slug) === digest,
    confirm: ({ slug: target, at }) => log.confirm({ target, at }),
    apply: (look, findings, digest = null) =>
      connection.transaction(() => {
        const lastNight = dayNumberOf(findings.lastNight);
        const known = new Set(knownAfter.all(look.slug, lastNight));
        const applied = log.apply(toLook(look, findings, (night) => night <= lastNight || known.has(night)));
        keepFaults(connection, applied.targetId, findings.faults, applied.at);
        settleWatches(connection, look.slug, applied.at);
        keepDigest.run(applied.targetId, findings.faults.length === 0 ? digest : null);
        return applied;
      }),
    faults: (targetId) =>
      connection
        .prepare<HutFault>('SELECT label, reason, since FROM hut_fault WHERE target_id = ? ORDER BY label')
        .all(targetId),
    fail: ({ slug: target, at, stepMs }, { code, message }) => log.fail({ target, at, stepMs, code, message }),
  };
}

function toLook(
  look: HutLook & { readonly runId: number | null },
  { nights, faults, today }: HutFindings,
  isTaken: (night: number) => boolean,
): SuccessfulLook {
  const first = dayNumberOf(today);
  const rows = nights.map(toRow).filter(({ night }) => isTaken(night));
  return {
    target: look.slug,
    at: look.at,
    stepMs: look.stepMs,
    runId: look.runId,
    rows,
    unreadable: faults.flatMap(({ date }) => (date === null || date < today ? [] : [{ night: dayNumberOf(date) }])),
    // A night that has passed is no longer listed, and that is no news.
    isExpected: ([night]) => Number(night) >= first,
    // A row without its night may be that of any night.
    isComplete: faults.every(({ date }) => date !== null),
  };
}

function toRow({ date, free, total, hutType, reservationStatus }: HutNight) {
  return {
    night: dayNumberOf(date),
    free,
    total,
    hut_type: hutTypes.indexOf(hutType),
    reservation: reservations.indexOf(reservationStatus),
  };
}

/** Keeps the rows that could not be read this time, each since when that is so. */
function keepFaults(connection: Connection, targetId: number, faults: readonly UnreadableNight[], at: EpochMs): void {
  const { prepare } = connection;
  const before = new Map(
    prepare<{ label: string; since: number }>('SELECT label, since FROM hut_fault WHERE target_id = ?')
      .all(targetId)
      .map(({ label, since }) => [label, since]),
  );
  if (before.size === 0 && faults.length === 0) return;
  prepare('DELETE FROM hut_fault WHERE target_id = ?').run(targetId);
  const insert = prepare('INSERT OR REPLACE INTO hut_fault (target_id, label, reason, since) VALUES (?, ?, ?, ?)');
  for (const { label, reason } of faults) insert.run(targetId, label, reason, before.get(label) ?? at);
}
