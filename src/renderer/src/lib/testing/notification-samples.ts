import type { Account, Keychain } from '#shared/contract/accounts.ts';
import type { ChannelRow } from '#shared/contract/notifications.ts';
import type { Output } from '#shared/contract/index.ts';
import { Channel, NotificationRule } from '#shared/model/notification.ts';
import type { Delivery, Notice } from '#shared/model/notification.ts';
import { WorkFossaSource } from '#shared/model/source.ts';

/** Values for tests of accounts and notifications, every one valid under the contract; a test overrides what it is about. */

export function samplePortal(overrides: Partial<WorkFossaSource> = {}): WorkFossaSource {
  return WorkFossaSource.parse({
    id: 'fossa',
    kind: 'workfossa',
    name: 'Fossa',
    baseUrl: 'https://portal.example.org',
    username: 'desk@example.org',
    ...overrides,
  });
}

export function sampleKeychain(overrides: Partial<Keychain> = {}): Keychain {
  return { isThere: true, description: 'the GNOME keyring', ...overrides };
}

/** A machine on which no secret can be kept. */
export const noKeychain: Keychain = {
  isThere: false,
  description: 'There is no keyring in this session. Install one, or use an environment variable.',
};

export function sampleAccount(overrides: Partial<Account> = {}): Account {
  return {
    sourceId: 'fossa',
    username: 'desk@example.org',
    passwordFrom: 'keychain',
    passwordEnv: null,
    isEnvSet: false,
    keychain: sampleKeychain(),
    refusedAt: null,
    signedInAt: Date.now() - 120_000,
    ...overrides,
  };
}

export function sampleChannelRow(overrides: Partial<ChannelRow> = {}): ChannelRow {
  return {
    channel: Channel.parse({ id: 'desk', name: 'This desk', kind: 'desktop' }),
    secretFrom: 'unneeded',
    lastSentAt: null,
    waitingCount: 0,
    trouble: null,
    ...overrides,
  };
}

export function sampleMailRow(overrides: Partial<ChannelRow> = {}): ChannelRow {
  return sampleChannelRow({
    channel: Channel.parse({
      id: 'mail',
      name: 'Night crew',
      kind: 'email',
      host: 'smtp.example.org',
      username: 'rounds',
      from: 'rounds@example.org',
      to: ['crew@example.org'],
    }),
    secretFrom: 'keychain',
    ...overrides,
  });
}

export function sampleRuleRow(
  rule: Partial<NotificationRule> = {},
  overrides: Partial<Output<'notifications.rules'>[number]> = {},
): Output<'notifications.rules'>[number] {
  return {
    rule: NotificationRule.parse({
      id: 'failures',
      name: 'Failures',
      trigger: { kind: 'job_failed' },
      channelIds: ['desk'],
      ...rule,
    }),
    openCount: 0,
    lastOpenedAt: null,
    ...overrides,
  };
}

export function sampleDelivery(overrides: Partial<Delivery> = {}): Delivery {
  return {
    id: 1,
    channelId: 'desk',
    channelName: 'This desk',
    about: 'opened',
    status: 'sent',
    attempts: 1,
    nextAttemptAt: null,
    sentAt: Date.now() - 60_000,
    error: null,
    ...overrides,
  };
}

export function sampleNotice(overrides: Partial<Notice> = {}): Notice {
  return {
    id: 1,
    ruleId: 'failures',
    ruleName: 'Failures',
    trigger: 'job_failed',
    title: 'UC San Diego fails',
    body: 'Three runs in a row failed.',
    path: '/runs/12',
    openedAt: Date.now() - 120_000,
    closedAt: null,
    deliveries: [sampleDelivery()],
    ...overrides,
  };
}
