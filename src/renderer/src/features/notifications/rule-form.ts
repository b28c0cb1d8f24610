import type { FieldProblem } from '#shared/contract/schedules.ts';
import { NotificationRule } from '#shared/model/notification.ts';
import type { Template, Trigger, TriggerKind } from '#shared/model/notification.ts';
import { draftProblems, numberOf, takenProblem } from '../../lib/draft-problems.ts';

/** The editor's fields of a rule; those that its trigger has not are kept meanwhile. */
export interface RuleForm {
  readonly id: string;
  readonly name: string;
  readonly isEnabled: boolean;
  readonly kind: TriggerKind;
  /** None chosen means all of them; likewise for buildings and portals. */
  readonly scheduleIds: readonly string[];
  readonly codes: readonly string[];
  readonly sourceIds: readonly string[];
  readonly times: string;
  readonly percent: string;
  readonly minutes: string;
  /** Empty: every day. */
  readonly weekday: string;
  readonly at: string;
  readonly timeZone: string;
  readonly channelIds: readonly string[];
  readonly tellsEnd: boolean;
  readonly hasTemplate: boolean;
  readonly title: string;
  readonly body: string;
}

const usualPercent: Readonly<Partial<Record<TriggerKind, string>>> = { building_busy: '80', coverage_low: '50' };

/** A form for a new rule. */
export function emptyRuleForm(timeZone: string, channelIds: readonly string[]): RuleForm {
  return {
    id: '',
    name: '',
    isEnabled: true,
    kind: 'job_failed',
    scheduleIds: [],
    codes: [],
    sourceIds: [],
    times: '3',
    percent: '80',
    minutes: '15',
    weekday: '',
    at: '07:00',
    timeZone,
    channelIds,
    tellsEnd: true,
    hasTemplate: false,
    title: '',
    body: '',
  };
}

/** The form of a stored rule. */
export function ruleFormOf(rule: NotificationRule, timeZone: string): RuleForm {
  const { id, name, isEnabled, trigger, channelIds, tellsEnd, template } = rule;
  return {
    ...emptyRuleForm(timeZone, channelIds),
    id,
    name,
    isEnabled,
    tellsEnd,
    hasTemplate: template !== null,
    title: template?.title ?? '',
    body: template?.body ?? '',
    ...triggerForm(trigger),
  };
}

function triggerForm(trigger: Trigger): Partial<RuleForm> & Pick<RuleForm, 'kind'> {
  const { kind } = trigger;
  switch (kind) {
    case 'job_failed':
      return { kind, scheduleIds: trigger.scheduleIds ?? [], times: String(trigger.times) };
    case 'job_paused':
    case 'job_held':
      return { kind, scheduleIds: trigger.scheduleIds ?? [] };
    case 'building_busy':
      return {
        kind,
        codes: trigger.codes ?? [],
        percent: String(trigger.percent),
        minutes: String(trigger.minutes),
      };
    case 'order_added':
    case 'order_date_changed':
    case 'order_overdue':
      return { kind, sourceIds: trigger.sourceIds ?? [] };
    case 'coverage_low':
      return { kind, percent: String(trigger.percent) };
    case 'summary':
      return { kind, weekday: trigger.weekday ?? '', at: trigger.at, timeZone: trigger.timeZone };
    case 'hut_watch':
    case 'quarantine':
      return { kind };
  }
}

/** What changes with the kind of trigger: a percentage of the one means nothing to the other. */
export function withTriggerKind(kind: TriggerKind): Partial<RuleForm> {
  const percent = usualPercent[kind];
  return percent === undefined ? { kind } : { kind, percent };
}

/** What a form comes to. */
export interface CheckedRule {
  /** Null while something is wrong. */
  readonly rule: NotificationRule | null;
  /** What a preview can be made of; null while the trigger or the words are wrong. */
  readonly words: { readonly trigger: Trigger; readonly template: Template | null } | null;
  /** By the paths of the form: `percent`, `title`. */
  readonly problems: readonly FieldProblem[];
}

/** The rule that a form says, or what is wrong with it; `taken` are ids that it cannot have. */
export function checkRule(form: RuleForm, taken: readonly string[]): CheckedRule {
  const { id, name, isEnabled, channelIds, tellsEnd, hasTemplate, title, body } = form;
  const draft = {
    trigger: triggerOf(form),
    template: hasTemplate ? { title: title.trim(), body } : null,
  };
  const parsed = NotificationRule.safeParse({ id: id.trim(), name, isEnabled, channelIds, tellsEnd, ...draft });
  const problems = [...takenProblem(id, taken, 'rule'), ...draftProblems(parsed.error, formPath)];
  const words = NotificationRule.pick({ trigger: true, template: true }).safeParse(draft);
  return { rule: problems.length === 0 ? (parsed.data ?? null) : null, words: words.data ?? null, problems };
}

function triggerOf(form: RuleForm): unknown {
  const { kind } = form;
  switch (kind) {
    case 'job_failed':
      return { kind, scheduleIds: orAll(form.scheduleIds), times: numberOf(form.times) };
    case 'job_paused':
    case 'job_held':
      return { kind, scheduleIds: orAll(form.scheduleIds) };
    case 'building_busy':
      return {
        kind,
        codes: orAll(form.codes),
        percent: numberOf(form.percent),
        minutes: numberOf(form.minutes),
      };
    case 'order_added':
    case 'order_date_changed':
    case 'order_overdue':
      return { kind, sourceIds: orAll(form.sourceIds) };
    case 'coverage_low':
      return { kind, percent: numberOf(form.percent) };
    case 'summary':
      return {
        kind,
        weekday: form.weekday === '' ? null : form.weekday,
        at: form.at.trim(),
        timeZone: form.timeZone.trim(),
      };
    case 'hut_watch':
    case 'quarantine':
      return { kind };
  }
}

function orAll(ids: readonly string[]): readonly string[] | null {
  return ids.length === 0 ? null : ids;
}

/** Trigger and template lie flat in the form. */
function formPath(path: FieldProblem['path']): FieldProblem['path'] {
  const [root, ...rest] = path;
  return (root === 'trigger' || root === 'template') && rest.length > 0 ? rest.slice(0, 1) : path;
}
