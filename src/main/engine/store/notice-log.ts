import { Delivery, type Notice } from '#shared/model/notification.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { Connection } from './connection.ts';

/** Which notices; all of them where everything is null or false. */
export interface NoticeFilter {
  readonly ruleId: string | null;
  /** Only those with a delivery that failed or waits. */
  readonly isTroubled: boolean;
}

/** A page of the log, newest first; `next` goes on where it ended, null at the end. */
export interface NoticePage {
  readonly notices: Notice[];
  readonly next: number | null;
}

interface NoticeRow extends Omit<Notice, 'deliveries'> {
  readonly id: number;
}

interface DeliveryRow {
  readonly noticeId: number;
  readonly id: number;
  readonly channelId: string;
  readonly channelName: string;
  readonly about: string;
  readonly status: string;
  readonly attempts: number;
  readonly nextAttemptAt: EpochMs | null;
  readonly sentAt: EpochMs | null;
  readonly error: string | null;
}

/** A page of notices with their deliveries; `after` is the id to go on from. */
export function readNotices(
  connection: Connection,
  { ruleId, isTroubled }: NoticeFilter,
  { after, limit }: { readonly after: number | null; readonly limit: number },
): NoticePage {
  const rows = connection
    .prepare<NoticeRow>(
      `SELECT notice.id, rule_id AS ruleId, json_extract(settings, '$.name') AS ruleName, "trigger", title, body, path,
         opened_at AS openedAt, closed_at AS closedAt
       FROM notice JOIN notification_rule ON notification_rule.id = rule_id
       WHERE notice.id < @before AND (@ruleId IS NULL OR rule_id = @ruleId) AND (@isTroubled = 0 OR EXISTS
         (SELECT 1 FROM delivery WHERE notice_id = notice.id AND status IN ('waiting','failed')))
       ORDER BY notice.id DESC LIMIT @limit`,
    )
    .all({ before: after ?? Number.MAX_SAFE_INTEGER, ruleId, isTroubled: Number(isTroubled), limit: limit + 1 });
  const page = rows.slice(0, limit);
  const deliveries = readDeliveries(
    connection,
    page.map(({ id }) => id),
  );
  return {
    notices: page.map((row) => ({ ...row, deliveries: deliveries.get(row.id) ?? [] })),
    next: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

function readDeliveries(connection: Connection, noticeIds: readonly number[]): Map<number, Delivery[]> {
  const rows = connection
    .prepare<DeliveryRow>(
      `SELECT notice_id AS noticeId, delivery.id, channel_id AS channelId, json_extract(settings, '$.name') AS channelName,
         about, status, attempts, next_attempt_at AS nextAttemptAt, sent_at AS sentAt, error
       FROM delivery JOIN notification_channel ON notification_channel.id = channel_id
       WHERE notice_id IN (SELECT value FROM json_each(?)) ORDER BY delivery.id`,
    )
    .all(JSON.stringify(noticeIds));
  const byNotice = new Map<number, Delivery[]>();
  for (const { noticeId, ...row } of rows) {
    const known = byNotice.get(noticeId) ?? [];
    known.push(Delivery.parse(row));
    byNotice.set(noticeId, known);
  }
  return byNotice;
}
