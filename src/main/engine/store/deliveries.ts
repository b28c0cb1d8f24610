import { AppError } from '#shared/errors.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** A message that waits to go out over a channel. */
export interface WaitingDelivery {
  readonly id: number;
  readonly noticeId: number;
  readonly about: 'opened' | 'closed';
  readonly attempts: number;
  readonly ruleId: string;
  readonly trigger: string;
  /** The words for what it is about. */
  readonly title: string;
  readonly body: string;
  readonly path: string | null;
  readonly openedAt: EpochMs;
  readonly closedAt: EpochMs | null;
}

/** How a channel gets on. */
export interface ChannelStanding {
  readonly lastSentAt: EpochMs | null;
  readonly waitingCount: number;
  /** Why the newest attempt failed, where no later one succeeded; null otherwise. */
  readonly trouble: string | null;
}

/** Messages that were over a channel's ceiling and are to be told as a count. */
export interface FoldedCount {
  readonly count: number;
  /** When the oldest of them came up. */
  readonly since: EpochMs;
}

/** Messages on their way. A claim is written by one process, in the caller's transaction. */
export interface Deliveries {
  add(noticeId: number, channelIds: readonly string[], about: 'opened' | 'closed', now: EpochMs): void;
  /** Waiting ones of a channel whose time has come and that no living process sends, oldest first. */
  dueOf(channelId: string, now: EpochMs, limit: number): WaitingDelivery[];
  /** Channels that have something due. */
  dueChannels(now: EpochMs): string[];
  /** How the message about the beginning stands, for one that is about the end; undefined where there is none. */
  statusOfOpening(noticeId: number, channelId: string): string | undefined;
  claim(id: number, by: string, until: EpochMs): void;
  /** Gives a claim back; the attempt does not count. */
  release(id: number): void;
  postpone(id: number, until: EpochMs): void;
  /** Lets everything of a channel that is due wait until then. */
  postponeDue(channelId: string, now: EpochMs, until: EpochMs): void;
  noteSent(id: number, now: EpochMs): void;
  /** `nextAttemptAt` null gives it up. */
  noteFailed(id: number, error: string, nextAttemptAt: EpochMs | null): void;
  settle(id: number, status: 'folded' | 'dropped'): void;
  /** Sent over a channel since then, and being sent. */
  countSince(channelId: string, since: EpochMs, now: EpochMs): number;
  /** What was folded and not told as a count yet; null for nothing. */
  folded(channelId: string): FoldedCount | null;
  /** Says that a message told of what was folded. */
  noteFoldedTold(channelId: string, by: number): void;
  /** Drops what waits: of a channel, or of a notice; what is being sent goes on. */
  drop(of: { readonly channelId: string } | { readonly noticeId: number }, now: EpochMs): void;
  /** Channels over which the opening of a notice went out, or may be going out. */
  toldChannels(noticeId: number): string[];
  /** Lets one that was given up wait again. Rejects with `not_found`, or `conflict` where it was not given up. */
  retry(id: number, now: EpochMs): void;
  standing(channelId: string): ChannelStanding;
}

const unclaimed = '(claimed_until IS NULL OR claimed_until <= @now OR claimed_until > @now + 600000)';

/** Makes the deliveries of a connection. */
export function createDeliveries(connection: Connection): Deliveries {
  return { ...createQueue(connection), ...createOutcomes(connection), ...createFigures(connection) };
}

type Queue = Pick<
  Deliveries,
  'add' | 'dueOf' | 'dueChannels' | 'statusOfOpening' | 'claim' | 'release' | 'postpone' | 'postponeDue'
>;

function createQueue({ prepare }: Connection): Queue {
  const insert = prepare(
    `INSERT INTO delivery (notice_id, channel_id, about, status, next_attempt_at) VALUES (?, ?, ?, 'waiting', ?)
     ON CONFLICT DO NOTHING`,
  );
  const dueChannels = prepare<string>(
    `SELECT DISTINCT channel_id FROM delivery INDEXED BY delivery_waiting
     WHERE status = 'waiting' AND next_attempt_at <= @now AND ${unclaimed} ORDER BY channel_id`,
  ).pluck();
  const dueOf = prepare<WaitingDelivery>(
    `SELECT delivery.id, notice_id AS noticeId, about, attempts, rule_id AS ruleId, "trigger",
       CASE about WHEN 'opened' THEN title ELSE coalesce(end_title, title) END AS title,
       CASE about WHEN 'opened' THEN body ELSE coalesce(end_body, '') END AS body,
       path, opened_at AS openedAt, closed_at AS closedAt
     FROM delivery INDEXED BY delivery_waiting JOIN notice ON notice.id = notice_id
     WHERE status = 'waiting' AND next_attempt_at <= @now AND channel_id = @channelId AND ${unclaimed}
     ORDER BY delivery.id LIMIT @limit`,
  );
  const opening = prepare<string>(
    `SELECT status FROM delivery WHERE notice_id = ? AND channel_id = ? AND about = 'opened'`,
  ).pluck();
  return {
    add(noticeId, channelIds, about, now) {
      for (const channelId of channelIds) insert.run(noticeId, channelId, about, now);
    },
    dueChannels: (now) => dueChannels.all({ now }),
    dueOf: (channelId, now, limit) => dueOf.all({ channelId, now, limit }),
    statusOfOpening: (noticeId, channelId) => opening.get(noticeId, channelId),
    claim: (id, by, until) =>
      void prepare('UPDATE delivery SET claimed_by = ?, claimed_until = ?, attempts = attempts + 1 WHERE id = ?').run(
        by,
        until,
        id,
      ),
    release: (id) =>
      void prepare(
        `UPDATE delivery SET claimed_by = NULL, claimed_until = NULL, attempts = max(0, attempts - 1)
         WHERE id = ? AND status = 'waiting'`,
      ).run(id),
    postpone: (id, until) => void prepare('UPDATE delivery SET next_attempt_at = ? WHERE id = ?').run(until, id),
    postponeDue: (channelId, now, until) =>
      void prepare(
        `UPDATE delivery SET next_attempt_at = @until
         WHERE status = 'waiting' AND next_attempt_at <= @now AND channel_id = @channelId AND ${unclaimed}`,
      ).run({ channelId, now, until }),
  };
}

