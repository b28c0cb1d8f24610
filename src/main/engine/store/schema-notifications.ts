import type { Generated } from 'kysely';
import type { Flag } from './schema.ts';

/** Tables of who is told of what. */
export interface NotificationSchema {
  /** `settings` is JSON of the channel, without secrets; `shared/model/notification.ts` has the shape. */
  notification_channel: { id: string; settings: string; created_at: number; removed_at: number | null };
  notification_rule: {
    id: string;
    settings: string;
    created_at: number;
    removed_at: number | null;
    /** Up to where what happens was looked at; what it counts depends on the trigger. */
    cursor: number | null;
  };
  notice: {
    id: Generated<number>;
    rule_id: string;
    trigger: string;
    /** What makes it one: told once while it lasts, or once for all. */
    cause: string;
    title: string;
    body: string;
    end_title: string | null;
    end_body: string | null;
    path: string | null;
    is_lasting: Flag;
    opened_at: number;
    closed_at: number | null;
  };
  delivery: {
    id: Generated<number>;
    notice_id: number;
    channel_id: string;
    about: string;
    status: string;
    attempts: number;
    next_attempt_at: number | null;
    /** The process that sends it now, until when at the latest; of a folded one, `delivery/<id>` of the message that told of it. */
    claimed_by: string | null;
    claimed_until: number | null;
    sent_at: number | null;
    error: string | null;
  };
}
