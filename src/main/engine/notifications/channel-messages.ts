import { createHmac } from 'node:crypto';
import type { Channel } from '#shared/model/notification.ts';
import type { EpochMs } from '#shared/model/primitives.ts';
import type { MailMessage, PostMessage } from '../ports.ts';
import { cut } from './words.ts';

/** One message, whatever way it goes. */
export interface Message {
  /** Stays the same however often it is tried, so that a receiver can drop what comes twice. */
  readonly deliveryId: string;
  readonly noticeId: number;
  readonly ruleId: string;
  readonly trigger: string;
  readonly about: 'opened' | 'closed';
  readonly title: string;
  readonly body: string;
  readonly path: string | null;
  readonly openedAt: EpochMs;
}

type ChannelOf<K extends Channel['kind']> = Extract<Channel, { kind: K }>;

const json = { 'content-type': 'application/json; charset=utf-8' };
/** Limits of the receivers, characters: https://api.slack.com/changelog/2018-04-truncating-really-long-messages and https://discord.com/developers/docs/resources/webhook */
const longestSlack = 12_000;
const longestDiscord = 2000;

/** A message as plain text mail. */
export function toMail(channel: ChannelOf<'email'>, password: string | null, message: Message): MailMessage {
  const { host, port, security, username, from, to } = channel;
  const account = username === null || password === null ? null : { username, password };
  return { host, port, security, account, from, to, subject: message.title, text: `${message.body}\n` };
}

/** A message for a Slack webhook: plain, nobody is mentioned, no link is followed. */
export function toSlack(
  { allowPrivateAddress }: ChannelOf<'slack' | 'discord'>,
  url: string,
  message: Message,
): PostMessage {
  const text = cut(escapeSlack(joined(message)), longestSlack);
  const body = JSON.stringify({
    text,
    mrkdwn: false,
    link_names: 0,
    parse: 'none',
    unfurl_links: false,
    unfurl_media: false,
  });
  return { url, headers: json, body, allowPrivateAddress };
}

/** A message for a Discord webhook: nobody is mentioned, and no preview is made of a link (flag 4). */
export function toDiscord(
  { allowPrivateAddress }: ChannelOf<'slack' | 'discord'>,
  url: string,
  message: Message,
): PostMessage {
  const content = cut(escapeDiscord(joined(message)), longestDiscord);
  const body = JSON.stringify({ content, allowed_mentions: { parse: [] }, flags: 4 });
  return { url, headers: json, body, allowPrivateAddress };
}

/** A message as signed JSON: the signature is the HMAC of `timestamp.body` under the key; the timestamp counts seconds. */
export function toWebhook(channel: ChannelOf<'webhook'>, key: string, message: Message, now: EpochMs): PostMessage {
  const { deliveryId, noticeId, ruleId, trigger, about, title, body: text, path, openedAt } = message;
  const body = JSON.stringify({
    id: noticeId,
    rule: ruleId,
    trigger,
    about,
    title,
    body: text,
    path,
    openedAt: new Date(openedAt).toISOString(),
  });
  const timestamp = String(Math.floor(now / 1000));
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex');
  const headers = {
    ...json,
    'x-rounds-delivery': deliveryId,
    'x-rounds-timestamp': timestamp,
    'x-rounds-signature': `sha256=${signature}`,
  };
  return { url: channel.url, headers, body, allowPrivateAddress: channel.allowPrivateAddress };
}

function joined({ title, body }: Message): string {
  return body === '' ? title : `${title}\n${body}`;
}

/** https://api.slack.com/reference/surfaces/formatting#escaping */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeDiscord(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()]/g, String.raw`\$&`);
}
