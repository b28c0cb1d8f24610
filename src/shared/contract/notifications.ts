import { z } from 'zod';
import { Channel, Notice, NotificationRule, Template, Trigger } from '../model/notification.ts';
import { EpochMs, Id } from '../model/primitives.ts';
import { command, query } from './define.ts';

const ById = z.strictObject({ id: Id });
/** A new secret of a channel; null leaves the one that is kept. */
const NewSecret = z.string().min(1).max(2000).nullable();

/** A channel with how it stands. */
export const ChannelRow = z.strictObject({
  channel: Channel,
  /** Where its secret comes from; `unneeded` where it has none. */
  secretFrom: z.enum(['environment', 'keychain', 'nowhere', 'unneeded']),
  lastSentAt: EpochMs.nullable(),
  waitingCount: z.int(),
  /** Why the newest attempt failed, where no later one succeeded; null otherwise. */
  trouble: z.string().nullable(),
});
export type ChannelRow = z.infer<typeof ChannelRow>;

export const notificationOperations = {
  'notifications.channels': query(z.strictObject({}), z.array(ChannelRow)),
  /** Adds a channel (`conflict` when the id is taken) or changes one. A secret needs a keychain: `refused` without. */
  'notifications.saveChannel': command(
    z.strictObject({ channel: Channel, secret: NewSecret, isNew: z.boolean() }),
    ChannelRow,
  ),
  'notifications.removeChannel': command(ById, z.strictObject({})),
  /** Sends one message now, whatever quiet hours and ceilings say. Fails with what keeps it from arriving. */
  'notifications.testChannel': command(z.strictObject({ channel: Channel, secret: NewSecret }), z.strictObject({})),
  'notifications.rules': query(
    z.strictObject({}),
    z.array(z.strictObject({ rule: NotificationRule, openCount: z.int(), lastOpenedAt: EpochMs.nullable() })),
  ),
  'notifications.saveRule': command(z.strictObject({ rule: NotificationRule, isNew: z.boolean() }), NotificationRule),
  'notifications.removeRule': command(ById, z.strictObject({})),
  /** The words of a rule over invented facts, and the names that a template may use. */
  'notifications.preview': query(
    z.strictObject({ trigger: Trigger, template: Template.nullable() }),
    z.strictObject({
      title: z.string(),
      body: z.string(),
      names: z.array(z.string()),
      unknownNames: z.array(z.string()),
    }),
  ),
  /** The log, newest first; `next` goes on where the page ended, null at the end. */
  'notifications.notices': query(
    z.strictObject({
      after: z.int().nullable().default(null),
      limit: z.int().min(1).max(200).default(50),
      ruleId: Id.nullable().default(null),
      /** Only those with a delivery that failed or waits. */
      isTroubled: z.boolean().default(false),
    }),
    z.strictObject({ notices: z.array(Notice), next: z.int().nullable() }),
  ),
  /** Tries a delivery again that was given up. */
  'notifications.retry': command(z.strictObject({ deliveryId: z.int() }), z.strictObject({})),
};
