import { assertNever } from '#shared/errors.ts';
import type { FieldProblem } from '#shared/contract/schedules.ts';
import type { ChannelRow } from '#shared/contract/notifications.ts';
import type { Channel, Delivery, Trigger, TriggerKind } from '#shared/model/notification.ts';
import { formatCount, formatPercent } from '../../lib/format.ts';
import type { Outcome } from '../../lib/verdicts.ts';
import type { Mark } from '../../lib/words.ts';

interface ChannelWords {
  readonly label: string;
  /** Where its messages arrive. */
  readonly hint: string;
  /** What its secret is called; null where it has none. */
  readonly secret: string | null;
}

export const channelKinds: Readonly<Record<Channel['kind'], ChannelWords>> = {
  desktop: { label: 'Desktop', hint: 'Notifications of the system on this machine, while Rounds runs.', secret: null },
  email: { label: 'E-mail', hint: 'Messages over a mail server of yours.', secret: 'Password' },
  slack: {
    label: 'Slack',
    hint: 'Messages in a channel of Slack, over an incoming webhook.',
    secret: 'Webhook address',
  },
  discord: { label: 'Discord', hint: 'Messages in a channel of Discord, over a webhook.', secret: 'Webhook address' },
  webhook: { label: 'Webhook', hint: 'JSON to an address of your own, signed with a key.', secret: 'Signing key' },
};

export function isChannelKind(value: string): value is Channel['kind'] {
  return Object.hasOwn(channelKinds, value);
}

/** Where a channel's messages go, without what is secret. */
export function channelTarget(channel: Channel): string {
  switch (channel.kind) {
    case 'desktop':
      return 'This machine';
    case 'email':
      return channel.to.join(', ');
    case 'webhook':
      return channel.url;
    case 'slack':
    case 'discord':
      return 'A webhook, whose address is secret';
    default:
      return assertNever(channel);
  }
}

/** How a channel stands, most urgent first. */
export function channelMark({ channel, secretFrom, trouble, waitingCount }: ChannelRow): {
  readonly mark: Mark;
  readonly word: string;
} {
  if (!channel.isEnabled) return { mark: 'paused', word: 'Switched off' };
  if (trouble !== null) return { mark: 'failed', word: 'In trouble' };
  if (secretFrom === 'nowhere' && channel.kind !== 'webhook') return { mark: 'attention', word: 'Secret missing' };
  if (waitingCount > 0) return { mark: 'waiting', word: 'Messages wait' };
  return { mark: 'active', word: 'Ready' };
}

export function secretWords(secretFrom: ChannelRow['secretFrom']): string {
  switch (secretFrom) {
    case 'environment':
      return 'environment';
    case 'keychain':
      return 'keychain';
    case 'nowhere':
      return 'none';
    case 'unneeded':
      return 'needs none';
    default:
      return assertNever(secretFrom);
  }
}

export const triggerLabels: Readonly<Record<TriggerKind, string>> = {
  job_failed: 'A job fails several times in a row',
  job_paused: 'A schedule pauses itself',
  job_held: 'A plan is held by the brake',
  building_busy: 'A building is busy for a while',
  hut_watch: 'A watch of a hut is met',
  order_added: 'Work orders are added',
  order_date_changed: 'Visits of work orders are moved',
  order_overdue: 'A work order is overdue',
  coverage_low: 'Few services have a free slot',
  quarantine: 'An answer is set aside',
  summary: 'A summary is due',
};

export function isTriggerKind(value: string): value is TriggerKind {
  return Object.hasOwn(triggerLabels, value);
}

/** Whether causes of this kind last, so that their end can be told. */
export function doesLast(kind: TriggerKind): boolean {
  return kind !== 'hut_watch' && kind !== 'order_added' && kind !== 'order_date_changed' && kind !== 'summary';
}

/** What a trigger waits for, as a phrase: `3 failed runs in a row of any schedule`. */
export function triggerSentence(trigger: Trigger): string {
  switch (trigger.kind) {
    case 'job_failed':
      return `${formatCount(trigger.times, 'failed run', 'failed runs in a row')} of ${some(trigger.scheduleIds, 'schedule')}`;
    case 'job_paused':
      return `${some(trigger.scheduleIds, 'schedule')} paused itself`;
    case 'job_held':
      return `a plan of ${some(trigger.scheduleIds, 'schedule')} is held by the brake`;
    case 'building_busy':
      return `${some(trigger.codes, 'building')} at ${formatPercent(trigger.percent)} or more${trigger.minutes === 0 ? '' : ` for ${formatCount(trigger.minutes, 'minute', 'minutes')}`}`;
    case 'hut_watch':
      return 'a watch of a hut is met';
    case 'order_added':
      return `work orders added at ${some(trigger.sourceIds, 'portal')}`;
    case 'order_date_changed':
      return `visits moved at ${some(trigger.sourceIds, 'portal')}`;
    case 'order_overdue':
      return `a work order overdue at ${some(trigger.sourceIds, 'portal')}`;
    case 'coverage_low':
      return `fewer than ${formatPercent(trigger.percent)} of the active services have a free slot`;
    case 'quarantine':
      return 'an answer, or a row of one, was set aside';
    case 'summary':
      return `${trigger.weekday === null ? 'every day' : `every ${weekdayNames[trigger.weekday]}`} at ${trigger.at}, ${trigger.timeZone.replaceAll('_', ' ')}`;
    default:
      return assertNever(trigger);
  }
}

function some(ids: readonly string[] | null, what: string): string {
  if (ids === null) return `any ${what}`;
  return ids.length === 1 ? `one ${what}` : `one of ${ids.length} ${what}s`;
}

export const weekdayNames = {
  mon: 'Monday',
  tue: 'Tuesday',
  wed: 'Wednesday',
  thu: 'Thursday',
  fri: 'Friday',
  sat: 'Saturday',
  sun: 'Sunday',
} as const;

/** How a delivery is drawn and called. */
export function deliveryLook(status: Delivery['status']): { readonly outcome: Outcome; readonly word: string } {
  switch (status) {
    case 'waiting':
      return { outcome: 'planned', word: 'Waiting' };
    case 'sent':
      return { outcome: 'succeeded', word: 'Sent' };
    case 'failed':
      return { outcome: 'failed', word: 'Failed' };
    case 'folded':
      return { outcome: 'folded', word: 'Told as a count' };
    case 'dropped':
      return { outcome: 'canceled', word: 'Dropped' };
    default:
      return assertNever(status);
  }
}

const fieldNames: Readonly<Record<string, string>> = {
  name: 'The name',
  id: 'The id',
  host: 'The mail server',
  port: 'The port',
  username: 'The user name',
  from: 'The sender',
  to: 'The list of recipients',
  url: 'The address',
  secret: 'The secret',
  secretEnv: 'The environment variable',
  perHour: 'The ceiling',
  'quietHours.from': 'The beginning of the quiet hours',
  'quietHours.until': 'The end of the quiet hours',
  'quietHours.timeZone': 'The time zone of the quiet hours',
  times: 'The number of failures',
  percent: 'The percentage',
  minutes: 'The number of minutes',
  at: 'The time of day',
  timeZone: 'The time zone',
  title: 'The title',
  body: 'The text',
};

/** What a field of an editor is called, by its path. */
export function placeOf(path: FieldProblem['path']): string {
  return fieldNames[path.join('.')] ?? path.join(', ');
}