type Outcomes = Pick<Deliveries, 'noteSent' | 'noteFailed' | 'settle' | 'noteFoldedTold' | 'drop' | 'retry'>;

function createOutcomes(connection: Connection): Outcomes {
  const { prepare } = connection;
  return {
    noteSent: (id, now) =>
      void prepare(
        `UPDATE delivery SET status = 'sent', sent_at = ?, next_attempt_at = NULL, claimed_by = NULL,
           claimed_until = NULL, error = NULL WHERE id = ? AND status = 'waiting'`,
      ).run(now, id),
    noteFailed: (id, error, nextAttemptAt) =>
      void prepare(
        `UPDATE delivery SET status = CASE WHEN @at IS NULL THEN 'failed' ELSE 'waiting' END, next_attempt_at = @at,
           claimed_by = NULL, claimed_until = NULL, error = @error WHERE id = @id AND status = 'waiting'`,
      ).run({ id, error, at: nextAttemptAt }),
    settle: (id, status) =>
      void prepare(
        `UPDATE delivery SET status = ?, next_attempt_at = NULL, claimed_by = NULL, claimed_until = NULL
         WHERE id = ? AND status = 'waiting'`,
      ).run(status, id),
    // A folded delivery is never sent, so that its claim is free to say which message told of it.
    noteFoldedTold: (channelId, by) =>
      void prepare(
        `UPDATE delivery SET claimed_by = ? WHERE channel_id = ? AND status = 'folded' AND claimed_by IS NULL`,
      ).run(`delivery/${by}`, channelId),
    drop: (of, now) => {
      const isOfChannel = 'channelId' in of;
      prepare(
        `UPDATE delivery SET status = 'dropped', next_attempt_at = NULL, claimed_by = NULL, claimed_until = NULL
         WHERE status = 'waiting' AND ${isOfChannel ? 'channel_id' : 'notice_id'} = @key AND ${unclaimed}`,
      ).run({ key: isOfChannel ? of.channelId : of.noticeId, now });
    },
    retry: (id, now) =>
      connection.transaction(() => {
        const status = prepare<string>('SELECT status FROM delivery WHERE id = ?').pluck().get(id);
        if (status === undefined) throw new AppError('not_found', 'There is no such delivery.');
        if (status !== 'failed') throw new AppError('conflict', 'This delivery was not given up.');
        prepare(`UPDATE delivery SET status = 'waiting', attempts = 0, next_attempt_at = ? WHERE id = ?`).run(now, id);
      }),
  };
}

type Figures = Pick<Deliveries, 'countSince' | 'folded' | 'toldChannels' | 'standing'>;

function createFigures({ prepare }: Connection): Figures {
  const sent = prepare<number>(
    'SELECT count(*) FROM delivery WHERE channel_id = ? AND sent_at IS NOT NULL AND sent_at > ?',
  ).pluck();
  const sending = prepare<number>(
    `SELECT count(*) FROM delivery WHERE status = 'waiting' AND channel_id = @channelId AND NOT ${unclaimed}`,
  ).pluck();
  return {
    countSince: (channelId, since, now) => (sent.get(channelId, since) ?? 0) + (sending.get({ channelId, now }) ?? 0),
    folded(channelId) {
      const row = prepare<{ count: number; since: EpochMs | null }>(
        `SELECT count(*) AS count, min(CASE about WHEN 'opened' THEN opened_at ELSE closed_at END) AS since
         FROM delivery JOIN notice ON notice.id = notice_id
         WHERE channel_id = ? AND status = 'folded' AND claimed_by IS NULL`,
      ).get(channelId);
      return row === undefined || row.since === null ? null : { count: row.count, since: row.since };
    },
    toldChannels: (noticeId) =>
      prepare<string>(
        `SELECT channel_id FROM delivery
         WHERE notice_id = ? AND about = 'opened' AND (status = 'sent' OR (status = 'waiting' AND claimed_by IS NOT NULL))`,
      )
        .pluck()
        .all(noticeId),
    standing(channelId) {
      const row = prepare<{ lastSentAt: EpochMs | null; lastSentId: number | null; waitingCount: number }>(
        `SELECT max(sent_at) AS lastSentAt, max(id) FILTER (WHERE status = 'sent') AS lastSentId,
           count(*) FILTER (WHERE status = 'waiting') AS waitingCount
         FROM delivery WHERE channel_id = ?`,
      ).get(channelId);
      const trouble = prepare<string>(
        `SELECT error FROM delivery WHERE channel_id = ? AND error IS NOT NULL AND status IN ('waiting','failed')
         AND (status = 'waiting' OR id > ?) ORDER BY id DESC LIMIT 1`,
      )
        .pluck()
        .get(channelId, row?.lastSentId ?? 0);
      return { lastSentAt: row?.lastSentAt ?? null, waitingCount: row?.waitingCount ?? 0, trouble: trouble ?? null };
    },
  };
}
