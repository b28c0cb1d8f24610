import { describe, expect, it } from 'vitest';
import { Channel } from '#shared/model/notification.ts';
import { channelFormOf, checkChannel, emptyChannelForm } from './channel-form.ts';
import type { ChannelForm, SecretStanding } from './channel-form.ts';

const free: SecretStanding = { typed: '', isKept: false, canKeep: true };

function form(kind: Channel['kind'], changes: Partial<ChannelForm> = {}): ChannelForm {
  return { ...emptyChannelForm(kind, 'Name', 'Europe/Zurich'), id: 'c', ...changes };
}

const stored = [
  { kind: 'desktop', id: 'c', name: 'C' },
  {
    kind: 'email',
    id: 'c',
    name: 'C',
    isEnabled: false,
    host: 'smtp.example.org',
    port: 465,
    security: 'tls',
    username: 'rounds',
    passwordEnv: 'MAIL_PASSWORD',
    from: 'rounds@example.org',
    to: ['a@example.org', 'b@example.org'],
    quietHours: { from: '21:00', until: '06:00', timeZone: 'UTC' },
    perHour: 5,
  },
  { kind: 'slack', id: 'c', name: 'C', urlEnv: 'SLACK_URL' },
  { kind: 'discord', id: 'c', name: 'C', allowPrivateAddress: true },
  { kind: 'webhook', id: 'c', name: 'C', url: 'https://example.org/hook', keyEnv: 'KEY' },
].map((channel) => Channel.parse(channel));

describe('the form of a channel', () => {
  it.each(stored)('says the same channel again: $kind', (channel) => {
    expect(checkChannel(channelFormOf(channel, 'UTC'), [], free).channel).toEqual(channel);
  });

  it('takes recipients with commas, blanks or lines between', () => {
    const mail = form('email', {
      host: 'smtp.example.org',
      from: 'r@example.org',
      to: 'a@example.org, b@example.org\nc@example.org ',
    });
    expect(checkChannel(mail, [], free).channel).toMatchObject({
      to: ['a@example.org', 'b@example.org', 'c@example.org'],
      username: null,
    });
  });

  it('names what is wrong by its field', () => {
    const mail = form('email', {
      host: 'a b',
      port: '70000',
      to: 'nobody',
      perHour: '',
      hasQuietHours: true,
      quietFrom: '9',
    });
    const { channel, problems } = checkChannel(mail, ['c'], free);
    expect(channel).toBeNull();
    expect(problems.map(({ path }) => path.join('.')).toSorted()).toEqual(
      ['from', 'host', 'id', 'perHour', 'port', 'quietHours.from', 'to'].toSorted(),
    );
  });

  it('wants a secret where nothing is sent without one', () => {
    const places = (changes: Partial<ChannelForm>, secret: Partial<SecretStanding>): readonly string[] =>
      checkChannel(form('slack', changes), [], { ...free, ...secret }).secretProblems.map(({ path }) => path.join('.'));
    expect(places({}, {})).toEqual(['secret']);
    expect(places({}, { typed: 'hooks.example.org' })).toEqual(['secret']);
    expect(places({}, { typed: 'https://hooks.example.org/x' })).toEqual([]);
    expect(places({}, { isKept: true })).toEqual([]);
    expect(places({ secretEnv: 'SLACK_URL' }, {})).toEqual([]);
    expect(places({}, { typed: 'https://hooks.example.org/x', canKeep: false })).toEqual(['secretEnv']);
  });

  it('wants none of a desktop, of mail without a sign-in, and of a webhook', () => {
    for (const kind of ['desktop', 'email', 'webhook'] as const)
      expect(checkChannel(form(kind), [], free).secretProblems).toEqual([]);
    expect(checkChannel(form('email', { username: 'rounds' }), [], free).secretProblems).toHaveLength(1);
  });
});
