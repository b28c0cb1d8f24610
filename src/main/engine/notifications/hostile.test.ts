import { describe, expect, it } from 'vitest';
import type { Channel, Trigger, TriggerKind } from '#shared/model/notification.ts';
import { type Message, toDiscord, toMail, toSlack, toWebhook } from './channel-messages.ts';
import { triggers } from './triggers/registry.ts';
import { clean, cut, type Facts, fill, firstLines, unknownNames } from './words.ts';

const hostile = [
  '<script>alert(1)</script><img src=x onerror=alert(1)>',
  'a\r\nBcc: evil@example.invalid\r\n\r\nbody',
  '@everyone @here <@123> <!channel> <!here|here> <@U123>',
  '=HYPERLINK("http://evil.example","x")',
  '**bold** _it_ `code` ||spoiler|| [link](http://evil.example) # title > quote',
  '\u202Eevil\u2066 \u200B\u0000\u0007\u001B[31m\u2028\u2029',
  '{title} {error} {job} {count}',
  'long '.repeat(10_000),
  '\uD800 half a pair',
];

const kinds = Object.keys(triggers) as TriggerKind[];
const cases = kinds.flatMap((kind) => hostile.map((value) => [kind, value] as const));

function factsWith(kind: TriggerKind, value: string): Facts {
  const { sample } = triggers[kind];
  return Object.fromEntries(
    Object.entries(sample).map(([name, was]) => [name, typeof was === 'string' ? value : was.map(() => value)]),
  );
}

function messageOf(kind: TriggerKind, value: string): Message {
  const words = fill(triggers[kind].words, factsWith(kind, value));
  const rest = { deliveryId: '1', noticeId: 1, ruleId: 'rule', trigger: kind, about: 'opened', path: null } as const;
  return { ...rest, ...words, openedAt: 0 };
}

const common = { id: 'c', name: 'C', isEnabled: true, quietHours: null, perHour: 20 };
const chat = { ...common, urlEnv: null, allowPrivateAddress: false };
const mail: Extract<Channel, { kind: 'email' }> = {
  ...common,
  kind: 'email',
  host: 'mail.example',
  port: 587,
  security: 'starttls',
  username: null,
  passwordEnv: null,
  from: 'rounds@example.invalid',
  to: ['desk@example.invalid'],
};

const invisible = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const read = (text: string): Record<string, unknown> => JSON.parse(text);

describe.each(cases)('%s with hostile values', (kind, value) => {
  const message = messageOf(kind, value);

  it('holds no markup, control or invisible character, and is of bounded length', () => {
    expect(message.title).not.toMatch(/[<>\p{Cc}]/u);
    expect(message.body).not.toMatch(/[<>]/);
    expect(message.body.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(message.title + message.body).not.toMatch(invisible);
    expect(message.title.length).toBeLessThanOrEqual(200);
    expect(message.body.length).toBeLessThanOrEqual(6000);
  });

  it('is one line of subject and plain text as mail', () => {
    const { subject, text, to } = toMail(mail, null, message);
    expect(subject).not.toMatch(/[\r\n]/);
    expect(text).not.toMatch(/<(?:script|img)/i);
    expect(to).toEqual(['desk@example.invalid']);
  });

  it('mentions nobody in Slack and Discord', () => {
    const slack = read(toSlack({ ...chat, kind: 'slack' }, 'https://hooks.example', message).body);
    expect(slack).toMatchObject({ mrkdwn: false, link_names: 0, parse: 'none', unfurl_links: false });
    expect(slack['text']).not.toMatch(/[<>]/);
    const discord = read(toDiscord({ ...chat, kind: 'discord' }, 'https://hooks.example', message).body);
    expect(discord['allowed_mentions']).toEqual({ parse: [] });
    const content = String(discord['content']);
    expect(content.length).toBeLessThanOrEqual(2000);
    expect(content).not.toMatch(/(?<!\\)(?:\\\\)*[*_`|[\]]/);
  });

  it('is sound JSON for a webhook, and signed', () => {
    const channel = { ...common, kind: 'webhook', url: 'https://me.example', keyEnv: null } as const;
    const post = toWebhook({ ...channel, allowPrivateAddress: false }, 'key', message, 1_000_000);
    expect(read(post.body)).toMatchObject({ title: message.title, body: message.body, trigger: kind });
    expect(post.headers['x-rounds-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect(post.headers['x-rounds-timestamp']).toBe('1000');
  });
});

describe('every trigger', () => {
  it.each(kinds)('names only facts that it has: %s', (kind: Trigger['kind']) => {
    const trigger = triggers[kind];
    const names = Object.keys(trigger.sample);
    expect(unknownNames(trigger.words, names)).toEqual([]);
    expect(trigger.isLasting ? unknownNames(trigger.endWords, names) : []).toEqual([]);
    expect(unknownNames({ title: trigger.many.title, body: '' }, ['count', 'group'])).toEqual([]);
  });
});

describe('words', () => {
  it('fill names once: what a value says is not filled again', () => {
    expect(fill({ title: '{a}', body: '{b}' }, { a: '{b}', b: '{a}' })).toEqual({ title: '{b}', body: '{a}' });
  });

  it('leave names without a fact, and report them', () => {
    const template = { title: '{a} {nothing}', body: '{constructor} {nothing}' };
    expect(fill(template, { a: 'x' })).toEqual({ title: 'x {nothing}', body: '{constructor} {nothing}' });
    expect(unknownNames(template, ['a'])).toEqual(['nothing', 'constructor']);
  });

  it('are cut by whole characters', () => {
    expect(cut('ab😀', 3)).toBe('ab…');
    expect(cut('abc', 3)).toBe('abc');
    expect(clean('x'.repeat(500))).toHaveLength(200);
  });

  it('tell ten lines and count the others', () => {
    const lines = Array.from({ length: 12 }, (_, index) => String(index));
    expect(firstLines(lines.slice(0, 10))).toHaveLength(10);
    expect(firstLines(lines).at(-1)).toBe('and 2 more');
  });
});
