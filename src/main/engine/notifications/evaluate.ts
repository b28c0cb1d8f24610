import type { NotificationRule } from '#shared/model/notification.ts';
import type { OpenNotice } from '../store/notices.ts';
import type { StoredRule } from '../store/notification-rules.ts';
import type { Log } from '../ports.ts';
import type { Finding, Look, NotificationTrigger } from './trigger.ts';
import { triggers } from './triggers/registry.ts';
import { type Facts, fill, firstLines, type Words } from './words.ts';

/** More findings of one group than this that come up together are told in one message. */
const mostAlone = 3;
const manyPrefix = 'many/';
/** A cursor is moved over what concerns nobody only once there is so much of it, as each move is a write. */
const cursorStep = 500;

/** What a look at a rule comes to. */
interface Difference {
  readonly stored: StoredRule;
  readonly openings: readonly Finding[];
  readonly endings: readonly OpenNotice[];
  readonly cursor: number | null;
}

/** How rules are settled. */
interface Settling {
  /** This rule was edited: what it told of and does not look for any more ends without a word. */
  readonly editedId?: string;
}

/**
 * Compares rules with what there is to see: opens a notice for each cause that is new and closes those whose cause ended, each
 * with its deliveries. Several processes may do so at once; whoever is first tells. Returns whether anything was written.
 */
export function evaluate(makeLook: () => Look, log: Log, settling: Settling = {}): boolean {
  const { store } = makeLook();
  // Most looks find nothing new, and those write nothing and keep nobody waiting.
  const isNews = (look: Look): boolean =>
    look.untoldWatches.length > 0 || differences(look, log, settling).some((each) => !isNothing(each));
  if (!isNews(makeLook())) return false;
  return store.connection.transaction(() => {
    const look = makeLook();
    const found = differences(look, log, settling);
    for (const each of found) apply(each, look, each.stored.rule.id === settling.editedId);
    const told = store.hutWatches.takeUntold(look.now);
    return told.length > 0 || found.some((each) => !isNothing(each));
  });
}

function isNothing({ stored, openings, endings, cursor }: Difference): boolean {
  const isFar = stored.cursor === null || cursor === null || Math.abs(cursor - stored.cursor) > cursorStep;
  return openings.length === 0 && endings.length === 0 && (cursor === stored.cursor || !isFar);
}

function differences(look: Look, log: Log, { editedId }: Settling): Difference[] {
  return look.store.rules.list().flatMap((stored) => {
    const { id, isEnabled } = stored.rule;
    if (!isEnabled && id !== editedId) return [];
    try {
      return [isEnabled ? differenceOf(stored, look) : nothingLeft(stored, look)];
    } catch (thrown) {
      // One rule that cannot be looked at must not keep the others silent.
      log.error({ err: thrown, rule: id }, 'A rule of notifications could not be looked at');
      return [];
    }
  });
}

/** A rule that is switched off looks for nothing. */
function nothingLeft(stored: StoredRule, { store }: Look): Difference {
  return { stored, openings: [], endings: store.notices.openOf(stored.rule.id), cursor: stored.cursor };
}

function differenceOf(stored: StoredRule, look: Look): Difference {
  const { rule, cursor: before } = stored;
  const trigger = triggers[rule.trigger.kind];
  const open = look.store.notices.openOf(rule.id);
  const told = new Set(open.map(({ cause }) => cause));
  if (!trigger.isLasting) {
    const { findings, cursor } = trigger.find(rule.trigger, look, before);
    const openings = findings.filter(({ cause }) => !look.store.notices.has(rule.id, cause));
    return { stored, openings, endings: open, cursor };
  }
  const findings = trigger.find(rule.trigger, look, (cause) => told.has(cause));
  const holding = new Set(findings.map(({ cause }) => cause));
  const groups = [...new Set(findings.map(({ group }) => group))];
  const holds = ({ cause }: OpenNotice): boolean =>
    holding.has(cause) || groups.some((group) => cause.startsWith(`${manyPrefix}${group}/`));
  return {
    stored,
    openings: findings.filter(({ cause }) => !told.has(cause)),
    endings: open.filter((notice) => !holds(notice)),
    cursor: before,
  };
}

function apply(difference: Difference, look: Look, isEdited: boolean): void {
  const { stored, openings, endings, cursor } = difference;
  const { rule } = stored;
  for (const notice of endings) close(rule, notice, look, isEdited);
  for (const group of new Set(openings.map((finding) => finding.group))) {
    const together = openings.filter((finding) => finding.group === group);
    const isMany = together.length > mostAlone;
    for (const finding of together) open(rule, finding, look, isMany ? [] : rule.channelIds);
    if (isMany) openMany(rule, group, together, look);
  }
  if (cursor !== null && cursor !== stored.cursor && !isNothing(difference))
    look.store.rules.setCursor(rule.id, cursor);
}

function open(rule: NotificationRule, finding: Finding, look: Look, channelIds: readonly string[]): void {
  const trigger = triggers[rule.trigger.kind];
  const end = trigger.isLasting ? fill(trigger.endWords, finding.facts) : null;
  insert(rule, look, channelIds, {
    cause: finding.cause,
    words: wordsOf(rule, trigger, finding.facts),
    end,
    path: finding.path,
  });
}

/** One message for many causes; it ends when none of its group is left. */
function openMany(rule: NotificationRule, group: string, findings: readonly Finding[], look: Look): void {
  const trigger = triggers[rule.trigger.kind];
  const facts = { count: String(findings.length), group, lines: firstLines(findings.map(({ line }) => line)) };
  insert(rule, look, rule.channelIds, {
    cause: `${manyPrefix}${group}/${findings[0]?.cause ?? ''}@${look.now}`,
    words: fill({ title: trigger.many.title, body: '{lines}' }, facts),
    end: trigger.isLasting ? fill({ title: trigger.many.endTitle, body: '' }, facts) : null,
    path: null,
  });
}

interface NewMessage {
  readonly cause: string;
  readonly words: Words;
  readonly end: Words | null;
  readonly path: string | null;
}

function insert(rule: NotificationRule, look: Look, channelIds: readonly string[], message: NewMessage): void {
  const { store, now } = look;
  const { words, end, cause, path } = message;
  const { kind } = rule.trigger;
  const isLasting = triggers[kind].isLasting;
  const told = { title: words.title, body: words.body, endTitle: end?.title ?? null, endBody: end?.body ?? null };
  const id = store.notices.open({ ruleId: rule.id, trigger: kind, cause, isLasting, path, ...told }, now);
  if (id !== null) store.deliveries.add(id, enabledOf(look, channelIds), 'opened', now);
}

function close(rule: NotificationRule, notice: OpenNotice, look: Look, isEdited: boolean): void {
  const { store, now } = look;
  // What was not told yet is gone, and so is what there would be to say of its end.
  store.deliveries.drop({ noticeId: notice.id }, now);
  store.notices.close(notice.id, now);
  if (isEdited || !rule.tellsEnd || notice.endTitle === null) return;
  store.deliveries.add(notice.id, enabledOf(look, store.deliveries.toldChannels(notice.id)), 'closed', now);
}

function enabledOf({ store }: Look, channelIds: readonly string[]): string[] {
  return channelIds.filter((id) => store.channels.find(id)?.isEnabled === true);
}

/** The words of a rule's own template, or those of its trigger. */
export function wordsOf(
  { template }: Pick<NotificationRule, 'template'>,
  trigger: NotificationTrigger,
  facts: Facts,
): Words {
  return fill(template ?? trigger.words, facts);
}
