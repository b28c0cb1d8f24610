import { z } from 'zod';
import { DisplayName, EpochMs, Id, TimeZone } from './primitives.ts';

const TimeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM');
const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
/** The name of an environment variable. */
const EnvironmentName = z
  .string()
  .regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, 'must be the name of an environment variable');

/** Hours in which a channel says nothing; what comes up meanwhile is told after them, where it still holds. */
export const QuietHours = z.strictObject({ from: TimeOfDay, until: TimeOfDay, timeZone: TimeZone });
export type QuietHours = z.infer<typeof QuietHours>;

const channelCommon = {
  id: Id,
  name: DisplayName,
  isEnabled: z.boolean().default(true),
  quietHours: QuietHours.nullable().default(null),
  /** Messages within any hour; what is over goes as a count into the next one. */
  perHour: z.int().min(1).max(1000).default(20),
};

/** The system's own notifications, from the process with the window. */
const DesktopChannel = z.strictObject({ ...channelCommon, kind: z.literal('desktop') });

/** Mail over SMTP; its secret is the password. */
const EmailChannel = z.strictObject({
  ...channelCommon,
  kind: z.literal('email'),
  host: z.string().regex(/^[A-Za-z0-9.:-]{1,253}$/, 'must be the name of a mail server'),
  port: z.int().min(1).max(65_535).default(587),
  /** `starttls` refuses to go on where the server offers none. */
  security: z.enum(['starttls', 'tls', 'none']).default('starttls'),
  /** Null: no sign-in. */
  username: z.string().min(1).max(200).nullable().default(null),
  passwordEnv: EnvironmentName.nullable().default(null),
  from: z.email(),
  to: z.array(z.email()).min(1).max(20),
});

/** A Slack or Discord webhook; its secret is the address. */
const ChatChannel = z.strictObject({
  ...channelCommon,
  kind: z.enum(['slack', 'discord']),
  urlEnv: EnvironmentName.nullable().default(null),
  allowPrivateAddress: z.boolean().default(false),
});

/** JSON to an address of one's own; its secret is the key that signs it. */
const WebhookChannel = z.strictObject({
  ...channelCommon,
  kind: z.literal('webhook'),
  url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }),
  keyEnv: EnvironmentName.nullable().default(null),
  allowPrivateAddress: z.boolean().default(false),
});

/** A way to tell people. Secrets are kept apart, sealed. */
export const Channel = z.discriminatedUnion('kind', [DesktopChannel, EmailChannel, ChatChannel, WebhookChannel]);
export type Channel = z.infer<typeof Channel>;

/** Null: all of them. */
const Some = z.array(Id).min(1).max(1000).nullable().default(null);

/** What a rule waits for. Kinds that last open with the cause and close when it ends; the others happen. */
export const Trigger = z.discriminatedUnion('kind', [
  /** A schedule's runs failed so many times in a row. Lasts until one succeeds. */
  z.strictObject({ kind: z.literal('job_failed'), scheduleIds: Some, times: z.int().min(1).max(100).default(3) }),
  /** A schedule paused itself. Lasts until it is resumed. */
  z.strictObject({ kind: z.literal('job_paused'), scheduleIds: Some }),
  /** A plan is held by the brake. Lasts until it is decided. */
  z.strictObject({ kind: z.literal('job_held'), scheduleIds: Some }),
  /** A building is at or over so many percent for so many minutes. Lasts until it is below. */
  z.strictObject({
    kind: z.literal('building_busy'),
    codes: Some,
    percent: z.int().min(1).max(100).default(80),
    minutes: z.int().min(0).max(1440).default(15),
  }),
  /** A watch of a hut is met. Happens. */
  z.strictObject({ kind: z.literal('hut_watch') }),
  /** Orders were added. Happens, once for each run. */
  z.strictObject({ kind: z.literal('order_added'), sourceIds: Some }),
  /** Visits were moved, swapped, or orders replaced. Happens, once for each run. */
  z.strictObject({ kind: z.literal('order_date_changed'), sourceIds: Some }),
  /** An order is overdue. Lasts until it is not. */
  z.strictObject({ kind: z.literal('order_overdue'), sourceIds: Some }),
  /** Services with a free slot are fewer than so many percent of the active ones. Lasts. */
  z.strictObject({ kind: z.literal('coverage_low'), percent: z.int().min(1).max(100).default(50) }),
  /** An answer, or a row of one, was set aside because it does not look like itself. Lasts until it reads again. */
  z.strictObject({ kind: z.literal('quarantine') }),
  /** What happened, and what is wrong now, every day or on one day of the week. */
  z.strictObject({
    kind: z.literal('summary'),
    /** Null: every day. */
    weekday: Weekday.nullable().default(null),
    at: TimeOfDay.default('07:00'),
    timeZone: TimeZone,
  }),
]);
export type Trigger = z.infer<typeof Trigger>;
export type TriggerKind = Trigger['kind'];

/** Words with `{name}` for what is filled in; which names a trigger has, `notifications.preview` says. */
export const Template = z.strictObject({ title: z.string().min(1).max(200), body: z.string().max(4000) });
export type Template = z.infer<typeof Template>;

/** Who is told of what. */
export const NotificationRule = z.strictObject({
  id: Id,
  name: DisplayName,
  isEnabled: z.boolean().default(true),
  trigger: Trigger,
  channelIds: z.array(Id).max(20),
  /** Whether the end of a cause that lasts is told as well. */
  tellsEnd: z.boolean().default(true),
  /** Null: the words that Rounds has for the trigger. */
  template: Template.nullable().default(null),
});
export type NotificationRule = z.infer<typeof NotificationRule>;

/** One message on its way over one channel. */
export const Delivery = z.strictObject({
  id: z.int(),
  channelId: z.string(),
  channelName: z.string(),
  /** `opened` tells of the cause, `closed` of its end. */
  about: z.enum(['opened', 'closed']),
  /** `dropped`: the cause was gone before it could be told, or the channel was removed; `folded`: over the ceiling, told as a count. */
  status: z.enum(['waiting', 'sent', 'failed', 'folded', 'dropped']),
  attempts: z.int(),
  nextAttemptAt: EpochMs.nullable(),
  sentAt: EpochMs.nullable(),
  /** Why the newest attempt failed; without addresses that are secret. */
  error: z.string().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Something that people are told of, once. */
export const Notice = z.strictObject({
  id: z.int(),
  ruleId: z.string(),
  ruleName: z.string(),
  trigger: z.string(),
  title: z.string(),
  body: z.string(),
  /** The page that shows more: `/runs/12`; null where there is none. */
  path: z.string().nullable(),
  openedAt: EpochMs,
  /** When the cause ended; null while it lasts, and of what just happens. */
  closedAt: EpochMs.nullable(),
  deliveries: z.array(Delivery),
});
export type Notice = z.infer<typeof Notice>;
