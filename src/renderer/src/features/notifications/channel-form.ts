import type { FieldProblem } from '#shared/contract/schedules.ts';
import { Channel } from '#shared/model/notification.ts';
import { draftProblems, numberOf, takenProblem } from '../../lib/draft-problems.ts';

/** The editor's fields of a channel; those that its kind has not are kept meanwhile. Its secret is kept apart. */
export interface ChannelForm {
  readonly kind: Channel['kind'];
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly hasQuietHours: boolean;
  readonly quietFrom: string;
  readonly quietUntil: string;
  readonly quietZone: string;
  readonly perHour: string;
  readonly host: string;
  readonly port: string;
  readonly security: 'starttls' | 'tls' | 'none';
  readonly username: string;
  readonly from: string;
  /** Parted by commas or lines. */
  readonly to: string;
  readonly url: string;
  /** The environment variable that holds the secret; empty names none. */
  readonly secretEnv: string;
  readonly allowPrivateAddress: boolean;
}

/** A form for a new channel. */
export function emptyChannelForm(kind: Channel['kind'], name: string, timeZone: string): ChannelForm {
  return {
    kind,
    id: '',
    name,
    isEnabled: true,
    hasQuietHours: false,
    quietFrom: '22:00',
    quietUntil: '07:00',
    quietZone: timeZone,
    perHour: '20',
    host: '',
    port: '587',
    security: 'starttls',
    username: '',
    from: '',
    to: '',
    url: '',
    secretEnv: '',
    allowPrivateAddress: false,
  };
}

/** The form of a stored channel. */
export function channelFormOf(channel: Channel, timeZone: string): ChannelForm {
  const { id, name, kind, isEnabled, quietHours, perHour } = channel;
  return {
    ...emptyChannelForm(kind, name, timeZone),
    id,
    isEnabled,
    hasQuietHours: quietHours !== null,
    ...(quietHours !== null && {
      quietFrom: quietHours.from,
      quietUntil: quietHours.until,
      quietZone: quietHours.timeZone,
    }),
    perHour: String(perHour),
    ...kindForm(channel),
  };
}

function kindForm(channel: Channel): Partial<ChannelForm> {
  switch (channel.kind) {
    case 'desktop':
      return {};
    case 'email': {
      const { host, port, security, username, passwordEnv, from, to } = channel;
      return {
        host,
        port: String(port),
        security,
        username: username ?? '',
        secretEnv: passwordEnv ?? '',
        from,
        to: to.join(', '),
      };
    }
    case 'webhook':
      return {
        url: channel.url,
        secretEnv: channel.keyEnv ?? '',
        allowPrivateAddress: channel.allowPrivateAddress,
      };
    case 'slack':
    case 'discord':
      return { secretEnv: channel.urlEnv ?? '', allowPrivateAddress: channel.allowPrivateAddress };
  }
}

/** What is known of a channel's secret besides what is typed. */
export interface SecretStanding {
  readonly typed: string;
  /** Whether Rounds has one already, from wherever. */
  readonly isKept: boolean;
  readonly canKeep: boolean;
}

/** What a form comes to. */
export interface CheckedChannel {
  /** What can be tested; null while a field is wrong. */
  readonly channel: Channel | null;
  /** By the paths of the form: `quietHours.from`. */
  readonly problems: readonly FieldProblem[];
  /** What is wrong with the secret, which keeps a channel from being saved. */
  readonly secretProblems: readonly FieldProblem[];
}

/** The channel that a form says, or what is wrong with it; `taken` are ids that it cannot have. */
export function checkChannel(form: ChannelForm, taken: readonly string[], secret: SecretStanding): CheckedChannel {
  const parsed = Channel.safeParse(channelOf(form));
  const problems = [...takenProblem(form.id, taken, 'channel'), ...draftProblems(parsed.error, formPath)];
  return {
    channel: problems.length === 0 ? (parsed.data ?? null) : null,
    problems,
    secretProblems: secretProblems(form, secret),
  };
}

function channelOf(form: ChannelForm): unknown {
  const { kind, host, security, allowPrivateAddress } = form;
  const common = {
    kind,
    id: form.id.trim(),
    name: form.name,
    isEnabled: form.isEnabled,
    quietHours: form.hasQuietHours
      ? { from: form.quietFrom.trim(), until: form.quietUntil.trim(), timeZone: form.quietZone.trim() }
      : null,
    perHour: numberOf(form.perHour),
  };
  const env = orNull(form.secretEnv);
  if (kind === 'desktop') return common;
  if (kind === 'webhook') return { ...common, url: form.url.trim(), keyEnv: env, allowPrivateAddress };
  if (kind !== 'email') return { ...common, urlEnv: env, allowPrivateAddress };
  return {
    ...common,
    host: host.trim(),
    port: numberOf(form.port),
    security,
    username: orNull(form.username),
    passwordEnv: env,
    from: form.from.trim(),
    to: form.to.split(/[\s,;]+/).filter((address) => address !== ''),
  };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** Where a part of a channel stands in the form. */
function formPath(path: FieldProblem['path']): FieldProblem['path'] {
  const [root] = path;
  if (root === 'to') return ['to'];
  if (root === 'passwordEnv' || root === 'urlEnv' || root === 'keyEnv') return ['secretEnv'];
  return path;
}

/** Whether a channel cannot send without its secret. */
function needsSecret({ kind, username }: Pick<ChannelForm, 'kind' | 'username'>): boolean {
  return kind === 'slack' || kind === 'discord' || (kind === 'email' && username.trim() !== '');
}

function secretProblems(form: ChannelForm, { typed, isKept, canKeep }: SecretStanding): readonly FieldProblem[] {
  const isAddress = form.kind === 'slack' || form.kind === 'discord';
  if (isAddress && typed !== '' && !/^https?:\/\//i.test(typed.trim()))
    return [{ path: ['secret'], message: 'must be an http or https address' }];
  if (!needsSecret(form) || isKept || form.secretEnv.trim() !== '') return [];
  if (!canKeep) return [{ path: ['secretEnv'], message: 'is missing: Rounds cannot keep the secret on this machine' }];
  return typed === '' ? [{ path: ['secret'], message: 'is missing, or name an environment variable' }] : [];
}
