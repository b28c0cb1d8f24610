import type { ChannelRow } from '#shared/contract/notifications.ts';
import type { ParsedInput } from '#shared/contract/index.ts';
import { AppError } from '#shared/errors.ts';
import type { Channel } from '#shared/model/notification.ts';
import { nameOf, placeOfSecret, sealSecret } from '../notifications/channel-secrets.ts';
import { wordsOf } from '../notifications/evaluate.ts';
import { triggers } from '../notifications/triggers/registry.ts';
import { unknownNames } from '../notifications/words.ts';
import { readNotices } from '../store/notice-log.ts';
import type { HandlerContext, HandlersOf } from './types.ts';

/** Who is told of what, and what became of it. */
export function notificationHandlers(context: HandlerContext): HandlersOf<'notifications'> {
  return { ...channelHandlers(context), ...ruleHandlers(context), ...logHandlers(context) };
}

type ChannelHandlers = Pick<
  HandlersOf<'notifications'>,
  'notifications.channels' | 'notifications.saveChannel' | 'notifications.removeChannel' | 'notifications.testChannel'
>;

function channelHandlers(context: HandlerContext): ChannelHandlers {
  const { store, ports, notifier } = context;
  return {
    'notifications.channels': async () => Promise.all(store.channels.list().map((each) => toRow(context, each))),
    'notifications.saveChannel': (input) => saveChannel(context, input),
    'notifications.removeChannel': async ({ id }) => {
      const now = ports.clock.now();
      store.connection.transaction(() => {
        store.channels.remove(id, now);
        store.sealedSecrets.forget(nameOf(id));
        store.deliveries.drop({ channelId: id }, now);
        for (const { rule, cursor } of store.rules.list()) {
          const channelIds = rule.channelIds.filter((each) => each !== id);
          if (channelIds.length < rule.channelIds.length) store.rules.save({ ...rule, channelIds }, cursor, now);
        }
      });
      ports.publish('notifications.changed', {});
      context.audit(
        { action: 'channel.removed', subjectKind: 'channel', subjectId: id },
        `Removed the channel "${id}"; nobody is told over it any more.`,
      );
      return {};
    },
    'notifications.testChannel': async ({ channel, secret }) => {
      await notifier.test(channel, secret);
      return {};
    },
  };
}

async function saveChannel(
  context: HandlerContext,
  { channel, secret, isNew }: ParsedInput<'notifications.saveChannel'>,
): Promise<ChannelRow> {
  const { store, ports } = context;
  // The keychain is asked first: without it, nothing is kept.
  const sealed = secret === null ? null : await sealSecret(channel, secret, context);
  const now = ports.clock.now();
  store.connection.transaction(() => {
    const before = store.channels.find(channel.id);
    if (isNew && before !== undefined) throw new AppError('conflict', `There is a channel "${channel.id}" already.`);
    if (!isNew) store.channels.get(channel.id);
    if (before !== undefined && before.kind !== channel.kind) store.sealedSecrets.forget(nameOf(channel.id));
    store.channels.save(channel, now);
    if (sealed !== null) store.sealedSecrets.keep(nameOf(channel.id), sealed, now);
    if (!channel.isEnabled) store.deliveries.drop({ channelId: channel.id }, now);
  });
  ports.publish('notifications.changed', {});
  context.notifier.deliver();
  const kept = sealed === null ? '' : ' Its secret was replaced.';
  context.audit(
    { action: isNew ? 'channel.added' : 'channel.edited', subjectKind: 'channel', subjectId: channel.id },
    `${isNew ? 'Added' : 'Edited'} the channel "${channel.name}".${isNew ? '' : kept}`,
  );
  return toRow(context, channel);
}

async function toRow(context: HandlerContext, channel: Channel): Promise<ChannelRow> {
  const place = await placeOfSecret(channel, context);
  return {
    channel,
    secretFrom: place === 'elsewhere' ? 'nowhere' : place,
    ...context.store.deliveries.standing(channel.id),
  };
}

type RuleHandlers = Pick<
  HandlersOf<'notifications'>,
  'notifications.rules' | 'notifications.saveRule' | 'notifications.removeRule' | 'notifications.preview'
>;

function ruleHandlers(context: HandlerContext): RuleHandlers {
  const { store, notifier } = context;
  return {
    'notifications.rules': async () => {
      const counts = store.notices.countByRule();
      return store.rules.list().map(({ rule }) => ({
        rule,
        openCount: counts.get(rule.id)?.openCount ?? 0,
        lastOpenedAt: counts.get(rule.id)?.lastOpenedAt ?? null,
      }));
    },
    'notifications.saveRule': async ({ rule, isNew }) => {
      if (isNew && store.rules.find(rule.id) !== undefined)
        throw new AppError('conflict', `There is a rule "${rule.id}" already.`);
      if (!isNew) store.rules.get(rule.id);
      checkRule(context, rule);
      notifier.saveRule(rule);
      context.audit(
        { action: isNew ? 'rule.added' : 'rule.edited', subjectKind: 'rule', subjectId: rule.id },
        `${isNew ? 'Added' : 'Edited'} the rule "${rule.name}" of notifications.`,
      );
      return rule;
    },
    'notifications.removeRule': async ({ id }) => {
      notifier.removeRule(id);
      context.audit(
        { action: 'rule.removed', subjectKind: 'rule', subjectId: id },
        `Removed the rule "${id}" of notifications.`,
      );
      return {};
    },
    'notifications.preview': async ({ trigger: { kind }, template }) => {
      const trigger = triggers[kind];
      const names = Object.keys(trigger.sample);
      const words = wordsOf({ template }, trigger, trigger.sample);
      return { ...words, names, unknownNames: template === null ? [] : unknownNames(template, names) };
    },
  };
}

function checkRule({ store }: HandlerContext, rule: ParsedInput<'notifications.saveRule'>['rule']): void {
  const missing = rule.channelIds.find((id) => store.channels.find(id) === undefined);
  if (missing !== undefined) throw new AppError('invalid_input', `There is no channel "${missing}".`);
  if (rule.template === null) return;
  const [unknown] = unknownNames(rule.template, Object.keys(triggers[rule.trigger.kind].sample));
  if (unknown !== undefined)
    throw new AppError('invalid_input', `The template names {${unknown}}, which there is nothing for.`);
}

type LogHandlers = Pick<HandlersOf<'notifications'>, 'notifications.notices' | 'notifications.retry'>;

function logHandlers({ store, ports, notifier }: HandlerContext): LogHandlers {
  return {
    'notifications.notices': async ({ after, limit, ...filter }) =>
      readNotices(store.connection, filter, { after, limit }),
    'notifications.retry': async ({ deliveryId }) => {
      store.deliveries.retry(deliveryId, ports.clock.now());
      ports.publish('notifications.changed', {});
      notifier.deliver();
      return {};
    },
  };
}
